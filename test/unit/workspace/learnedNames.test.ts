import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation, EntityAnnotation } from "../../../server/src/annotations/annotation.ts";
import { createLearnedNames, type LearnedNames } from "../../../server/src/workspace/learnedNames.ts";

const decision = (quote: string, more: Partial<EntityAnnotation>): Annotation => ({
  id: "x",
  kind: "entity",
  label: "LOC",
  start: 0,
  end: quote.length,
  quote,
  prefix: "",
  suffix: "",
  occurrence: 1,
  status: "accepted",
  attributes: {},
  was: null,
  by: "sa",
  at: "2026-01-02",
  detector: null,
  opinions: [],
  conflict: false,
  adjudicated: false,
  rule: null,
  confidence: null,
  touched: false,
  lost: null,
  extra: {},
  ...more,
});

/** What was learned of a name, as `LABEL accepted-rejected article`. */
const of = (learned: LearnedNames, words: string): string[] =>
  (learned.names().byWords.get(words)?.verdicts ?? []).map(
    ({ label, accepted, rejected, article, by }) => `${label} ${accepted}-${rejected} ${article} ${by}`,
  );

test("decisions are counted by name and label, over articles, and taken back with them", () => {
  const learned = createLearnedNames((uri) => uri.replace("file:///w/", ""));
  const first = [decision("Rada'a", { at: "2026-01-03" }), decision("Friday", { label: "DATE" })];
  assert.ok(learned.decided("file:///w/a.txt", first));
  assert.ok(!learned.decided("file:///w/a.txt", first));
  assert.ok(learned.decided("file:///w/b.txt", [decision("RADAA", { status: "added", by: "mo" })]));
  assert.deepEqual(of(learned, "radaa"), ["LOC 2-0 b.txt mo"]);
  assert.deepEqual(of(learned, "friday"), []);
  const before = learned.names();
  learned.decided("file:///w/b.txt", [
    decision("Radaa", { status: "corrected", label: "ORG", was: { label: "LOC" } }),
    decision("Radaa", { status: "rejected" }),
    decision("Gone", { status: "orphaned" }),
    decision("Own", { label: "EVENT" }),
  ]);
  assert.deepEqual(of(learned, "radaa"), ["ORG 1-0 b.txt sa", "LOC 1-1 a.txt sa"]);
  assert.equal(before.byWords.get("radaa")?.verdicts.length, 1, "what was given out stays as it was");
  learned.decided("file:///w/b.txt", []);
  learned.decided("file:///w/a.txt", []);
  assert.deepEqual(of(learned, "radaa"), []);
  assert.equal(learned.names().byWords.size, 0);
});

test("an article counts once for a name, as most of its mentions there were decided", () => {
  const learned = createLearnedNames((uri) => uri);
  const no = decision("Rada", { status: "rejected" });
  learned.decided("a", [decision("Rada", {}), decision("Rada", {}), no]);
  assert.deepEqual(of(learned, "rada"), ["LOC 1-0 a sa"]);
  learned.decided("b", [no, no, no]);
  assert.deepEqual(of(learned, "rada"), ["LOC 1-1 a sa"]);
  learned.decided("c", [decision("Rada", {}), no]);
  assert.deepEqual(of(learned, "rada"), ["LOC 2-2 a sa"]);
});

test("a name that was accepted behind a clitic is learned with its article", () => {
  const learned = createLearnedNames((uri) => uri);
  learned.decided("a", [decision("للزنقار", {})]);
  assert.deepEqual(of(learned, "الزنقار"), ["LOC 1-0 a sa"]);
});

test("many decisions on one name, in one article or in many, are counted", () => {
  const learned = createLearnedNames((uri) => uri);
  learned.decided(
    "all",
    Array.from({ length: 30_000 }, () => decision("Rada", {})),
  );
  for (let n = 0; n < 3000; n++) learned.decided(`a${n}`, [decision("Rada", {})]);
  assert.equal(learned.names().byWords.get("rada")?.verdicts[0]?.accepted, 3001);
});
