import { countBelow } from "../text/search.ts";
import { overlaps, type Span } from "../text/span.ts";
import {
  type DatasetArticle,
  type DatasetEntity,
  type DatasetFigure,
  inDatasetOrder,
  labelOf,
} from "./article.ts";

/** Spans that do not overlap: of those that do the longest stays, then the first; and those that were left out. */
export function flat<S extends Span>(spans: readonly S[]): { kept: S[]; dropped: S[] } {
  const longest = [...spans].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: S[] = [];
  const dropped: S[] = [];
  for (const span of longest) if (!insert(kept, span)) dropped.push(span);
  return { kept, dropped: dropped.sort(inDatasetOrder) };
}

/** Puts a span at its place among others that are by position and do not overlap, if it overlaps none. */
function insert<S extends Span>(kept: S[], span: S): boolean {
  const place = countBelow(span.start, kept.length, (n) => kept[n]?.start ?? 0);
  const before = kept[place - 1];
  const after = kept[place];
  if (span.start >= span.end) return false;
  if ((before && before.end > span.start) || (after && after.start < span.end)) return false;
  kept.splice(place, 0, span);
  return true;
}

/** Annotations that overlap another, in words for the user: which, where, and what they overlap. */
export function placesOf(
  article: DatasetArticle,
  dropped: readonly (DatasetEntity | DatasetFigure)[],
  kept: readonly (DatasetEntity | DatasetFigure)[],
): string[] {
  const words = (one: DatasetEntity | DatasetFigure): string =>
    `${labelOf(one)} “${article.text.slice(one.start, one.end).replace(/\s+/g, " ")}”`;
  return dropped.map((one) => {
    const over = kept.find((other) => overlaps(one, other));
    return `${article.id}: line ${lineOf(article.text, one.start)}: ${words(one)}${over ? ` overlaps ${words(over)}` : ""}`;
  });
}

/** How many annotations overlap one before them. */
export function overlapping(spans: readonly Span[]): number {
  let reached = 0;
  let count = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < reached) count++;
    reached = Math.max(reached, end);
  }
  return count;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
