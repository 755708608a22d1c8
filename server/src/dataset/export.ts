import * as l10n from "@vscode/l10n";
import { draftName, type FileSystem, inFolder } from "../workspace/fileSystem.ts";
import type { LeftBehind } from "./article.ts";
import { draftsIn, openDraft } from "./draft.ts";
import { eventKeys, type Report, reportIn } from "./events.ts";
import type { Exporter, LeftOut, Reason } from "./exporter.ts";
import { type ReadInOrder, readEach } from "./measure/pacing.ts";
import { reasons } from "./reasons.ts";
import { type ReadArticle, type ReadOptions, readArticle, type Source } from "./source.ts";
import { partOf, type Split, UNSPLIT } from "./split.ts";

export interface ExportOptions extends Omit<ReadOptions, "everything"> {
  readonly exporter: Exporter;
  /** The folder to write into, as a URI; the dataset gets a folder of the format's name inside. */
  readonly folder: string;
  /** Off: the dataset has no texts; for formats that can go without. */
  readonly text?: boolean;
  /** For a card that names one. */
  readonly licence?: string | null;
  readonly split?: Split;
  readonly seed?: number;
  /** What never stands on both sides of a split: copies of one text, or reports of one event too. */
  readonly splitBy?: "article" | "event";
  /** Names each annotation that overlaps another and is left out, not their number alone. */
  readonly listOverlaps?: boolean;
  /** Names the folder inside `folder` that is written before everything is moved to its place; unique. */
  readonly unique: string;
  /** Where in that folder the dataset is written; the folder itself is the caller's then. */
  readonly inside?: string;
  /** Reads the articles, in order, where that is not done here one after the other. */
  readonly read?: ReadInOrder<Source, ReadArticle>;
  /** Reads what tells the articles' events, in order, where that is not done here one after the other. */
  readonly reports?: ReadInOrder<Source, Report | null>;
  readonly progress: (done: number, of: number) => void;
  readonly cancelled: () => boolean;
  /** Lets other work run between articles. */
  readonly pause: () => Promise<void>;
}

/** What an export wrote, what it left out with the reason, and what needs care where it is read. */
export interface ExportReport {
  readonly articles: number;
  readonly annotations: number;
  readonly leftOut: readonly string[];
  readonly remarks: readonly string[];
  readonly files: readonly string[];
}

export class ExportCancelled extends Error {
  override readonly name = "ExportCancelled";
}

const ABSENT: Reason = (count) =>
  count === 1 ? l10n.t("1 article without annotations") : l10n.t("{0} articles without annotations", count);
const OTHERWISE: Reason = (count) =>
  count === 1
    ? l10n.t("1 article in another state than those chosen")
    : l10n.t("{0} articles in other states than those chosen", count);
const REJECTED: Reason = (count) =>
  count === 1 ? l10n.t("1 rejected suggestion") : l10n.t("{0} rejected suggestions", count);
const ORPHANED: Reason = (count) =>
  count === 1
    ? l10n.t("1 orphaned annotation: its words are no longer in the text")
    : l10n.t("{0} orphaned annotations: their words are no longer in the text", count);
const BLANK: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation of white space alone")
    : l10n.t("{0} annotations of white space alone", count);
const TWICE: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation that says what another says")
    : l10n.t("{0} annotations that say what another says", count);
const UNSELECTED: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation of another label, annotator or state")
    : l10n.t("{0} annotations of another label, annotator or state", count);

/**
 * Writes a dataset of articles, one after the other: no more than one is held at a time. It is placed whole at the end,
 * so that an export that is cancelled, fails or is killed leaves nothing half done under the dataset's name (`Draft`).
 * What a former export of the format left is replaced whole: a `dev.jsonl` of another split beside the new files would
 * be read as one of them. Files that no export wrote are never touched.
 * @throws ExportCancelled where it was cancelled
 * @throws Error where a file that no export wrote stands in the way, or the file system fails
 */
