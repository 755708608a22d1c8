import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { comparable, compared } from "../../../server/src/text/comparable.ts";

test("Arabic marks, tatweel, digits, quotes and white space make no difference", () => {
  assert.equal(compared("قُتِلَ ١٢ شخـــصاً\r\n في أبين"), compared("قتل 12 شخصا في ابين"));
  assert.equal(compared("“Aden’s\u00a0port” – 12"), '"Aden\'s port" - 12');
});

test("a folded span is written exactly where its letters, marks and emoji stand", () => {
  const text = "😀 قُتِلَ  شخـصاً.";
  const folded = comparable(text);
  const at = folded.text.indexOf("شخصا");
  const { start, end } = folded.unfold({ start: at, end: at + 4 });
  assert.equal(text.slice(start, end), "شخـصاً");
  assert.equal(folded.fold(start), at);
});

test("every written word is found at its own place", () => {
  const parts = fc.array(
    fc.constantFrom("Aden", "قُتِلَ", "شخـصاً", "😀", "١٢", " ", "\r\n", "\u00a0", "\u200f"),
  );
  fc.assert(
    fc.property(parts, (words) => {
      const text = words.join("");
      const folded = comparable(text);
      for (const { index, 0: word } of text.matchAll(/Aden|قُتِلَ|شخـصاً/g)) {
        const start = folded.fold(index);
        const place = folded.unfold({ start, end: start + compared(word).length });
        assert.equal(text.slice(place.start, place.end), word);
      }
    }),
  );
});
