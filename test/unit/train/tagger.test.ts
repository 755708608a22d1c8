import assert from "node:assert/strict";
import { test } from "node:test";
import { readModel } from "../../../server/src/detect/entities/tagger/model.ts";
import { newTagger, tagNames } from "../../../server/src/detect/entities/tagger/tagger.ts";
import { tokenize } from "../../../server/src/text/token.ts";
import { markedSentences } from "../../../server/train/corpora.ts";
import { learnModel } from "../../../server/train/tagger/learn.ts";
import { compile, learnVocabulary } from "../../../server/train/tagger/vocabulary.ts";

const sentences = markedSentences(
  [
    "[PERSON|Zorba Mirat] spoke in [LOC|Quellin] on Monday.",
    "[PERSON|Dalo Finch] spoke in [LOC|Ostrava] on Friday.",
    "The [ORG|Quellin Front] said [PERSON|Zorba Mirat] had left [LOC|Quellin].",
    "Troops of the [ORG|Ostrava Front] entered [LOC|Belmar] on Monday.",
    "[PERSON|Hanno Reyl] spoke in [LOC|Belmar] and left.",
    "Nobody spoke on Friday, and the market was shut.",
    "The [ORG|Belmar Front] said it had left [LOC|Ostrava].",
  ]
    .map((text, n) => `t-${n}\t${text}`)
    .join("\n"),
);

const model = (seed: number): Uint8Array =>
  learnModel(
    [{ articles: [sentences], openness: { hidden: ["MISC"], weight: 1 } }],
    "en",
    compile(
      learnVocabulary(
        sentences.map(({ text }) => text),
        "en",
      ),
    ),
    {
      epochs: 20,
      runs: 1,
      rate: 0.2,
      decay: 0.0001,
      dropout: 0.2,
      least: 1,
      seed,
      most: 10_000,
      leastWeight: 0.01,
    },
  );

function tagged(bytes: Uint8Array, text: string): string[] {
  const tokens = tokenize(text);
  return tagNames(newTagger(readModel(bytes), "en"), tokens, 0, tokens.length)
    .filter(({ doubtful, label }) => !doubtful && label !== "MISC")
    .map(({ start, end, label }) => `${text.slice(start, end)}:${label}`);
}

test("a tiny corpus teaches what stands in it, and what stands like it", () => {
  const bytes = model(1);
  assert.deepEqual(tagged(bytes, "Zorba Mirat spoke in Belmar on Friday."), [
    "Zorba Mirat:PERSON",
    "Belmar:LOC",
  ]);
  assert.deepEqual(tagged(bytes, "Kemal Orban spoke in Tirgu on Monday."), [
    "Kemal Orban:PERSON",
    "Tirgu:LOC",
  ]);
  assert.deepEqual(tagged(bytes, "Troops of the Tirgu Front entered Quellin."), [
    "Tirgu Front:ORG",
    "Quellin:LOC",
  ]);
  assert.deepEqual(tagged(bytes, "Nobody spoke on Friday."), []);
});

test("the same seed gives the same model, byte for byte", () => {
  assert.deepEqual(model(7), model(7));
  assert.notDeepEqual(model(7), model(8));
});
