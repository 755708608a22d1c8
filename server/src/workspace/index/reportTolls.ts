import { type Harm, harms } from "../../detect/detection.ts";
import type { ArticleEntry, IndexedFigure } from "./entry.ts";
import { numberOf } from "./filter.ts";
import { folded } from "./query.ts";

// Tolls over many articles: when, where and by whom. They are those of the articles' tallies; what figures say of place,
// day and perpetrator divides them.

/** The longest list of places or actors. */
const LISTED = 25;
/** The most periods of a chart: more of them are taken together, to months or years. */
const PERIODS = 62;

/** A part of a toll as lists have it; `name` is null for what is not stated. */
export interface Part {
  name: string | null;
  number: number;
  articles: number;
}

/** What one article adds to a toll at one place, day and perpetrator. */
interface Share {
  readonly number: number;
  readonly place: string | null;
  readonly actor: string | null;
  /** A day, a month or a year. */
  readonly date: string | null;
}

export function tollsOf(entries: readonly ArticleEntry[]) {
  const told = latestOfEvents(entries);
  const tolls = harms.flatMap((harm) => {
    const shares = told.map((entry) => sharesOf(entry, harm)).filter((own) => own.length > 0);
    return shares.length === 0 ? [] : [tollOf(harm, shares)];
  });
  return { tolls, retold: entries.length - told.length };
}

/** Articles, of those that tell of one event the latest alone: later reports correct earlier ones. */
function latestOfEvents(entries: readonly ArticleEntry[]): readonly ArticleEntry[] {
  const latest = new Map<string, ArticleEntry>();
  for (const entry of entries) {
    if (entry.event === null || entry.figures.length === 0) continue;
    const known = latest.get(entry.event);
    if (!known || (entry.published ?? "") > (known.published ?? "")) latest.set(entry.event, entry);
  }
  return entries.filter(
    (entry) => entry.event === null || entry.figures.length === 0 || latest.get(entry.event) === entry,
  );
}

/** An article's toll of one harm, divided as its figures say. */
function sharesOf(entry: ArticleEntry, harm: Harm): Share[] {
  const toll = numberOf(entry.tally[harm]) ?? 0;
  if (toll === 0) return [];
  const figures = entry.figures.filter((figure) => figure.harm === harm && (figure.counts ?? 0) > 0);
  const shares = figures.map(
    ({ counts, place, perpetrator, date }): Share => ({
      number: counts ?? 0,
      place: stated(place),
      actor: stated(perpetrator),
      date: dayOf(date, entry.published),
    }),
  );
  if (shares.reduce((sum, { number }) => sum + number, 0) === toll) return shares;
  // Set by hand, or a bound of its own: it is divided only where its figures say one and the same.
  const common = (key: "place" | "perpetrator" | "date"): string | null => {
    const [first, ...others] = new Set(figures.map((figure: IndexedFigure) => figure[key]));
    return others.length === 0 ? (first ?? null) : null;
  };
  return [
    {
      number: toll,
      place: stated(common("place")),
      actor: stated(common("perpetrator")),
      date: dayOf(common("date"), entry.published),
    },
  ];
}

/** When something happened, where the article says no more than its month or year as near as its publication tells. */
const dayOf = (date: string | null, published: string | null): string | null =>
  date === null || published?.startsWith(date) ? published : date;

/** Words in one line; null for none. */
const stated = (words: string | null): string | null => words?.replace(/\s+/g, " ").trim() || null;

function tollOf(harm: Harm, articles: readonly (readonly Share[])[]) {
  const dates = articles.flat().flatMap(({ date }) => (date === null ? [] : [date]));
  const unit = unitOf(dates);
  const periods = partsBy(articles, ({ date }) => date?.slice(0, LENGTHS[unit]) ?? null);
  const places = partsBy(articles, ({ place }) => place);
  const actors = partsBy(articles, ({ actor }) => actor);
  return {
    harm,
    number: articles.flat().reduce((sum, { number }) => sum + number, 0),
    articles: articles.length,
    unit,
    periods: periods.sort((a, b) => ((a.name ?? "~") < (b.name ?? "~") ? -1 : 1)),
    places: most(places),
    actors: most(actors),
    more: { places: rest(places), actors: rest(actors) },
  };
}

/** How much of an ISO date tells a period. */
const LENGTHS = { day: 10, month: 7, year: 4 } as const;

/** The shortest periods in which a chart can show these dates; never shorter than a date is known. */
function unitOf(dates: readonly string[]): "day" | "month" | "year" {
  const [first, last] = [dates.reduce(smaller, "9999-12-31"), dates.reduce(larger, "0001-01-01")];
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  const shortest = Math.min(10, ...dates.map(({ length }) => length));
  if (shortest === 10 && days < PERIODS) return "day";
  return shortest >= 7 && days / 31 < PERIODS ? "month" : "year";
}

const smaller = (a: string, b: string): string => (b < a ? b : a);
const larger = (a: string, b: string): string => (b > a ? b : a);

/** The shares of articles by what names them; names that are the same but for capitals, digits and spelling are one. */
function partsBy(articles: readonly (readonly Share[])[], nameOf: (share: Share) => string | null): Part[] {
  const parts = new Map<string | null, Part & { readonly spellings: Map<string, number> }>();
  for (const shares of articles) {
    const seen = new Set<Part>();
    for (const share of shares) {
      const name = nameOf(share);
      const key = name === null ? null : folded(name);
      const part = parts.get(key) ?? { name, number: 0, articles: 0, spellings: new Map() };
      parts.set(key, part);
      part.number += share.number;
      if (!seen.has(part)) part.articles++;
      seen.add(part);
      if (name !== null) part.spellings.set(name, (part.spellings.get(name) ?? 0) + 1);
    }
  }
  return [...parts.values()].map(({ spellings, number, articles: of }) => {
    const [usual] = [...spellings].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    return { name: usual?.[0] ?? null, number, articles: of };
  });
}

/** What is not stated stands last, and counts for no name. */
const inOrder = (parts: readonly Part[]): Part[] =>
  parts
    .filter(({ name }) => name !== null)
    .sort((a, b) => b.number - a.number || ((a.name ?? "") < (b.name ?? "") ? -1 : 1));

const most = (parts: readonly Part[]): Part[] => [
  ...inOrder(parts).slice(0, LISTED),
  ...parts.filter(({ name }) => name === null),
];

function rest(parts: readonly Part[]): { parts: number; number: number } {
  const beyond = inOrder(parts).slice(LISTED);
  return { parts: beyond.length, number: beyond.reduce((sum, { number }) => sum + number, 0) };
}
