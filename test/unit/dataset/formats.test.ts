import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DatasetArticle } from "../../../server/src/dataset/article.ts";
import { conll, conllBioes } from "../../../server/src/dataset/conll.ts";
import { flat } from "../../../server/src/dataset/overlap.ts";
import { spacy } from "../../../server/src/dataset/spacy.ts";
import { parseSplit, partOf } from "../../../server/src/dataset/split.ts";
import { annotatedText, entityOn } from "../../support/annotations.ts";
import { datasetOf } from "../../support/datasets.ts";

/** An article as a dataset holds it, from a marked text. */
const article = (marked: string): DatasetArticle => datasetOf(annotatedText(marked));

interface SpacyLine {
  text: string;
  entities: [number, number, string][];
}

/** The words that spaCy would give each span, by Python's way of counting. */
function spacyWords(source: DatasetArticle): string[] {
  const line = JSON.parse(spacy.render(source).text) as SpacyLine;
  const characters = [...line.text];
  return line.entities.map(([start, end, label]) => `${characters.slice(start, end).join("")}:${label}`);
}

test("spaCy: offsets are code points, whatever stands before", () => {
  assert.deepEqual(spacyWords(article("😀 👩‍🚒 e\u0301 [Aden:LOC], [مأرب:LOC] 😀 [Taiz:LOC]")), [
    "Aden:LOC",
    "مأرب:LOC",
    "Taiz:LOC",
  ]);
});

test("spaCy: line ends become LF and offsets follow", () => {
  const source = article("In\r\n[Aden:LOC]\rand\r\n[Taiz:LOC].");
  assert.equal(source.text, "In\nAden\nand\nTaiz.");
  assert.deepEqual(spacyWords(source), ["Aden:LOC", "Taiz:LOC"]);
});

test("spaCy: a record is one line for every reader", () => {
  const { text } = spacy.render(article("A\u2028B\u2029C\u0085[Aden:LOC]"));
  assert.equal(text.trimEnd().split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/).length, 1);
  assert.equal((JSON.parse(text) as SpacyLine).text, "A\u2028B\u2029C\u0085Aden");
});

test("spaCy: of entities that overlap the longest stays and the report says so", () => {
  const text = "Bank of Aden";
  const source = datasetOf({
    text,
    annotations: [entityOn(text, "Aden"), entityOn(text, "Bank of Aden", "ORG")],
  });
  assert.deepEqual(spacyWords(source), ["Bank of Aden:ORG"]);
  assert.equal(spacy.render(source).leftOut[0]?.count, 1);
});

test("CoNLL: four columns, IOB2, a document line, a blank line behind each sentence", () => {
  assert.equal(
    conll.render(article("[Al-Qaeda:ORG] lost [Abyan:LOC]. It fled.")).text,
    [
      "-DOCSTART- -X- -X- O",
      "",
      "Al -X- -X- B-ORG",
      "- -X- -X- I-ORG",
      "Qaeda -X- -X- I-ORG",
      "lost -X- -X- O",
      "Abyan -X- -X- B-LOC",
      ". -X- -X- O",
      "",
      "It -X- -X- O",
      "fled -X- -X- O",
      ". -X- -X- O",
      "",
      "",
    ].join("\n"),
  );
});

test("CoNLL with BIOES: the ends of entities are marked, and one token alone", () => {
  const lines = conllBioes.render(article("[Al-Qaeda:ORG] left [Abyan:LOC] [Taiz:LOC].")).text.split("\n");
  assert.deepEqual(
    lines.slice(2, -2).map((line) => line.replace(" -X- -X-", "")),
    ["Al B-ORG", "- I-ORG", "Qaeda E-ORG", "left O", "Abyan S-LOC", "Taiz S-LOC", ". O"],
  );
});

test("CoNLL: neighbours of one label are two entities, Arabic punctuation and clitics stand alone", () => {
  const lines = conll.render(article("في ب[أبين:LOC] [شبوة:LOC]، قال")).text.split("\n").slice(2, -2);
  assert.deepEqual(lines, [
    "في -X- -X- O",
    "ب -X- -X- O",
    "أبين -X- -X- B-LOC",
    "شبوة -X- -X- B-LOC",
    "، -X- -X- O",
    "قال -X- -X- O",
  ]);
});

