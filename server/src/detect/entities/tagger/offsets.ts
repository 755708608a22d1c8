import { pair } from "./hash.ts";
import { type Clues, EDGE, type Surroundings, type Word } from "./words.ts";

/** How far around a unit words are looked at. */
export const REACH = 2;

/** The number of the place `offset` units before a unit (below zero: behind it), for the features that it has from there. */
const placeOf = (offset: number): number => offset + 100;

/** Calls `add` with each feature that a word makes for the unit that stands `offset` units before it, but for its own. */
export function eachAround(word: Surroundings, offset: number, add: (feature: number) => void): void {
  const place = placeOf(offset);
  for (const feature of word.far) add(pair(feature, place));
  if (Math.abs(offset) <= 1) for (const feature of word.near) add(pair(feature, place));
}

/** Calls `add` with each feature that is a unit's own. */
export function eachOwn(own: readonly number[], add: (feature: number) => void): void {
  for (const feature of own) add(pair(feature, placeOf(0)));
}

export const wordAt = <Known extends Clues>(words: readonly Known[], i: number): Known | Word =>
  words[i] ?? EDGE;
