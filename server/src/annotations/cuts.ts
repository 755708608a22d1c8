import { contains, type Span, shift, trimmed } from "../text/span.ts";
import { splitsNumber } from "./anchor.ts";
import {
  type Annotation,
  everySpan,
  type FigureRecord,
  mapSpans,
  type Part,
  restoredAt,
} from "./annotation.ts";
import type { TextChange } from "./change.ts";
import { isSameDecision } from "./decision.ts";
import { afterEdit } from "./edit.ts";
import { numbersAt } from "./numbers.ts";

// Cut here and pasted there: a text that is moved in two edits takes its annotations along.

/** A stretch of text that an edit removed with annotations in it. */
export interface Cut extends Span {
  /** Without white space at its ends; `start` and `end` are where it stood, in UTF-16 code units. */
  readonly text: string;
  /** What stood wholly in it and was lost with it, as it was. */
  readonly annotations: readonly Annotation[];
}

/**
 * How much text must be removed together with an annotation's own, in UTF-16 code units, so that finding it all again
 * says that it is the same text: a name that is typed elsewhere is another mention.
 */
const AROUND = 16;

/** What an edit took out of the text that may be put in elsewhere, of the annotations that it lost. */
export function cutsIn({ before, edits }: TextChange, lost: readonly Annotation[]): Cut[] {
  if (lost.length === 0) return [];
  return edits.flatMap((edit) => {
    const own = trimmed(before, edit);
    if (!own) return [];
    const inside = lost.filter(
      (one) =>
        coreOf(one).every((part) => contains(own, part)) &&
        own.end - own.start >= one.end - one.start + AROUND,
    );
    return inside.length === 0
      ? []
      : [{ ...own, text: before.slice(own.start, own.end), annotations: inside }];
  });
}

/** What an annotation cannot be without: its words, and of a figure the number and the word of harm. */
function coreOf(annotation: Annotation): Span[] {
  if (annotation.kind === "entity") return [annotation];
  const { number, trigger } = annotation.figure;
  return [annotation, number, trigger]
    .filter((part) => part !== null)
    .filter((part) => part.start < part.end);
}

/** An orphan where a change puts the text in that it was cut out with; null where it does not, or does so twice. */
export function pasted(orphan: Annotation, cuts: readonly Cut[], change: TextChange): Annotation | null {
  if (orphan.status !== "orphaned") return null;
  const cut = cuts.findLast(({ annotations }) => annotations.some((one) => isSameDecision(one, orphan)));
  const former = cut?.annotations.find((one) => isSameDecision(one, orphan));
  const at = cut && former ? onlyPlace(cut.text, change) : null;
  if (!cut || !former || at === null) return null;
  const by = at - cut.start;
  const place = { start: former.start + by, end: former.end + by };
  if (splitsNumber(change.after, place.start, place.end)) return null;
  const own = { start: former.start - cut.start, end: former.end - cut.start };
  const touched = former.touched || numbersAt(cut.text, own) !== numbersAt(change.after, place);
  const along = (part: Span): boolean => part.start < part.end && contains(cut, part);
  if (everySpan(former, along)) return { ...mapSpans(former, (span) => shift(span, by)), touched };
  const moved = afterEdit(orphan, change);
  const placed = { ...(moved.status === "orphaned" ? restoredAt(moved, place) : moved), ...place, touched };
  if (placed.kind !== "figure" || former.kind !== "figure") return placed;
  return { ...placed, figure: recordWith(placed.figure, former.figure, along, by) };
}

/** A record with those of its parts that were cut out with it at their new places. */
function recordWith(
  record: FigureRecord,
  former: FigureRecord,
  along: (part: Span) => boolean,
  by: number,
): FigureRecord {
  const pick = <P extends Part>(part: P, was: P | null | undefined): P =>
    was && along(was) ? { ...was, ...shift(was, by) } : part;
  return {
    ...record,
    number: record.number && pick(record.number, former.number),
    trigger: record.trigger && pick(record.trigger, former.trigger),
    mentions: record.mentions.map((mention, n) => pick(mention, former.mentions[n])),
  };
}

/** Where a change puts words in; null where it does not, or more than once. */
function onlyPlace(words: string, { after, edits, shifts }: TextChange): number | null {
  let found: number | null = null;
  for (const [n, { start, inserted }] of edits.entries()) {
    if (inserted < words.length) continue;
    const from = start + (shifts[n] ?? 0);
    const text = after.slice(from, from + inserted);
    const at = text.indexOf(words);
    if (at === -1) continue;
    if (found !== null || text.includes(words, at + 1)) return null;
    found = from + at;
  }
  return found;
}
