import type { Annotation } from "../annotations/annotation.ts";
import { mergedHeader } from "../annotations/header.ts";
import { sameValue } from "../annotations/json.ts";
import { mergeAnnotations } from "../annotations/merge.ts";
import { mergeRecord, mergeRecords, type Plain } from "../annotations/mergeRecords.ts";
import { type ArticleHeader, type Sidecar, toCodePoints } from "../annotations/sidecar.ts";
import { codePoints } from "../positions.ts";
import { type ArticleVersion, placeAnnotations } from "./sidecars.ts";

export interface MergedSidecar {
  readonly sidecar: Sidecar;
  /** What both sides decided differently, each in its own way: annotations by their ids. */
  readonly conflicts: readonly Annotation[];
  /** Whether other keys (of the header, of relations) were set differently by both. */
  readonly others: boolean;
}

/** The hash of no text: who reads such a sidecar looks for every annotation by its words. */
const NO_TEXT = "0".repeat(64);

/**
 * Three-way merge of whole sidecars. Where they were written for different texts of the article all are placed in
 * `target`, the text that the merged article has; without it, the annotations get the places that they had, and the
 * header says of which text they are not certain.
 */
export function mergeSidecars(
  base: Sidecar | null,
  ours: Sidecar,
  theirs: Sidecar,
  target: ArticleVersion | null,
): MergedSidecar {
  const hashes = new Set([base ?? ours, ours, theirs].map(({ article }) => article.sha256));
  const place = (sidecar: Sidecar | null): readonly Annotation[] => {
    if (!sidecar) return [];
    if (hashes.size > 1 && target) return placeAnnotations(sidecar, target);
    return hashes.size > 1 ? alignedTo(sidecar.annotations, ours.annotations) : sidecar.annotations;
  };
  const merged = mergeAnnotations(place(base), place(ours), place(theirs));
  const isPlaced = hashes.size > 1 && target !== null;
  const sameText = ours.article.sha256 === theirs.article.sha256;
  const header = mergedHeader(headerOf(base), headerOf(ours), headerOf(theirs));
  const { language, published, ...more } = header as Plain & Pick<ArticleHeader, "language" | "published">;
  const article: ArticleHeader = {
    sha256: isPlaced ? target.sha256 : sameText ? ours.article.sha256 : NO_TEXT,
    length: isPlaced ? codePoints(target.text).length : ours.article.length,
    language: isPlaced ? target.language : language,
    published: published ?? null,
    extra: more,
  };
  const relations = mergeRecords(base?.relations ?? [], ours.relations, theirs.relations);
  const extra = mergeRecord(base?.extra ?? {}, ours.extra, theirs.extra);
  const annotations = isPlaced ? toCodePoints(merged.annotations, target.text) : merged.annotations;
  const conflicts = new Set(merged.conflicts);
  return {
    sidecar: { article, annotations, relations, extra },
    conflicts: annotations.filter(({ id }) => conflicts.has(id)),
    others: [article.extra, extra, ...relations].some((record) => record["conflict"] === true),
  };
}

/** What of a header is merged key by key; the language follows from the text. */
function headerOf(sidecar: Sidecar | null): Plain {
  if (!sidecar) return {};
  const { language, published, extra } = sidecar.article;
  return { language, ...(published === null ? {} : { published }), ...extra };
}

/** Annotations with the places that `others` have of the same words, so that a place alone is no difference. */
function alignedTo(annotations: readonly Annotation[], others: readonly Annotation[]): Annotation[] {
  const known = new Map(others.map((annotation) => [annotation.id, annotation]));
  return annotations.map((annotation) => {
    const other = known.get(annotation.id);
    if (!other || other.quote !== annotation.quote) return annotation;
    const { start, end, prefix, suffix, occurrence } = other;
    const moved = { ...annotation, start, end, prefix, suffix, occurrence };
    if (moved.kind !== "figure" || other.kind !== "figure") return moved;
    const { figure } = other;
    const words = (parts: typeof figure.mentions): unknown => parts.map(({ role, text }) => [role, text]);
    const { number, trigger, mentions } = moved.figure;
    return {
      ...moved,
      figure: {
        ...moved.figure,
        number: number?.text === figure.number?.text ? figure.number : number,
        trigger: trigger?.text === figure.trigger?.text ? figure.trigger : trigger,
        mentions: sameValue(words(mentions), words(figure.mentions)) ? figure.mentions : mentions,
      },
    };
  });
}
