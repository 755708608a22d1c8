import { compared } from "../text/comparable.ts";
import { contains, type Span } from "../text/span.ts";
import { type Alignment, alignment, type Gap, type Pair } from "./alignment.ts";
import { anchorsIn } from "./anchor.ts";
import { type Annotation, mapOffsets } from "./annotation.ts";
import {
  type Ground,
  groundOf,
  isSound,
  occurrences,
  type Place,
  placeAt,
  type Sought,
  soughtOf,
} from "./evidence.ts";
import { movedTo } from "./movedParts.ts";

// Finding annotations again in a text that was changed outside the editor. Invariants, each of them a test:
// - An annotation lands on its own words, as they are compared, or on all of them in their order with others put in
//   between, and is then `touched`. Other letters can be another name (`Iran`, `Iraq`): they are offered, never taken.
// - The numbers of those words, in digits and in words, are the same as before.
// - The number and the word of harm of a figure land with it, or it does not land.
// - Of two places as good none is taken. What is not found is an orphan; nothing is dropped.

/** How a place was found. */
export type Step = "position" | "context" | "neighbours" | "search";

/** What became of one annotation. */
export interface Reanchored {
  readonly annotation: Annotation;
  /** Where it stood, in UTF-16 code units of the old text as far as they are known. */
  readonly from: Span;
  /** Null where it is lost. */
  readonly step: Step | null;
  /** 0 to 1: of the place that was taken, or of the best one that was not. */
  readonly score: number;
}

/** What a place must score where certain places stand on both sides of it; elsewhere it must have `FREE`. */
const ENOUGH = 0.75;
const FREE = 0.85;

/** How far a place must be ahead of the next best. */
const LEAD = 0.1;

/** How much context must agree to the letter where no neighbours speak for a place, in compared code units. */
const AGREED = 16;

/** How often what was found may help to find more. */
const ROUNDS = 4;

/** Of words that stand more often than this none is told from the others where what stands around has changed. */
const MOST_PLACES = 1000;

interface Item {
  readonly annotation: Annotation;
  readonly sought: Sought;
  /** Places where all that stood around it stands. */
  readonly full: readonly Place[];
}

interface Found {
  readonly place: Place;
  readonly step: Step;
  /** Words were put in between. */
  readonly touched?: boolean;
}

/** Annotations of an older text in `text`, in the order given. All offsets are UTF-16 code units. */
export function reanchored(annotations: readonly Annotation[], text: string): Reanchored[] {
  const ground = groundOf(text);
  const items = annotations.map((annotation): Item => {
    const sought = soughtOf(annotation);
    return { annotation, sought, full: isSought(annotation) ? fullPlaces(sought, ground) : [] };
  });
  const found = new Map<Item, Found>();
  const claims = new Map<string, Item>();
  const take = (item: Item, own: Found): void => {
    found.set(item, own);
    claims.set(claimOf(item.annotation, own.place), item);
  };
  for (const [item, own] of certain(items)) take(item, own);
  const free = (item: Item, place: Place): boolean => !claims.has(claimOf(item.annotation, place));
  const best = new Map<Item, number>();
  /** Takes the best place of each annotation that has one; whether there was any. */
  const choose = (candidates: (item: Item, gap: Gap) => readonly Place[], touched: boolean): boolean => {
    const lies = alignment(pairsOf(found), text.length);
    const open: { item: Item; own: Found }[] = [];
    for (const item of items) {
      if (found.has(item) || !isSought(item.annotation)) continue;
      const gap = gapOf(item, lies);
      const places = candidates(item, gap).filter((place) => free(item, place));
      best.set(item, Math.max(best.get(item) ?? 0, ...places.map(({ score }) => score)));
      const own = chosen(item, places, gap, lies);
      if (own) open.push({ item, own: { ...own, touched } });
    }
    open.sort((a, b) => b.own.place.score - a.own.place.score);
    for (const { item, own } of open) if (free(item, own.place)) take(item, own);
    return open.length > 0;
  };
  choose((item) => item.full, false);
  const exact = new Map<Item, readonly Place[]>();
  const exactOf = (item: Item): readonly Place[] => {
    const known = exact.get(item) ?? exactPlaces(item.sought, ground);
    exact.set(item, known);
    return known;
  };
  // What is found tells where its neighbours are.
  for (let round = 0; round < ROUNDS && choose(exactOf, false); round++);
  choose((item, gap) => widened(item.sought, ground, gap), true);
  const lies = alignment(pairsOf(found), text.length);

  const anchors = anchorsIn(text);
  const places = new Map(
    items.flatMap((item) => {
      const own = found.get(item);
      return own ? [[`${item.annotation.start}-${item.annotation.end}`, own.place] as const] : [];
    }),
  );
  return items.map((item) => {
    const own = found.get(item);
    const { annotation } = item;
    const from = { start: annotation.start, end: annotation.end };
    const moved = own && movedTo(annotation, own.place, { ground, lies, places });
    if (!own || !moved) {
      const score = own?.place.score ?? best.get(item) ?? 0;
      return { annotation: lost(annotation, lies), from, step: null, score };
    }
    const placed = { ...moved, ...anchors.at(own.place), ...(own.touched ? { touched: true } : {}) };
    return { annotation: placed, from, step: own.step, score: own.place.score };
  });
}

