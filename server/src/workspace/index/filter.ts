import { type ArticleState, articleStates } from "../../annotations/review.ts";
import { type Harm, harms, type Tally, type Total } from "../../detect/detection.ts";
import { inNaturalOrder } from "../../text/naturalOrder.ts";
import { type ArticleEntry, decidedIn, stateOf } from "./entry.ts";
import { type Comparison, folded, type Quantity, type Query, type Term } from "./query.ts";

/** By what a list of articles is sorted; each in the order in which it is most wanted, names last. */
export const articleSorts = ["name", "date", "state", "deaths", "open"] as const;
export type ArticleSort = (typeof articleSorts)[number];

/** The toll of an article as filters and lists take it: with suggestions, as far as somebody has looked for them. */
export const tallyIn = ({ suggested, tally }: Pick<ArticleEntry, "suggested" | "tally">): Tally =>
  suggested?.tally ?? tally;

/** One number for a toll: the best one, else its lower bound, else the upper; null where none is stated. */
export const numberOf = (total: Total | undefined): number | null =>
  total ? (total.best ?? total.min ?? total.max) : null;

/** The articles for which a query holds, in the order given. */
export const matching = (entries: readonly ArticleEntry[], { terms }: Query): readonly ArticleEntry[] =>
  terms.length === 0
    ? entries
    : entries.filter((entry) => terms.every((term) => term.not !== holds(term, entry)));

/** Whether a condition may hold of an article only since somebody has looked for suggestions in it. */
export const restsOnSuggestions = (term: Term): boolean =>
  term.kind === "number" && (term.of === "open" || harms.some((harm) => harm === term.of));

/** Articles in another order; those that are alike in it stay in the order given, which is that of their paths. */
export function inOrderOf(entries: readonly ArticleEntry[], sort: ArticleSort): readonly ArticleEntry[] {
  if (sort === "name") return entries;
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry, sort) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ entry }) => entry);
}

/** What comes first is the smallest: the newest, the most dead, the most to review. */
function keyOf(entry: ArticleEntry, sort: Exclude<ArticleSort, "name">): number {
  switch (sort) {
    case "date":
      return entry.published === null ? Number.POSITIVE_INFINITY : -Date.parse(entry.published);
    case "state":
      return articleStates.indexOf(stateOf(entry));
    case "deaths":
      return -(numberOf(tallyIn(entry).killed) ?? -1);
    case "open":
      return -(entry.suggested?.open ?? -1);
  }
}

/** How many articles are in each state. */
export function statesIn(entries: readonly ArticleEntry[]): Record<ArticleState, number> {
  const counts = { problem: 0, conflict: 0, review: 0, new: 0, done: 0 };
  for (const entry of entries) counts[stateOf(entry)]++;
  return counts;
}

function holds(term: Term, entry: ArticleEntry): boolean {
  switch (term.kind) {
    case "text":
      return wordsOf(entry).includes(term.words);
    case "state":
      return term.states.includes(stateOf(entry));
    case "label":
      return term.values.some((label) => labelsOf(entry).has(label));
    case "annotator":
      return [...entry.annotators, entry.reviewed?.by ?? ""].some((name) =>
        term.values.some((value) => isCalled(folded(name), value)),
      );
    case "event":
      return entry.event !== null && term.values.includes(folded(entry.event));
    case "language":
      return term.values.includes(entry.language);
    case "entity":
      return entry.entities.some(({ name }) => {
        const words = folded(name);
        return term.values.some((value) => words.includes(value));
      });
    case "date":
      return entry.published !== null && isAt(entry.published, term);
    case "number": {
      const number = quantityOf(entry, term.of);
      return number !== null && compares(number, term.comparison, term.number);
    }
  }
}

/** Whether a name is one that is looked for, or has it among its words: `by:sarah` finds Sarah Holt, `by:sa` does not. */
function isCalled(name: string, wanted: string): boolean {
  const words = inWords(wanted);
  return name === wanted || (words !== "" && ` ${inWords(name)} `.includes(` ${words} `));
}

const inWords = (name: string): string => name.replace(/[\s.@_-]+/gu, " ").trim();

/** What is looked through for words, made once an entry. */
const words = new WeakMap<ArticleEntry, string>();

function wordsOf(entry: ArticleEntry): string {
  const known = words.get(entry) ?? folded(`${entry.path}\n${entry.title}`);
  words.set(entry, known);
  return known;
}

/** Labels of entities, and the harms of figures. */
const labelsOf = ({ labels, figures }: ArticleEntry): Set<string> =>
  new Set([...Object.keys(labels).map(folded), ...figures.map(({ harm }) => harm)]);

function quantityOf(entry: ArticleEntry, of: Harm | Quantity): number | null {
  switch (of) {
    case "decisions":
      return decidedIn(entry);
    case "open":
      return entry.suggested?.open ?? null;
    case "lost":
      return entry.statuses.orphaned;
    case "conflicts":
      return entry.conflicts;
    case "disputed":
      return entry.disputed;
    default:
      return numberOf(tallyIn(entry)[of]);
  }
}

function compares(a: number | string, comparison: Comparison, b: number | string): boolean {
  switch (comparison) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case "=":
      return a === b;
    case ">=":
      return a >= b;
    case ">":
      return a > b;
  }
}

/** Whether a day lies where a term wants it; a month or a year means each of its days. */
function isAt(day: string, { comparison, from, to }: Extract<Term, { kind: "date" }>): boolean {
  if (comparison === "=")
    return day.slice(0, from.length) >= from && (to === "" || day.slice(0, to.length) <= to);
  return compares(day.slice(0, from.length), comparison, from);
}

/** What articles have that a query may ask for, the most frequent first. */
export interface Facets {
  readonly labels: readonly string[];
  readonly annotators: readonly string[];
  readonly events: readonly string[];
  readonly harms: readonly Harm[];
}

export function facetsOf(entries: readonly ArticleEntry[]): Facets {
  const labels = new Map<string, number>();
  const annotators = new Map<string, number>();
  const events = new Map<string, number>();
  const found = new Set<Harm>();
  const add = (counts: Map<string, number>, key: string): void =>
    void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const entry of entries) {
    for (const label of Object.keys(entry.labels)) add(labels, label);
    for (const name of entry.annotators) add(annotators, name);
    if (entry.event !== null) add(events, entry.event);
    for (const harm of harms) if (tallyIn(entry)[harm]) found.add(harm);
  }
  const most = (counts: ReadonlyMap<string, number>): string[] =>
    [...counts]
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, FACETS)
      .map(([key]) => key);
  return {
    labels: most(labels),
    annotators: most(annotators),
    events: most(events),
    harms: harms.filter((harm) => found.has(harm)),
  };
}

/** How many values of a kind are offered. */
const FACETS = 50;

/** URIs by the paths of their entries, numbers in them by value. */
export function byPath(
  uris: ReadonlySet<string>,
  entryAt: (uri: string) => ArticleEntry | undefined,
): readonly string[] {
  const paths = [...uris].map((uri) => ({ uri, path: entryAt(uri)?.path ?? "" }));
  return paths
    .sort((a, b) => inNaturalOrder(a.path, b.path) || (a.uri < b.uri ? -1 : 1))
    .map(({ uri }) => uri);
}
