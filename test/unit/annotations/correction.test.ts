import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FormerSuggestion } from "../../../server/src/annotations/context.ts";
import {
  applyChange,
  type Correction,
  CorrectionError,
  changeOf,
  inverse,
} from "../../../server/src/annotations/correction.ts";
import { reconcile } from "../../../server/src/annotations/reconcile.ts";
import { recordOf } from "../../../server/src/annotations/record.ts";
import { contextFor, corrected, markAnnotations } from "../../support/annotations.ts";

const TEXT = "Ten people died in Aden on Friday, officials in Abyan province said. Rada fell.";
const detections = contextFor(TEXT).detections;
const idOf = (text: string): string =>
  [...detections.entities, ...detections.figures].find((item) => item.text === text)?.id ??
  assert.fail(`no ${text}`);
const at = (words: string) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length });

/** The decisions that corrections leave, marked in the text. */
const check = (expected: string, ...corrections: Correction[]): void => {
  const decided = corrected(TEXT, ...corrections);
  assert.equal(markAnnotations(TEXT, decided).replace(TEXT, ""), expected);
};
const marked = (words: string, what: string): string => TEXT.replace(words, `[${words}:${what}]`);

test("a suggestion is accepted, rejected, relabelled, given other boundaries", () => {
  check(marked("Aden", "LOC"), { type: "accept", ids: [idOf("Aden")] });
  check(marked("Aden", "LOC rejected"), { type: "reject", ids: [idOf("Aden")] });
  check(marked("Aden", "ORG corrected"), { type: "relabel", ids: [idOf("Aden")], label: "ORG" });
  check(marked("Abyan province", "LOC corrected"), {
    type: "resize",
    id: idOf("Abyan"),
    span: at("Abyan province"),
  });
});

test("a selection is annotated; on a suggestion it accepts or relabels that", () => {
  check(marked("Rada", "LOC added"), { type: "add", span: at("Rada"), label: "LOC" });
  check(marked("Rada", "LOC added"), {
    type: "add",
    span: { start: at("Rada").start - 1, end: at("Rada").end + 1 },
    label: "LOC",
  });
  check(marked("Aden", "LOC"), { type: "add", span: at("Aden"), label: "LOC" });
  check(marked("Aden", "PERSON corrected"), { type: "add", span: at("Aden"), label: "PERSON" });
});

test("several are given a label at once: suggestions, decisions, and words that are not annotated", () => {
  const given: Correction = {
    type: "label",
    ids: [idOf("Aden")],
    spans: [at("Rada"), at("Abyan"), at("Rada"), at("Aden")],
    label: "ORG",
  };
  const all = TEXT.replace("Aden", "[Aden:ORG corrected]")
    .replace("Abyan", "[Abyan:ORG corrected]")
    .replace("Rada", "[Rada:ORG added]");
  check(all, given);
  check(all.replace(/ORG corrected/g, "LOC").replace("ORG", "LOC"), given, { ...given, label: "LOC" });
});

test("a correction that leads back to the suggestion is an acceptance", () => {
  const [first] = corrected(TEXT, { type: "relabel", ids: [idOf("Aden")], label: "ORG" });
  assert.ok(first);
  const context = contextFor(TEXT);
  const back = applyChange(
    [first],
    changeOf([first], { type: "relabel", ids: [first.id], label: "LOC" }, context),
  );
  assert.deepEqual(
    back.map(({ status, was }) => ({ status, was })),
    [{ status: "accepted", was: null }],
  );
});

test("a rejected suggestion stays away, and comes back when the decision is removed", () => {
  const decided = corrected(TEXT, { type: "reject", ids: [idOf("Aden")] });
  assert.ok(!reconcile(detections, decided).entities.some(({ text }) => text === "Aden"));
  const [rejection] = decided;
  const removed = applyChange(
    decided,
    changeOf(decided, { type: "remove", ids: [rejection!.id] }, contextFor(TEXT)),
  );
  assert.ok(reconcile(detections, removed).entities.some(({ text }) => text === "Aden"));
});

