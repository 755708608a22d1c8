import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { TAGS } from "../../../server/src/detect/entities/tagger/labels.ts";
import { addFeatures, newFeatures, readModel } from "../../../server/src/detect/entities/tagger/model.ts";
import { followWord, payloadAt, readAutomaton } from "../../../server/src/detect/gazetteer/automaton.ts";
import { writeAutomaton } from "../../../server/train/automaton.ts";
import { measured, readCard } from "../../../server/train/card.ts";
import { ownLists } from "../../../server/train/ownForms.ts";
import { modelFile } from "../../../server/train/tagger/modelFile.ts";
import { vocabularyFile } from "../../../server/train/tagger/vocabulary.ts";

const folder = path.resolve(import.meta.dirname, "../../../server/model");
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder, file)));

test("the card tells of every model file what its bytes say", () => {
  const { files } = readCard();
  assert.deepEqual(
    files.map(({ file }) => file),
    readdirSync(folder)
      .filter((name) => name.endsWith(".bin"))
      .sort(),
  );
  for (const entry of files) {
    assert.deepEqual({ file: entry.file, bytes: entry.bytes, sha256: entry.sha256 }, measured(entry.file));
    assert.match(entry.licence, /^(MIT|CC-BY(-SA)?-4\.0)$/);
    assert.match(entry.made, /^\d{4}-\d\d-\d\d$/);
    assert.ok(entry.of.length > 0 && entry.of.every(({ name, licence }) => name !== "" && licence !== ""));
    // What is made of share-alike data is shared alike.
    if (entry.of.some(({ licence }) => /BY-SA/.test(licence))) assert.equal(entry.licence, "CC-BY-SA-4.0");
    if (entry.features === undefined) continue;
    assert.equal(readModel(bytesOf(entry.file)).features, entry.features);
    assert.ok(Object.keys(entry.scores ?? {}).length > 0, `${entry.file} has no scores`);
  }
});

test("models keep to their sizes: 3 MB for English, 1.5 MB for Arabic", () => {
  assert.ok(bytesOf("en.bin").length <= 3_000_000);
  assert.ok(bytesOf("ar.bin").length <= 1_500_000);
});

test("the gazetteer is compiled from the lists as they are (npm run gazetteer)", () => {
  const hash = createHash("sha256");
  for (const file of ownLists) hash.update(readFileSync(file));
  const card = readCard().files.find(({ file }) => file === "gazetteer.bin");
  assert.equal(card?.lists, hash.digest("hex"));
});

test("an automaton accepts the names that it was made of, with their numbers, and no others", () => {
  const names = fc.dictionary(
    fc.string({ unit: fc.constantFrom("a", "b", "ن", " "), minLength: 1, maxLength: 6 }),
    fc.nat(3000),
    { maxKeys: 30 },
  );
  fc.assert(
    fc.property(
      names,
      fc.string({ unit: fc.constantFrom("a", "b", "ن", " "), maxLength: 6 }),
      (own, other) => {
        const map = new Map(Object.entries(own));
        const told = Uint8Array.of(7, 8, 9);
        const { automaton, payload } = readAutomaton(writeAutomaton(map, told));
        assert.deepEqual(payload, told);
        const numberOf = (name: string): number =>
          payloadAt(automaton, followWord(automaton, automaton.root, name));
        for (const [name, number] of map) assert.equal(numberOf(name), number);
        assert.equal(numberOf(other), map.get(other) ?? -1);
      },
    ),
  );
});

test("a model gives each feature that it was made of its weights, and others none", () => {
  // Hashes that share their upper bits stand together in the file.
  const hash = fc.tuple(fc.nat(3), fc.nat(0xffff)).map(([high, low]) => ((high * 0x5555) << 16) | low);
  const tags = fc.integer({ min: 1, max: 2 ** TAGS - 1 });
  const features = fc.uniqueArray(fc.record({ hash, tags }), { maxLength: 200, selector: (one) => one.hash });
  const vocabulary = vocabularyFile(new Map([["word", 0]]), []);
  fc.assert(
    fc.property(features, hash, (own, other) => {
      const sorted = own.toSorted((a, b) => (a.hash >>> 0) - (b.hash >>> 0));
      let weight = 0;
      const expected = new Map(
        sorted.map(({ hash, tags }) => [
          hash,
          Array.from({ length: TAGS }, (_, tag) => (((tags >> tag) & 1) === 1 ? (++weight % 127) + 1 : 0)),
        ]),
      );
      const weights = [...expected.values()].flat().filter((value) => value !== 0);
      const bytes = modelFile(
        {
          hashes: sorted.map((one) => one.hash >>> 0),
          tags: sorted.map((one) => one.tags),
          weights,
          scale: 1,
          moves: [],
        },
        vocabulary,
      );
      const model = readModel(bytes);
      const scoresOf = (asked: number): number[] => {
        const scores = new Int32Array(TAGS);
        const sought = newFeatures();
        sought.hashes[sought.count++] = asked;
        addFeatures(model, sought, scores);
        return [...scores];
      };
      for (const [asked, scores] of expected) assert.deepEqual(scoresOf(asked), scores);
      assert.deepEqual(scoresOf(other), expected.get(other) ?? new Array(TAGS).fill(0));
    }),
  );
});
