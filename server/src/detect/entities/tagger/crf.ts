import { FOLLOWERS, isOpen, OUTSIDE, PRECEDERS, TAGS } from "./labels.ts";

/**
 * A linear chain over the tags of a stretch of units (Lafferty, McCallum and Pereira 2001). `scores` holds TAGS
 * values a unit, `moves[a * TAGS + b]` the score of tag `b` behind tag `a`. A stretch begins and ends outside names.
 */
export interface Chain {
  readonly length: number;
  readonly scores: Float32Array | Float64Array;
  readonly moves: Float32Array | Float64Array;
}

const NEVER = -1e30;

/** The likeliest tags (Viterbi). */
export function bestTags({ length, scores, moves }: Chain): Uint8Array {
  const best = new Float64Array(length * TAGS).fill(NEVER);
  const from = new Uint8Array(length * TAGS);
  for (let t = 0; t < length; t++) {
    for (let b = 0; b < TAGS; b++) {
      let value = NEVER;
      if (t === 0) {
        if (b === OUTSIDE || !PRECEDERS[b]?.includes(OUTSIDE))
          value = b === OUTSIDE ? (moves[b] ?? 0) : NEVER;
        else value = moves[b] ?? 0;
      } else {
        for (const a of PRECEDERS[b] ?? []) {
          const through = (best[(t - 1) * TAGS + a] ?? NEVER) + (moves[a * TAGS + b] ?? 0);
          if (through > value) {
            value = through;
            from[t * TAGS + b] = a;
          }
        }
      }
      best[t * TAGS + b] = value + (scores[t * TAGS + b] ?? 0);
    }
  }
  const tags = new Uint8Array(length);
  let last = 0;
  let value = NEVER * 2;
  for (let b = 0; b < TAGS; b++) {
    if (isOpen(b)) continue;
    const end = (best[(length - 1) * TAGS + b] ?? NEVER) + (moves[b * TAGS] ?? 0);
    if (end > value) {
      value = end;
      last = b;
    }
  }
  for (let t = length - 1; t >= 0; t--) {
    tags[t] = last;
    last = from[t * TAGS + last] ?? 0;
  }
  return tags;
}

/** Forward and backward sums of a chain, in logarithms. */
export interface Sums {
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly total: number;
}

/** `allowed` limits the tags of each unit (bit b for tag b); none is limited where it is null. */
export function sumsOf({ length, scores, moves }: Chain, allowed: Int32Array | null): Sums {
  const forward = new Float64Array(length * TAGS).fill(NEVER);
  const backward = new Float64Array(length * TAGS).fill(NEVER);
  const may = (t: number, b: number): boolean => allowed === null || (((allowed[t] ?? 0) >> b) & 1) === 1;
  for (let t = 0; t < length; t++) {
    for (let b = 0; b < TAGS; b++) {
      if (!may(t, b)) continue;
      let sum = NEVER;
      if (t === 0) {
        if (PRECEDERS[b]?.includes(OUTSIDE)) sum = moves[b] ?? 0;
      } else {
        sum = logSum(PRECEDERS[b], forward, (t - 1) * TAGS, moves, b, TAGS);
      }
      forward[t * TAGS + b] = sum + (scores[t * TAGS + b] ?? 0);
    }
  }
  for (let t = length - 1; t >= 0; t--) {
    for (let a = 0; a < TAGS; a++) {
      if (!may(t, a)) continue;
      if (t === length - 1) {
        if (!isOpen(a)) backward[t * TAGS + a] = moves[a * TAGS] ?? 0;
      } else {
        let most = NEVER;
        const base = (t + 1) * TAGS;
        const next = FOLLOWERS[a] ?? new Uint8Array();
        for (const b of next) {
          const value = (moves[a * TAGS + b] ?? 0) + (scores[base + b] ?? 0) + (backward[base + b] ?? NEVER);
          if (value > most) most = value;
        }
        if (most <= NEVER / 2) continue;
        let sum = 0;
        for (const b of next)
          sum += Math.exp(
            (moves[a * TAGS + b] ?? 0) + (scores[base + b] ?? 0) + (backward[base + b] ?? NEVER) - most,
          );
        backward[t * TAGS + a] = most + Math.log(sum);
      }
    }
  }
  let most = NEVER;
  const base = (length - 1) * TAGS;
  for (let b = 0; b < TAGS; b++) {
    if (isOpen(b)) continue;
    most = Math.max(most, (forward[base + b] ?? NEVER) + (moves[b * TAGS] ?? 0));
  }
  let sum = 0;
  for (let b = 0; b < TAGS; b++)
    if (!isOpen(b)) sum += Math.exp((forward[base + b] ?? NEVER) + (moves[b * TAGS] ?? 0) - most);
  return { forward, backward, total: most + Math.log(sum) };
}

function logSum(
  tags: Uint8Array | undefined,
  values: Float64Array,
  base: number,
  moves: Float32Array | Float64Array,
  b: number,
  width: number,
): number {
  if (!tags) return NEVER;
  let most = NEVER;
  for (const a of tags) {
    const value = (values[base + a] ?? NEVER) + (moves[a * width + b] ?? 0);
    if (value > most) most = value;
  }
  if (most <= NEVER / 2) return NEVER;
  let sum = 0;
  for (const a of tags) sum += Math.exp((values[base + a] ?? NEVER) + (moves[a * width + b] ?? 0) - most);
  return most + Math.log(sum);
}
