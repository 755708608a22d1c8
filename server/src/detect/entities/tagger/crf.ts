import { FOLLOWERS, OUTSIDE, PRECEDERS, TAGS } from "./labels.ts";

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

/** For each tag, where the tags that it may follow stand in `BEFORE`; the same for those that may follow it. */
const [BEFORE_AT, BEFORE] = flat(PRECEDERS);
const [BEHIND_AT, BEHIND] = flat(FOLLOWERS);

function flat(lists: readonly Uint8Array[]): [Uint16Array, Uint8Array] {
  const starts = new Uint16Array(lists.length + 1);
  for (const [n, list] of lists.entries()) starts[n + 1] = (starts[n] ?? 0) + list.length;
  return [starts, Uint8Array.from(lists.flatMap((list) => [...list]))];
}

/** Tags that may begin a stretch, and end one. */
const MAY_BEGIN = PRECEDERS.map((tags) => tags.includes(OUTSIDE));
const MAY_END = FOLLOWERS.map((tags) => tags.includes(OUTSIDE));

/** The likeliest tags (Viterbi). */
export function bestTags({ length, scores, moves }: Chain): Uint8Array {
  const best = new Float64Array(length * TAGS).fill(NEVER);
  const from = new Uint8Array(length * TAGS);
  for (let b = 0; b < TAGS; b++) if (MAY_BEGIN[b]) best[b] = (moves[b] ?? 0) + (scores[b] ?? 0);
  for (let t = 1; t < length; t++) {
    const base = t * TAGS;
    const before = base - TAGS;
    for (let b = 0; b < TAGS; b++) {
      let value = NEVER;
      let which = 0;
      const end = BEFORE_AT[b + 1] ?? 0;
      for (let k = BEFORE_AT[b] ?? 0; k < end; k++) {
        const a = BEFORE[k] ?? 0;
        const through = (best[before + a] ?? NEVER) + (moves[a * TAGS + b] ?? 0);
        if (through > value) {
          value = through;
          which = a;
        }
      }
      from[base + b] = which;
      best[base + b] = value + (scores[base + b] ?? 0);
    }
  }
  const tags = new Uint8Array(length);
  const base = (length - 1) * TAGS;
  let last = 0;
  let value = NEVER * 2;
  for (let b = 0; b < TAGS; b++) {
    if (!MAY_END[b]) continue;
    const end = (best[base + b] ?? NEVER) + (moves[b * TAGS] ?? 0);
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
