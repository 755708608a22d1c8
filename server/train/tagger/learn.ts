import type { Vocabulary } from "../../src/detect/entities/tagger/vocabulary.ts";
import type { Word } from "../../src/detect/entities/tagger/words.ts";
import type { Language } from "../../src/text/language.ts";
import type { Article } from "../corpora.ts";
import { type Chain, chainsOf, FeatureIndex, type Openness } from "./chains.ts";
import { writeModel } from "./modelFile.ts";
import { type Course, type Trained, train } from "./train.ts";

/** How a model is learned and what of it is kept. */
export interface Learning extends Course {
  /** How many times it is learned, each time in another order with other features left out; the weights are averaged. */
  readonly runs: number;
  /** Features seen less often are left out. */
  readonly least: number;
  /** How many features a model keeps, and the least weight that it keeps. */
  readonly most: number;
  readonly leastWeight: number;
}

/** The bytes of a model of marked corpora over a vocabulary; the same input gives the same bytes. */
export function learnModel(
  corpora: readonly { readonly articles: readonly Article[]; readonly openness: Openness }[],
  language: Language,
  { bytes, vocabulary }: { bytes: Uint8Array; vocabulary: Vocabulary },
  learning: Learning,
): Uint8Array {
  const index = new FeatureIndex();
  const words = new Map<string, Word>();
  const chains: Chain[] = [];
  for (const { articles, openness } of corpora)
    for (const sentence of articles.flat())
      for (const chain of chainsOf(sentence, language, vocabulary, words, index, openness))
        chains.push(chain);
  const renumbered = new Int32Array(index.counts.length).fill(-1);
  const hashes: number[] = [];
  for (const [hash, number] of index.numbers) {
    if ((index.counts[number] ?? 0) < learning.least) continue;
    renumbered[number] = hashes.length;
    hashes.push(hash);
  }
  learning.say?.(`${chains.length} stretches, ${hashes.length} of ${index.counts.length} features`);
  const renumberedChains = chains.map((chain) => renumber(chain, renumbered));
  const trained = averaged(
    Array.from({ length: learning.runs }, (_, run) =>
      train(renumberedChains, hashes.length, { ...learning, seed: learning.seed + run }),
    ),
  );
  return writeModel(Uint32Array.from(hashes), trained, bytes, learning.most, learning.leastWeight);
}

function averaged(runs: readonly Trained[]): Trained {
  const [first, ...rest] = runs;
  if (!first) throw new Error("a model is learned at least once");
  const mean = (all: readonly Float32Array[]): Float32Array =>
    all.reduce((sum, one) => sum.map((value, i) => value + (one[i] ?? 0))).map((value) => value / all.length);
  return {
    weights: mean([first.weights, ...rest.map(({ weights }) => weights)]),
    moves: mean([first.moves, ...rest.map(({ moves }) => moves)]),
  };
}

function renumber(chain: Chain, numbers: Int32Array): Chain {
  const features: number[] = [];
  const starts = new Int32Array(chain.starts.length);
  for (let t = 0; t < chain.length; t++) {
    starts[t] = features.length;
    for (let k = chain.starts[t] ?? 0; k < (chain.starts[t + 1] ?? 0); k++) {
      const number = numbers[chain.features[k] ?? 0] ?? -1;
      if (number >= 0) features.push(number);
    }
  }
  starts[chain.length] = features.length;
  return { ...chain, features: Int32Array.from(features), starts };
}