test("a figure is edited field by field, and keeps what was suggested", () => {
  const [figure] = corrected(TEXT, {
    type: "editFigure",
    id: idOf("Ten people"),
    changes: { min: 10, max: 12, qualifier: "range", place: "Aden" },
  });
  assert.ok(figure?.kind === "figure");
  assert.equal(figure.status, "corrected");
  assert.deepEqual(
    [figure.figure.min, figure.figure.max, figure.figure.qualifier, figure.figure.place],
    [10, 12, "range", "Aden"],
  );
  assert.equal(figure.was?.figure?.max, 10);
  assert.equal(figure.figure.number?.text, "Ten");
});

test("a key pressed twice decides once; another key changes that one decision", () => {
  const figure = idOf("Ten people");
  const aden = idOf("Aden");
  const both = [aden, figure];
  check(
    TEXT.replace("Ten people", "[Ten people:killed]").replace("Aden", "[Aden:LOC]"),
    {
      type: "accept",
      ids: both,
    },
    { type: "accept", ids: both },
  );
  check(marked("Aden", "LOC rejected"), { type: "accept", ids: [aden] }, { type: "reject", ids: [aden] });
  check(marked("Aden", "LOC"), { type: "reject", ids: [aden] }, { type: "accept", ids: [aden] });
  check(
    marked("Aden", "ORG corrected"),
    { type: "accept", ids: [aden] },
    { type: "relabel", ids: [aden], label: "ORG" },
  );
  check(marked("Aden", "LOC rejected"), { type: "remove", ids: [aden] }, { type: "remove", ids: [aden] });
  check(
    TEXT.replace("in Aden", "[in Aden:LOC corrected]"),
    { type: "moveEdge", id: aden, edge: "extendStart" },
    { type: "accept", ids: [aden] },
  );
  const add = { type: "addFigure", span: at("Rada fell"), changes: { harm: "injured" } } as const;
  check(marked("Rada fell", "injured added"), add, add);
  const context = contextFor(TEXT);
  const once = changeOf([], { type: "accept", ids: [figure] }, context).added;
  assert.deepEqual(changeOf(once, { type: "accept", ids: [figure] }, context), { removed: [], added: [] });
  const rejection = changeOf(once, { type: "reject", ids: [once[0]!.id, figure] }, context);
  assert.deepEqual([rejection.removed.length, rejection.added.length], [1, 1]);
});

test("a figure that is saved as it was is accepted; a decided one stays as it is", () => {
  const id = idOf("Ten people");
  const changes = { min: 10, max: 10, harm: "killed" } as const;
  const [figure] = corrected(TEXT, { type: "editFigure", id, changes });
  assert.deepEqual([figure?.status, figure?.was], ["accepted", null]);
  const again = changeOf([figure!], { type: "editFigure", id: figure!.id, changes }, contextFor(TEXT));
  assert.deepEqual(again, { removed: [], added: [] });
});

test("a field set by hand forgets the mention that it was taken from", () => {
  const text = "At least 31 militants were killed in Abyan on Friday, military officials said.";
  const context = contextFor(text);
  const [figure] = corrected(text, {
    type: "editFigure",
    id: context.detections.figures[0]!.id,
    changes: { place: "Aden", victims: "militants" },
  });
  assert.ok(figure?.kind === "figure");
  assert.ok(figure.was?.figure?.mentions.some(({ role }) => role === "place"));
  assert.ok(!figure.figure.mentions.some(({ role }) => role === "place"));
  assert.deepEqual(
    figure.figure.mentions,
    figure.was?.figure?.mentions.filter(({ role }) => role !== "place"),
  );
});

test("what could not be read back from the sidecar is refused", () => {
  const text = "At least 31 militants were killed in Abyan.";
  const context = contextFor(text);
  const [figure] = context.detections.figures;
  const detections = { ...context.detections, figures: [{ ...figure!, min: 2 ** 53 }] };
  assert.throws(
    () => changeOf([], { type: "accept", ids: [figure!.id] }, { ...context, detections }),
    (error) => error instanceof CorrectionError && /figure\.min/.test(error.message),
  );
  assert.throws(
    () => changeOf([], { type: "add", span: { start: 0, end: 8 }, label: "" }, context),
    CorrectionError,
  );
});

