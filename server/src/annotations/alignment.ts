import { countBelow } from "../text/search.ts";
import type { Span } from "../text/span.ts";

/** A place that is certain: where something stood in the old text, and where it stands in the new one. */
export interface Pair {
  readonly from: Span;
  readonly to: Span;
}

/** A stretch of the new text in which something must stand that stood between two certain places. */
export interface Gap extends Span {
  /** Both ends are certain and near enough to say something. */
  readonly bounded: boolean;
}

/** How far certain places may stand apart, in UTF-16 code units, for what is between them to be told by them. */
const FAR = 2500;

/** What may have been written between two certain places, in UTF-16 code units, beside half of what stood there. */
const GROWTH = 200;

/**
 * How an old text lies on a new one, of which only certain places are known: the old text is not there any more. It is
 * a difference of the two without what nobody annotated. Offsets are UTF-16 code units.
 */
export interface Alignment {
  gap(span: Span): Gap;
  /** Where an old offset is to be expected: as far from the nearest certain place as it was. */
  expected(offset: number): number;
  /**
   * Where a place may begin, both ends included, that lies as the old one did to something certain next to it, which may
   * have been moved together.
   */
  accompanied(from: Span): readonly Span[];
}

/** How near a companion must have stood, in UTF-16 code units. */
const NEXT = 300;

/** How far off its place may be beside a tenth of that distance, for white space and marks come and go. */
const OFF = 4;

export function alignment(pairs: readonly Pair[], length: number): Alignment {
  const row = longestRow(pairs);
  const sorted = [...pairs].sort((a, b) => a.from.start - b.from.start);
  const before = (offset: number): Pair | undefined =>
    row[countBelow(offset + 1, row.length, (n) => row[n]?.from.start ?? 0) - 1];
  const behind = (offset: number): Pair | undefined =>
    row[countBelow(offset, row.length, (n) => row[n]?.from.start ?? 0)];
  const clamped = (offset: number): number => Math.max(0, Math.min(length, offset));
  return {
    gap(span) {
      const left = before(span.start);
      const right = behind(span.start);
      const start = left?.to.start ?? 0;
      const end = right?.to.end ?? length;
      if (!left || !right) return { start, end, bounded: false };
      const old = right.from.end - left.from.start;
      return { start, end, bounded: old <= FAR && end - start <= old * 1.5 + GROWTH };
    },
    expected(offset) {
      const near = [before(offset), behind(offset)]
        .filter((pair) => pair !== undefined)
        .sort((a, b) => Math.abs(a.from.start - offset) - Math.abs(b.from.start - offset));
      return clamped(offset + (near[0] ? near[0].to.start - near[0].from.start : 0));
    },
    accompanied(from) {
      const at = countBelow(from.start, sorted.length, (n) => sorted[n]?.from.start ?? 0);
      return sorted.slice(Math.max(0, at - 3), at + 4).flatMap((pair) => {
        const distance = from.start - pair.from.start;
        if (Math.abs(distance) > NEXT) return [];
        const off = OFF + Math.abs(distance) / 10;
        const near = pair.to.start + distance;
        return [{ start: near - off, end: near + off }];
      });
    },
  };
}

/** The most pairs that keep their order in both texts: what was moved elsewhere says nothing of its old neighbours. */
function longestRow(pairs: readonly Pair[]): Pair[] {
  const sorted = [...pairs].sort((a, b) => a.from.start - b.from.start || a.to.start - b.to.start);
  // Patience sorting: `tails[k]` ends the row of k + 1 pairs that ends earliest.
  const tails: { pair: Pair; before: (typeof tails)[number] | null }[] = [];
  for (const pair of sorted) {
    const length = countBelow(pair.to.start + 1, tails.length, (n) => tails[n]?.pair.to.start ?? 0);
    tails[length] = { pair, before: tails[length - 1] ?? null };
  }
  const row: Pair[] = [];
  for (let at = tails.at(-1) ?? null; at; at = at.before) row.push(at.pair);
  return row.reverse();
}
