import { TAGS } from "./labels.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

/** A trained tagger. */
export interface Model {
  /** How many features it has weights for. */
  readonly features: number;
  readonly vocabulary: Vocabulary;
  /**
   * Open addressing, two values a place: the hash of a feature, then where its weights begin and how many they are, as
   * `start << 5 | count` (0 is a free place).
   */
  readonly places: Uint32Array;
  /** One bit for some hashes: where it is 0 no feature is. Small enough to stay at hand, unlike the places. */
  readonly sieve: Uint32Array;
  /** Tag and weight in turns. */
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
  const size = 2 ** Math.ceil(Math.log2(features * 2 + 2));
  const places = new Uint32Array(size * 2);
  const sieve = new Uint32Array(SIEVE_BITS / 32);
  const weights = new Int8Array(count * 2);
  let next = 0;
  for (let n = 0; n < features; n++, at += FEATURE_BYTES) {
    const hash = view.getUint32(at, true);
    let place = hash & (size - 1);
    while (places[place * 2 + 1] !== 0) place = (place + 1) & (size - 1);
    places[place * 2] = hash;
    const bit = sieveBit(hash);
    sieve[bit >> 5] = (sieve[bit >> 5] ?? 0) | (1 << (bit & 31));
    const start = next;
    let bits = view.getUint16(at + 4, true) | (view.getUint8(at + 6) << 16);
    for (; bits !== 0; bits &= bits - 1) weights[next++ * 2] = 31 - Math.clz32(bits & -bits);
    places[place * 2 + 1] = (start << 5) | (next - start);
  }
  for (let n = 0; n < count; n++) weights[n * 2 + 1] = view.getInt8(at++);
  const vocabulary = readVocabulary(bytes.subarray(at, at + vocabularyLength));
  return { features, vocabulary, places, sieve, weights, scale, moves };
}

/** Bits of the sieve: an eighth of them is set by the largest model. */
const SIEVE_BITS = 2 ** 21;

/** The bit of a hash, from its upper bits: the lower ones are its place. */
const sieveBit = (hash: number): number => hash >>> (32 - Math.log2(SIEVE_BITS));

/** A feature's hash and the bits of its tags. */
export const FEATURE_BYTES = 7;

/** Adds the weights of a feature, where the model has it, to the scores of the tags that begin at `at`. */
export function addFeature(model: Model, hash: number, scores: Float32Array, at: number): void {
  const { places, sieve, weights } = model;
  const bit = sieveBit(hash);
  if ((((sieve[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 0) return;
  const mask = (places.length >> 1) - 1;
  for (let place = hash & mask; ; place = (place + 1) & mask) {
    const found = places[place * 2 + 1] ?? 0;
    if (found === 0) return;
    if (places[place * 2] !== hash) continue;
    const first = (found >>> 5) * 2;
    for (let k = first; k < first + (found & 31) * 2; k += 2) {
      const tag = at + (weights[k] ?? 0);
      scores[tag] = (scores[tag] ?? 0) + (weights[k + 1] ?? 0);
    }
    return;
  }
}
