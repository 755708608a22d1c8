// npm run train: learns the taggers from the corpora that stand beside the project and from the project's own.
//   --language en|ar   one of them
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { readVocabulary, type Vocabulary } from "../src/detect/entities/tagger/vocabulary.ts";
import type { Word } from "../src/detect/entities/tagger/words.ts";
import type { Language } from "../src/text/language.ts";
import type { Article } from "./corpora.ts";
import { haveShared, sharedPath } from "./shared.ts";
import { type Chain, chainsOf, FeatureIndex } from "./tagger/chains.ts";
import { writeModel } from "./tagger/modelFile.ts";
import { train } from "./tagger/train.ts";
import { learnVocabulary } from "./tagger/vocabulary.ts";
import { trainingCorpora } from "./trainingSet.ts";

/** How many features a model keeps, and the least weight that it keeps. */
const MOST: Record<Language, number> = { en: 180_000, ar: 80_000 };
const LEAST = 0.05;

const raw = (file: string): string[] =>
  gunzipSync(readFileSync(sharedPath("corpora/text", file)))
    .toString("utf8")
    .split("\n");

const sentencesOf = (articles: readonly Article[]) => articles.flat();

function trainLanguage(
  language: Language,
  options: { epochs: number; rate: number; decay: number; dropout: number; least: number },
): void {
  const corpora = trainingCorpora(language);
  const texts = [
    ...raw(language === "en" ? "voa.txt.gz" : "arwiki.txt.gz"),
    ...corpora.flatMap(({ articles }) => sentencesOf(articles).map(({ text }) => text)),
  ];
  let begin = performance.now();
  const say = (line: string): void => {
    console.log(`${line} (${((performance.now() - begin) / 1000).toFixed(0)} s)`);
    begin = performance.now();
  };
  const { bytes, vocabulary } = vocabularyOf(texts, language);
  say(`${language}: vocabulary of ${Math.round(bytes.length / 1000)} kB`);
  const index = new FeatureIndex();
  const words = new Map<string, Word>();
  let chains: Chain[] = [];
  for (const { articles, openness } of corpora)
    for (const sentence of sentencesOf(articles))
      for (const chain of chainsOf(sentence, language, vocabulary, words, index, openness))
        chains.push(chain);
  const renumbered = new Int32Array(index.counts.length).fill(-1);
  const hashes: number[] = [];
  for (const [hash, number] of index.numbers) {
    if ((index.counts[number] ?? 0) < options.least) continue;
    renumbered[number] = hashes.length;
    hashes.push(hash);
  }
  chains = chains.map((chain) => renumber(chain, renumbered));
  say(`${chains.length} stretches, ${hashes.length} of ${index.counts.length} features`);
  const trained = train(chains, hashes.length, { ...options, seed: 20261121, say });
  const model = writeModel(Uint32Array.from(hashes), trained, bytes, MOST[language], LEAST);
  writeFileSync(path.resolve(import.meta.dirname, `../model/${language}.bin`), model);
  say(`model of ${Math.round(model.length / 1000)} kB`);
}

const cache = path.resolve(import.meta.dirname, "../../node_modules/.cache/dateline");

/** The vocabulary of texts, which takes minutes to learn, kept under the hash of the texts and of what learns it. */
function vocabularyOf(
  texts: readonly string[],
  language: Language,
): { bytes: Uint8Array; vocabulary: Vocabulary } {
  const hash = createHash("sha256").update(language).update(texts.join("\n"));
  for (const source of [
    "tagger/vocabulary.ts",
    "tagger/clusters.ts",
    "../src/detect/entities/tagger/units.ts",
  ])
    hash.update(readFileSync(path.resolve(import.meta.dirname, source)));
  const file = path.join(cache, `${hash.digest("hex")}.bin`);
  if (existsSync(file)) {
    const bytes = new Uint8Array(readFileSync(file));
    return { bytes, vocabulary: readVocabulary(bytes) };
  }
  const learned = learnVocabulary(texts, language);
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, learned.bytes);
  return learned;
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

const { values } = parseArgs({
  options: {
    language: { type: "string" },
    epochs: { type: "string", default: "12" },
    rate: { type: "string", default: "0.1" },
    decay: { type: "string", default: "0.0001" },
    dropout: { type: "string", default: "0.3" },
    least: { type: "string", default: "2" },
  },
});
if (haveShared("Training")) {
  for (const language of ["en", "ar"] as const)
    if (values.language === undefined || values.language === language)
      trainLanguage(language, {
        epochs: Number(values.epochs),
        rate: Number(values.rate),
        decay: Number(values.decay),
        dropout: Number(values.dropout),
        least: Number(values.least),
      });
}