test("what was suggested until just now is decided on as it was seen", () => {
  const context = contextFor(TEXT);
  const was = context.detections;
  const former = new Map<string, FormerSuggestion>([
    ...was.entities.map((one) => [one.id, { suggestion: one, record: null }] as const),
    ...was.figures.map((one) => [one.id, { suggestion: one, record: recordOf(one, was) }] as const),
  ]);
  const now = { ...context, detections: { ...was, entities: [], figures: [] }, former };
  const check = (ids: readonly string[], expected: string): void => {
    const { added } = changeOf([], { type: "accept", ids }, now);
    assert.equal(markAnnotations(TEXT, added), expected);
  };
  check([idOf("Aden")], marked("Aden", "LOC"));
  // With the mentions that it refers to, which are suggested no longer either.
  const [figure] = changeOf([], { type: "accept", ids: [idOf("Ten people")] }, now).added;
  const [before] = changeOf([], { type: "accept", ids: [idOf("Ten people")] }, context).added;
  assert.ok(figure?.kind === "figure" && before?.kind === "figure");
  assert.ok(figure.figure.mentions.length > 0);
  assert.deepEqual(figure.figure, before.figure);
});

test("what does not fit is refused and says why", () => {
  const refused = (correction: Correction, message: RegExp): void => {
    assert.throws(
      () => corrected(TEXT, correction),
      (error) => error instanceof CorrectionError && message.test(error.message),
    );
  };
  refused({ type: "accept", ids: ["e999"] }, /no longer there/);
  refused({ type: "add", span: { start: 3, end: 4 }, label: "LOC" }, /Nothing is selected/);
  refused({ type: "relabel", ids: [idOf("Ten people")], label: "LOC" }, /casualty figure/);
  refused({ type: "editFigure", id: idOf("Aden"), changes: { min: 1 } }, /no casualty figure/);
  refused(
    { type: "editFigure", id: idOf("Ten people"), changes: { min: 12, max: 10 } },
    /above the upper bound/,
  );
});

test("every correction can be taken back and made again", () => {
  const ids = [...detections.entities, ...detections.figures].map(({ id }) => id);
  const id = fc.constantFrom(...ids);
  const span = fc
    .tuple(fc.nat(TEXT.length - 1), fc.integer({ min: 1, max: 12 }))
    .map(([start, length]) => ({ start, end: start + length }));
  const correction: fc.Arbitrary<Correction> = fc.oneof(
    fc.record({
      type: fc.constantFrom("accept" as const, "reject" as const, "remove" as const),
      ids: fc.array(id, { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant("relabel" as const),
      ids: fc.tuple(id),
      label: fc.constantFrom("ORG", "LOC"),
    }),
    fc.record({ type: fc.constant("resize" as const), id, span }),
    fc.record({ type: fc.constant("add" as const), span, label: fc.constantFrom("ORG", "LOC") }),
    fc.record({
      type: fc.constant("label" as const),
      ids: fc.array(id, { maxLength: 3 }),
      spans: fc.array(span, { maxLength: 3 }),
      label: fc.constantFrom("ORG", "LOC"),
    }),
  );
  const context = contextFor(TEXT);
  fc.assert(
    fc.property(fc.array(correction, { maxLength: 8 }), (corrections) => {
      let decided: ReturnType<typeof applyChange> = [];
      for (const one of corrections) {
        try {
          const change = changeOf(decided, one, context);
          const after = applyChange(decided, change);
          const byId = (list: typeof decided) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
          assert.deepEqual(byId(applyChange(after, inverse(change))), byId(decided));
          decided = after;
        } catch (error) {
          if (!(error instanceof CorrectionError)) throw error;
        }
      }
    }),
  );
});
