import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { essence, spanMap, unspaced } from "../../../../server/src/dataset/import/texts.ts";

const LETTERS = ["a", "B", "3", "é", "e\u0301", "n\u0303", "😀", "ب", "ب\u064b", ".", "\u0301"];
const BLANKS = ["", " ", "\n", "\r\n", "\u00a0", "\u2028", "\u200f", "\ufeff", "\t "];

/** A text as two programs have it: the same letters, with other white space between. */
const versions = fc
  .array(fc.tuple(fc.constantFrom(...LETTERS), fc.constantFrom(...BLANKS), fc.constantFrom(...BLANKS)), {
    maxLength: 30,
  })
  .map((parts) => ({
    one: parts.map(([letter, blank]) => letter + blank).join(""),
    other: parts.map(([letter, , blank]) => letter + blank).join(""),
  }));

const forms = fc.constantFrom("NFC" as const, "NFD" as const);

const cutsLetter = (text: string, at: number): boolean =>
  /^[\p{M}\p{Surrogate}]/u.test(unspaced(text.slice(at)));

test("a span stands on the same letters in a text that differs in white space and normal form alone", () =>
  fc.assert(
    fc.property(versions, forms, fc.nat(60), fc.nat(60), ({ one, other }, form, a, b) => {
      const to = other.normalize(form);
      const map = spanMap(one, to);
      fc.pre(map !== null);
      const [start, end] = [Math.min(a, b, one.length), Math.min(Math.max(a, b), one.length)];
      const there = map({ start, end });
      // What cuts a letter from its marks, or in two, is widened to the whole of it.
      fc.pre(!cutsLetter(one, start) && !cutsLetter(one, end));
      const letters = essence(one.slice(start, end));
      assert.equal(there === null ? "" : essence(to.slice(there.start, there.end)), letters);
    }),
    { numRuns: 500 },
  ));

test("texts that differ in a letter are two", () => {
  assert.equal(spanMap("Aden.", "Aden!"), null);
  assert.equal(spanMap("Aden", "Ade\u0301n"), null);
  assert.equal(spanMap("", "a"), null);
  assert.deepEqual(spanMap("A d", "A\r\n d")?.({ start: 0, end: 3 }), { start: 0, end: 5 });
});
