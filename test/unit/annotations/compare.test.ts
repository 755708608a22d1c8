import assert from "node:assert/strict";
import { test } from "node:test";
import { adjudication, type Verdict } from "../../../server/src/annotations/adjudicate.ts";
import type { Annotation, EntityAnnotation } from "../../../server/src/annotations/annotation.ts";
import { agreementOf, compared, decisionsOf, type Pair } from "../../../server/src/annotations/compare.ts";
import {
  applyChange,
  type Correction,
  changeOf,
  inverse,
} from "../../../server/src/annotations/correction.ts";
import { allSeenBy, decisionOf, dissent } from "../../../server/src/annotations/opinion.ts";
import { contextFor, corrected, entityOn } from "../../support/annotations.ts";

const TEXT = "Aden, Taiz 😀, Rada and عدن: at least 31 militants were killed in Ibb.";

const by = (
  name: string,
  words: string,
  label = "LOC",
  more: Partial<EntityAnnotation> = {},
): EntityAnnotation => ({
  ...entityOn(TEXT, words, label),
  by: name,
  ...more,
});

let hour = 0;
const contextOf = (name: string) => ({
  ...contextFor(TEXT),
  by: name,
  at: `2026-02-01T${String(hour++ % 24).padStart(2, "0")}:00:00Z`,
});

const after = (decided: readonly Annotation[], name: string, correction: Correction): Annotation[] =>
  applyChange(decided, changeOf(decided, correction, contextOf(name)));

const pairs = (decided: readonly Annotation[]): Pair[] =>
  compared(decisionsOf(decided, "ana"), decisionsOf(decided, "ben"), decided);

const said = ({ left, right, differences }: Pair): string =>
  `${left?.quote ?? "–"} | ${right?.quote ?? "–"}: ${differences.join(" ") || "same"}`;

test("what two annotators decided is paired by annotation, by place, and by what overlaps", () => {
  const aden = by("ana", "Aden");
  const rada = by("ana", "Rada");
  let decided: Annotation[] = [aden, rada, by("ana", "Taiz"), by("ben", "Taiz", "PERSON"), by("ben", "عدن")];
  decided.push(by("ana", "and عدن"));
  decided = after(decided, "ben", { type: "accept", ids: [aden.id] });
  decided = after(decided, "ben", { type: "reject", ids: [rada.id] });
  assert.deepEqual(pairs(decided).map(said), [
    "Aden | Aden: same",
    "Taiz | Taiz: label",
    "Rada | Rada: rejected",
    "and عدن | عدن: bounds",
  ]);
  assert.deepEqual(agreementOf(pairs(decided)), {
    agree: 1,
    differ: 3,
    onlyLeft: 0,
    onlyRight: 0,
    settled: 0,
  });
  assert.deepEqual(agreementOf(pairs([aden])), {
    agree: 0,
    differ: 0,
    onlyLeft: 1,
    onlyRight: 0,
    settled: 0,
  });
  assert.deepEqual(pairs([]), []);
});

test("each decision is in one pair, figures with figures, and lost ones in none", () => {
  const figure = contextFor(TEXT).detections.figures[0]!;
  let decided: Annotation[] = corrected(TEXT, { type: "accept", ids: [figure.id] }).map((one) => ({
    ...one,
    by: "ana",
  }));
  const { id } = decided[0]!;
  decided = after(decided, "ben", { type: "editFigure", id, changes: { min: 30 } });
  decided.push(by("ben", "31", "MONEY"), by("ana", "Ibb", "LOC", { status: "orphaned" }));
  assert.deepEqual(
    pairs(decided).map(({ differences }) => differences),
    [["figure"], ["missing"]],
  );
});

const settle = (decided: readonly Annotation[], verdict: Verdict, name: string, n = 0): Annotation[] =>
  applyChange(
    decided,
    adjudication(decided, pairs(decided)[n]!, verdict, { left: "ana", right: "ben" }, contextOf(name)),
  );

