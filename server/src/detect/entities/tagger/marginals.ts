import { BEFORE, BEFORE_AT, BEHIND, BEHIND_AT, type Chain, MAY_BEGIN, MAY_END } from "./crf.ts";
import { TAGS } from "./labels.ts";

/** How likely each tag of a chain is, given all its scores: as products that were scaled at every unit (Rabiner 1989). */
export interface Marginals {
  /** TAGS values a unit. */
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  /** What each unit's scores are worth beside its best one, over what the unit was scaled by. */
  readonly worth: Float64Array;
  /** What each move between tags is worth. */
  readonly factors: Float64Array;
  readonly total: number;
}

/** What the moves of a chain are worth as factors, computed once for a model. */
export const factorsOf = (moves: Chain["moves"]): Float64Array => Float64Array.from(moves, Math.exp);

/** The room that the last chain was reckoned in, and the next one is. */
let forward = new Float64Array(64 * TAGS);
let backward = new Float64Array(64 * TAGS);
let worth = new Float64Array(64 * TAGS);

/** The marginals of a chain; they hold until the next are asked for. `factors` are those of its moves. */
export function marginalsOf({ length, scores }: Chain, factors: Float64Array): Marginals {
  if (forward.length < length * TAGS) {
    forward = new Float64Array(length * TAGS * 2);
    backward = new Float64Array(length * TAGS * 2);
    worth = new Float64Array(length * TAGS * 2);
  }
  for (let t = 0; t < length; t++) {
    const base = t * TAGS;
    let best = scores[base] ?? 0;
    for (let b = 1; b < TAGS; b++) best = Math.max(best, scores[base + b] ?? 0);
    let sum = 0;
    for (let b = 0; b < TAGS; b++) {
      const own = Math.exp((scores[base + b] ?? 0) - best);
      worth[base + b] = own;
      let before = 0;
      if (t === 0) before = MAY_BEGIN[b] ? (factors[b] ?? 0) : 0;
      else {
        const end = BEFORE_AT[b + 1] ?? 0;
        for (let k = BEFORE_AT[b] ?? 0; k < end; k++) {
          const a = BEFORE[k] ?? 0;
          before += (forward[base - TAGS + a] ?? 0) * (factors[a * TAGS + b] ?? 0);
        }
      }
      forward[base + b] = before * own;
      sum += before * own;
    }
    const scale = 1 / Math.max(sum, Number.MIN_VALUE * 2 ** 60);
    for (let b = 0; b < TAGS; b++) {
      forward[base + b] = (forward[base + b] ?? 0) * scale;
      worth[base + b] = (worth[base + b] ?? 0) * scale;
    }
  }
  let total = 0;
  const last = (length - 1) * TAGS;
  for (let a = 0; a < TAGS; a++) {
    const end = MAY_END[a] ? (factors[a * TAGS] ?? 0) : 0;
    backward[last + a] = end;
    total += (forward[last + a] ?? 0) * end;
  }
  for (let base = last - TAGS; base >= 0; base -= TAGS) {
    const next = base + TAGS;
    for (let a = 0; a < TAGS; a++) {
      let behind = 0;
      const end = BEHIND_AT[a + 1] ?? 0;
      for (let k = BEHIND_AT[a] ?? 0; k < end; k++) {
        const b = BEHIND[k] ?? 0;
        behind += (factors[a * TAGS + b] ?? 0) * (worth[next + b] ?? 0) * (backward[next + b] ?? 0);
      }
      backward[base + a] = behind;
    }
  }
  return { forward, backward, worth, factors, total };
}

/** The probability that unit `t` has this tag, 0 to 1. */
export const likelihood = ({ forward, backward, total }: Marginals, t: number, tag: number): number =>
  ((forward[t * TAGS + tag] ?? 0) * (backward[t * TAGS + tag] ?? 0)) / total;

/** The probability that the units `from` to `to` have these tags, 0 to 1. */
export function likelihoodOf(
  { forward, backward, worth, factors, total }: Marginals,
  tags: Uint8Array,
  from: number,
  to: number,
): number {
  let value = forward[from * TAGS + (tags[from] ?? 0)] ?? 0;
  for (let t = from + 1; t <= to; t++) {
    const tag = tags[t] ?? 0;
    value *= (factors[(tags[t - 1] ?? 0) * TAGS + tag] ?? 0) * (worth[t * TAGS + tag] ?? 0);
  }
  return Math.min(1, (value * (backward[to * TAGS + (tags[to] ?? 0)] ?? 0)) / total);
}
