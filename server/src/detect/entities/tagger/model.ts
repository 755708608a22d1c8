import { TAGS } from "./labels.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

/** A trained tagger. */
export interface Model {
  /** How many features it has weights for. */
  readonly features: number;
  readonly vocabulary: Vocabulary;
  /**
   * Open addressing by the upper bits of a hash, three values a place: the hash of a feature, where its weights begin, and
   * which tags they are for (bit n for tag n; 0 is a free place).
   */
  readonly places: Int32Array;
  /** How far a hash is shifted for the number of its place. */
  readonly shift: number;
  readonly weights: Int8Array;
  /** What a weight of 1 is worth. */
  readonly scale: number;
  readonly moves: Float32Array;
}

/**
 * Reads a model's file: four numbers (features, weights, bytes of the vocabulary, what a weight of 1 is worth), the moves
 * between tags as floats; for each feature, in order of its hash, the hash (4 bytes) and which tags it has weights for
 * (3 bytes, bit n for tag n); then all weights, then the vocabulary. All little-endian.
 */
export function readModel(bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const features = view.getUint32(0, true);
  const count = view.getUint32(4, true);
  const vocabularyLength = view.getUint32(8, true);
  const scale = view.getFloat32(12, true);
  let at = 16;
  const moves = new Float32Array(TAGS * TAGS);
  for (let i = 0; i < moves.length; i++, at += 4) moves[i] = view.getFloat32(at, true);
  const size = 2 ** Math.max(1, Math.ceil(Math.log2(features * ROOM)));
  const shift = Math.clz32(size) + 1;
  const places = new Int32Array(size * PLACE);
  place(bytes, at, features, places, shift);
  at += features * FEATURE_BYTES;
  // A copy, so that the file's bytes can be let go.
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset + at, count).slice();
  const vocabulary = readVocabulary(bytes.subarray(at + count, at + count + vocabularyLength));
  return { features, vocabulary, places, shift, weights, scale, moves };
}

/** Puts the features of a file, which begin at `from`, where they are looked for: they come in order of their places. */
function place(bytes: Uint8Array, from: number, features: number, places: Int32Array, shift: number): void {
  let start = 0;
  for (let at = from; at < from + features * FEATURE_BYTES; at += FEATURE_BYTES) {
    const hash =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    const tags = (bytes[at + 4] ?? 0) | ((bytes[at + 5] ?? 0) << 8) | ((bytes[at + 6] ?? 0) << 16);
    let free = (hash >>> shift) * PLACE;
    while (places[free + 2] !== 0) free = next(free, places);
    places[free] = hash;
    places[free + 1] = start;
    places[free + 2] = tags;
    start += bitsIn(tags);
  }
}

/** How many bits of a number are set, all at once: there are as many features to place as a large model has. */
function bitsIn(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const next = (at: number, places: Int32Array): number => (at + PLACE === places.length ? 0 : at + PLACE);

/** A place has a hash, where weights begin, and tags. */
const PLACE = 3;

/** At least so many places for each feature: the fewer, the more of them are at hand. */
const ROOM = 1.3;

/** A feature's hash and the bits of its tags. */
export const FEATURE_BYTES = 7;

/** The hashes of some features; `count` of them are in use. */
export interface Features {
  readonly hashes: Int32Array;
  count: number;
}

/** The most features that are looked up at once: more than a unit has, but for those of very long words. */
const MOST = 64;

export const newFeatures = (): Features => ({ hashes: new Int32Array(MOST), count: 0 });

/** Where each of them may stand, and of those that do where their weights begin and which tags these are for. */
const seen = new Int32Array(MOST);
const begins = new Int32Array(MOST);
const tagsOf = new Int32Array(MOST);

/**
 * Adds the weights of features, where the model has them, to the scores of the tags. Nearly each lookup
 * waits for memory: done one step after the other for all features, without choices in between, they wait together.
 */
export function addFeatures(
  { places, shift, weights }: Model,
  { hashes, count }: Features,
  scores: Int32Array,
): void {
  for (let k = 0; k < count; k++) seen[k] = places[((hashes[k] ?? 0) >>> shift) * PLACE] ?? 0;
  let found = 0;
  for (let k = 0; k < count; k++) {
    const hash = hashes[k] ?? 0;
    let own = (hash >>> shift) * PLACE;
    while (places[own] !== hash && places[own + 2] !== 0) own = next(own, places);
    begins[found] = places[own + 1] ?? 0;
    tagsOf[found] = places[own + 2] ?? 0;
    if (places[own + 2] !== 0) found++;
  }
  for (let k = 0; k < found; k++) seen[k] = weights[begins[k] ?? 0] ?? 0;
  for (let k = 0; k < found; k++) {
    let weight = begins[k] ?? 0;
    for (let tags = tagsOf[k] ?? 0; tags !== 0; tags &= tags - 1) {
      const tag = 31 - Math.clz32(tags & -tags);
      scores[tag] = (scores[tag] ?? 0) + (weights[weight++] ?? 0);
    }
  }
}
