import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Annotation, EntityAnnotation } from "../../../server/src/annotations/annotation.ts";
import { textChange } from "../../../server/src/annotations/change.ts";
import { applyChange, type Correction, changeOf } from "../../../server/src/annotations/correction.ts";
import { afterEdit } from "../../../server/src/annotations/edit.ts";
import { agrees, allSeenBy, decisionOf, dissent, seenBy } from "../../../server/src/annotations/opinion.ts";
import { reanchored } from "../../../server/src/annotations/reanchor.ts";
import { fromStored, toStored } from "../../../server/src/annotations/stored.ts";
import { contextFor, entityOn } from "../../support/annotations.ts";

const TEXT = "The Free Aden Council met in Taiz. 😀 Militants left Aden on Friday.";

/** The decisions after corrections of several annotators, an hour apart. */
function decided(
  start: readonly Annotation[],
  ...acts: [by: string, correction: Correction][]
): Annotation[] {
  return acts.reduce<Annotation[]>(
    (before, [by, correction], n) => {
      const at = `2026-01-03T0${n}:00:00Z`;
      return applyChange(before, changeOf(before, correction, { ...contextFor(TEXT), by, at }));
    },
    [...start],
  );
}

const byAna = (words: string, label = "LOC"): EntityAnnotation => ({
  ...entityOn(TEXT, words, label),
  by: "ana",
});
const aden = byAna("Aden");
const ids = [aden.id];

/** Who said what of the only annotation: the own decision, then the opinions. */
function said([one]: readonly Annotation[]): string[] {
  if (!one) return [];
  const names = [...new Set([one.by, ...one.opinions.map(({ by }) => by)])];
  return names.map((name) => {
    const own = decisionOf(one, name ?? "") ?? one;
    return `${name}: ${own.status === "rejected" ? "no" : own.kind === "entity" ? own.label : own.figure.min} “${own.quote}”`;
  });
}

test("what another annotator decides stands beside the first decision, and changes nothing of it", () => {
  const check = (correction: Correction, expected: string, status: string): void => {
    const [one] = decided([aden], ["ben", correction]);
    assert.deepEqual(said([one!]), ["ana: LOC “Aden”", expected]);
    const { opinions: _, ...own } = one!;
    const { opinions: __, ...before } = aden;
    assert.deepEqual(own, before);
    assert.equal(one?.opinions[0]?.status, status);
    assert.equal(dissent(one!).length, 1);
  };
  check({ type: "reject", ids }, "ben: no “Aden”", "rejected");
  check({ type: "relabel", ids, label: "ORG" }, "ben: ORG “Aden”", "corrected");
  check(
    { type: "resize", id: aden.id, span: { start: 4, end: 21 } },
    "ben: LOC “Free Aden Council”",
    "corrected",
  );
  check({ type: "moveEdge", id: aden.id, edge: "extendStart" }, "ben: LOC “Free Aden”", "corrected");
});

test("an annotator who decides the same agrees, and is counted", () => {
  const [one] = decided([aden], ["ben", { type: "accept", ids }]);
  assert.deepEqual(one?.opinions, [{ status: "accepted", by: "ben", at: "2026-01-03T00:00:00Z" }]);
  assert.ok(agrees(one!, one!.opinions[0]!));
  assert.deepEqual(dissent(one!), []);
  const again = changeOf([one!], { type: "accept", ids }, { ...contextFor(TEXT), by: "ben" });
  assert.deepEqual(again, { removed: [], added: [] });
});

test("each annotator sees an own decision where there is one, and goes on from it", () => {
  const left = decided(
    [aden],
    ["ben", { type: "relabel", ids, label: "ORG" }],
    ["ben", { type: "moveEdge", id: aden.id, edge: "extendStart" }],
  );
  assert.deepEqual(said(left), ["ana: LOC “Aden”", "ben: ORG “Free Aden”"]);
  const seen = (name: string): string =>
    said([{ ...seenBy(left[0]!, name), by: name, opinions: [] }])[0] ?? "";
  assert.deepEqual(["ana", "ben", "cem"].map(seen), [
    "ana: LOC “Aden”",
    "ben: ORG “Free Aden”",
    "cem: LOC “Aden”",
  ]);
  assert.deepEqual(allSeenBy(left, { name: "cem", others: false }), []);
  assert.equal(allSeenBy(left, { name: "ben", others: false }).length, 1);
});

