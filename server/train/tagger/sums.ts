import {
  BEFORE,
  BEFORE_AT,
  BEHIND,
  BEHIND_AT,
  type Chain,
  MAY_BEGIN,
  MAY_END,
  NEVER,
} from "../../src/detect/entities/tagger/crf.ts";
import { TAGS } from "../../src/detect/entities/tagger/labels.ts";

/** Forward and backward sums of a chain, in logarithms. */
export interface Sums {
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly total: number;
}

const terms = new Float64Array(TAGS);

/** The logarithm of the sum of the exponentials of the first `count` terms. */
function logSum(count: number, most: number): number {
  if (most <= NEVER / 2) return NEVER;
  let sum = 0;
  for (let n = 0; n < count; n++) {
    const difference = (terms[n] ?? NEVER) - most;
    // What is smaller adds nothing that a probability of three digits shows.
    if (difference > -20) sum += Math.exp(difference);
  }
  return most + Math.log(sum);
}

/** `allowed` limits the tags of each unit (bit b for tag b); none is limited where it is null. */
export function sumsOf({ length, scores, moves }: Chain, allowed: Int32Array | null): Sums {
  const forward = new Float64Array(length * TAGS).fill(NEVER);
  const backward = new Float64Array(length * TAGS).fill(NEVER);
  for (let t = 0; t < length; t++) {
    const base = t * TAGS;
    const mask = allowed === null ? -1 : (allowed[t] ?? 0);
    for (let b = 0; b < TAGS; b++) {
      if (((mask >> b) & 1) === 0) continue;
      if (t === 0) {
        if (MAY_BEGIN[b]) forward[b] = (moves[b] ?? 0) + (scores[b] ?? 0);
        continue;
      }
      let most = NEVER;
      let count = 0;
      const end = BEFORE_AT[b + 1] ?? 0;
      for (let k = BEFORE_AT[b] ?? 0; k < end; k++) {
        const a = BEFORE[k] ?? 0;
        const value = (forward[base - TAGS + a] ?? NEVER) + (moves[a * TAGS + b] ?? 0);
        if (value > most) most = value;
        terms[count++] = value;
      }
      forward[base + b] = logSum(count, most) + (scores[base + b] ?? 0);
    }
  }
  for (let t = length - 1; t >= 0; t--) {
    const base = t * TAGS;
    const mask = allowed === null ? -1 : (allowed[t] ?? 0);
    for (let a = 0; a < TAGS; a++) {
      if (((mask >> a) & 1) === 0) continue;
      if (t === length - 1) {
        if (MAY_END[a]) backward[base + a] = moves[a * TAGS] ?? 0;
        continue;
      }
      let most = NEVER;
      let count = 0;
      const end = BEHIND_AT[a + 1] ?? 0;
      for (let k = BEHIND_AT[a] ?? 0; k < end; k++) {
        const b = BEHIND[k] ?? 0;
        const next = base + TAGS + b;
        const value = (moves[a * TAGS + b] ?? 0) + (scores[next] ?? 0) + (backward[next] ?? NEVER);
        if (value > most) most = value;
        terms[count++] = value;
      }
      backward[base + a] = logSum(count, most);
    }
  }
  const base = (length - 1) * TAGS;
  let most = NEVER;
  let count = 0;
  for (let b = 0; b < TAGS; b++) {
    if (!MAY_END[b]) continue;
    const value = (forward[base + b] ?? NEVER) + (moves[b * TAGS] ?? 0);
    if (value > most) most = value;
    terms[count++] = value;
  }
  return { forward, backward, total: logSum(count, most) };
}
