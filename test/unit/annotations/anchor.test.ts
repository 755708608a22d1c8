import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anchorsIn } from "../../../server/src/annotations/anchor.ts";
import type { Anchor } from "../../../server/src/annotations/annotation.ts";
import { anchorOf } from "../../support/annotations.ts";

const findAnchor = (text: string, anchor: Anchor) => anchorsIn(text).find(anchor);

const on = (text: string, words: string) =>
  anchorOf(text, { start: text.indexOf(words), end: text.indexOf(words) + words.length });

test("an anchor keeps its words, their context cut at a word, and their occurrence", () => {
  const text =
    "The army said on Friday that fighting in Aden and near Aden went on until the evening came down.";
  const start = text.lastIndexOf("Aden");
  const anchor = anchorOf(text, { start, end: start + 4 });
  assert.deepEqual(
    { quote: anchor.quote, prefix: anchor.prefix, suffix: anchor.suffix, occurrence: anchor.occurrence },
    {
      quote: "Aden",
      prefix: "that fighting in Aden and near ",
      suffix: " went on until the evening came",
      occurrence: 2,
    },
  );
});

test("the words are found where they have moved to", () => {
  const text = "Troops took Rada. Fighting in Aden went on.";
  assert.deepEqual(findAnchor(`A new first line.\n${text}`, on(text, "Aden")), { start: 48, end: 52 });
});

test("of several places the one with the same context is taken, of two alike none", () => {
  const text = "He left Aden for Taiz. She stayed in Aden with him.";
  const second = text.lastIndexOf("Aden");
  const anchor = anchorOf(text, { start: second, end: second + 4 });
  const moved = `Aden is old. ${text}`;
  assert.equal(findAnchor(moved, anchor)?.start, moved.lastIndexOf("Aden"));
  assert.equal(findAnchor("x Aden y Aden z", { ...anchor, prefix: "", suffix: "", start: 0 }), null);
});

test("a number stays the same number", () => {
  const text = "In all 12 people were killed.";
  const anchor = on(text, "12 people");
  assert.equal(findAnchor("In all 412 people were killed.", anchor), null);
  assert.equal(findAnchor("In all 3,412 people were killed.", anchor), null);
  assert.equal(findAnchor("In all 14 people were killed.", anchor), null);
  assert.equal(findAnchor("قتل ٤12 people", anchor), null);
});

test("how lines end makes no difference", () => {
  const text = "A.\r\nFighting in Aden\r\nand Port\r\nSudan.\r\nAden fell.\r\n";
  const other = text.replaceAll("\r\n", "\n");
  for (const [before, after] of [
    [text, other],
    [other, text],
  ] as const) {
    for (const words of ["Aden\nand", "Port\nSudan", "Aden fell"]) {
      const here = before === text ? words.replace("\n", "\r\n") : words;
      const found = findAnchor(after, on(before, here));
      assert.equal(found && after.slice(found.start, found.end).replace("\r\n", "\n"), words);
    }
  }
});

test("words that are gone are not found", () => {
  assert.equal(findAnchor("Nothing of it is left.", on("In Aden.", "Aden")), null);
});

test("what is found are the very words", () => {
  const words = fc.constantFrom("Aden", "Taiz", "12", "مأرب", " ", ".", "\n");
  const texts = fc.array(words, { maxLength: 30 }).map((parts) => parts.join(" "));
  fc.assert(
    fc.property(texts, texts, fc.nat(), (before, after, seed) => {
      const spans = [...before.matchAll(/\S+/g)];
      const match = spans[seed % Math.max(1, spans.length)];
      if (!match) return;
      const anchor = anchorOf(before, { start: match.index, end: match.index + match[0].length });
      assert.deepEqual(findAnchor(before, anchor), { start: anchor.start, end: anchor.end });
      const found = findAnchor(after, anchor);
      if (found) assert.equal(after.slice(found.start, found.end), anchor.quote);
    }),
  );
});
