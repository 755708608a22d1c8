import { countBelow } from "../../text/search.ts";
import { overlaps, type Span, sameSpan } from "../../text/span.ts";

/** A span with what it was labelled as. */
export interface Labelled extends Span {
  readonly label: string;
}

/** Two lists of spans, one to one as far as they go. */
export interface Aligned<A, B> {
  readonly pairs: readonly (readonly [A, B])[];
  readonly onlyLeft: readonly A[];
  readonly onlyRight: readonly B[];
}

interface Candidate {
  readonly left: number;
  readonly right: number;
  /** What makes one pair better than another, the most telling first; the same when the sides are exchanged. */
  readonly rank: readonly (number | string)[];
}

/**
 * Pairs spans that overlap, each once: first those of one place and label, then those of one place, then what overlaps
 * under one label, then what overlaps at all, and of these what overlaps most. Neither the order of the spans nor which
 * side is which makes a difference to how many pairs of each kind there are.
 */
export function aligned<A extends Labelled, B extends Labelled>(
  left: readonly A[],
  right: readonly B[],
): Aligned<A, B> {
  const openLeft = new Set(left);
  const openRight = new Set(right);
  const pairs: [A, B][] = [];
  const candidates = candidatesIn(left, right).sort((a, b) => inOrder(a.rank, b.rank));
  for (const candidate of candidates) {
    const a = left[candidate.left];
    const b = right[candidate.right];
    if (!a || !b || !openLeft.has(a) || !openRight.has(b)) continue;
    openLeft.delete(a);
    openRight.delete(b);
    pairs.push([a, b]);
  }
  pairs.sort(([a], [b]) => a.start - b.start || a.end - b.end);
  return { pairs, onlyLeft: [...openLeft], onlyRight: [...openRight] };
}

function candidatesIn(left: readonly Labelled[], right: readonly Labelled[]): Candidate[] {
  const places = right.map((span, n) => ({ span, n })).sort((a, b) => a.span.start - b.span.start);
  // Spans nest: one that overlaps may begin as far before as the longest is long.
  const longest = right.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  const found: Candidate[] = [];
  for (const [n, a] of left.entries()) {
    const from = countBelow(a.start - longest, places.length, (at) => places[at]?.span.start ?? 0);
    for (let at = from; at < places.length; at++) {
      const place = places[at];
      if (!place || place.span.start >= a.end) break;
      if (overlaps(a, place.span)) found.push({ left: n, right: place.n, rank: rankOf(a, place.span) });
    }
  }
  return found;
}

function rankOf(a: Labelled, b: Labelled): Candidate["rank"] {
  const kind = (sameSpan(a, b) ? 0 : 2) + (a.label === b.label ? 0 : 1);
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const reach = [Math.min(a.start, b.start), Math.max(a.start, b.start), Math.min(a.end, b.end)];
  return [kind, -shared, ...reach, Math.max(a.end, b.end), ...[a.label, b.label].sort()];
}

function inOrder(a: Candidate["rank"], b: Candidate["rank"]): number {
  for (const [n, one] of a.entries()) {
    const other = b[n] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
