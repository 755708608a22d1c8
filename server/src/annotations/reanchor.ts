import { compared } from "../text/comparable.ts";
import type { Span } from "../text/span.ts";
import { type Alignment, alignment, type Gap, type Pair } from "./alignment.ts";
import { anchorsIn } from "./anchor.ts";
import { type Annotation, mapOffsets } from "./annotation.ts";
import { groundOf, type Place, type Sought, soughtOf } from "./evidence.ts";
import { movedTo } from "./movedParts.ts";
import { AGREED, type Candidates, exactPlaces, fullPlaces, listed, mayBeAlone, widened } from "./places.ts";

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
  /** 0 to 1: of the place that was taken, or of the best one that was looked at and not taken. */
  readonly score: number;
}

/** What a place must score where certain places stand on both sides of it; elsewhere it must have `FREE`. */
const ENOUGH = 0.75;
const FREE = 0.85;

/** How far a place must be ahead of the next best. */
const LEAD = 0.1;

/** How often what was found may help to find more. */
const ROUNDS = 4;

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
  const free = (item: Item, place: Span): boolean => !claims.has(claimOf(item.annotation, place));
  const best = new Map<Item, number>();
  /** Takes the best place of each annotation that has one; whether there was any. */
  const choose = (candidates: (item: Item, gap: Gap) => Candidates, touched: boolean): boolean => {
    const lies = alignment(pairsOf(found), text.length);
    const open: { item: Item; own: Found }[] = [];
    for (const item of items) {
      if (found.has(item) || !isSought(item.annotation)) continue;
      const gap = gapOf(item, lies);
      const { own, score } = chosen(item, candidates(item, gap), (place) => free(item, place), gap, lies);
      best.set(item, Math.max(best.get(item) ?? 0, score));
      if (own) open.push({ item, own: { ...own, touched } });
    }
    open.sort((a, b) => b.own.place.score - a.own.place.score);
    for (const { item, own } of open) if (free(item, own.place)) take(item, own);
    return open.length > 0;
  };
  choose((item) => listed(item.full), false);
  const places = exactPlaces(ground);
  const exact = new Map<Item, Candidates>();
  const exactOf = (item: Item): Candidates => {
    const known = exact.get(item) ?? places(item.sought);
    exact.set(item, known);
    return known;
  };
  // What is found tells where its neighbours are.
  for (let round = 0; round < ROUNDS && choose(exactOf, false); round++);
  choose((item, gap) => listed(widened(item.sought, ground, gap)), true);
  const lies = alignment(pairsOf(found), text.length);

  const anchors = anchorsIn(text);
  const newPlaces = new Map(
    items.flatMap((item) => {
      const own = found.get(item);
      return own ? [[`${item.annotation.start}-${item.annotation.end}`, own.place] as const] : [];
    }),
  );
  return items.map((item) => {
    const own = found.get(item);
    const { annotation } = item;
    const from = { start: annotation.start, end: annotation.end };
    const moved = own && movedTo(annotation, own.place, { ground, lies, places: newPlaces });
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

/** What was chosen of an annotation's places, and the best score of those that were looked at. */
interface Choice {
  readonly own: Found | null;
  readonly score: number;
}

/** The one place that is good enough and ahead of all others; none where there is none, or where two are as good. */
function chosen(
  { annotation }: Item,
  candidates: Candidates,
  isFree: (span: Span) => boolean,
  gap: Gap,
  lies: Alignment,
): Choice {
  // Of words that stand twice next to each other, those that lie as they did are the same.
  const isPlaced = annotation.status !== "orphaned";
  const expected = isPlaced ? candidates.beginningIn(lies.accompanied(annotation)).filter(isFree) : [];
  const inside = gap.bounded ? candidates.within(gap).filter(isFree) : [];
  let score = 0;
  for (const places of [expected, inside]) {
    const [first, second] = [...places].sort(byScore);
    score = Math.max(score, first?.score ?? 0);
    if (!first || first.score < ENOUGH) continue;
    return { own: isAhead(first, second) ? { place: first, step: "neighbours" } : null, score };
  }
  const alone = aloneAhead(candidates.anywhere(isFree));
  return {
    own: alone.place ? { place: alone.place, step: "search" } : null,
    score: Math.max(score, alone.score),
  };
}

const byScore = (a: Place, b: Place): number => b.score - a.score || b.agreed - a.agreed;

const isAhead = (first: Place, second: Place | undefined): boolean =>
  !second || second.score <= first.score - LEAD;

/** The place that is good enough by its context alone, and ahead of all; no more are looked at than that takes. */
function aloneAhead(places: Iterable<Place>): { place: Place | null; score: number } {
  let [first, second]: (Place | undefined)[] = [];
  const isGood = (): boolean => first !== undefined && mayBeAlone(first) && first.score >= FREE;
  for (const place of places) {
    if (!first || byScore(place, first) < 0) [first, second] = [place, first];
    else if (!second || byScore(place, second) < 0) second = place;
    // Behind those that may be chosen come rivals alone.
    if (!mayBeAlone(place) && !(isGood() && first && isAhead(first, second))) break;
  }
  const isChosen = isGood() && first !== undefined && isAhead(first, second);
  return { place: isChosen ? (first ?? null) : null, score: first?.score ?? 0 };
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
