import { viewsOf } from "../../gazetteer/views.ts";
import { TAGS } from "./labels.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

/** A trained tagger. */
export interface Model {
  /** How many features it has weights for. */
  readonly features: number;
  readonly vocabulary: Vocabulary;
  /**
   * Features in order of their hashes. Those with the same upper 16 bits are together: where these begin stands in
   * `buckets`, counted from what `bases` has for 256 of them, so that two bytes hold it.
   */
  readonly bases: Uint32Array;
  readonly buckets: Uint16Array;
  /** The lower 16 bits of the hash of each. */
  readonly lows: Uint16Array;
  /**
   * Which tags each has weights for (bit n for tag n), and in the bits above where its weights begin, counted from what
   * `blocks` has for each `BLOCK` features.
   */
  readonly tags: Uint32Array;
  readonly blocks: Uint32Array;
  readonly weights: Int8Array;
  /** What a weight of 1 is worth. */
  readonly scale: number;
  readonly moves: Float32Array;
}

/**
 * Reads a model's file: four numbers (features, weights, bytes of the vocabulary, what a weight of 1 is worth), the moves
 * between tags as floats, then the tables of `Model` and the vocabulary, the wider numbers first. All of it is used as it
 * lies in the file.
 */
export function readModel(bytes: Uint8Array): Model {
  const take = viewsOf(bytes);
  const [features = 0, count = 0, vocabularyLength = 0] = take(Uint32Array, 3);
  const [scale = 0] = take(Float32Array, 1);
  const moves = take(Float32Array, TAGS * TAGS);
  const bases = take(Uint32Array, BUCKETS / 256 + 1);
  const tags = take(Uint32Array, features);
  const blocks = take(Uint32Array, Math.ceil(features / BLOCK));
  const vocabulary = readVocabulary(take(Uint8Array, vocabularyLength));
  const buckets = take(Uint16Array, BUCKETS + 1);
  const lows = take(Uint16Array, features);
  const weights = take(Int8Array, count);
  return { features, vocabulary, bases, buckets, lows, tags, blocks, weights, scale, moves };
}

/** As many as the upper 16 bits of a hash count. */
export const BUCKETS = 2 ** 16;

/** Of so many features all weights together are no more than the bits above the tags count. */
export const BLOCK = 64;

/** The bits of the tags. */
const TAG_BITS = 2 ** TAGS - 1;

/** The hashes of some features; `count` of them are in use. */
export interface Features {
  readonly hashes: Int32Array;
  count: number;
}

/** The most features that are looked up at once: more than a unit has, but for those of very long words. */
const MOST = 64;

export const newFeatures = (): Features => ({ hashes: new Int32Array(MOST), count: 0 });

/** Where those may stand that begin as each does, and of those that are there where they and their weights stand. */
const seen = new Int32Array(MOST);
const begins = new Int32Array(MOST);
const ends = new Int32Array(MOST);
const weightsAt = new Int32Array(MOST);
const tagsOf = new Int32Array(MOST);

/**
 * Adds the weights of features, where the model has them, to the scores of the tags. Nearly each lookup
 * waits for memory: done one step after the other for all features, without choices in between, they wait together.
 */
export function addFeatures(model: Model, { hashes, count }: Features, scores: Int32Array): void {
  const { bases, buckets, lows, tags, blocks, weights } = model;
  for (let k = 0; k < count; k++) {
    const bucket = (hashes[k] ?? 0) >>> 16;
    begins[k] = (bases[bucket >>> 8] ?? 0) + (buckets[bucket] ?? 0);
    ends[k] = (bases[(bucket + 1) >>> 8] ?? 0) + (buckets[bucket + 1] ?? 0);
  }
  for (let k = 0; k < count; k++) seen[k] = (lows[begins[k] ?? 0] ?? 0) + (tags[begins[k] ?? 0] ?? 0);
  let found = 0;
  for (let k = 0; k < count; k++) {
    const low = (hashes[k] ?? 0) & 0xffff;
    const end = ends[k] ?? 0;
    let at = begins[k] ?? 0;
    while (at < end && lows[at] !== low) at++;
    if (at < end) begins[found++] = at;
  }
  for (let k = 0; k < found; k++) {
    const at = begins[k] ?? 0;
    const own = tags[at] ?? 0;
    tagsOf[k] = own & TAG_BITS;
    weightsAt[k] = (blocks[(at / BLOCK) | 0] ?? 0) + (own >>> TAGS);
  }
  for (let k = 0; k < found; k++) seen[k] = weights[weightsAt[k] ?? 0] ?? 0;
  for (let k = 0; k < found; k++) {
    let weight = weightsAt[k] ?? 0;
    for (let own = tagsOf[k] ?? 0; own !== 0; own &= own - 1) {
      const tag = 31 - Math.clz32(own & -own);
      scores[tag] = (scores[tag] ?? 0) + (weights[weight++] ?? 0);
    }
  }
}
