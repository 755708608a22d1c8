import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { paragraphs } from "../../../server/src/text/document.ts";
import { languageOf } from "../../../server/src/text/language.ts";
import { sentences } from "../../../server/src/text/sentence.ts";
import { tokenize } from "../../../server/src/text/token.ts";

const cut = (text: string): string[] => paragraphs(text).map(({ start, end }) => text.slice(start, end));

test("blank lines and single line ends separate paragraphs", () => {
  assert.deepEqual(cut("One.\nTwo.\n\nThree."), ["One.", "Two.", "Three."]);
  assert.deepEqual(cut("One.\r\n\r\nTwo.\r\n"), ["One.", "Two."]);
  assert.deepEqual(cut("\n \n"), []);
});

test("lines that were broken by hand are one paragraph", () => {
  const wrapped =
    "Militants ambushed a convoy of the paramilitary\nFrontier Corps in the Khyber district late on\nThursday, a police officer said.";
  assert.deepEqual(cut(`${wrapped}\n\nNext.`), [wrapped, "Next."]);
});

test("a paragraph of any length is read in pieces of no more than ten thousand", () => {
  const long = "Word follows word here. ".repeat(3000);
  const pieces = paragraphs(long);
  assert.ok(pieces.length >= 7);
  assert.ok(pieces.every(({ start, end }) => end - start <= 10_000));
  assert.match(long.slice(pieces[0]?.start, pieces[0]?.end), /here\.$/);
});

test("each paragraph has the language of its own letters", () => {
  assert.deepEqual(
    paragraphs("Aden fell.\nسقطت عدن.\n2014").map(({ language }) => language),
    ["en", "ar", "en"],
  );
  assert.equal(languageOf("123"), null);
});

test("paragraphs are in order and hold every character that is not blank", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "ب", " ", "\n", "\r", "\u2028", "."), maxLength: 80 }),
      (text) => {
        let rest = "";
        let end = 0;
        for (const paragraph of paragraphs(text)) {
          assert.ok(paragraph.start >= end);
          rest += text.slice(end, paragraph.start);
          end = paragraph.end;
        }
        assert.match(rest + text.slice(end), /^\s*$/);
      },
    ),
  );
});

const sentencesOf = (text: string): string[] => {
  const tokens = tokenize(text);
  return sentences(tokens).map(({ from, to }) => text.slice(tokens[from]?.start, tokens[to - 1]?.end));
};

test("sentences end at full stops that belong to no abbreviation or number", () => {
  assert.deepEqual(sentencesOf("Maj. Gen. Ali spoke. He paid 3.5 million. “Enough.” They left."), [
    "Maj. Gen. Ali spoke.",
    "He paid 3.5 million.",
    "“Enough.”",
    "They left.",
  ]);
  assert.deepEqual(sentencesOf("قتل رجل. وأصيب آخر؟ نعم"), ["قتل رجل.", "وأصيب آخر؟", "نعم"]);
});
