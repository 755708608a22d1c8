import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { mergeAnnotations } from "../../../server/src/annotations/merge.ts";
import { toStored } from "../../../server/src/annotations/stored.ts";
import { contextFor, corrected, entityOn } from "../../support/annotations.ts";
import { randomMerge } from "../../torture/merges.ts";

const TEXT = "Aden Taiz Rada Ibb";
const [aden, taiz, rada] = ["Aden", "Taiz", "Rada"].map((words) => entityOn(TEXT, words)) as [
  Annotation,
  Annotation,
  Annotation,
];
const labelled = (annotation: Annotation, label: string): Annotation =>
  ({ ...annotation, label }) as Annotation;
/** What a conflict has left. */
const beside = (annotation: Annotation): { opinions?: unknown; conflict?: unknown } => {
  const { opinions, conflict } = toStored(annotation);
  return JSON.parse(JSON.stringify({ opinions, conflict }));
};
const said = (annotations: readonly Annotation[]): string[] =>
  annotations.map((one) => `${one.quote} ${one.kind === "entity" ? one.label : ""}`).sort();

test("what either side added, changed or removed is taken", () => {
  const { annotations, conflicts } = mergeAnnotations(
    [aden, taiz],
    [labelled(aden, "ORG"), taiz],
    [aden, rada],
  );
  assert.deepEqual(said(annotations), ["Aden ORG", "Rada LOC"]);
  assert.deepEqual(conflicts, []);
});

test("what one side removed and the other changed is kept, as a conflict", () => {
  for (const [ours, theirs] of [
    [[], [labelled(aden, "ORG")]],
    [[labelled(aden, "ORG")], []],
  ] as const) {
    const { annotations, conflicts } = mergeAnnotations([aden], ours, theirs);
    assert.deepEqual(said(annotations), ["Aden ORG"]);
    assert.deepEqual(conflicts, [aden.id]);
    assert.deepEqual(beside(annotations[0]!), { opinions: [{ status: "removed" }], conflict: true });
  }
});

test("what both changed differently stays ours, with theirs beside it", () => {
  const { annotations, conflicts } = mergeAnnotations(
    [aden],
    [labelled(aden, "ORG")],
    [labelled(aden, "PERSON")],
  );
  assert.deepEqual(said(annotations), ["Aden ORG"]);
  assert.deepEqual(conflicts, [aden.id]);
  const { by, at } = aden;
  assert.deepEqual(beside(annotations[0]!), {
    opinions: [{ status: "accepted", label: "PERSON", by, at }],
    conflict: true,
  });
});

test("the same change on both sides is no conflict", () => {
  assert.deepEqual(mergeAnnotations([aden], [labelled(aden, "ORG")], [labelled(aden, "ORG")]).conflicts, []);
});

test("the order of keys is no difference: what is read back from disk equals what was written", () => {
  const text = "At least 31 militants were killed in Abyan.";
  const context = contextFor(text);
  const [figure] = corrected(text, { type: "accept", ids: context.detections.figures.map(({ id }) => id) });
  assert.ok(figure?.kind === "figure");
  const reversed = {
    ...figure,
    figure: Object.fromEntries(Object.entries(figure.figure).reverse()),
  } as unknown as Annotation;
  const edited = labelled(aden, "ORG");
  assert.deepEqual(mergeAnnotations([figure], [figure], [reversed]).conflicts, []);
  const mine = { ...figure, by: "me" };
  const merged = mergeAnnotations([figure, aden], [mine, edited], [reversed, aden]);
  assert.deepEqual(merged.conflicts, []);
  assert.equal(merged.annotations[0], mine);
});

test("the same words annotated on both sides are one annotation, whichever side merges", () => {
  const twin = { ...aden, id: "a-twin", by: "b", at: "2027-01-01T00:00:00Z" };
  for (const [ours, theirs] of [
    [aden, twin],
    [twin, aden],
  ] as const) {
    const { annotations, conflicts } = mergeAnnotations([], [ours, taiz], [theirs, rada]);
    assert.deepEqual(said(annotations), ["Aden LOC", "Rada LOC", "Taiz LOC"]);
    assert.deepEqual(conflicts, []);
    assert.ok(annotations.some(({ id, by }) => id === "a-twin" && by === "b"));
  }
});

test("the same suggestion decided otherwise on both sides is one annotation in conflict", () => {
  const rejected = { ...aden, id: "b-other", status: "rejected" } as Annotation;
  const { annotations, conflicts } = mergeAnnotations([], [aden], [rejected]);
  assert.equal(annotations.length, 1);
  assert.deepEqual(conflicts, [annotations[0]!.id]);
  const { by, at } = aden;
  assert.deepEqual(beside(annotations[0]!), { opinions: [{ status: "rejected", by, at }], conflict: true });
  // Widened on one side, it is still the same suggestion.
  const wide = {
    ...labelled(aden, "ORG"),
    id: "c-wide",
    end: 9,
    quote: "Aden Taiz",
    was: { start: aden.start, end: aden.end, quote: "Aden" },
  } as Annotation;
  assert.equal(mergeAnnotations([], [aden], [wide]).conflicts.length, 1);
});

test("fields that each side set by itself are both there; keys of a newer version too", () => {
  const base = { ...aden, extra: { note: "x", shade: 1 } };
  const ours = { ...base, label: "ORG", extra: { ...base.extra, note: "y" } };
  const theirs = { ...base, end: 9, quote: "Aden Taiz", extra: { ...base.extra, shade: 2, more: [1] } };
  const { annotations, conflicts } = mergeAnnotations([base], [ours], [theirs]);
  assert.deepEqual(conflicts, []);
  const [one] = annotations;
  assert.deepEqual(
    [one?.kind === "entity" && one.label, one?.quote, one?.extra],
    ["ORG", "Aden Taiz", { note: "y", shade: 2, more: [1] }],
  );
});

test("a conflict that was settled stays settled, and one that stands is not made twice", () => {
  const both = mergeAnnotations([aden], [labelled(aden, "ORG")], [labelled(aden, "PERSON")]).annotations[0]!;
  const settled = { ...labelled(aden, "ORG"), at: "2028-01-01T00:00:00Z" };
  const kept = mergeAnnotations([both], [settled], [both]).annotations[0]!;
  assert.deepEqual(beside(kept), {});
  const { annotations, conflicts } = mergeAnnotations([aden], [both], [labelled(aden, "PERSON")]);
  assert.equal((beside(annotations[0]!).opinions as unknown[]).length, 1);
  assert.equal(conflicts.length, 1);
});

test("a clock that goes backwards loses nothing: the order of times decides no more than a signature", () => {
  const early = { ...labelled(aden, "ORG"), by: "late", at: "1970-01-01T00:00:00Z" };
  const { annotations, conflicts } = mergeAnnotations([aden], [early], [aden]);
  assert.deepEqual([said(annotations), conflicts], [["Aden ORG"], []]);
});

test("200 random merges: no decision is lost, and conflicts are exactly where both decided differently", () => {
  let conflicts = 0;
  for (let seed = 0; seed < 200; seed++) {
    const merge = randomMerge(seed);
    assert.deepEqual(merge.faults, []);
    conflicts += merge.conflicts;
  }
  assert.ok(conflicts > 200);
});
