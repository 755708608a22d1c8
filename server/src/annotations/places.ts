import { countBelow } from "../text/search.ts";
import { contains, type Span } from "../text/span.ts";
import type { Gap } from "./alignment.ts";
import { closenessAt, type Ground, isSound, type Place, placeAt, type Sought } from "./evidence.ts";

// Where an annotation may stand in a changed text. Words that stand often cost no more for each annotation with them:
// where they stand is found once, and only places that may be chosen are looked at closely.

/** How much context must agree to the letter where no neighbours speak for a place, in compared code units. */
export const AGREED = 16;

/** Of words that stand more often than this none is told from the others where what stands around has changed. */
const MOST_PLACES = 1000;

/** How many places are looked at closely. */
const MOST_CLOSE = 40;

/** Places of one annotation, by where they are. All offsets are UTF-16 code units of the text. */
export interface Candidates {
  /** Those that begin in one of some spans, both ends included. */
  beginningIn(spans: readonly Span[]): readonly Place[];
  /** Those that lie within a span. */
  within(span: Span): readonly Place[];
  /** Those anywhere: first those that may be chosen for their context alone, then their rivals; each looked at when asked for. */
  anywhere(isFree: (span: Span) => boolean): Iterable<Place>;
}

/** Few places that have been looked at already. */
export const listed = (places: readonly Place[]): Candidates => ({
  beginningIn: (spans) =>
    places.filter((place) => spans.some(({ start, end }) => start <= place.start && place.start <= end)),
  within: (span) => places.filter((place) => contains(span, place)),
  anywhere: (isFree) => {
    const free = places.filter(isFree);
    return [...free.filter(mayBeAlone), ...free.filter((place) => !mayBeAlone(place))];
  },
});

/** Whether a place may be chosen where no neighbours speak for it. */
export const mayBeAlone = ({ near, agreed }: Pick<Place, "near" | "agreed">): boolean =>
  near && agreed >= AGREED;

/** Where all that stood around an annotation stands; none where that is too often to tell anything. */
export function fullPlaces(sought: Sought, ground: Ground): Place[] {
  const { prefix, quote, suffix } = sought;
  const found: Place[] = [];
  for (const at of ground.placesOf(prefix + quote + suffix)) {
    const start = at + prefix.length;
    const place = placeAt(sought, ground, { start, end: start + quote.length });
    if (isSound(sought, ground, place)) found.push(place);
    if (found.length > MOST_PLACES) return [];
  }
  return found;
}

/** A place of just the words, of which nothing else is known yet; `at` is its start in the compared text. */
interface Spot extends Span {
  readonly at: number;
}

/** Gives the places of just an annotation's words, whole words with the same numbers. */
export function exactPlaces(ground: Ground): (sought: Sought) => Candidates {
  const known = new Map<string, readonly Spot[]>();
  return (sought) => {
    const { quote, inWordBefore, inWordBehind, numbers } = sought;
    const key = JSON.stringify([quote, inWordBefore, inWordBehind, numbers]);
    const spots = known.get(key) ?? soundSpots(sought, ground);
    known.set(key, spots);
    return candidatesAt(spots, sought, ground);
  };
}

function soundSpots(sought: Sought, ground: Ground): Spot[] {
  const starts = ground.placesOf(sought.quote);
  if (starts.length > MOST_PLACES) return [];
  return starts
    .map((at) => ({ at, ...ground.compared.unfold({ start: at, end: at + sought.quote.length }) }))
    .filter((spot) => isSound(sought, ground, spot));
}

const comparedSpan = ({ at }: Spot, { quote }: Sought): Span => ({ start: at, end: at + quote.length });

function candidatesAt(spots: readonly Spot[], sought: Sought, ground: Ground): Candidates {
  const known = new Map<Spot, Place>();
  const placed = (spot: Spot): Place => {
    const place = known.get(spot) ?? placeAt(sought, ground, comparedSpan(spot, sought));
    known.set(spot, place);
    return place;
  };
  const upTo = (offset: number): number => countBelow(offset, spots.length, (n) => spots[n]?.start ?? 0);
  let ordered: ReturnType<typeof byAgreement> | null = null;
  return {
    beginningIn: (spans) => {
      const found = spans.flatMap(({ start, end }) => spots.slice(upTo(start), upTo(end + 1)));
      return [...new Set(found)].filter(({ start }) => isIn(start, spans)).map(placed);
    },
    within: ({ start, end }) =>
      spots
        .slice(upTo(start), upTo(end))
        .filter((spot) => spot.end <= end)
        .map(placed),
    *anywhere(isFree) {
      ordered ??= byAgreement(spots, sought, ground);
      // Where none may be chosen, the closest one tells how near it comes.
      const most = ordered.some(mayBeAlone) ? MOST_CLOSE : 1;
      const free: typeof ordered = [];
      for (const own of ordered) {
        if (free.length === most) break;
        if (isFree(own.spot)) free.push(own);
      }
      for (const own of free) if (mayBeAlone(own)) yield placed(own.spot);
      for (const own of free) if (!mayBeAlone(own)) yield placed(own.spot);
    },
  };
}

const isIn = (start: number, spans: readonly Span[]): boolean =>
  spans.some((span) => span.start <= start && start <= span.end);

/** Places with what of their neighbouring letters agrees, those first where most does. */
const byAgreement = (spots: readonly Spot[], sought: Sought, ground: Ground) =>
  spots
    .map((spot) => ({ spot, ...closenessAt(sought, ground, comparedSpan(spot, sought)) }))
    .sort((a, b) => b.agreed - a.agreed);

/** The places of just the words whose surroundings agree best, the best first. */
export const closestPlaces = (sought: Sought, ground: Ground): Place[] =>
  byAgreement(soundSpots(sought, ground), sought, ground)
    .slice(0, MOST_CLOSE)
    .map(({ spot }) => placeAt(sought, ground, comparedSpan(spot, sought)));

/** How many words may have been put in between those of a quote. */
const MOST_INSERTED = 3;

/** What each of them takes from how alike the words are. */
const INSERTED = 0.08;

/** How long words put in between may be, in compared code units, beside the quote's own length. */
const REACH = 60;

/** Places that have all words of the quote in their order, the first and the last at the ends, and others in between. */
export function widened(sought: Sought, ground: Ground, gap: Gap): Place[] {
  const words = sought.quote.split(" ");
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (words.length < 2) return [];
  const { text, fold, unfold } = ground.compared;
  const found: Place[] = [];
  const starts = ground.placesOf(`${first} `);
  const upTo = (offset: number): number => countBelow(offset, starts.length, (n) => starts[n] ?? 0);
  const own = gap.bounded ? starts.slice(upTo(fold(gap.start)), upTo(fold(gap.end))) : starts;
  if (own.length > MOST_PLACES) return [];
  for (const start of own) {
    const following = text.slice(start, start + 2 * sought.quote.length + REACH).split(" ");
    for (let count = words.length + 1; count <= words.length + MOST_INSERTED; count++) {
      // A full stop or comma may follow the last word.
      if (!following[count - 1]?.startsWith(last)) continue;
      const inner = following.slice(0, count - 1);
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
