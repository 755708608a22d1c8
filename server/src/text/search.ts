/**
 * How many of the first `length` values of a series are below `limit`, by binary search.
 * @param at the series, which never falls
 */
export function countBelow(limit: number, length: number, at: (n: number) => number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
