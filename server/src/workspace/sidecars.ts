import * as l10n from "@vscode/l10n";
import { type Anchors, anchorsIn } from "../annotations/anchor.ts";
import { type Annotation, mapOffsets } from "../annotations/annotation.ts";
import { foldLineEnds, lineEndMap } from "../annotations/lineEnds.ts";
import { logLine, reanchored } from "../annotations/reanchor.ts";
import {
  type ArticleHeader,
  parseSidecar,
  type Sidecar,
  type SidecarProblem,
  toCodePoints,
  toUtf16,
} from "../annotations/sidecar.ts";
import { codePoints } from "../positions.ts";
import { type Language, languageOf } from "../text/language.ts";
import { decodeArticle, sameBytes, sha256 } from "./articleText.ts";
import { articleOf, type FileSystem, isSidecar, messageOf, nameOf, sidecarOf } from "./fileSystem.ts";
import { TwoSidecars } from "./placedFiles.ts";
import { sidecarBytes } from "./sidecarBytes.ts";

/** A sidecar as it stands on disk. */
export type Loaded =
  | { readonly state: "absent" }
  | { readonly state: "ok"; readonly bytes: Uint8Array; readonly sidecar: Sidecar }
  | {
      readonly state: "unusable";
      readonly bytes: Uint8Array;
      readonly text: string;
      readonly problem: SidecarProblem;
    };

/**
 * Reads the sidecar of an article; one that still is as `known` is not parsed again.
 * @throws where the file system fails
 */
export async function loadSidecar(files: FileSystem, article: string, known?: Loaded): Promise<Loaded> {
  let bytes: Uint8Array | null;
  try {
    bytes = await files.read(sidecarOf(article));
  } catch (error) {
    if (!(error instanceof TwoSidecars)) throw error;
    const problem = { kind: "twice", message: error.message, start: 0, end: 1 } as const;
    return { state: "unusable", bytes: new Uint8Array(), text: "", problem };
  }
  if (!bytes) return { state: "absent" };
  if (known && known.state !== "absent" && sameBytes(known.bytes, bytes)) return known;
  if (bytes.length > LARGEST) return { state: "unusable", bytes, text: "", problem: tooLarge() };
  const { text, valid } = decodeArticle(bytes);
  if (!valid) return { state: "unusable", bytes, text, problem: notUtf8(text) };
  const { sidecar, problem } = parseSidecar(text);
  return sidecar ? { state: "ok", bytes, sidecar } : { state: "unusable", bytes, text, problem };
}

/** Sidecars of more bytes are not read: a hundred thousand decisions take half as many. */
const LARGEST = 64 * 1024 * 1024;

const tooLarge = (): SidecarProblem => ({
  kind: "invalid",
  message: l10n.t(
    "This sidecar has more than 64 MB. It is left as it is and the article cannot be annotated; restore it from git, or split the article.",
  ),
  start: 0,
  end: 1,
});

/** Read with replacement characters it would be written back with them. */
const notUtf8 = (text: string): SidecarProblem => {
  const start = Math.max(0, text.indexOf("\ufffd"));
  return {
    kind: "encoding",
    message: l10n.t(
      "This sidecar is not UTF-8. It is left as it is and the article cannot be annotated; save it as UTF-8, or restore it from git.",
    ),
    start,
    end: start + 1,
  };
};

/** An article's text with what identifies it. */
export interface ArticleVersion {
  readonly text: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  readonly language: Language;
}

/** An article's bytes as a version of it; null where there are none, or they are not UTF-8. */
export async function versionOf(bytes: Uint8Array | null): Promise<ArticleVersion | null> {
  if (!bytes) return null;
  const { text, valid } = decodeArticle(bytes);
  return valid ? { text, sha256: await sha256(bytes), language: languageOf(text) ?? "en" } : null;
}

/**
 * The annotations of a sidecar as places in a text, in UTF-16 code units. Where the text is the one that the sidecar
 * was written for they are taken as they are; where it has changed each is looked for by its words, and what cannot be
 * found for certain becomes an orphan. Nothing is dropped. `log` is told of each that was looked for, a line each.
 */
export function placeAnnotations(
  sidecar: Sidecar,
  article: ArticleVersion,
  log: (lines: readonly string[]) => void = () => undefined,
): Annotation[] {
  const annotations = toUtf16(sidecar.annotations, article.text);
  if (sidecar.article.sha256 === article.sha256) return annotations;
  const anchors = anchorsIn(article.text);
  const same = withOtherLineEnds(sidecar, article.text);
  if (same) return same.map((annotation) => anchored(annotation, anchors));
  const found = reanchored(annotations, article.text);
  if (found.length > 0) log(found.map(logLine));
  return found.map(({ annotation }) => annotation);
}

/**
 * The annotations where nothing but the line ends has changed, as git does on checkout; null where more has. Then each
 * has its place for certain, however often its words are repeated.
 */
function withOtherLineEnds({ article, annotations }: Sidecar, text: string): Annotation[] | null {
  const folded = foldLineEnds(text).text;
  for (const variant of [folded, folded.replaceAll("\n", "\r\n")]) {
    const map = codePoints(variant).length === article.length ? lineEndMap(variant, text) : null;
    if (!map) continue;
    const there = toUtf16(annotations, variant);
    const stands = ({ status, start, end, quote }: Annotation): boolean =>
      status === "orphaned" || variant.slice(start, end) === quote;
    if (there.every(stands)) return there.map((annotation) => mapOffsets(annotation, map));
  }
  return null;
}

