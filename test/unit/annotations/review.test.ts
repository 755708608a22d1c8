import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changedHeader, isHeaderAsLeft, mergedHeader } from "../../../server/src/annotations/header.ts";
import { sameValue } from "../../../server/src/annotations/json.ts";
import { reviewChange, reviewIn } from "../../../server/src/annotations/review.ts";
import { serializeSidecar } from "../../../server/src/annotations/sidecar.ts";
import { mergeSidecars } from "../../../server/src/workspace/mergeSidecars.ts";

const HASH = "a".repeat(64);
const review = (by: string, at: string) => ({ by, at, sha256: HASH });
const early = { reviewed: review("sa", "2026-01-01") };
const late = { reviewed: review("mo", "2026-01-02"), event: "abyan" };

test("being done is one statement: what one side changed is taken, of two the later", () => {
  assert.deepEqual(mergedHeader({}, early, {}), early);
  assert.deepEqual(mergedHeader({}, early, late), late);
  assert.deepEqual(mergedHeader({}, late, early), late);
  assert.deepEqual(mergedHeader(early, {}, early), {}, "taken back here");
  assert.deepEqual(mergedHeader(early, early, {}), {}, "taken back there");
  assert.equal(reviewIn(mergedHeader(early, {}, late))?.by, "mo", "made anew goes before taken back");
  const merged = mergedHeader({}, { ...early, event: "a" }, { ...early, event: "b" });
  assert.equal(merged["conflict"], true, "other keys are merged as before");
});

test("both sides of a merge give the same word on being done, whoever merges", () => {
  const one = fc.option(
    fc.record({
      by: fc.constantFrom("a", "b"),
      at: fc.constantFrom("1", "2"),
      sha256: fc.constantFrom("x", "y"),
    }),
    { nil: null },
  );
  const header = (value: object | null) => (value ? { reviewed: value } : {});
  fc.assert(
    fc.property(one, one, one, (base, ours, theirs) => {
      const [b, o, t] = [base, ours, theirs].map(header);
      assert.ok(sameValue(mergedHeader(b!, o!, t!), mergedHeader(b!, t!, o!)));
    }),
  );
});

test("a mark is undone by its inverse, and stands in the line of the article", () => {
  const change = reviewChange({ event: "abyan" }, review("sa", "2026-01-01"));
  const marked = changedHeader({ event: "abyan" }, change);
  assert.ok(isHeaderAsLeft(marked, change));
  assert.ok(!isHeaderAsLeft({ ...marked, reviewed: review("mo", "2026-01-02") }, change));
  assert.deepEqual(changedHeader(marked, { before: change.after, after: change.before }), { event: "abyan" });
  const sidecar = {
    article: { sha256: HASH, length: 1, language: "en" as const, published: null, extra: marked },
    annotations: [],
    relations: [],
    extra: {},
  };
  assert.match(serializeSidecar(sidecar), /"language":"en","event":"abyan","reviewed":\{"by":"sa",/);
  const other = { ...sidecar, article: { ...sidecar.article, extra: late } };
  const { sidecar: merged, others } = mergeSidecars(null, sidecar, other, null);
  assert.equal(reviewIn(merged.article.extra)?.by, "mo");
  assert.equal(others, false);
});