const pairsOf = (found: ReadonlyMap<Item, Found>): Pair[] =>
  [...found]
    .filter(([{ annotation }]) => annotation.status !== "orphaned")
    .map(([{ annotation }, { place }]) => ({ from: annotation, to: place }));

/** What was edited before it went is no longer what was decided on: it does not come back by itself. */
const isSought = ({ status, touched }: Annotation): boolean => status !== "orphaned" || !touched;

/** What a decision says of which words: two that say the same do not come to stand on the same words. */
export function claimOf(annotation: Annotation, { start, end }: Span): string {
  const { kind } = annotation;
  const what =
    kind === "entity" ? annotation.label : `${annotation.figure.harm} ${annotation.figure.number?.text}`;
  return `${kind} ${what} ${start}-${end}`;
}

function fullPlaces(sought: Sought, ground: Ground): Place[] {
  const { prefix, quote, suffix } = sought;
  const found: Place[] = [];
  for (const at of occurrences(ground.compared.text, prefix + quote + suffix)) {
    const start = at + prefix.length;
    const place = placeAt(sought, ground, { start, end: start + quote.length });
    if (isSound(sought, ground, place)) found.push(place);
    if (found.length > MOST_PLACES) return [];
  }
  return found;
}

/** Annotations with one place where all around them stands as it did, which nobody else lays claim to. */
function* certain(items: readonly Item[]): Generator<[Item, Found]> {
  const wanted = new Map<string, number>();
  const only = items.flatMap((item) => {
    const here = item.full.find(({ start }) => start === item.annotation.start);
    const place = here ?? (item.full.length === 1 ? item.full[0] : undefined);
    // Without any context the words alone are no evidence, unless they stand where they stood.
    if (!place || (!here && place.agreed < AGREED && item.sought.quote.length < AGREED)) return [];
    const claim = claimOf(item.annotation, place);
    wanted.set(claim, (wanted.get(claim) ?? 0) + 1);
    return [{ item, place, claim, step: here ? ("position" as const) : ("context" as const) }];
  });
  const stood = new Map<string, number>();
  for (const { annotation } of items) {
    const claim = claimOf(annotation, annotation);
    stood.set(claim, (stood.get(claim) ?? 0) + 1);
  }
  for (const { item, place, claim, step } of only) {
    // What said the same of the same words before may do so again.
    const twice = (wanted.get(claim) ?? 0) > (stood.get(claimOf(item.annotation, item.annotation)) ?? 1);
    if (!twice || step === "position") yield [item, { place, step }];
  }
}

const ALL: Gap = { start: 0, end: Number.POSITIVE_INFINITY, bounded: false };

/** An orphan's place is not where it stood among others. */
const gapOf = ({ annotation }: Item, lies: Alignment): Gap =>
  annotation.status === "orphaned" ? ALL : lies.gap(annotation);

/** The one place that is good enough and ahead of all others; null where there is none, or where two are as good. */
function chosen(item: Item, places: readonly Place[], gap: Gap, lies: Alignment): Found | null {
  const { annotation } = item;
  const isPlaced = annotation.status !== "orphaned";
  const ahead = (own: readonly Place[]): Place | null => {
    const [first, second] = [...own].sort((a, b) => b.score - a.score || b.agreed - a.agreed);
    return !first || (second && second.score > first.score - LEAD) ? null : first;
  };
  // Of words that stand twice next to each other, those that lie as they did are the same.
  const expected = isPlaced ? places.filter((place) => lies.accompanied(annotation, place)) : [];
  const inside = gap.bounded ? places.filter((place) => contains(gap, place)) : [];
  for (const own of [expected, inside]) {
    const place = ahead(own);
    if (place && place.score >= ENOUGH) return { place, step: "neighbours" };
    if (own.some(({ score }) => score >= ENOUGH)) return null;
  }
  const place = ahead(places);
  return place?.near && place.score >= FREE && place.agreed >= AGREED ? { place, step: "search" } : null;
}

