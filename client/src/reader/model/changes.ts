/** Items from `at` on that give way to others. */
export interface Change<T> {
  readonly at: number;
  readonly remove: number;
  readonly add: readonly T[];
}

/**
 * How to come from one list to another: one by one where as many items are there as before, else the stretch between
 * what is alike at both ends. Changes are in order, from the end to the start, so that each is made on the places it names.
 */
export function changesBetween<T>(
  before: readonly T[],
  after: readonly T[],
  alike: (a: T, b: T) => boolean,
): Change<T>[] {
  const shorter = Math.min(before.length, after.length);
  const same = (n: number, m: number): boolean => {
    const [a, b] = [before[n], after[m]];
    return a !== undefined && b !== undefined && alike(a, b);
  };
  let start = 0;
  while (start < shorter && same(start, start)) start++;
  let end = 0;
  while (end < shorter - start && same(before.length - 1 - end, after.length - 1 - end)) end++;
  const removed = before.length - end - start;
  const added = after.slice(start, after.length - end);
  if (removed !== added.length) return [{ at: start, remove: removed, add: added }];
  return added
    .map((item, n) => ({ at: start + n, remove: 1, add: [item] }))
    .filter(({ at }) => !same(at, at))
    .reverse();
}
