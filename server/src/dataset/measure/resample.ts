import { randomFrom } from "./random.ts";
import { type Measures, measuresOf, noScore, type Score } from "./score.ts";

/** The scores of one measure in the articles where there is anything to count; `article` is the article's number. */
export type Column = readonly (Score & { readonly article: number })[];

/** From and to; null where the measure has no value. */
export type Interval = readonly [number, number] | null;

export interface Intervals {
  readonly precision: Interval;
  readonly recall: Interval;
  readonly f: Interval;
}

/** How sure intervals are: nineteen times in twenty. */
export const LEVEL = 0.95;

const MEASURES = ["precision", "recall", "f"] as const satisfies readonly (keyof Measures)[];

/**
 * Confidence intervals by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13): articles are drawn anew with
 * replacement, for what stands in one article is not independent. The same seed gives the same intervals.
 * @param articles how many there are, those without a score in any column too; under two there are no intervals
 */
export function intervalsOf(
  columns: ReadonlyMap<string, Column>,
  articles: number,
  samples: number,
  seed: number,
): Map<string, Intervals> {
  const drawn = new Map([...columns.keys()].map((name) => [name, new Map<keyof Measures, number[]>()]));
  const random = randomFrom(seed);
  const times = new Int32Array(articles);
  for (let sample = 0; articles > 1 && sample < samples; sample++) {
    times.fill(0);
    for (let n = 0; n < articles; n++) {
      const article = Math.floor(random() * articles);
      times[article] = (times[article] ?? 0) + 1;
    }
    for (const [name, column] of columns) {
      const measures = measuresOf(weighted(column, times));
      for (const measure of MEASURES) {
        const value = measures[measure];
        const values = drawn.get(name)?.get(measure) ?? [];
        if (value !== null) values.push(value);
        drawn.get(name)?.set(measure, values);
      }
    }
  }
  return new Map(
    [...drawn].map(([name, values]) => {
      const interval = (measure: keyof Measures): Interval => percentiles(values.get(measure) ?? []);
      return [name, { precision: interval("precision"), recall: interval("recall"), f: interval("f") }];
    }),
  );
}

function weighted(column: Column, times: Int32Array): Score {
  let right = 0;
  let found = 0;
  let wanted = 0;
  for (const one of column) {
    const weight = times[one.article] ?? 0;
    right += weight * one.right;
    found += weight * one.found;
    wanted += weight * one.wanted;
  }
  return { right, found, wanted };
}

function percentiles(values: number[]): Interval {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? below) - below);
  };
  return [at((1 - LEVEL) / 2), at((1 + LEVEL) / 2)];
}

/** How the F of two runs differ, and how often chance alone would make such a difference. */
export interface Significance {
  /** F of the second run less F of the first; null where one has none. */
  readonly difference: number | null;
  /** 0 to 1. */
  readonly p: number | null;
}

/**
 * Paired approximate randomisation (Noreen 1989; Yeh 2000, "More accurate tests for the statistical significance of
 * result differences"): in each sample the two runs' results on an article are exchanged or not, as a coin falls. p is
 * the share of samples, with the one that was seen, whose F differ as much. The same seed gives the same p.
 */
export function significanceOf(first: Column, second: Column, samples: number, seed: number): Significance {
  const pairs = new Map<number, [Score, Score]>();
  for (const one of first) pairs.set(one.article, [one, noScore]);
  for (const one of second) pairs.set(one.article, [pairs.get(one.article)?.[0] ?? noScore, one]);
  const all = [...pairs.values()];
  const f = (right: number, found: number, wanted: number): number =>
    found + wanted === 0 ? 0 : (2 * right) / (found + wanted);
  const total = (side: 0 | 1, field: keyof Score): number =>
    all.reduce((sum, pair) => sum + pair[side][field], 0);
  const [right, found, wanted] = [
    [total(0, "right"), total(1, "right")],
    [total(0, "found"), total(1, "found")],
    [total(0, "wanted"), total(1, "wanted")],
  ] as const;
  if (found[0] + wanted[0] === 0 || found[1] + wanted[1] === 0) return { difference: null, p: null };
  const difference = f(right[1], found[1], wanted[1]) - f(right[0], found[0], wanted[0]);
  const apart = all.filter(([a, b]) => a.right !== b.right || a.found !== b.found || a.wanted !== b.wanted);
  const random = randomFrom(seed);
  let asMuch = 0;
  for (let sample = 0; sample < samples; sample++) {
    let [r, d, w] = [0, 0, 0];
    for (const [a, b] of apart) {
      if (random() < 0.5) continue;
      r += b.right - a.right;
      d += b.found - a.found;
      w += b.wanted - a.wanted;
    }
    const other = f(right[1] - r, found[1] - d, wanted[1] - w) - f(right[0] + r, found[0] + d, wanted[0] + w);
    // The same sums in another order differ in the last digits.
    if (Math.abs(other) >= Math.abs(difference) - 1e-12) asMuch++;
  }
  return { difference, p: (asMuch + 1) / (samples + 1) };
}
