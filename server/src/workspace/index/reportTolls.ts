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

/** A name as figures have it. */
interface Named {
  /** One for all names of the same place or actor. */
  readonly key: string;
  readonly name: string;
  /** What the project calls it; null where it says nothing. */
  readonly called: string | null;
}

/** What names of an article stand for over all articles; see `Identities`. */
export type Naming = (uri: string) => (label: string, form: string) => { key: string; name: string | null };

/** What one article adds to a toll at one place, day and perpetrator. */
interface Share {
  readonly number: number;
  readonly place: Named | null;
  readonly actor: Named | null;
  /** A day, a month or a year. */
  readonly date: string | null;
}

export function tollsOf(entries: readonly ArticleEntry[], naming: Naming | null) {
  const told = latestOfEvents(entries);
  const tolls = harms.flatMap((harm) => {
    const shares = told
      .map((entry) => sharesOf(entry, harm, naming?.(entry.uri) ?? null))
      .filter((own) => own.length > 0);
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
function sharesOf(entry: ArticleEntry, harm: Harm, naming: ReturnType<Naming> | null): Share[] {
  const place = (words: string | null): Named | null => named(words, ["LOC"], naming);
  const actor = (words: string | null): Named | null => named(words, ["ORG", "NORP", "PERSON"], naming);
  const toll = numberOf(entry.tally[harm]) ?? 0;
  if (toll === 0) return [];
  const figures = entry.figures.filter((figure) => figure.harm === harm && (figure.counts ?? 0) > 0);
  const shares = figures.map(
    (figure): Share => ({
      number: figure.counts ?? 0,
      place: place(figure.place),
      actor: actor(figure.perpetrator),
      date: dayOf(figure.date, entry.published),
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
      place: place(common("place")),
      actor: actor(common("perpetrator")),
      date: dayOf(common("date"), entry.published),
    },
  ];
}

/** When something happened, where the article says no more than its month or year as near as its publication tells. */
const dayOf = (date: string | null, published: string | null): string | null =>
  date === null || published?.startsWith(date) ? published : date;

/** What words name, under the first label of which it is known; names that nobody listed are one if only spelling differs. */
function named(
  words: string | null,
  labels: readonly string[],
  naming: ReturnType<Naming> | null,
): Named | null {
  const name = words?.replace(/\s+/g, " ").trim();
  if (!name) return null;
  for (const label of labels) {
    const known = naming?.(label, name);
    // Names of no list have their words for a key.
    if (known && !known.key.startsWith("words ")) return { key: known.key, name, called: known.name };
  }
  return { key: `words ${folded(name)}`, name, called: null };
}

function tollOf(harm: Harm, articles: readonly (readonly Share[])[]) {
  const dates = articles.flat().flatMap(({ date }) => (date === null ? [] : [date]));
  const unit = unitOf(dates);
  const periods = partsBy(articles, ({ date }) => {
    const name = date?.slice(0, LENGTHS[unit]);
    return name === undefined ? null : { key: name, name, called: null };
  });
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

/** The shares of articles by what names them, which is called as most often written where the project does not say. */
function partsBy(articles: readonly (readonly Share[])[], nameOf: (share: Share) => Named | null): Part[] {
  const parts = new Map<string | null, Part & { readonly spellings: Map<string, number> }>();
  for (const shares of articles) {
    const seen = new Set<Part>();
    for (const share of shares) {
      const own = nameOf(share);
      const key = own?.key ?? null;
      const part = parts.get(key) ?? {
        name: own?.called ?? null,
        number: 0,
        articles: 0,
        spellings: new Map(),
      };
      parts.set(key, part);
      part.number += share.number;
      if (!seen.has(part)) part.articles++;
      seen.add(part);
      if (own) part.spellings.set(own.name, (part.spellings.get(own.name) ?? 0) + 1);
    }
  }
  return [...parts.values()].map(({ name, spellings, number, articles: of }) => {
    const [usual] = [...spellings].sort(([, n], [, m]) => m - n);
    return { name: name ?? usual?.[0] ?? null, number, articles: of };
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
