import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { mergeAnnotations } from "../../../server/src/annotations/merge.ts";
import { contextFor, corrected, entityOn } from "../../support/annotations.ts";

const TEXT = "Aden Taiz Rada Ibb";
const [aden, taiz, rada] = ["Aden", "Taiz", "Rada"].map((words) => entityOn(TEXT, words)) as [
  Annotation,
  Annotation,
  Annotation,
];
const labelled = (annotation: Annotation, label: string): Annotation =>
  ({ ...annotation, label }) as Annotation;
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

test("a change wins over a removal", () => {
  assert.deepEqual(said(mergeAnnotations([aden], [], [labelled(aden, "ORG")]).annotations), ["Aden ORG"]);
  assert.deepEqual(said(mergeAnnotations([aden], [labelled(aden, "ORG")], []).annotations), ["Aden ORG"]);
});

test("what both changed differently stays ours, with theirs beside it", () => {
  const { annotations, conflicts } = mergeAnnotations(
    [aden],
    [labelled(aden, "ORG")],
    [labelled(aden, "PERSON")],
  );
  assert.deepEqual(said(annotations), ["Aden ORG"]);
  assert.deepEqual(conflicts, [aden.id]);
  assert.deepEqual(
    annotations[0]!.opinions.map(({ label }) => label),
    ["PERSON"],
  );
  assert.equal(annotations[0]!.conflict, true);
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

test("no decision of either side is lost, and conflicts are exactly where both decided differently", () => {
  const all = ["Aden", "Taiz", "Rada", "Ibb"].map((words) => entityOn(TEXT, words));
  /** 0: not there, 1: as it was, 2 and 3: decided in one way or another. */
  const side = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3));
  const made = (states: readonly number[]): Annotation[] =>
    all.flatMap((one, n) =>
      states[n] === 0 ? [] : states[n] === 1 ? [one] : [labelled(one, states[n] === 2 ? "ORG" : "PERSON")],
    );
  fc.assert(
    fc.property(fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1), fc.nat(1)), side, side, (before, ours, theirs) => {
      const { annotations, conflicts } = mergeAnnotations(made(before), made(ours), made(theirs));
      for (const [n, one] of all.entries()) {
        const [base, our, their] = [before[n], ours[n], theirs[n]];
        const merged = annotations.find(({ id }) => id === one.id);
        const differ = our !== base && their !== base && our !== their && our !== 0 && their !== 0;
        assert.equal(conflicts.includes(one.id), differ);
        if ((our ?? 0) > 1 || (their ?? 0) > 1) assert.ok(merged, "a decision is gone");
        if (our === base && their === base) assert.equal(merged !== undefined, base === 1);
      }
    }),
  );
});
