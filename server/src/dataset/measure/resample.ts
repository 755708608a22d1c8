import type { Pacing } from "./pacing.ts";
import { randomFrom } from "./random.ts";
import { addScores, fScore, type Measures, measuresOf, noScore, type Score } from "./score.ts";

/**
 * The scores of one measure in the articles where there is anything to count, in order: the n-th of each list belong
 * together. Lists of numbers, for they are added up a thousand times.
 */
export interface Column {
  /** The articles' numbers. */
  readonly articles: readonly number[];
  readonly right: readonly number[];
  readonly found: readonly number[];
  readonly wanted: readonly number[];
}

export const columnOf = (scores: readonly (Score & { readonly article: number })[]): Column => ({
  articles: scores.map(({ article }) => article),
  right: scores.map(({ right }) => right),
  found: scores.map(({ found }) => found),
  wanted: scores.map(({ wanted }) => wanted),
});

export const NO_COLUMN: Column = { articles: [], right: [], found: [], wanted: [] };

/** A column added up. */
export const sumOf = (column: Column): Score =>
  scoresIn(column).reduce((sum, [, score]) => addScores(sum, score), noScore);

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

/** Lets other work run, and ends early, between samples. */
type Pause = Pick<Pacing, "pause" | "check">;

/** After how many samples others get their turn. */
const TURN = 20;

async function eachSample(samples: number, { pause, check }: Pause, draw: () => void): Promise<void> {
  for (let sample = 0; sample < samples; sample++) {
    if (sample % TURN === 0) {
      check();
      await pause();
    }
    draw();
  }
}

/**
 * Confidence intervals by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13): articles are drawn anew with
 * replacement, for what stands in one article is not independent. The same seed gives the same intervals.
 * @param articles how many there are, those without a score in any column too; under two there are no intervals
 * @throws MeasuringCancelled
 */
export async function intervalsOf(
  columns: ReadonlyMap<string, Column>,
  articles: number,
  samples: number,
  seed: number,
  pause: Pause,
): Promise<Map<string, Intervals>> {
  const drawn = [...columns.values()].map((column) => ({
    column,
    values: { precision: [] as number[], recall: [] as number[], f: [] as number[] },
  }));
  const random = randomFrom(seed);
  const times = new Int32Array(articles);
  await eachSample(articles > 1 ? samples : 0, pause, () => {
    times.fill(0);
    for (let n = 0; n < articles; n++) {
      const article = Math.floor(random() * articles);
      times[article] = (times[article] ?? 0) + 1;
    }
    for (const { column, values } of drawn) {
      const measures = measuresOf(weighted(column, times));
      for (const measure of MEASURES) {
        const value = measures[measure];
        if (value !== null) values[measure].push(value);
      }
    }
  });
  return new Map(
    [...columns.keys()].map((name, n) => {
      const interval = (measure: keyof Measures): Interval => percentiles(drawn[n]?.values[measure] ?? []);
      return [name, { precision: interval("precision"), recall: interval("recall"), f: interval("f") }];
    }),
  );
}

/** A column added up, each article as often as it says. */
function weighted({ articles, right, found, wanted }: Column, times: ArrayLike<number>): Score {
  const sum = { right: 0, found: 0, wanted: 0 };
  for (let n = 0; n < articles.length; n++) {
    const weight = times[articles[n] ?? 0] ?? 0;
    if (weight === 0) continue;
    sum.right += weight * (right[n] ?? 0);
    sum.found += weight * (found[n] ?? 0);
    sum.wanted += weight * (wanted[n] ?? 0);
  }
  return sum;
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

/** The second run's column less the first's, where they differ, and each one's sums. */
interface Paired {
  readonly apart: Column;
  readonly first: Score;
  readonly second: Score;
  readonly difference: number;
  asMuch: number;
}

/** Sums of the same numbers in another order differ in the last digits. */
const ROUNDING = 1e-12;

/**
 * Paired approximate randomisation (Noreen 1989; Yeh 2000, "More accurate tests for the statistical significance of
 * result differences"): in each sample the two runs' results on an article are exchanged or not, as a coin falls. p is
 * the share of samples, with the one that was seen, whose F differ as much. The same seed gives the same p.
 * @param articles how many there are
 * @throws MeasuringCancelled
 */
export async function significancesOf(
  first: ReadonlyMap<string, Column>,
  second: ReadonlyMap<string, Column>,
  articles: number,
  samples: number,
  seed: number,
  pause: Pause,
): Promise<Map<string, Significance>> {
  const all = new Map<string, Paired | null>();
  for (const name of new Set([...first.keys(), ...second.keys()]))
    all.set(name, paired(first.get(name) ?? NO_COLUMN, second.get(name) ?? NO_COLUMN));
  const random = randomFrom(seed);
  const exchanged = new Int8Array(articles);
  await eachSample(samples, pause, () => {
    for (let n = 0; n < articles; n++) exchanged[n] = random() < 0.5 ? 1 : 0;
    for (const pair of all.values()) {
      if (!pair) continue;
      const moved = weighted(pair.apart, exchanged);
      const difference = fScore(less(pair.second, moved)) - fScore(addScores(pair.first, moved));
      if (Math.abs(difference) >= Math.abs(pair.difference) - ROUNDING) pair.asMuch++;
    }
  });
  return new Map(
    [...all].map(([name, pair]) => [
      name,
      pair
        ? { difference: pair.difference, p: (pair.asMuch + 1) / (samples + 1) }
        : { difference: null, p: null },
    ]),
  );
}

const less = (a: Score, b: Score): Score => ({
  right: a.right - b.right,
  found: a.found - b.found,
  wanted: a.wanted - b.wanted,
});

/** Null where one of the two has no F. */
function paired(one: Column, other: Column): Paired | null {
  const [first, second] = [sumOf(one), sumOf(other)];
  if (first.found + first.wanted === 0 || second.found + second.wanted === 0) return null;
  const scores = new Map<number, Score>();
  for (const [article, score] of scoresIn(other)) scores.set(article, score);
  for (const [article, score] of scoresIn(one))
    scores.set(article, less(scores.get(article) ?? noScore, score));
  const apart = [...scores]
    .filter(([, { right, found, wanted }]) => right !== 0 || found !== 0 || wanted !== 0)
    .map(([article, score]) => ({ article, ...score }));
  return { apart: columnOf(apart), first, second, difference: fScore(second) - fScore(first), asMuch: 0 };
}

const scoresIn = ({ articles, right, found, wanted }: Column): [number, Score][] =>
  articles.map((article, n) => [
    article,
    { right: right[n] ?? 0, found: found[n] ?? 0, wanted: wanted[n] ?? 0 },
  ]);
