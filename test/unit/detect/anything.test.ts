import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkDetection, kinds } from "../../torture/anything.ts";

// The same with texts of a megabyte, and how long they take: `npm run torture -- detection`.

const WORDS = [
  ..."12 killed|Aden|عدن|قتل|شخصا|١٢|😀|\ud83d|\udc00|and|three hundred|Mr.|\n|\r\n|,|.|\u064b|<b>|\0|ـ|\u202e".split(
    "|",
  ),
  ...["at least", "آخرون", "من بينهم", "June 15", "$3", "who", "(", '"', " ", "'s", "-"],
];

test("random words, signs and halves of characters", () => {
  const pieces = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: "binary", maxLength: 3 }));
  const separator = fc.constantFrom("", " ", "\n", "\n\n");
  fc.assert(
    fc.property(fc.array(fc.tuple(pieces, separator), { maxLength: 80 }), (parts) => {
      checkDetection(parts.flat().join(""));
    }),
    { numRuns: 400, seed: 8 },
  );
});

test("random units of UTF-16", () => {
  const units = fc.array(fc.nat(0xffff), { maxLength: 300 });
  fc.assert(
    fc.property(units, (codes) => {
      checkDetection(String.fromCharCode(...codes));
    }),
    { numRuns: 300, seed: 8 },
  );
});

for (const { name, of } of kinds)
  test(`nothing but ${name}, on any number of lines`, () => {
    const text = of(12_000);
    checkDetection(text);
    checkDetection(text.replaceAll(/\s/g, ""));
    checkDetection(text.replaceAll(" ", "\n\n"));
  });

test("a check of the checks: a figure in such a text is found", () => {
  assert.equal(checkDetection("12 killed ".repeat(9)).figures.length, 9);
});
