import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { applyChange, type Correction } from "../../../server/src/annotations/correction.ts";
import { sameDecision } from "../../../server/src/annotations/merge.ts";
import { decisionOf } from "../../../server/src/annotations/opinion.ts";
import { restored, restoredFor } from "../../../server/src/annotations/restore.ts";
import { decidedOn, entityOn } from "../../support/annotations.ts";

const TEXT = "Militants left Aden for Taiz on Friday. 😀 القوات وصلت الى عدن";

const WORDS = ["Aden", "Taiz", "Friday", "عدن"];
const start: readonly Annotation[] = WORDS.map((words, n) => ({
  ...entityOn(TEXT, words),
  id: `id${n}`,
  by: n % 2 === 0 ? "ana" : "ben",
}));

/** What an annotator says of what, in words. */
function said(decided: readonly Annotation[], name: string): string[] {
  return decided
    .flatMap((one) => {
      const own = decisionOf(one, name);
      if (own?.kind !== "entity") return [];
      return [`${one.id} ${own.status === "rejected" ? "no" : own.label} “${own.quote}”`];
    })
    .sort();
}

const relabel = (n: number, label: string): Correction => ({ type: "relabel", ids: [`id${n}`], label });

test("one's own decisions are those of then again, and what others decided since stays", () => {
  const then = decidedOn(TEXT, start, ["ana", relabel(1, "ORG")]);
  const now = decidedOn(
    TEXT,
    then,
    ["ana", relabel(0, "ORG")],
    ["ben", relabel(0, "PERSON")],
    ["ana", relabel(1, "WEAPON")],
    ["ben", { type: "reject", ids: ["id1"] }],
    ["ana", { type: "remove", ids: ["id2"] }],
  );
  const { change, kept } = restoredFor("ana", now, then, TEXT);
  const after = applyChange(now, change);
  assert.deepEqual(said(after, "ana"), ["id0 LOC “Aden”", "id1 ORG “Taiz”", "id2 LOC “Friday”"]);
  assert.deepEqual(said(after, "ben"), ["id0 PERSON “Aden”", "id1 no “Taiz”", "id3 LOC “عدن”"]);
  assert.equal(kept, 2);
  assert.deepEqual(said(applyChange(now, restored(now, then)), "ben"), ["id1 LOC “Taiz”", "id3 LOC “عدن”"]);
});

test("of what only others have added since nothing goes", () => {
  const now = decidedOn(TEXT, start, ["ben", { type: "add", span: { start: 0, end: 9 }, label: "ORG" }]);
  const { change, kept } = restoredFor("ana", now, start, TEXT);
  assert.deepEqual([change.removed, change.added, kept], [[], [], 1]);
  assert.equal(restored(now, start).removed.length, 1);
});

test("whatever was decided since: of others nothing changes, of one's own nothing is left", () => {
  const correction = fc.oneof(
    fc
      .tuple(fc.nat(3), fc.constantFrom("ORG", "PERSON", "LOC"))
      .map(([n, label]): Correction => relabel(n, label)),
    fc.nat(3).map((n): Correction => ({ type: "reject", ids: [`id${n}`] })),
    fc.nat(3).map((n): Correction => ({ type: "accept", ids: [`id${n}`] })),
    fc.tuple(fc.nat(3), fc.constantFrom(2, 3)).map(([n, length]): Correction => {
      const at = start[n]?.start ?? 0;
      return { type: "resize", id: `id${n}`, span: { start: at, end: at + length } };
    }),
  );
  const acts = fc.array(fc.tuple(fc.constantFrom("ana", "ben", "cem"), correction), { maxLength: 5 });
  fc.assert(
    fc.property(acts, acts, (before, since) => {
      const then = decidedOn(TEXT, start, ...before);
      const now = decidedOn(TEXT, then, ...since);
      const after = applyChange(now, restoredFor("ana", now, then, TEXT).change);
      assert.deepEqual(said(after, "ana"), said(then, "ana"));
      for (const other of ["ben", "cem"]) assert.deepEqual(said(after, other), said(now, other));
      const whole = applyChange(now, restored(now, then));
      assert.ok(then.every((one) => whole.some((own) => sameDecision(own, one))));
      assert.equal(whole.length, then.length);
    }),
    { numRuns: 300 },
  );
});
