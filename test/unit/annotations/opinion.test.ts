import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Annotation, EntityAnnotation } from "../../../server/src/annotations/annotation.ts";
import { textChange } from "../../../server/src/annotations/change.ts";
import { decisionsOf } from "../../../server/src/annotations/compare.ts";
import { applyChange, type Correction, changeOf } from "../../../server/src/annotations/correction.ts";
import { afterEdit } from "../../../server/src/annotations/edit.ts";
import { historyOf } from "../../../server/src/annotations/history.ts";
import { mergeAnnotations } from "../../../server/src/annotations/merge.ts";
import { agrees, allSeenBy, decisionOf, dissent, seenBy } from "../../../server/src/annotations/opinion.ts";
import { reanchored } from "../../../server/src/annotations/reanchor.ts";
import { fromStored, toStored } from "../../../server/src/annotations/stored.ts";
import { contextFor, decidedOn, entityOn } from "../../support/annotations.ts";

const TEXT = "The Free Aden Council met in Taiz. 😀 Militants left Aden on Friday.";

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
    const [one] = decidedOn(TEXT, [aden], ["ben", correction]);
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
  const [one] = decidedOn(TEXT, [aden], ["ben", { type: "accept", ids }]);
  assert.deepEqual(one?.opinions, [{ status: "accepted", by: "ben", at: "2026-01-03T00:00:00Z" }]);
  assert.ok(agrees(one!, one!.opinions[0]!));
  assert.deepEqual(dissent(one!), []);
  const again = changeOf([one!], { type: "accept", ids }, { ...contextFor(TEXT), by: "ben" });
  assert.deepEqual(again, { removed: [], added: [] });
});