/** Annotations with their anchors as a text is now. */
export function anchoredIn(text: string, annotations: readonly Annotation[]): Annotation[] {
  const anchors = anchorsIn(text);
  return annotations.map((annotation) => anchored(annotation, anchors));
}

/** An annotation with its anchor as the text is now; an orphan keeps the words that it lost. */
const anchored = (annotation: Annotation, anchors: Anchors): Annotation =>
  annotation.status === "orphaned" ? annotation : { ...annotation, ...anchors.at(annotation) };

/** What is written: the decisions on one version of an article. */
export interface SidecarContent {
  readonly article: ArticleVersion;
  /** UTF-16 code units of the article's text. */
  readonly annotations: readonly Annotation[];
  /** Further keys of the header; those that it has where they are left out. */
  readonly header?: ArticleHeader["extra"];
  /** What is said beside decisions; with it a sidecar is written without any too. */
  readonly more?: {
    /** For where the sidecar does not say it. */
    readonly published: string | null;
    /** All of them. */
    readonly relations: Sidecar["relations"];
  };
}

/** What annotations were last written as, for which text: of thousands a correction changes one. */
const written = new WeakMap<Annotation, { readonly sha256: string; readonly annotation: Annotation }>();

/** Annotations as their sidecar has them: with the anchors of the text as it is now, in code points. */
function asWritten({ article: { text, sha256 }, annotations }: SidecarContent): Annotation[] {
  const known = (annotation: Annotation): Annotation | undefined => {
    const last = written.get(annotation);
    return last?.sha256 === sha256 ? last.annotation : undefined;
  };
  const open = annotations.filter((annotation) => !known(annotation));
  for (const [n, annotation] of toCodePoints(anchoredIn(text, open), text).entries()) {
    const own = open[n];
    if (own) written.set(own, { sha256, annotation });
  }
  return annotations.map((annotation) => known(annotation) ?? annotation);
}

/**
 * Writes decisions to an article's sidecar, provided that it is still as it was when `base` was read. Keys that a newer
 * Dateline wrote are kept. An article of which nothing is decided gets no sidecar, but one that is there stays.
 * @returns the sidecar as written; null where it has changed since, so that the change must be merged in first
 * @throws where the file system fails
 */
export async function saveSidecar(
  files: FileSystem,
  article: string,
  content: SidecarContent,
  base: Loaded,
): Promise<Loaded | null> {
  const now = await loadSidecar(files, article, base);
  if (now !== base && !(now.state === "absent" && base.state === "absent")) return null;
  if (now.state === "unusable") return null;
  const { header, more } = content;
  const isSilent = content.annotations.length === 0 && Object.keys(header ?? {}).length === 0 && !more;
  if (now.state === "absent" && isSilent) return now;
  const { text } = content.article;
  const known = now.state === "ok" ? now.sidecar : null;
  const sidecar: Sidecar = {
    article: {
      sha256: content.article.sha256,
      length: codePoints(text).length,
      language: content.article.language,
      // A date that detection found is found again; storing it would freeze it against corrections of the text.
      published: known?.article.published ?? more?.published ?? null,
      extra: header ?? known?.article.extra ?? {},
    },
    annotations: asWritten(content),
    relations: more?.relations ?? known?.relations ?? [],
    extra: known?.extra ?? {},
  };
  const bytes = sidecarBytes(sidecar);
  if (now.state !== "ok" || !sameBytes(now.bytes, bytes)) await files.write(sidecarOf(article), bytes);
  return { state: "ok", bytes, sidecar };
}

/**
 * A file or folder was renamed: the sidecars of articles go along, also those that lie in a folder of their own.
 * @returns what is in the way or went wrong, for the user
 */
export async function moveSidecars(files: FileSystem, from: string, to: string): Promise<string[]> {
  const own = await moveSidecar(files, from, to);
  if (own !== null) return [own];
  const problems: string[] = [];
  try {
    if ((await files.stat(to))?.kind !== "folder") return [];
    // Beside their articles they have gone with the folder.
    for (const sidecar of (await files.list(from)).filter(isSidecar)) {
      const article = articleOf(sidecar);
      const problem = await moveSidecar(files, article, `${to}${article.slice(from.length)}`);
      if (problem !== null) problems.push(problem);
    }
  } catch (error) {
    problems.push(`The sidecars of ${nameOf(to)} could not follow: ${messageOf(error)}.`);
  }
  return problems;
}

/**
 * An article was renamed: its sidecar goes with it, unless there is one at the new name. What is in the way, or went
 * wrong, is the result, for the user; null where all is well.
 */
export async function moveSidecar(files: FileSystem, from: string, to: string): Promise<string | null> {
  const [old, own] = [sidecarOf(from), sidecarOf(to)];
  try {
    if (isSidecar(from) || (await files.stat(old))?.kind !== "file") return null;
    // Where case makes no difference to the disk, or through a link, both names are the same file's.
    const isSame = (await files.real(old)) === (await files.real(own));
    const move = async (): Promise<string | null> => {
      // Another may have moved it meanwhile: who opened the article at its new name.
      if ((await files.stat(old)) === null) return null;
      if (!isSame && (await files.stat(own)) !== null)
        return l10n.t(
          "{0} stays where it is: there is a {1} already. Merge the two, or delete one.",
          nameOf(old),
          nameOf(own),
        );
      await files.rename(old, own);
      return null;
    };
    if (isSame) return await files.exclusive(old, move);
    // In one order, so that two that move against each other do not wait for each other.
    const [first = old, second = own] = [old, own].sort();
    return await files.exclusive(first, () => files.exclusive(second, move));
  } catch (error) {
    return l10n.t("{0} could not follow its article: {1}.", nameOf(old), messageOf(error));
  }
}
