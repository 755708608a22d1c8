import { type CasualtyFigure, type Harm, harms, type Tally, type Total } from "../detection.ts";
import { type Codebook, type Coded, coded } from "./codebook.ts";

/** The figures that each line of a tally rests on: of incidents, of what is feared, and the total over a longer time. */
export interface Basis {
  readonly incident: readonly CasualtyFigure[];
  readonly feared: readonly CasualtyFigure[];
  /** Totals over a time do not add up: the largest is the latest or the widest. */
  readonly cumulative: CasualtyFigure | null;
}

/**
 * Which figures count, per harm, by the rules of `casualty-figures.md`: repeats, parts and cumulative figures are not
 * added, feared ones stand apart.
 */
export function basisOf(
  all: readonly CasualtyFigure[],
  codebook: Codebook = "literal",
  published: string | null = null,
): ReadonlyMap<Harm, Basis> {
  const figures = withoutBackground(all, published).filter(
    ({ sameAs, partOf }) => sameAs === null && partOf === null,
  );
  const least = (figure: CasualtyFigure): number => coded(figure, codebook).min ?? 0;
  const found = new Map<Harm, Basis>();
  for (const harm of harms) {
    const own = figures.filter((figure) => figure.harm === harm);
    const counted = own.filter(({ status }) => status === "asserted" || status === "claimed");
    const totals = counted.filter(({ scope }) => scope === "cumulative");
    const incidents = counted.filter(({ scope }) => scope === "incident");
    found.set(harm, {
      // That nobody was hurt is told by a figure too, where it is the only one.
      incident: incidents.length > 0 ? incidents : own.filter(({ status }) => status === "negated"),
      feared: own.filter(({ status }) => status === "feared"),
      cumulative: totals.sort((a, b) => least(b) - least(a))[0] ?? null,
    });
  }
  return found;
}

/** The toll that an article gives, per harm: what `basisOf` counts, conflicting figures as a range, incidents summed. */
export const tallyOf = (
  all: readonly CasualtyFigure[],
  codebook: Codebook = "literal",
  published: string | null = null,
): Tally => tallyFrom(basisOf(all, codebook, published), codebook);

/** The same for figures of which it is known already which count. */
export function tallyFrom(counted: ReadonlyMap<Harm, Basis>, codebook: Codebook): Tally {
  const tally: { -readonly [K in keyof Tally]: Tally[K] } = {};
  const feared: { [H in Harm]?: Total } = {};
  const cumulative: { [H in Harm]?: Total } = {};
  for (const [harm, basis] of counted) {
    const { incident } = basis;
    if (incident.some(({ status }) => status !== "negated")) {
      const perpetrators = incident.filter(({ victimType }) => victimType === "perpetrator");
      tally[harm] = {
        ...totalOf(incident, codebook),
        perpetrators: perpetrators.reduce((sum, figure) => sum + (coded(figure, codebook).min ?? 0), 0),
      };
    } else if (incident.length > 0) tally[harm] = { min: 0, max: 0, best: 0, perpetrators: 0 };
    if (basis.feared.length > 0) feared[harm] = totalOf(basis.feared, codebook);
    if (basis.cumulative) cumulative[harm] = withBest(coded(basis.cumulative, codebook));
  }
  if (Object.keys(feared).length > 0) Object.assign(tally, { feared });
  if (Object.keys(cumulative).length > 0) Object.assign(tally, { cumulative });
  return tally;
}

/**
 * What each figure that counts adds to its harm, by id: its number, or where that is open its lower or upper bound. Of
 * figures that conflict one counts, the lowest that is not nought, as in the tally's lower bound.
 */
export function countsOf(
  all: readonly CasualtyFigure[],
  codebook: Codebook,
  published: string | null,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { incident } of basisOf(all, codebook, published).values()) {
    for (const rivals of rivalsIn(incident)) {
      const stated = rivals.flatMap((rival) => {
        const { min, max } = coded(rival, codebook);
        const number = min ?? max;
        return number === null ? [] : [{ id: rival.id, number }];
      });
      const [lowest] = stated.sort((a, b) => (a.number || Infinity) - (b.number || Infinity));
      if (lowest) counts.set(lowest.id, lowest.number);
    }
  }
  return counts;
}

/** How long before the publication, in days, an event is no longer what the article reports. */
const RECENT = 30;

/**
 * An article that tells of something new recalls what happened long before ("the 2005 attack, in which 12 were killed"):
 * that is no part of its toll, unless it tells of nothing else.
 */
function withoutBackground(
  figures: readonly CasualtyFigure[],
  published: string | null,
): readonly CasualtyFigure[] {
  if (published === null) return figures;
  const since = Date.parse(published) - RECENT * 86_400_000;
  // A total over a longer time begins in the past and is no background.
  const isOld = ({ date, scope }: CasualtyFigure): boolean =>
    date !== null && scope === "incident" && Date.parse(lastDayOf(date)) < since;
  const recent = figures.filter((figure) => !isOld(figure));
  return recent.some(({ partOf, sameAs }) => partOf === null && sameAs === null) ? recent : figures;
}

/** The last day that a date may mean: 2005 is 2005-12-31. */
const lastDayOf = (date: string): string =>
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-28` : date;

/** The sum of figures, those that conflict first joined to one range. */
function totalOf(figures: readonly CasualtyFigure[], codebook: Codebook): Total {
  const ranges = rivalsIn(figures).map((rivals) => joined(rivals.map((rival) => coded(rival, codebook))));
  const mins = ranges.map(({ min }) => min).filter((min) => min !== null);
  const maxes = ranges.map(({ max }) => max);
  return withBest({
    min: mins.length === 0 ? null : mins.reduce((a, b) => a + b, 0),
    max: maxes.includes(null) ? null : maxes.reduce<number>((a, b) => a + (b ?? 0), 0),
  });
}

/** Figures, each with all that conflict with it, or with those that do; either of two may be the one that says so. */
function rivalsIn(figures: readonly CasualtyFigure[]): CasualtyFigure[][] {
  const numbers = new Map(figures.map(({ id }, n) => [id, n]));
  const opposed = figures.map((): number[] => []);
  for (const [n, { conflictsWith }] of figures.entries()) {
    for (const id of conflictsWith) {
      const other = numbers.get(id);
      if (other === undefined) continue;
      opposed[n]?.push(other);
      opposed[other]?.push(n);
    }
  }
  const done = new Set<number>();
  return figures.flatMap((_, n) => {
    if (done.has(n)) return [];
    const found = new Set([n]);
    for (const rival of found)
      for (const other of opposed[rival]?.sort((a, b) => a - b) ?? []) found.add(other);
    for (const rival of found) done.add(rival);
    return [[...found].flatMap((rival) => figures[rival] ?? [])];
  });
}

function joined(ranges: readonly Coded[]): Coded {
  const [only] = ranges;
  if (only && ranges.length === 1) return only;
  const mins = ranges.map(({ min }) => min).filter((min) => min !== null);
  const maxes = ranges.map(({ min, max }) => max ?? min).filter((max) => max !== null);
  return {
    // "up to 36" says nothing of the least: "at least 24" does.
    min: mins.length === 0 ? null : least(mins.some((min) => min > 0) ? mins.filter((min) => min > 0) : mins),
    max: maxes.length === 0 ? null : -least(maxes.map((max) => -max)),
  };
}

/** Of any number of numbers: arguments of `Math.min` are limited by the stack. */
const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b));

/** `best` is the number where there is one, the lower bound where only that is known, else null. */
export const withBest = ({ min, max }: Coded): Total => ({
  min,
  max,
  best: max === null || min === max ? min : null,
});
