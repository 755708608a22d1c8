import { TAGS } from "../../src/detect/entities/tagger/labels.ts";
import { FEATURE_BYTES } from "../../src/detect/entities/tagger/model.ts";
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
  const heads = new Uint8Array(kept.length * FEATURE_BYTES);
  const headView = new DataView(heads.buffer);
  const values: number[] = [];
  for (const [n, f] of kept.entries()) {
    headView.setUint32(n * FEATURE_BYTES, hashes[f] ?? 0, true);
    let bits = 0;
    for (let b = 0; b < TAGS; b++) {
      const weight = weights[f * TAGS + b] ?? 0;
      const value = Math.max(-127, Math.min(127, Math.round(weight / scale)));
      if (Math.abs(weight) < least || value === 0) continue;
      values.push(value);
      bits |= 1 << b;
    }
    headView.setUint16(n * FEATURE_BYTES + 4, bits & 0xffff, true);
    headView.setUint8(n * FEATURE_BYTES + 6, bits >> 16);
  }
  const bytes = new Uint8Array(16 + TAGS * TAGS * 4 + heads.length + values.length + vocabulary.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, kept.length, true);
  view.setUint32(4, values.length, true);
  view.setUint32(8, vocabulary.length, true);
  view.setFloat32(12, scale, true);
  let at = 16;
  for (let i = 0; i < TAGS * TAGS; i++, at += 4) view.setFloat32(at, moves[i] ?? 0, true);
  bytes.set(heads, at);
  at += heads.length;
  for (const value of values) view.setInt8(at++, value);
  bytes.set(vocabulary, at);
  return bytes;
}