test("CoNLL: no token has white space inside, and a label has none", () => {
  const { text } = conll.render(article("Some 12\u00a0500 in [Port\u2028Sudan:MY PLACE]"));
  for (const line of text.split("\n").filter((one) => one !== ""))
    assert.equal(line.split(/\s/).length, 4, line);
  assert.match(text, /Sudan -X- -X- I-MY_PLACE/);
});

test("CoNLL read back by the rules of conlleval gives the same entities", () => {
  const words = fc.array(fc.constantFrom("Aden", "Al-Qaeda", "و", "بأبين", ".", "\n\n", "12,500", "😀"), {
    minLength: 1,
    maxLength: 20,
  });
  const spans = fc.array(
    fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 }), fc.constantFrom("LOC", "ORG")),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(words, spans, (parts, list) => {
      const text = parts.join(" ");
      const annotations = list
        .map(([start, length, label]) => ({ start, end: Math.min(start + length, text.length), label }))
        .filter(({ start, end }) => start < end && /\S/.test(text.slice(start, end)))
        .filter(
          ({ start, end }) =>
            !/[\ud800-\udfff\n]/.test(text.slice(start, end)) && !/[\udc00-\udfff]/.test(text[start] ?? ""),
        )
        .map(({ start, end, label }) => ({ ...entityOn(text, text.slice(start, end), label), start, end }));
      const source = datasetOf({ text, annotations });
      const { kept } = flat(source.entities);
      const expected = kept.map(
        (entity) => `${entity.label} ${text.slice(entity.start, entity.end).replace(/\s/g, "")}`,
      );
      assert.deepEqual(readIob2(conll.render(source).text), expected);
    }),
  );
});

/** Entities of a CoNLL file, by the rules that conlleval reads it with. */
function readIob2(file: string): string[] {
  const found: { label: string; words: string }[] = [];
  let inside = false;
  for (const line of file.split("\n")) {
    const [word = "", , , tag = "O"] = line.split(" ");
    const [prefix, label = ""] = tag.split("-", 2);
    const last = found.at(-1);
    if (prefix === "I" && inside && last?.label === label) last.words += word;
    else if (prefix === "B" || prefix === "I") found.push({ label, words: word });
    inside = prefix === "B" || prefix === "I";
  }
  return found.map(({ label, words }) => `${label} ${words}`);
}

test("a split is read, and an article's part depends on its text and the seed alone", () => {
  assert.deepEqual(
    parseSplit("80/10/10")?.map(({ name }) => name),
    ["train", "dev", "test"],
  );
  assert.deepEqual(parseSplit("80/20"), [
    { name: "train", share: 0.8 },
    { name: "test", share: 0.2 },
  ]);
  for (const wrong of ["100", "a/b", "-1/101", "0/0", "10/20/30/40", "50/30/30", "4/1", "/100"])
    assert.equal(parseSplit(wrong), null);
  const split = parseSplit("80/10/10")!;
  const parts = Array.from({ length: 3000 }, (_, n) => partOf(split, `hash${n}`, 1));
  const share = (name: string): number => parts.filter((part) => part === name).length / parts.length;
  assert.ok(Math.abs(share("train") - 0.8) < 0.03 && Math.abs(share("dev") - 0.1) < 0.02);
  assert.deepEqual(
    parts,
    Array.from({ length: 3000 }, (_, n) => partOf(split, `hash${n}`, 1)),
  );
  assert.notDeepEqual(
    parts,
    Array.from({ length: 3000 }, (_, n) => partOf(split, `hash${n}`, 2)),
  );
});

test("no span begins or ends with white space, and one of white space alone is left out", () => {
  const text = "In  Aden \u00a0.";
  const spans = [
    { ...entityOn(text, "Aden"), start: 3, end: 9 },
    { ...entityOn(text, "Aden"), id: "b", start: 2, end: 4 },
  ];
  const { entities } = datasetOf({ text, annotations: spans });
  assert.deepEqual(
    entities.map(({ start, end, label }) => ({ start, end, label })),
    [{ start: 4, end: 8, label: "LOC" }],
  );
});
