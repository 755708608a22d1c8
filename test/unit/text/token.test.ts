import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tokenize } from "../../../server/src/text/token.ts";

/** The tokens of a text, separated by `|`. */
const cut = (text: string): string =>
  tokenize(text)
    .map((token) => token.text)
    .join("|");

test("words, numbers and marks", () => {
  assert.equal(cut("At least 31 militants."), "At|least|31|militants|.");
  assert.equal(cut("12,500 people, 3 towns"), "12,500|people|,|3|towns");
  assert.equal(cut("1,80,000 and 2012,2013"), "1,80,000|and|2012|,|2013");
  assert.equal(cut("killed 12 on June 3. Then"), "killed|12|on|June|3|.|Then");
});

test("hyphens stand alone, so that a name inside is a token", () => {
  assert.equal(cut("US-backed"), "US|-|backed");
  assert.equal(cut("a 25-year-old"), "a|25|-|year|-|old");
});

test("the hyphens of the web compare as the ASCII one, and stay as written", () => {
  for (const hyphen of ["\u2010", "\u2011"]) {
    const [, token] = tokenize(`US${hyphen}backed`);
    assert.deepEqual([token?.text, token?.norm, token?.joined], [hyphen, "-", true]);
  }
  assert.equal(tokenize("3–4")[1]?.norm, "–");
});

test("possessives are tokens of their own, other apostrophes belong to the word", () => {
  assert.equal(
    cut("Yemen's army, the rebels' O'Sullivan didn’t"),
    "Yemen|'s|army|,|the|rebels|'|O'Sullivan|didn’t",
  );
  assert.equal(cut("Yemen’s"), "Yemen|’s");
});

test("a mark on a digit is the number's, and says nothing", () => {
  assert.equal(cut("حركة10000ُحركة"), "حركة|10000ُ|حركة");
  assert.deepEqual(
    tokenize("1️⃣ 20ـ").map(({ kind, norm }) => `${kind} ${norm}`),
    ["number 1", "number 20"],
  );
});

test("abbreviations keep their full stop", () => {
  assert.equal(cut("Maj. Gen. A. Nasir of the U.S. said."), "Maj.|Gen.|A.|Nasir|of|the|U.S.|said|.");
});

test("Arabic words with marks, and digits of both kinds", () => {
  assert.equal(cut("قُتل ١٢٬٥٠٠ شخصاً، و12 جريحاً."), "قُتل|١٢٬٥٠٠|شخصاً|،|و|12|جريحاً|.");
  assert.equal(tokenize("قُتِلَ")[0]?.norm, "قتل");
  assert.equal(tokenize("١٢٬٥٠٠")[0]?.norm, "12٬500");
});

test("decomposed and composed letters compare alike", () => {
  const [composed] = tokenize("é");
  const [decomposed] = tokenize("é");
  assert.equal(composed?.norm, decomposed?.norm);
  assert.equal(tokenize("أُصيب".normalize("NFD"))[0]?.norm, tokenize("أصيب")[0]?.norm);
});

test("emoji and combining marks stay whole", () => {
  assert.equal(cut("👩‍🚒 e\u0301t 🇾🇪"), "👩‍🚒|e\u0301t|🇾|🇪");
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);

test("tokens are in order, in bounds, without overlap, and leave out white space alone", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let end = 0;
      for (const token of tokenize(text)) {
        assert.ok(token.start >= end && token.end > token.start && token.end <= text.length);
        assert.equal(token.text, text.slice(token.start, token.end));
        assert.equal(token.joined, token.start === end && end > 0);
        assert.match(text.slice(end, token.start), /^[\s\p{C}\p{Z}]*$/u);
        end = token.end;
      }
    }),
  );
});

test("no token begins or ends inside a surrogate pair or before a combining mark", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const { start, end } of tokenize(text)) {
        for (const edge of [start, end]) {
          const inPair =
            /[\ud800-\udbff]/.test(text[edge - 1] ?? "") && /[\udc00-\udfff]/.test(text[edge] ?? "");
          assert.ok(!inPair);
        }
        assert.doesNotMatch(text[end] ?? "", /\p{M}/u);
      }
    }),
  );
});
