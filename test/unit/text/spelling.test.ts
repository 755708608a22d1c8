import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ofSpelling, perSpelling } from "../../../server/src/text/spelling.ts";
import { respelt, tokenize } from "../../../server/src/text/token.ts";

test("tokens that are written alike share one spelling, and its letters are theirs", () => {
  const [first, , second] = tokenize("Aden, Aden");
  assert.equal(first?.spelling, second?.spelling);
  assert.notEqual(first?.spelling, tokenize("ADEN")[0]?.spelling);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const { kind, text: own, norm, spelling } of tokenize(text))
        assert.deepEqual([kind, own, norm], [spelling.kind, spelling.text, spelling.norm]);
    }),
  );
});

test("the same letters may be a word in one place and a mark in another", () => {
  const kinds = tokenize("Yemen's ' s 's").map(({ text, kind, spelling }) => [text, kind, spelling.kind]);
  for (const [, kind, own] of kinds) assert.equal(kind, own);
});

test("what a token's letters tell is asked once, and again for other letters", () => {
  const asked: string[] = [];
  const isCapital = ofSpelling(({ text, capital }) => {
    asked.push(text);
    return capital;
  });
  const long = perSpelling(({ norm }) => norm.length);
  const [zabid, hit] = tokenize("Zabid hit");
  assert.ok(zabid && hit);
  assert.deepEqual([isCapital(zabid), isCapital(hit), isCapital(zabid)], [true, false, true]);
  assert.deepEqual(asked, ["Zabid", "hit"]);
  assert.deepEqual([long(zabid), long(hit), long(zabid)], [5, 3, 5]);
  const shorter = respelt(zabid, "abid", "abid");
  assert.deepEqual([isCapital(shorter), long(shorter), shorter.end], [false, 4, zabid.end]);
  assert.deepEqual([isCapital(zabid), long(zabid)], [true, 5]);
});

test("many spellings after another are known like the first", () => {
  const words = Array.from({ length: 45_000 }, (_, n) => `w${n}`);
  const first = tokenize(words.join(" "));
  assert.deepEqual(
    first.map(({ norm }) => norm),
    words,
  );
  assert.equal(tokenize("w1")[0]?.spelling.norm, "w1");
});
