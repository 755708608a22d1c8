import { type Span, sameSpan } from "../text/span.ts";
import type { Annotation } from "./annotation.ts";
import { type Ground, groundOf, isSound, likenesses, type Place, placeAt, soughtOf } from "./evidence.ts";
import { closestPlaces } from "./places.ts";
import { claimOf } from "./reanchor.ts";

/** Where a lost annotation may belong: for the annotator to say. Offsets are UTF-16 code units. */
export interface Candidate extends Span {
  readonly text: string;
  readonly score: number;
  /** Its own words with its own numbers; else what they may have become. */
  readonly same: boolean;
}

/** What scores less is not worth a look. */
const LEAST = 0.45;

/** How far around its former place changed words are looked for first, in compared code units. */
const AROUND = 400;

/**
 * Places for annotations that lost theirs, each with its best ones first. What stands already on just these words with
 * the same label leaves no room for another.
 */
export function candidatesIn(
  text: string,
  decided: readonly Annotation[],
): (orphan: Annotation) => Candidate[] {
  let ground: Ground | null = null;
  const taken = new Set(
    decided.filter(({ status }) => status !== "orphaned").map((one) => claimOf(one, one)),
  );
  return (orphan) => {
    ground ??= groundOf(text);
    const found: Candidate[] = [];
    for (const place of placesFor(orphan, ground)) {
      const { start, end, score } = place;
      if (score < LEAST || taken.has(claimOf(orphan, place))) continue;
      if (found.some((one) => sameSpan(one, place))) continue;
      const same = place.words === 1 && isSound(soughtOf(orphan), ground, place);
      found.push({ start, end, score, same, text: text.slice(start, end) });
    }
    return found.sort((a, b) => b.score - a.score).slice(0, MOST);
  };
}

/** How many places are offered. */
const MOST = 5;

function placesFor(orphan: Annotation, ground: Ground): Place[] {
  const sought = soughtOf(orphan);
  const here = ground.compared.fold(orphan.start);
  const near = { start: Math.max(0, here - AROUND), end: here + AROUND };
  const like = [...likenesses(sought, ground, near), ...likenesses(sought, ground)];
  return [...closestPlaces(sought, ground), ...like.map((span) => placeAt(sought, ground, span, span.words))];
}
