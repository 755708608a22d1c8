import assert from "node:assert/strict";
import { test } from "node:test";
import { lineWords } from "../../../server/src/features/lineWords.ts";

/** The words around `Aden`, joined as a list shows them. */
const around = (text: string): string => {
  const start = text.indexOf("Aden");
  const { before, after } = lineWords(text, { start, end: start + 4 });
  return `${before}[Aden]${after}`;
};

test("the words of the line, cut at words, with single spaces", () => {
  assert.equal(around("Aden"), "[Aden]");
  assert.equal(around("In  Aden's\tport."), "In [Aden]'s port.");
  assert.equal(around("Above.\r\nNear Aden.\r\nBelow."), "Near [Aden].");
  assert.equal(
    around("A rather long beginning of a line near Aden and a rather long ending of that line"),
    "… of a line near [Aden] and a rather long …",
  );
});
