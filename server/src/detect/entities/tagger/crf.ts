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

/** The score of what may not be. */
export const NEVER = -1e30;

/** For each tag, where the tags that it may follow stand in `BEFORE`; the same for those that may follow it. */
export const [BEFORE_AT, BEFORE] = flat(PRECEDERS);
export const [BEHIND_AT, BEHIND] = flat(FOLLOWERS);

function flat(lists: readonly Uint8Array[]): [Uint16Array, Uint8Array] {
  const starts = new Uint16Array(lists.length + 1);
  for (const [n, list] of lists.entries()) starts[n + 1] = (starts[n] ?? 0) + list.length;
  return [starts, Uint8Array.from(lists.flatMap((list) => [...list]))];
}

/** Tags that may begin a stretch, and end one. */
export const MAY_BEGIN = PRECEDERS.map((tags) => tags.includes(OUTSIDE));
export const MAY_END = FOLLOWERS.map((tags) => tags.includes(OUTSIDE));

/** The room that the last chain was reckoned in, and the next one is. */
let best = new Float64Array(64 * TAGS);
let from = new Uint8Array(64 * TAGS);

/** The likeliest tags (Viterbi). */
export function bestTags({ length, scores, moves }: Chain): Uint8Array {
  if (best.length < length * TAGS) {
    best = new Float64Array(length * TAGS * 2);
    from = new Uint8Array(length * TAGS * 2);
  }
  best.fill(NEVER, 0, TAGS);
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