test("an adjudicated result is a decision of its own, with both opinions kept, and is what all see", () => {
  const aden = by("ana", "Aden");
  const start = after([aden], "ben", { type: "relabel", ids: [aden.id], label: "ORG" });
  const check = (verdict: Verdict, label: string): void => {
    const settled = settle(start, verdict, "chief");
    const [one] = settled;
    assert.ok(one?.kind === "entity" && one.adjudicated);
    assert.deepEqual([one.id, one.label, one.by], [aden.id, label, "chief"]);
    const held = ["ana", "ben"].map((name) => (decisionOf(one, name) as EntityAnnotation).label);
    assert.deepEqual(held, ["LOC", "ORG"]);
    assert.deepEqual(dissent(one), []);
    assert.equal(agreementOf(pairs(settled)).settled, 1);
    for (const name of ["ana", "ben", "dora"])
      assert.equal((allSeenBy(settled, { name, others: true })[0] as EntityAnnotation).label, label);
  };
  check("left", "LOC");
  check("right", "ORG");
  const own = settle(start, "left", "ana")[0]!;
  assert.deepEqual([own.by, own.opinions.map(({ by: name }) => name)], ["ana", ["ana", "ben"]]);
});

test("who dissents from what was adjudicated opens it again", () => {
  const aden = by("ana", "Aden");
  const start = after([aden], "ben", { type: "relabel", ids: [aden.id], label: "ORG" });
  const settled = settle(start, "left", "chief");
  const again = after(settled, "ben", { type: "relabel", ids: [aden.id], label: "PERSON" });
  assert.equal(dissent(again[0]!).length, 1);
  assert.equal((allSeenBy(again, { name: "ben", others: true })[0] as EntityAnnotation).label, "PERSON");
  assert.equal((allSeenBy(again, { name: "ana", others: true })[0] as EntityAnnotation).label, "LOC");
  assert.equal(agreementOf(pairs(again)).settled, 0);
});

test("two annotations of a pair become one, and undoing brings both back", () => {
  const start = [by("ana", "Taiz"), by("ben", "Taiz", "PERSON")];
  const change = adjudication(
    start,
    pairs(start)[0]!,
    "right",
    { left: "ana", right: "ben" },
    contextOf("chief"),
  );
  const settled = applyChange(start, change);
  assert.equal(settled.length, 1);
  assert.equal((settled[0] as EntityAnnotation).label, "PERSON");
  assert.deepEqual(
    settled[0]!.opinions.map(({ by: name, label }) => [name, label]),
    [
      ["ana", "LOC"],
      ["ben", undefined],
    ],
  );
  assert.deepEqual(
    applyChange(settled, inverse(change)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    start,
  );
});

test("the side that has nothing can be taken too: then the other's decision is rejected, and kept", () => {
  const [one] = settle([by("ana", "Aden")], "right", "chief");
  assert.deepEqual([one?.status, one?.adjudicated, one?.opinions[0]?.status], ["rejected", true, "accepted"]);
});

test("who agrees takes over the other's decision as an own one, and nothing is adjudicated", () => {
  const aden = by("ana", "Aden");
  const start = after([aden], "ben", { type: "relabel", ids: [aden.id], label: "ORG" });
  for (const [name, label] of [
    ["ana", "ORG"],
    ["ben", "LOC"],
  ] as const) {
    const settled = settle(start, "agree", name);
    assert.deepEqual(pairs(settled).map(said), ["Aden | Aden: same"]);
    assert.equal((decisionOf(settled[0]!, "ana") as EntityAnnotation).label, label);
    assert.equal(settled[0]!.adjudicated, false);
  }
  assert.throws(() => settle(start, "agree", "chief"), /neither of the two/);
  const [only] = settle([aden], "agree", "chief");
  assert.deepEqual([only?.by, only?.opinions.map(({ by: name }) => name)], ["ana", ["chief"]]);
  assert.throws(() => settle([aden], "agree", "ana"), /nothing here to agree with/);
});

test("what only a branch has comes in as the branch has it", () => {
  const theirs = by("ben", "Taiz");
  const [pair] = compared([], [theirs], []);
  const sides = { left: "ana", right: null };
  const [taken] = adjudication([], pair!, "right", sides, contextOf("ana")).added;
  assert.deepEqual([taken?.id, taken?.by, taken?.adjudicated], [theirs.id, "ana", true]);
  assert.deepEqual(
    taken?.opinions.map(({ by: name }) => name),
    ["ben"],
  );
  const [agreed] = adjudication([], pair!, "agree", sides, contextOf("ana")).added;
  assert.deepEqual(
    [agreed?.by, agreed?.adjudicated, agreed?.opinions.map((one) => one.by)],
    ["ben", false, ["ana"]],
  );
});
