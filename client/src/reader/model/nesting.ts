/** A stretch of a paragraph that an annotation covers: UTF-16 code units from the paragraph's start, and which one. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly mark: number;
}

/** Words of a paragraph, or what lies inside a mark. */
export type Inline = string | { readonly mark: number; readonly inside: readonly Inline[] };

/** From the left; of two that begin together the longer is outside. */
const byPlace = (a: Stretch, b: Stretch): number => a.start - b.start || b.end - a.end || a.mark - b.mark;

/**
 * A text with marks inside each other, as HTML wants them. Of two that cross, the second is cut where the first ends, so
 * a mark may come in several parts. What is empty is left out; stretches lie within the text.
 */
export function nested(text: string, stretches: readonly Stretch[]): Inline[] {
  return inside(text, 0, text.length, stretches.filter(({ start, end }) => start < end).toSorted(byPlace));
}

function inside(text: string, start: number, end: number, sorted: readonly Stretch[]): Inline[] {
  const found: Inline[] = [];
  const add = (from: number, to: number): void => {
    if (from < to) found.push(text.slice(from, to));
  };
  let at = start;
  let left = sorted;
  for (let outer = left[0]; outer; outer = left[0]) {
    const { start: from, end: to, mark } = outer;
    const next = left.findIndex((one, n) => n > 0 && one.start >= to);
    const touching = left.slice(1, next < 0 ? left.length : next);
    const behind = next < 0 ? [] : left.slice(next);
    const crossing = touching.filter((one) => one.end > to);
    const own = touching.map((one) => (one.end > to ? { ...one, end: to } : one)).sort(byPlace);
    add(at, from);
    found.push({ mark, inside: inside(text, from, to, own) });
    at = to;
    left =
      crossing.length > 0
        ? [...crossing.map((one) => ({ ...one, start: to })), ...behind].sort(byPlace)
        : behind;
  }
  add(at, end);
  return found;
}
