// npm run train: learns the taggers from the corpora that stand beside the project and from the project's own.
//   --language en|ar   one of them
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { readModel } from "../src/detect/entities/tagger/model.ts";
import { newTagger } from "../src/detect/entities/tagger/tagger.ts";
import type { WordEntry } from "../src/detect/entities/tagger/vocabulary.ts";
import type { Language } from "../src/text/language.ts";
import { cardOf, measured, writeCard } from "./card.ts";
import type { Article } from "./corpora.ts";
import { haveShared, sharedPath } from "./shared.ts";
import { type Learning, learnModel } from "./tagger/learn.ts";
import { compile, learnVocabulary, withKinds } from "./tagger/vocabulary.ts";
import { trainingCorpora } from "./trainingSet.ts";

/** How many features a model keeps: as many as its size allows. */
const MOST: Record<Language, number> = { en: 180_000, ar: 55_000 };

const raw = (file: string): string[] =>
  gunzipSync(readFileSync(sharedPath("corpora/text", file)))
    .toString("utf8")
    .split("\n");

const sentencesOf = (articles: readonly Article[]) => articles.flat();

/** The Arabic corpora are smaller and older: less is relied upon one feature, and on one run. */
const DROPOUT: Record<Language, number> = { en: 0.3, ar: 0.4 };
const RUNS: Record<Language, number> = { en: 1, ar: 3 };

const LEARNING = {
  epochs: 12,
  rate: 0.1,
  decay: 0.0001,
  least: 2,
  leastWeight: 0.05,
  seed: 20261121,
};

/** Epochs of the first tagger, which only tells what the words of the raw texts are. */
const FIRST_EPOCHS = 6;

function trainLanguage(language: Language, options: Learning): void {
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
  const entries = vocabularyOf(texts, language);
  say(`${language}: ${entries.size} words`);
  const first = learnModel(corpora, language, compile(entries), {
    ...options,
    runs: 1,
    epochs: FIRST_EPOCHS,
    say,
  });
  const kinds = withKinds(entries, texts, newTagger(readModel(first), language));
  say("kinds of names");
  const model = learnModel(corpora, language, compile(kinds), { ...options, say });
  writeFileSync(path.resolve(import.meta.dirname, `../model/${language}.bin`), model);
  const file = `${language}.bin`;
  writeCard({
    ...measured(file),
    what: `Tagger of ${language === "en" ? "English" : "Arabic"} names: linear-chain CRF, features and int8 weights, then the words of the raw texts with their clusters (format: server/src/detect/entities/tagger/model.ts)`,
    licence: "CC-BY-SA-4.0",
    features: readModel(model).features,
    made: new Date().toISOString().slice(0, 10),
    of: [
      ...cardOf(corpora),
      language === "en"
        ? { name: "text/voa (clusters)", licence: "public domain" }
        : { name: "text/arwiki (clusters)", licence: "CC BY-SA 4.0" },
      { name: "gazetteer.bin (features)", licence: "CC-BY-4.0" },
      ...(language === "ar" ? [{ name: "ar-names.bin (features)", licence: "CC-BY-SA-4.0" }] : []),
    ],
    options: { ...LEARNING, dropout: options.dropout, runs: options.runs, most: options.most },
  });
  say(`model of ${Math.round(model.length / 1000)} kB`);
}

const cache = path.resolve(import.meta.dirname, "../../node_modules/.cache/dateline");

/** The words of texts, which take minutes to learn, kept under the hash of the texts and of what learns them. */
function vocabularyOf(texts: readonly string[], language: Language): Map<string, WordEntry> {
  const hash = createHash("sha256").update(language).update(texts.join("\n"));
  for (const source of [
    "tagger/vocabulary.ts",
    "tagger/clusters.ts",
    "../src/detect/entities/tagger/units.ts",
    "../src/detect/gazetteer/fold.ts",
    "../src/detect/gazetteer/automaton.ts",
    "../src/text/token.ts",
    "../src/text/arabic.ts",
    "../model/gazetteer.bin",
    "../model/ar-names.bin",
  ])
    hash.update(readFileSync(path.resolve(import.meta.dirname, source)));
  const file = path.join(cache, `${hash.digest("hex")}.json`);
  if (existsSync(file)) return new Map(JSON.parse(readFileSync(file, "utf8")) as [string, WordEntry][]);
  const learned = learnVocabulary(texts, language);
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, JSON.stringify([...learned]));
  return learned;
}

const { values } = parseArgs({ options: { language: { type: "string" } } });
if (haveShared("Training")) {
  for (const language of ["en", "ar"] as const)
    if (values.language === undefined || values.language === language)
      trainLanguage(language, {
        ...LEARNING,
        dropout: DROPOUT[language],
        runs: RUNS[language],
        most: MOST[language],
      });
}