export async function exportArticles(
  files: FileSystem,
  given: readonly Source[],
  options: ExportOptions,
): Promise<ExportReport> {
  const { exporter, folder, split = UNSPLIT, seed = 0, splitBy = "article" } = options;
  const { text = true, licence = null, detector } = options;
  const sources = withUniqueIds(given);
  const checkCancelled = (): void => {
    if (options.cancelled())
      throw new ExportCancelled(l10n.t("The export was cancelled; nothing was written."));
  };
  const own = draftName(options.unique);
  const place = options.inside === undefined ? own : `${own}/${options.inside}`;
  const draft = await openDraft(files, folder, exporter.name, inFolder(folder, place));
  const rendering = exporter.start({ text, licence, detector });
  const leftOut = reasons();
  const remarks = reasons();
  const notes: string[] = [];
  let articles = 0;
  let annotations = 0;
  try {
    // Both passes are work that a user waits for.
    const passes = splitBy === "event" && split !== UNSPLIT ? 2 : 1;
    const tick = async (done: number): Promise<void> => {
      options.progress(done, passes * sources.length);
      await options.pause();
      checkCancelled();
    };
    checkCancelled();
    const reports = options.reports ?? readEach((source: Source) => reportIn(files, source));
    const keys = passes === 2 ? await eventKeys(reports(sources), tick) : null;
    let n = 0;
    const reading = { ...options, everything: exporter.everything === true };
    const articlesIn = options.read ?? readEach((source: Source) => readArticle(files, source, reading));
    for await (const read of articlesIn(sources)) {
      const { id = "" } = sources[n] ?? {};
      if ("left" in read) {
        if (read.named) notes.push(`${id}: ${read.left}`);
        else leftOut.add({ reason: read.left === null ? ABSENT : OTHERWISE, count: 1 });
      } else {
        const { article, behind } = read;
        const part = partOf(split, keys?.get(id) ?? read.fileSha256, seed);
        const rendered = rendering.add(article, part);
        await draft.write(rendered.pieces);
        articles++;
        annotations += rendered.annotations;
        for (const one of rendered.leftOut) leftOut.add(one);
        for (const one of rendered.remarks ?? []) remarks.add(one);
        if (options.listOverlaps)
          for (const { places } of [...rendered.leftOut, ...(rendered.remarks ?? [])])
            notes.push(...(places ?? []));
        leftOut.add({ reason: REJECTED, count: exporter.rejected ? 0 : article.rejected.length });
        for (const one of exporter.everything ? [] : behindIn(behind)) leftOut.add(one);
        leftOut.add({ reason: UNSELECTED, count: behind.unselected });
      }
      n++;
      await tick((passes - 1) * sources.length + n);
    }
    let written: string[] = [];
    const more: string[] = [];
    if (articles > 0) {
      await draft.write(rendering.finish());
      checkCancelled();
      const placed = await draft.place({ format: exporter.name, articles, annotations });
      written = placed.files;
      if (placed.left !== null)
        more.push(
          l10n.t(
            "{0} has what was not Dateline's in the former {1} folder; move it",
            placed.left,
            exporter.name,
          ),
        );
    }
    await draft.discard();
    for (const name of articles > 0 ? await draftsIn(files, folder, own) : [])
      if (!more.some((line) => line.includes(name)))
        more.push(
          l10n.t(
            "{0} is of an export that is still at work or was ended; if it was ended, take what is yours out of its folder “former” and remove it",
            name,
          ),
        );
    return {
      articles,
      annotations,
      leftOut: [...leftOut.lines(), ...notes],
      remarks: [...remarks.lines(), ...more],
      files: written,
    };
  } finally {
    await draft.discard();
  }
}

const behindIn = ({ orphaned, blank, twice }: LeftBehind): LeftOut[] => [
  { reason: ORPHANED, count: orphaned },
  { reason: BLANK, count: blank },
  { reason: TWICE, count: twice },
];

/** Files of one name that were named one by one, from several folders, are articles of their own. */
function withUniqueIds(sources: readonly Source[]): Source[] {
  const taken = new Set<string>();
  return sources.map(({ uri, id }) => {
    let own = id;
    for (let n = 2; taken.has(own); n++)
      own = id.replace(/(\.[^./]*)?$/, (extension) => ` (${n})${extension}`);
    taken.add(own);
    return { uri, id: own };
  });
}
