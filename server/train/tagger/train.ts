import { randomFrom, shuffled } from "../../src/dataset/measure/random.ts";
import type { Chain as Lattice } from "../../src/detect/entities/tagger/crf.ts";
import { FOLLOWERS, isOpen, mayFollow, OUTSIDE, TAGS } from "../../src/detect/entities/tagger/labels.ts";
import type { Chain } from "./chains.ts";
import { sumsOf } from "./sums.ts";

export interface Trained {
  /** TAGS values a feature. */
  readonly weights: Float32Array;
  readonly moves: Float32Array;
}

export interface Course {
  readonly epochs: number;
  readonly rate: number;
  /** How strongly weights are pulled to 0. */
  readonly decay: number;
  /** How many of a unit's features are left out each time, 0 to 1. */
  readonly dropout: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}

/**
 * The weights of a linear chain that make the allowed tags likely, by stochastic gradients with AdaGrad's steps
 * (Duchi et al. 2011). Where a corpus allows several tags, the sum over all of them counts (latent variables).
 * Features are left out at random, so that none is relied upon alone (feature dropout).
 */
export function train(chains: readonly Chain[], features: number, course: Course): Trained {
  const weights = new Float32Array(features * TAGS);
  const seen = new Float32Array(features * TAGS).fill(1e-2);
  const moves = new Float32Array(TAGS * TAGS);
  const movesSeen = new Float32Array(TAGS * TAGS).fill(1e-2);
  const random = randomFrom(course.seed);
  const gradient = new Float64Array(TAGS);
  const moved = new Float64Array(TAGS * TAGS);
  const average = new Float32Array(features * TAGS);
  const movesAverage = new Float32Array(TAGS * TAGS);
  let averaged = 0;
  for (let epoch = 0; epoch < course.epochs; epoch++) {
    let loss = 0;
    const rate = course.rate * (1 - (0.8 * epoch) / course.epochs);
    for (const chain of shuffled(chains, random)) {
      const { length, allowed, starts } = chain;
      const kept = keep(chain, course.dropout, random);
      const scores = new Float64Array(length * TAGS);
      for (let t = 0; t < length; t++) {
        const base = t * TAGS;
        for (let k = starts[t] ?? 0; k < (starts[t + 1] ?? 0); k++) {
          const feature = kept[k] ?? -1;
          if (feature < 0) continue;
          const at = feature * TAGS;
          for (let b = 0; b < TAGS; b++) scores[base + b] = (scores[base + b] ?? 0) + (weights[at + b] ?? 0);
        }
      }
      const lattice: Lattice = { length, scores, moves };
      const free = sumsOf(lattice, null);
      const bound = sumsOf(lattice, allowed);
      if (!(bound.total > -1e20)) continue;
      loss += (free.total - bound.total) * chain.weight;
      for (let t = 0; t < length; t++) {
        const base = t * TAGS;
        let any = false;
        for (let b = 0; b < TAGS; b++) {
          const expected = Math.exp(
            (free.forward[base + b] ?? 0) + (free.backward[base + b] ?? 0) - free.total,
          );
          const wanted = Math.exp(
            (bound.forward[base + b] ?? 0) + (bound.backward[base + b] ?? 0) - bound.total,
          );
          const difference = (expected - wanted) * chain.weight;
          gradient[b] = Math.abs(difference) < 1e-5 ? 0 : difference;
          any ||= gradient[b] !== 0;
        }
        if (!any) continue;
        for (let k = starts[t] ?? 0; k < (starts[t + 1] ?? 0); k++) {
          const feature = kept[k] ?? -1;
          if (feature < 0) continue;
          const at = feature * TAGS;
          for (let b = 0; b < TAGS; b++) {
            const g = gradient[b] ?? 0;
            if (g === 0) continue;
            const step = g + course.decay * (weights[at + b] ?? 0);
            const sum = (seen[at + b] ?? 0) + step * step;
            seen[at + b] = sum;
            weights[at + b] = (weights[at + b] ?? 0) - (rate * step) / Math.sqrt(sum);
          }
        }
      }
      moved.fill(0);
      expectMoves(lattice, free, null, chain.weight, moved);
      expectMoves(lattice, bound, allowed, -chain.weight, moved);
      for (let m = 0; m < moved.length; m++) {
        const g = moved[m] ?? 0;
        if (Math.abs(g) < 1e-6) continue;
        const sum = (movesSeen[m] ?? 0) + g * g;
        movesSeen[m] = sum;
        moves[m] = (moves[m] ?? 0) - (rate * g) / Math.sqrt(sum);
      }
    }
    if (epoch >= course.epochs / 2) {
      averaged++;
      for (let i = 0; i < weights.length; i++) average[i] = (average[i] ?? 0) + (weights[i] ?? 0);
      for (let i = 0; i < moves.length; i++) movesAverage[i] = (movesAverage[i] ?? 0) + (moves[i] ?? 0);
    }
    course.say?.(`  epoch ${epoch + 1}: loss ${Math.round(loss)}`);
  }
  // What was left out in training is there in use: all weights count by as much less.
  const share = (1 - course.dropout) / Math.max(1, averaged);
  for (let i = 0; i < weights.length; i++) average[i] = (average[i] ?? 0) * share;
  for (let i = 0; i < moves.length; i++) movesAverage[i] = (movesAverage[i] ?? 0) / Math.max(1, averaged);
  return { weights: average, moves: movesAverage };
}

function keep({ features }: Chain, dropout: number, random: () => number): Int32Array {
  if (dropout === 0) return features;
  const kept = Int32Array.from(features);
  for (let k = 0; k < kept.length; k++) if (random() < dropout) kept[k] = -1;
  return kept;
}

function expectMoves(
  { length, scores, moves }: Lattice,
  sums: ReturnType<typeof sumsOf>,
  allowed: Int32Array | null,
  weight: number,
  out: Float64Array,
): void {
  const { forward, backward, total } = sums;
  for (let b = 0; b < TAGS; b++) {
    if (!mayFollow(OUTSIDE, b)) continue;
    const start = Math.exp((forward[b] ?? 0) + (backward[b] ?? 0) - total);
    out[b] = (out[b] ?? 0) + weight * start;
  }
  for (let t = 1; t < length; t++) {
    const before = (t - 1) * TAGS;
    const base = t * TAGS;
    for (let a = 0; a < TAGS; a++) {
      const from = forward[before + a] ?? 0;
      if (from < -1e20) continue;
      for (const b of FOLLOWERS[a] ?? []) {
        if (allowed !== null && (((allowed[t] ?? 0) >> b) & 1) === 0) continue;
        const p = Math.exp(
          from + (moves[a * TAGS + b] ?? 0) + (scores[base + b] ?? 0) + (backward[base + b] ?? 0) - total,
        );
        if (p > 1e-7) out[a * TAGS + b] = (out[a * TAGS + b] ?? 0) + weight * p;
      }
    }
  }
  const last = (length - 1) * TAGS;
  for (let a = 0; a < TAGS; a++) {
    if (isOpen(a)) continue;
    const end = Math.exp((forward[last + a] ?? 0) + (backward[last + a] ?? 0) - total);
    out[a * TAGS] = (out[a * TAGS] ?? 0) + weight * end;
  }
}
