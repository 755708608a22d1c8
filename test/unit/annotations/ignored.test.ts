import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changedHeader, mergedHeader } from "../../../server/src/annotations/header.ts";
import {
  type Ignored,
  ignoreChange,
  ignoredIn,
  ignoredKey,
  showIgnoredChange,
} from "../../../server/src/annotations/ignored.ts";
import type { Plain } from "../../../server/src/annotations/mergeRecords.ts";

const one = (quote: string, at = "2026-01-02T03:04:05Z"): Ignored => ({ code: "toll", quote, by: "sa", at });

test("what is ignored is added once and shown again all together", () => {
  const change = ignoreChange({ event: "x" }, one("31 people"));
  assert.ok(change);
  const header = changedHeader({ event: "x" }, change);
  assert.deepEqual(header, { event: "x", ignored: [one("31 people")] });
  assert.equal(ignoreChange(header, { ...one("31 people"), by: "mk" }), null);
  const back = showIgnoredChange(header);
  assert.deepEqual(back && changedHeader(header, back), { event: "x" });
  assert.equal(showIgnoredChange({ event: "x" }), null);
});

test("of two sides what either added is ignored, what either took away is not, and nothing is a conflict", () => {
  const header = (...quotes: string[]): Plain =>
    quotes.length === 0 ? {} : { ignored: quotes.map((quote) => one(quote)) };
  const quotes = fc.uniqueArray(fc.constantFrom<string>("a", "b", "c", "d"));
  fc.assert(
    fc.property(quotes, quotes, quotes, (base, ours, theirs) => {
      const merged = mergedHeader(header(...base), header(...ours), header(...theirs));
      const wanted = ["a", "b", "c", "d"].filter((quote) => {
        const was = base.includes(quote);
        return was
          ? ours.includes(quote) && theirs.includes(quote)
          : ours.includes(quote) || theirs.includes(quote);
      });
      assert.deepEqual(
        ignoredIn(merged)
          .map(({ quote }) => quote)
          .sort(),
        wanted,
      );
      assert.equal(merged["conflict"], undefined);
      const keys = (side: Plain): string[] => ignoredIn(side).map(ignoredKey).sort();
      assert.deepEqual(keys(merged), keys(mergedHeader(header(...base), header(...theirs), header(...ours))));
    }),
  );
});