test("an opinion keeps what it says when the first decision changes, and takes its place when that is taken back", () => {
  const both = decided([aden], ["ben", { type: "accept", ids }]);
  const changed = decided(both, ["ana", { type: "relabel", ids, label: "ORG" }]);
  assert.deepEqual(said(changed), ["ana: ORG “Aden”", "ben: LOC “Aden”"]);
  assert.deepEqual(said(decided(changed, ["ana", { type: "remove", ids }])), ["ben: LOC “Aden”"]);
  assert.deepEqual(said(decided(changed, ["ben", { type: "remove", ids }])), ["ana: ORG “Aden”"]);
  assert.deepEqual(decided([aden], ["ana", { type: "remove", ids }]), []);
});

test("nobody takes back what another alone decided", () => {
  const remove = (name: string, list: readonly Annotation[]): Annotation[] =>
    decided(list, [name, { type: "remove", ids: list.map(({ id }) => id) }]);
  assert.throws(() => remove("ben", [aden]), /decided by ana/);
  const mine = { ...byAna("Taiz"), by: "ben" };
  assert.deepEqual(remove("ben", [aden, mine]), [aden]);
  assert.deepEqual(remove("ben", [{ ...aden, by: null }]), []);
  assert.deepEqual(remove("ben", [{ ...aden, status: "orphaned", was: { status: "accepted" } }]), []);
});

test("who decides on a suggestion without seeing the other's decision on it decides on the same annotation", () => {
  const context = contextFor(TEXT);
  const suggestion = context.detections.entities.find(({ text }) => text === "Taiz");
  assert.ok(suggestion);
  const asked: Correction = { type: "accept", ids: [suggestion.id] };
  const [first] = decided([], ["ana", asked]);
  const [one, other] = decided([first!], ["ben", asked]);
  assert.equal(other, undefined);
  assert.deepEqual(said([one!]), ["ana: LOC “Taiz”", "ben: LOC “Taiz”"]);
  const relabelled = decided(
    [first!],
    ["ana", { type: "relabel", ids: [first!.id], label: "ORG" }],
    ["ben", asked],
  );
  assert.deepEqual(said(relabelled), ["ana: ORG “Taiz”", "ben: LOC “Taiz”"]);
  assert.deepEqual(first?.rule, suggestion.source);
  assert.equal(typeof first?.confidence, "number");
});

test("opinions move with the text, are found again in one that changed outside, and read back as they were", () => {
  const [one] = decided([aden], ["ben", { type: "resize", id: aden.id, span: { start: 4, end: 21 } }]);
  const after = `Breaking 😀: ${TEXT}`;
  for (const moved of [afterEdit(one!, textChange(TEXT, after)), reanchored([one!], after)[0]!.annotation])
    assert.deepEqual(
      moved.opinions.map(({ start, end, quote }) => [after.slice(start, end), quote]),
      [["Free Aden Council", "Free Aden Council"]],
    );
  assert.deepEqual(fromStored(JSON.parse(JSON.stringify(toStored(one!)))), one);
  const gone = afterEdit(one!, textChange(TEXT, TEXT.replace("Free Aden Council ", "")));
  assert.equal(gone.opinions.length, 1);
  assert.equal(JSON.stringify(toStored(gone)).includes("lost"), false);
  assert.deepEqual(
    afterEdit(gone, textChange(gone ? TEXT.replace("Free Aden Council ", "") : "", TEXT)),
    one,
  );
});

test("whatever annotators do in turn, nobody changes what another says", () => {
  const names = ["ana", "ben", "cem"];
  const act = fc.oneof(
    fc.constant<Correction>({ type: "accept", ids }),
    fc.constant<Correction>({ type: "reject", ids }),
    fc.constantFrom("LOC", "ORG", "PERSON").map((label): Correction => ({ type: "relabel", ids, label })),
    fc
      .constantFrom({ start: 4, end: 21 }, { start: 9, end: 13 }, { start: 4, end: 13 })
      .map((span): Correction => ({ type: "resize", id: aden.id, span })),
  );
  const turn = fc.tuple(fc.constantFrom(...names), act);
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 9 }), (turns) => {
      turns.reduce<Annotation[]>(
        (before, [name, correction]) => {
          const after = decided(before, [name, correction]);
          const held = (list: readonly Annotation[], who: string): unknown => {
            const own = list[0] ? decisionOf(list[0], who) : null;
            if (own?.status === "rejected") return "no";
            return own && [own.kind === "entity" && own.label, own.start, own.end];
          };
          for (const other of names.filter((one) => one !== name))
            assert.deepEqual(
              held(after, other),
              held(before, other),
              `${name} ${JSON.stringify(correction)}`,
            );
          return after;
        },
        [aden],
      );
    }),
    { numRuns: 300 },
  );
});
