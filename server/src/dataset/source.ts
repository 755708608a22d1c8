import * as l10n from "@vscode/l10n";
import type { Annotation } from "../annotations/annotation.ts";
import { ownTotalsIn } from "../annotations/ownTotals.ts";
import { reviewIn } from "../annotations/review.ts";
import type { Sidecar } from "../annotations/sidecar.ts";
import { defaultTagset, type Tagset } from "../annotations/tagset.ts";
import { type DetectOptions, detect } from "../detect/detect.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import type { ProjectNames } from "../detect/resolve/nameIndex.ts";
import { type Language, languageOf } from "../text/language.ts";
import { eventOf, publishedBy } from "../workspace/articleFacts.ts";
import { decodeArticle, hashBy, isBinary, plainBytes } from "../workspace/articleText.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { entryOf, stateOf } from "../workspace/index/entry.ts";
import { loadSidecar, placeAnnotations } from "../workspace/sidecars.ts";
import { type DatasetArticle, datasetArticle, type LeftBehind } from "./article.ts";
import type { Selection } from "./selection.ts";

/** An article to export: its URI, and the id that it has in the dataset (its path). */
export interface Source {
  readonly uri: string;
  readonly id: string;
}

/** What the project of an article says. */
export interface SourceProject {
  /** For suggestions. */
  readonly names?: ProjectNames | undefined;
  /** For tallies; `literal` where it is left out. */
  readonly codebook?: Codebook | undefined;
  /** The default one where it is left out. */
  readonly tagset?: Tagset | undefined;
}

/** What an article's project tells. What it throws, for a project that cannot be read, ends what is done. */
export type ProjectOf = (uri: string) => Promise<SourceProject>;

/** What a project tells detection. */
export const toldBy = ({
  names,
  tagset = defaultTagset,
}: SourceProject): Pick<DetectOptions, "names" | "off"> => ({ off: tagset.off, ...(names ? { names } : {}) });

export interface ReadOptions {
  readonly selection: Selection;
  readonly project?: ProjectOf | undefined;
  /** What makes suggestions, with its version. */
  readonly detector: string;
  /** Off: the article comes without its decisions as they are stored, for a format that has no place for them. */
  readonly everything?: boolean;
}

/**
 * An article as it is exported, or why it is left out; `named` where the user must know which, else null for one without
 * annotations and `state` for one in another state than those chosen.
 */
export type ReadArticle =
  | { readonly article: DatasetArticle; readonly behind: LeftBehind; readonly fileSha256: string }
  | { readonly left: string | null; readonly named: boolean };

/** An article's text with the decisions on it, in UTF-16 code units of that text. */
export interface DecidedText {
  readonly text: string;
  readonly fileSha256: string;
  readonly language: Language;
  /** Null where there is none. */
  readonly sidecar: Sidecar | null;
  readonly decided: readonly Annotation[];
}

/** Reads an article with its sidecar; what cannot be read is said for the user. */
export async function readDecided(
  files: FileSystem,
  uri: string,
): Promise<DecidedText | { readonly left: string }> {
  const bytes = await files.read(uri);
  if (!bytes) return { left: l10n.t("the file is gone") };
  if (isBinary(bytes)) return { left: l10n.t("this is no text") };
  const { text, valid } = decodeArticle(bytes);
  if (!valid) return { left: l10n.t("this is not UTF-8; save it as UTF-8 and annotate it then") };
  const loaded = await loadSidecar(files, uri);
  if (loaded.state === "unusable")
    return { left: l10n.t("its sidecar cannot be used. {0}", loaded.problem.message) };
  const fileSha256 = await hashBy(files, bytes);
  const language = languageOf(text) ?? "en";
  const sidecar = loaded.state === "ok" ? loaded.sidecar : null;
  const decided = sidecar ? placeAnnotations(sidecar, { text, sha256: fileSha256, language }) : [];
  return { text, fileSha256, language, sidecar, decided };
}

/** Reads an article with its sidecar. One without decisions goes in where suggestions are wanted. */
export async function readArticle(
  files: FileSystem,
  source: Source,
  { selection, project, detector, everything = true }: ReadOptions,
): Promise<ReadArticle> {
  const read = await readDecided(files, source.uri);
  if ("left" in read) return { left: read.left, named: true };
  const { text, fileSha256, language, sidecar, decided } = read;
  if (!sidecar && !selection.suggested) return { left: null, named: false };
  const own = (await project?.(source.uri)) ?? {};
  const stated = sidecar?.article.published ?? null;
  const detections = selection.suggested ? detect(text, { sidecarPublished: stated, ...toldBy(own) }) : null;
  const facts = {
    language,
    published: stated ?? detections?.published ?? publishedBy(text),
    event: eventOf(sidecar),
    sha256: await hashBy(files, plainBytes(text)),
    codebook: own.codebook ?? "literal",
    tagset: own.tagset ?? defaultTagset,
    totals: ownTotalsIn(sidecar?.article.extra ?? {}),
  };
  if (selection.articles) {
    const review = sidecar && reviewIn(sidecar.article.extra);
    const textHash = facts.sha256;
    const entry = entryOf({
      ...facts,
      uri: source.uri,
      path: source.id,
      text,
      textHash,
      decided,
      review,
      suggested: null,
    });
    if (!selection.articles.has(stateOf(entry))) return { left: "state", named: false };
  }
  const { article, left } = datasetArticle(source.id, text, decided, detections, facts, selection, detector);
  return { article: everything ? article : { ...article, decided: [] }, behind: left, fileSha256 };
}
