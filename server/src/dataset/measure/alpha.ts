// Krippendorff's alpha for coding: Krippendorff, K. (2011), "Computing Krippendorff's Alpha-Reliability",
// https://repository.upenn.edu/asc_papers/43.

/** How different two values are, squared; 0 for the same. */
export type Difference = (a: string, b: string) => number;

export const nominal: Difference = (a, b) => (a === b ? 0 : 1);

/** For numbers from 0 on, where 10 and 20 are as far apart as 100 and 200. */
export const ratio: Difference = (a, b) => {
  const [x, y] = [Number(a), Number(b)];
  return x + y === 0 ? 0 : ((x - y) / (x + y)) ** 2;
};

/** The values of units, as far as alpha asks: how often which value met which. */
export interface Coincidences {
  /** A unit's values, one for each observer who gave it one; a unit with a single value says nothing. */
  add(values: readonly string[]): void;
  /** How many values stand in units with two or more. */
  values(): number;
  /** Null where no value, or only one value, was ever given: without variation there is nothing to agree on. */
  alpha(difference: Difference): number | null;
}

export function coincidences(): Coincidences {
  const met = new Map<string, Map<string, number>>();
  const given = new Map<string, number>();
  let all = 0;
  return {
    add(values) {
      if (values.length < 2) return;
      all += values.length;
      for (const [n, value] of values.entries()) {
        given.set(value, (given.get(value) ?? 0) + 1);
        const row = met.get(value) ?? new Map<string, number>();
        met.set(value, row);
        for (const [m, other] of values.entries())
          if (m !== n) row.set(other, (row.get(other) ?? 0) + 1 / (values.length - 1));
      }
    },
    values: () => all,
    alpha(difference) {
      let observed = 0;
      let expected = 0;
      // Sums of fractions depend on their order in the last digit: it is that of the values.
      for (const [value, count] of sorted(given)) {
        for (const [other, times] of sorted(met.get(value) ?? new Map()))
          observed += times * difference(value, other);
        for (const [other, times] of sorted(given)) expected += count * times * difference(value, other);
      }
      return expected === 0 ? null : 1 - ((all - 1) * observed) / expected;
    },
  };
}

const sorted = <V>(map: ReadonlyMap<string, V>): [string, V][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
