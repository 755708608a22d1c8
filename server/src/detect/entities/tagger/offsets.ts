import { pair } from "./hash.ts";
import { type Clues, EDGE, type Word } from "./words.ts";

/** How far around a unit words are looked at. */
export const REACH = 2;

/** The features that a word makes for the unit that stands `offset` units before it (below zero: behind it). */
export function* wordFeatures(word: Word, offset: number): Generator<number> {
  const distance = Math.abs(offset);
  for (const feature of word.far) yield pair(feature, offset + 100);
  if (distance <= 1) for (const feature of word.near) yield pair(feature, offset + 100);
  if (distance === 0) for (const feature of word.own) yield pair(feature, 100);
}

export const wordAt = <Known extends Clues>(words: readonly Known[], i: number): Known | Word =>
  words[i] ?? EDGE;
