import { TAGS } from "../../src/detect/entities/tagger/labels.ts";
import { BLOCK, BUCKETS } from "../../src/detect/entities/tagger/model.ts";
import { bytesOf } from "../bytes.ts";
import type { Trained } from "./train.ts";

/**
 * A model as the bytes that `readModel` reads. The features whose weights matter most are kept, as many as `most`;
 * weights that change next to nothing are dropped.
 */
export function writeModel(
  hashes: Uint32Array,
  { weights, moves }: Trained,
  vocabulary: Uint8Array,
  most: number,
  least: number,
): Uint8Array {
  const features = hashes.length;
  const norms = new Float32Array(features);
  for (let f = 0; f < features; f++)
    for (let b = 0; b < TAGS; b++) norms[f] = Math.max(norms[f] ?? 0, Math.abs(weights[f * TAGS + b] ?? 0));
  const kept = Array.from({ length: features }, (_, f) => f)
    .sort((a, b) => (norms[b] ?? 0) - (norms[a] ?? 0) || a - b)
    .slice(0, most)
    .filter((f) => (norms[f] ?? 0) > 0)
    .sort((a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0));
  const sorted = kept.map((f) => norms[f] ?? 0).sort((a, b) => a - b);
  // The few largest weights are cut, so that the others keep their shades.
  const top = sorted[Math.floor(sorted.length * 0.999)] ?? 1;
  const scale = top / 127;
  const values: number[] = [];
  const tags = kept.map((f) => {
    let bits = 0;
    for (let b = 0; b < TAGS; b++) {
      const weight = weights[f * TAGS + b] ?? 0;
      const value = Math.max(-127, Math.min(127, Math.round(weight / scale)));
      if (Math.abs(weight) < least || value === 0) continue;
      values.push(value);
      bits |= 1 << b;
    }
    return bits;
  });
  const own = { hashes: kept.map((f) => hashes[f] ?? 0), tags, weights: values, scale, moves };
  return modelFile(own, vocabulary);
}

/** What of a model goes into its file. */
export interface Weights {
  /** Of the features, unsigned and sorted. */
  readonly hashes: readonly number[];
  /** Which tags each has weights for: bit n for tag n. */
  readonly tags: readonly number[];
  /** Of all features, one behind the other. */
  readonly weights: readonly number[];
  /** What a weight of 1 is worth. */
  readonly scale: number;
  readonly moves: ArrayLike<number>;
}

/** The bytes that `readModel` reads. */
export function modelFile(
  { hashes, tags, weights, scale, moves }: Weights,
  vocabulary: Uint8Array,
): Uint8Array {
  const starts = new Uint32Array(BUCKETS + 1);
  for (const hash of hashes) starts[(hash >>> 16) + 1] = (starts[(hash >>> 16) + 1] ?? 0) + 1;
  for (let b = 0; b < BUCKETS; b++) starts[b + 1] = (starts[b + 1] ?? 0) + (starts[b] ?? 0);
  const bases = Uint32Array.from({ length: BUCKETS / 256 + 1 }, (_, n) => starts[n * 256] ?? 0);
  const buckets = Uint16Array.from(starts, (start, b) => start - (bases[b >>> 8] ?? 0));
  const blocks: number[] = [];
  let at = 0;
  const packed = Uint32Array.from(tags, (bits, n) => {
    if (n % BLOCK === 0) blocks.push(at);
    const own = (((at - (blocks.at(-1) ?? 0)) << TAGS) | bits) >>> 0;
    for (let rest = bits; rest !== 0; rest &= rest - 1) at++;
    return own;
  });
  return bytesOf([
    Uint32Array.of(hashes.length, weights.length, vocabulary.length),
    Float32Array.of(scale),
    Float32Array.from({ length: TAGS * TAGS }, (_, i) => moves[i] ?? 0),
    bases,
    packed,
    Uint32Array.from(blocks),
    vocabulary,
    buckets,
    Uint16Array.from(hashes, (hash) => hash & 0xffff),
    Int8Array.from(weights),
  ]);
}
