import type { CasualtyFigure, Total, VictimType } from "../detect/detection.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import { basisOf, tallyFrom, withBest } from "../detect/resolve/tally.ts";
import type { DatasetArticle, DatasetFigure } from "./article.ts";
import { countedFigures } from "./links.ts";

/** What an article tells of those killed at one place and time, as tables of events want it. */
export interface KilledEvent {
  /** The article's id and the event's number in it, from 1. */
  readonly id: string;
  /** ISO 8601: a day, a month or a year; null where the article does not say it. */
  readonly date: string | null;
  readonly place: string | null;
  /** Those of its figures that are counted, in the order of the text. */
  readonly figures: readonly DatasetFigure[];
  /** In all, and of the victims of the given types. */
  total(...types: readonly VictimType[]): Total | null;
}

/**
 * The events of an article in which people were killed: its figures that the tally counts (no repeats, parts, totals
 * over a longer time, nothing feared or denied), by date and place.
 */
export function killedEvents(article: DatasetArticle, codebook: Codebook): KilledEvent[] {
  const all = countedFigures(article.text, article.figures);
  const counted = basisOf(all, codebook, article.published).get("killed")?.incident ?? [];
  const groups = new Map<string, CasualtyFigure[]>();
  for (const figure of counted) {
    if (figure.status === "negated") continue;
    const key = JSON.stringify([figure.date, figure.place]);
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].map((group, n) => {
    const ids = new Set(group.map(({ id }) => id));
    return {
      id: `${article.id}#${n + 1}`,
      date: group[0]?.date ?? null,
      place: group[0]?.place ?? null,
      figures: article.figures.filter(({ id }) => ids.has(id)),
      total(...types) {
        const own = types.length === 0 ? group : group.filter(({ victimType }) => types.includes(victimType));
        const set = article.totals.killed;
        // A number for the whole article cannot be divided among several events.
        if (types.length === 0 && set && groups.size === 1) return withBest(set);
        if (own.length === 0) return null;
        const basis = { incident: own, feared: [], cumulative: null };
        return tallyFrom(new Map([["killed", basis]]), codebook).killed ?? null;
      },
    };
  });
}

/** The first and last day that a date may mean, and how exactly it is known. */
export function daysOf(date: string): {
  readonly first: string;
  readonly last: string;
  readonly unit: "day" | "month" | "year";
} {
  if (date.length === 4) return { first: `${date}-01-01`, last: `${date}-12-31`, unit: "year" };
  if (date.length > 7) return { first: date, last: date, unit: "day" };
  const [year = 0, month = 1] = date.split("-").map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { first: `${date}-01`, last: `${date}-${days}`, unit: "month" };
}

/** The different values of a field of figures, in order. */
export const valuesOf = (
  figures: readonly DatasetFigure[],
  field: "perpetrator" | "source" | "victims",
): string =>
  [...new Set(figures.map(({ figure }) => figure[field]).filter((value) => value !== null))].join("; ");
