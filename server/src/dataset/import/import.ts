import * as l10n from "@vscode/l10n";
import { decisionsIn as countDecisions } from "../../annotations/opinion.ts";
import { languageOf } from "../../text/language.ts";
import { sameBytes } from "../../workspace/articleText.ts";
import type { Found } from "../../workspace/collect.ts";
import { type FileSystem, messageOf, sidecarOf } from "../../workspace/fileSystem.ts";
import { loadSidecar, placeAnnotations, saveSidecar } from "../../workspace/sidecars.ts";
import type { LeftOut, Reason } from "../exporter.ts";
import { reasons } from "../reasons.ts";
import { type ArticleIndex, articleIndex } from "./articleIndex.ts";
import type { Importer, Place, ReadDocument } from "./document.ts";
import { type Located, locating } from "./locating.ts";
import { mergedInto } from "./merging.ts";
import { createOutcomes } from "./outcomes.ts";
import type { SourceFile } from "./sources.ts";

export interface ImportOptions {
  readonly importer: Importer;
  /** The articles that texts are looked for in. */
  readonly articles: readonly Found[];
  /** Where texts that are in no article become new ones, as a URI; null where they are listed. */
  readonly folder: string | null;
  /** Who decided, where the dataset does not say it. */
  readonly by: string | null;
  /** Ids for sidecars, each greater than the one before. */
  readonly newId: () => string;
  /** How much is done, 0 to 1, and what of. */
  readonly progress: (done: number, what: "articles" | "dataset") => void;
  readonly cancelled: () => boolean;
  /** Lets other work run between documents. */
  readonly pause: () => Promise<void>;
  /** A sidecar as it was before it was changed, which is worth keeping. */
  readonly keep?: (article: string, sidecar: Uint8Array, decisions: number) => void;
  /** A sidecar was written. */
  readonly written?: (sidecar: string) => void;
}

/** What came in. Lines are for the user: what could not be read or placed, what was left out, what needs care. */
export interface ImportReport {
  readonly documents: number;
  /** Articles whose sidecars say more now, and those among them that are new, as URIs. */
  readonly changed: readonly string[];
  readonly created: readonly string[];
  readonly added: number;
  readonly known: number;
  readonly opinions: number;
  readonly conflicts: number;
  readonly problems: readonly string[];
  readonly leftOut: readonly string[];
  readonly remarks: readonly string[];
  /** It was ended before all was read; what came in until then is whole. */
  readonly cancelled: boolean;
}

const SUGGESTED: Reason = (count) =>
  count === 1
    ? l10n.t(
        "1 suggestion that nobody has decided on (a sidecar has decisions alone; Dateline makes its own suggestions)",
      )
    : l10n.t(
        "{0} suggestions that nobody has decided on (a sidecar has decisions alone; Dateline makes its own suggestions)",
        count,
      );
const RELATION: Reason = (count) =>
  count === 1
    ? l10n.t(
        "1 relation between entities is kept in the sidecar (“relations”); Dateline does not show it yet",
      )
    : l10n.t(
        "{0} relations between entities are kept in sidecars (“relations”); Dateline does not show them yet",
        count,
      );
const DATE: Reason = (count) =>
  count === 1
    ? l10n.t("1 article has another day of publication in its sidecar, which stays")
    : l10n.t("{0} articles have another day of publication in their sidecars, which stays", count);

/** How many problems are listed one by one; a file of another format has one in every line. */
const LISTED = 1000;

/** How often a writing starts anew when a program that knows no lock writes at the same time. */
const ATTEMPTS = 20;

/**
 * Takes a dataset into sidecars, document by document: each has its article found by its text and is merged into the
 * sidecar in one writing, so that an import that is cancelled or killed leaves whole sidecars, and goes on where it was
 * when it is started again. What is wrong with one document is a line of the report, and the others come in.
 */
export async function importDataset(
  files: FileSystem,
  sources: readonly SourceFile[],
  options: ImportOptions,
): Promise<ImportReport> {
  const run = startRun(files, options);
  for (const [n, article] of options.articles.entries()) {
    if (options.cancelled()) return run.report();
    await run.index(article);
    options.progress((n + 1) / options.articles.length, "articles");
    await options.pause();
  }
  const total = sources.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const { file, size } of sources) {
    try {
      for await (const item of options.importer.read(file)) {
        if (options.cancelled()) return run.report();
        if (item.kind === "problem") await run.problem(item.place, item.message);
        else {
          await run.document(item);
          options.progress((before + item.reached * size) / Math.max(1, total), "dataset");
        }
        await options.pause();
      }
    } catch (error) {
      await run.problem(
        { file: file.name, line: null, id: null },
        l10n.t("it cannot be read: {0}", messageOf(error)),
      );
    }
    await run.flush();
    before += size;
    options.progress(before / Math.max(1, total), "dataset");
  }
  return run.report();
}

/** An import at work. */
interface Run {
  index(article: Found): Promise<void>;
  /** Takes a document in, with those before it on the same text. */
  document(document: ReadDocument): Promise<void>;
  flush(): Promise<void>;
  problem(place: Place, message: string): Promise<void>;
  /** What came in, once all that was begun is done. */
  report(): Promise<ImportReport>;
}