test("each annotator sees an own decision where there is one, and goes on from it", () => {
  const left = decidedOn(
    TEXT,
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
  const both = decidedOn(TEXT, [aden], ["ben", { type: "accept", ids }]);
  const changed = decidedOn(TEXT, both, ["ana", { type: "relabel", ids, label: "ORG" }]);
  assert.deepEqual(said(changed), ["ana: ORG “Aden”", "ben: LOC “Aden”"]);
  assert.deepEqual(said(decidedOn(TEXT, changed, ["ana", { type: "remove", ids }])), ["ben: LOC “Aden”"]);
  assert.deepEqual(said(decidedOn(TEXT, changed, ["ben", { type: "remove", ids }])), ["ana: ORG “Aden”"]);
  assert.deepEqual(decidedOn(TEXT, [aden], ["ana", { type: "remove", ids }]), []);
});

test("an opinion whose words are gone is lost when it takes the place of the first decision, never on other words", () => {
  // As it is read from a sidecar once its words were not found again.
  const words = { status: "corrected" as const, quote: "Aden's Council", by: "ben", at: null };
  const moved: Annotation = { ...aden, opinions: [words] };
  assert.equal(seenBy(moved, "ben").by, "ana");
  const [left] = applyChange(
    [moved],
    changeOf([moved], { type: "remove", ids }, { ...contextFor(TEXT), by: "ana" }),
  );
  assert.deepEqual([left?.status, left?.quote, left?.by], ["orphaned", "Aden's Council", "ben"]);
  // Whose words are gone may agree with those that stand.
  const agreed = applyChange(
    [moved],
    changeOf([moved], { type: "accept", ids }, { ...contextFor(TEXT), by: "ben" }),
  );
  assert.deepEqual(said(agreed), ["ana: LOC “Aden”", "ben: LOC “Aden”"]);
});

test("where an annotation is lost, so is what others decided on it", () => {
  const both = decidedOn(TEXT, [aden], ["ben", { type: "resize", id: aden.id, span: { start: 4, end: 21 } }]);
  const [gone] = reanchored(both, "Nothing of that stands here any more.").map((one) => one.annotation);
  assert.equal(gone?.status, "orphaned");
  assert.deepEqual(decisionsOf([gone!], "ben"), []);
  const lost = decisionOf(gone!, "ben");
  assert.deepEqual(
    [lost?.status, lost?.quote, lost?.was?.status],
    ["orphaned", "Free Aden Council", "corrected"],
  );
});

test("who decided differently on two branches sees and changes the decision that stands", () => {
  const other = { status: "corrected" as const, label: "ORG", by: "ana", at: "2026-01-09T00:00:00Z" };
  const one: Annotation = { ...aden, opinions: [other], conflict: true };
  const label = (annotation: Annotation): string =>
    annotation.kind === "entity" ? annotation.label : annotation.kind;
  assert.equal(label(seenBy(one, "ana")), "LOC");
  const [changed] = decidedOn(TEXT, [one], ["ana", { type: "relabel", ids, label: "PERSON" }]);
  assert.equal(label(seenBy(changed!, "ana")), "PERSON");
  assert.equal(changed?.opinions[0]?.label, "ORG", "the other side stays until it is settled");
  // What nobody signed is not decided anew in the place of an own opinion.
  const unsigned: Annotation = { ...one, by: null, conflict: false };
  const [again] = decidedOn(TEXT, [unsigned], ["ana", { type: "relabel", ids, label: "PERSON" }]);
  assert.deepEqual([again?.by, label(seenBy(again!, "ana"))], [null, "PERSON"]);
});

test("a note on an opinion stays when the decision beside it changes", () => {
  const noted = { status: "accepted" as const, by: "ben", at: null, note: "by ear" };
  const [changed] = decidedOn(
    TEXT,
    [{ ...aden, opinions: [noted] }],
    ["ana", { type: "relabel", ids, label: "ORG" }],
  );
  assert.deepEqual(changed?.opinions, [{ ...noted, label: "LOC" }]);
});

test("a conflict that is settled by removing leaves what others decided", () => {
  const [both] = decidedOn(TEXT, [aden], ["ben", { type: "relabel", ids, label: "ORG" }]);
  const removed = { status: "removed" as const, by: null, at: null };
  const conflict: Annotation = { ...both!, opinions: [...both!.opinions, removed], conflict: true };
  const settle = { type: "settle", id: aden.id, opinion: 1, by: null, at: null } as const;
  const left = decidedOn(TEXT, [conflict], ["ana", settle]);
  assert.deepEqual([said(left), left[0]?.conflict], [["ben: ORG “Aden”"], false]);
  assert.deepEqual(
    decidedOn(TEXT, [{ ...conflict, opinions: [removed] }], ["ana", { ...settle, opinion: 0 }]),
    [],
  );
  assert.deepEqual(said(decidedOn(TEXT, [{ ...conflict, by: null }], ["ben", settle])), ["ben: ORG “Aden”"]);
});

test("what is chosen in a conflict is who decided it and when, wherever it stands by then", () => {
  const at = (day: number): string => `2026-01-0${day}T00:00:00Z`;
  const opinion = (by: string | null, label: string, day: number) => ({
    ...{ status: "corrected" as const, label, by, at: at(day) },
  });
  const ben = opinion("ben", "ORG", 2);
  const cem = opinion("cem", "NORP", 3);
  const conflict = (...opinions: (typeof ben)[]): Annotation => ({ ...aden, opinions, conflict: true });
  const settled = (annotation: Annotation, opinion: number | null, by: string | null, day: number) => {
    const settle: Correction = { type: "settle", id: aden.id, opinion, by, at: at(day) };
    const [after] = decidedOn(TEXT, [annotation], ["dana", settle]);
    return after?.kind === "entity" && after.label;
  };
  assert.equal(settled(conflict(ben, cem), 1, "cem", 3), "NORP");
  assert.equal(settled(conflict(cem), 1, "cem", 3), "NORP");
  assert.equal(settled(conflict(cem, ben), 1, "cem", 3), "NORP");
  const own: Correction = { type: "settle", id: aden.id, opinion: null, by: aden.by, at: aden.at };
  assert.equal(decidedOn(TEXT, [conflict(ben)], ["dana", own])[0]?.by, "dana");
  // What was decided anew since, or is there twice, is not what was chosen.
  for (const now of [conflict(ben), conflict(opinion("cem", "NORP", 4)), conflict(cem, cem, ben)])
    assert.throws(() => settled(now, 2, "cem", 3), /decided otherwise since; look at the choices again/);
  assert.throws(
    () => decidedOn(TEXT, [{ ...conflict(ben), at: at(9) }], ["dana", own]),
    /look at the choices again/,
  );
  // What nobody signed has its number.
  const nobodys = [opinion(null, "ORG", 2), opinion(null, "NORP", 2)];
  assert.equal(settled(conflict(...nobodys), 1, null, 2), "NORP");
});

test("history says what a merge removed as removed, and what nobody signed as it was", () => {
  const opinions = [
    { status: "removed" as const, by: null, at: "2026-01-08T00:00:00Z" },
    { status: "corrected" as const, label: "ORG", by: null, at: "2026-01-09T00:00:00Z" },
  ];
  assert.deepEqual(
    historyOf({ ...aden, opinions, conflict: true }).map(({ act, label, by }) => [act, label, by]),
    [
      ["suggested", "LOC", "dateline@0.1.0"],
      ["accepted", "LOC", "ana"],
      ["removed", "LOC", null],
      ["corrected", "ORG", null],
    ],
  );
});

test("nobody takes back what another alone decided", () => {
  const remove = (name: string, list: readonly Annotation[]): Annotation[] =>
    decidedOn(TEXT, list, [name, { type: "remove", ids: list.map(({ id }) => id) }]);
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
  const [first] = decidedOn(TEXT, [], ["ana", asked]);
  const [one, other] = decidedOn(TEXT, [first!], ["ben", asked]);
  assert.equal(other, undefined);
  assert.deepEqual(said([one!]), ["ana: LOC “Taiz”", "ben: LOC “Taiz”"]);
  const relabelled = decidedOn(
    TEXT,
    [first!],
    ["ana", { type: "relabel", ids: [first!.id], label: "ORG" }],
    ["ben", asked],
  );
  assert.deepEqual(said(relabelled), ["ana: ORG “Taiz”", "ben: LOC “Taiz”"]);
  assert.deepEqual(first?.rule, suggestion.source);
  assert.equal(typeof first?.confidence, "number");
});

test("opinions move with the text, are found again in one that changed outside, and read back as they were", () => {
  const [one] = decidedOn(
    TEXT,
    [aden],
    ["ben", { type: "resize", id: aden.id, span: { start: 4, end: 21 } }],
  );
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

const act = fc.oneof(
  fc.constant<Correction>({ type: "accept", ids }),
  fc.constant<Correction>({ type: "reject", ids }),
  fc.constantFrom("LOC", "ORG", "PERSON").map((label): Correction => ({ type: "relabel", ids, label })),
  fc
    .constantFrom({ start: 4, end: 21 }, { start: 9, end: 13 }, { start: 4, end: 13 })
    .map((span): Correction => ({ type: "resize", id: aden.id, span })),
);

/** What an annotator says of the only annotation: label and place, that there is nothing, or null for no decision. */
function heldBy([one]: readonly Annotation[], name: string): unknown {
  const own = one ? decisionOf(one, name) : null;
  if (own?.status === "rejected") return "no";
  return own && [own.kind === "entity" && own.label, own.start, own.end];
}

test("whatever annotators do in turn, nobody changes what another says", () => {
  const names = ["ana", "ben", "cem"];
  const turn = fc.tuple(fc.constantFrom(...names), act);
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 9 }), (turns) => {
      turns.reduce<Annotation[]>(
        (before, [name, correction]) => {
          const after = decidedOn(TEXT, before, [name, correction]);
          for (const other of names.filter((one) => one !== name))
            assert.deepEqual(
              heldBy(after, other),
              heldBy(before, other),
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

test("whatever annotators do, each on a side, a merge changes what nobody says", () => {
  const turns = (...names: string[]) => fc.array(fc.tuple(fc.constantFrom(...names), act), { maxLength: 5 });
  fc.assert(
    fc.property(
      turns("ana", "ben", "cem", "dan"),
      turns("ana", "ben"),
      turns("cem", "dan"),
      (all, one, other) => {
        const base = decidedOn(TEXT, [aden], ...all);
        const [ours, theirs] = [decidedOn(TEXT, base, ...one), decidedOn(TEXT, base, ...other)];
        for (const merged of [mergeAnnotations(base, ours, theirs), mergeAnnotations(base, theirs, ours)]) {
          assert.deepEqual(merged.conflicts, []);
          for (const [names, side] of [
            [["ana", "ben"], ours],
            [["cem", "dan"], theirs],
          ] as const)
            for (const name of names)
              assert.deepEqual(heldBy(merged.annotations, name), heldBy(side, name), name);
        }
      },
    ),
    { numRuns: 300 },
  );
});