/** How many places are looked at closely. */
const MOST_CLOSE = 40;

/** Places of just the quote's words, of many those whose surroundings agree best. */
export function exactPlaces(sought: Sought, ground: Ground): Place[] {
  const found: Place[] = [];
  const starts = [...occurrences(ground.compared.text, sought.quote)];
  if (starts.length > MOST_PLACES) return [];
  const close = starts.length > MOST_CLOSE ? closest(sought, ground, starts) : starts;
  for (const start of close) {
    const span = { start, end: start + sought.quote.length };
    if (!isSound(sought, ground, ground.compared.unfold(span))) continue;
    found.push(placeAt(sought, ground, span));
  }
  return found;
}

/** Of very many places those whose neighbouring letters agree best. */
function closest(
  { prefix, suffix, quote }: Sought,
  { compared: { text } }: Ground,
  starts: readonly number[],
): number[] {
  const agreed = (at: number): number => {
    let [before, behind] = [0, 0];
    while (before < prefix.length && text[at - 1 - before] === prefix[prefix.length - 1 - before]) before++;
    while (behind < suffix.length && text[at + quote.length + behind] === suffix[behind]) behind++;
    return before + behind;
  };
  return starts
    .map((at) => ({ at, agreed: agreed(at) }))
    .sort((a, b) => b.agreed - a.agreed)
    .slice(0, MOST_CLOSE)
    .map(({ at }) => at);
}

/** How many words may have been put in between those of a quote. */
const MOST_INSERTED = 3;

/** What each of them takes from how alike the words are. */
const INSERTED = 0.08;

/** How long words put in between may be, in compared code units, beside the quote's own length. */
const REACH = 60;

/** Places that have all words of the quote in their order, the first and the last at the ends, and others in between. */
function widened(sought: Sought, ground: Ground, gap: Gap): Place[] {
  const words = sought.quote.split(" ");
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (words.length < 2) return [];
  const { text, fold, unfold } = ground.compared;
  const from = gap.bounded ? fold(gap.start) : 0;
  const found: Place[] = [];
  for (const at of occurrences(text.slice(from, gap.bounded ? fold(gap.end) : undefined), `${first} `)) {
    const start = from + at;
    const own = text.slice(start, start + 2 * sought.quote.length + REACH).split(" ");
    for (let count = words.length + 1; count <= words.length + MOST_INSERTED; count++) {
      // A full stop or comma may follow the last word.
      if (!own[count - 1]?.startsWith(last)) continue;
      const inner = own.slice(0, count - 1);
      let next = 0;
      for (const word of inner) if (word === words[next]) next++;
      const end = start + inner.join(" ").length + 1 + last.length;
      if (next < words.length - 1 || !isSound(sought, ground, unfold({ start, end }))) continue;
      found.push(placeAt(sought, ground, { start, end }, 1 - (count - words.length) * INSERTED));
      break;
    }
    if (found.length > MOST_CLOSE) break;
  }
  return found;
}

function lost(annotation: Annotation, lies: Alignment): Annotation {
  if (annotation.status === "orphaned") return annotation;
  const start = lies.expected(annotation.start);
  const { status } = annotation;
  const by = start - annotation.start;
  const orphan = { ...annotation, status: "orphaned" as const, was: { ...annotation.was, status } };
  // Its parts stay as far from it as they were, so that they are found with it.
  return { ...mapOffsets(orphan, (offset) => Math.max(0, offset + by)), start, end: start };
}

/** A re-anchoring as a line of the log: what, from where to where, by which step, with what score. */
export function logLine({ annotation, from, step, score }: Reanchored): string {
  const words = compared(annotation.quote);
  const to = step === null ? "lost" : `${annotation.start}-${annotation.end} by ${step}`;
  return `${annotation.id} “${words}” ${from.start}-${from.end} → ${to}, score ${score.toFixed(2)}`;
}