function startRun(files: FileSystem, options: ImportOptions): Run {
  const known: ArticleIndex = articleIndex(files);
  const changed = new Set<string>();
  const created: string[] = [];
  const problems: string[] = [];
  const leftOut = reasons();
  const places: string[] = [];
  const remarks = reasons();
  const count = { documents: 0, added: 0, known: 0, opinions: 0, conflicts: 0, problems: 0 };
  let batch: ReadDocument[] = [];

  /** What is written to one sidecar waits for the disk while other documents are read. */
  const outcomes = createOutcomes();

  const note = (place: Place, message: string): void => {
    if (++count.problems <= LISTED) problems.push(`${placeText(place)}: ${message}`);
  };

  const problem = (place: Place, message: string): Promise<void> =>
    outcomes.begin(null, async () => () => note(place, message));

  const leave = (left: readonly LeftOut[]): void => {
    for (const one of left) {
      leftOut.add(one);
      places.push(...(one.places ?? []));
    }
  };

  const locate = locating(files, {
    known,
    folder: options.folder,
    problem,
    created: (uri) => created.push(uri),
  });

  const takeIn = async (documents: readonly ReadDocument[]): Promise<void> => {
    const [first] = documents;
    if (!first) return;
    // What nobody has looked at makes no article, and no sidecar.
    if (!documents.some(({ reviewed }) => reviewed)) return;
    const located = await locate(first, count.documents);
    if (!located) return;
    const { uri } = located.article;
    await outcomes.begin(uri, () => written(located, documents).catch(failed(first)));
  };

  const written = (located: Located, documents: readonly ReadDocument[]): Promise<() => void> =>
    files.exclusive(sidecarOf(located.article.uri), async () => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const outcome = await write(located, documents);
        if (outcome) return outcome;
      }
      throw new Error(l10n.t("another program keeps writing its sidecar"));
    });

  /** What notes the outcome; null where another program has written the sidecar meanwhile. */
  const write = async (
    located: Located,
    documents: readonly ReadDocument[],
  ): Promise<(() => void) | null> => {
    const { uri, id } = located.article;
    const [first] = documents;
    const base = await loadSidecar(files, uri);
    if (base.state === "unusable")
      return () => {
        if (first)
          note(first.place, l10n.t("the sidecar of {0} cannot be used: {1}", id, base.problem.message));
      };
    const sidecar = base.state === "ok" ? base.sidecar : null;
    const article = {
      text: located.text,
      sha256: located.sha256,
      language: languageOf(located.text) ?? "en",
    } as const;
    const before = sidecar ? placeAnnotations(sidecar, article) : [];
    const result = mergedInto(before, sidecar, documents, located.text, options);
    const saved = await saveSidecar(
      files,
      uri,
      { article, annotations: result.annotations, header: result.header, more: result.more },
      base,
    );
    if (saved === null) return null;
    if (base.state === "ok") options.keep?.(uri, base.bytes, countDecisions(base.sidecar.annotations));
    return () => {
      if (
        saved.state === "ok" &&
        (base.state !== "ok" || (saved.bytes !== base.bytes && !sameBytes(saved.bytes, base.bytes)))
      ) {
        changed.add(uri);
        options.written?.(sidecarOf(uri));
      }
      for (const key of ["added", "known", "opinions", "conflicts"] as const) count[key] += result[key];
      for (const { place, message } of result.problems) note(place, message);
      leave(result.left);
      remarks.add({ reason: RELATION, count: result.relations });
      remarks.add({ reason: DATE, count: result.isDated ? 1 : 0 });
    };
  };

  const failed =
    ({ place }: ReadDocument) =>
    (error: unknown) =>
    (): void =>
      note(place, l10n.t("it could not be taken in: {0}", messageOf(error)));

  const flush = async (): Promise<void> => {
    const documents = batch;
    batch = [];
    for (const { annotations, left } of documents) {
      count.documents++;
      const suggested = annotations.filter(({ review }) => review === "suggested").length;
      leave([...left, { reason: SUGGESTED, count: suggested }]);
    }
    try {
      await takeIn(documents);
    } catch (error) {
      const [first] = documents;
      if (first) await outcomes.begin(null, async () => failed(first)(error));
    }
  };

  return {
    index: async (article) => {
      try {
        await known.add(article);
      } catch (error) {
        await problem(
          { file: article.id, line: null, id: null },
          l10n.t("the article cannot be read: {0}", messageOf(error)),
        );
      }
    },
    async document(document) {
      const [first] = batch;
      if (first && (document.text === null || first.text !== document.text || first.name !== document.name))
        await flush();
      batch.push(document);
    },
    flush,
    problem,
    report: async () => {
      await outcomes.settled();
      return {
        ...count,
        changed: [...changed],
        created,
        problems: [
          ...problems,
          ...(count.problems > LISTED
            ? [l10n.t("and {0} more; is it of this format?", count.problems - LISTED)]
            : []),
        ],
        leftOut: [...leftOut.lines(), ...places],
        remarks: remarks.lines(),
        cancelled: options.cancelled(),
      };
    },
  };
}

/** A place as it stands before a message. */
const placeText = ({ file, line, id }: Place): string =>
  `${line === null ? file : l10n.t("{0}: line {1}", file, line)}${id === null ? "" : ` (${id})`}`;
