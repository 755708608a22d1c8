import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation, EntityAnnotation } from "../../../server/src/annotations/annotation.ts";
import { compared } from "../../../server/src/annotations/compare.ts";
import {
  applyChange,
  type Correction,
  changeOf,
  inverse,
} from "../../../server/src/annotations/correction.ts";
import { historyOf } from "../../../server/src/annotations/history.ts";
import { mergeAnnotations } from "../../../server/src/annotations/merge.ts";
import { agrees, seenBy } from "../../../server/src/annotations/opinion.ts";
import { hasLabel, withRenamedLabel } from "../../../server/src/annotations/renamedLabel.ts";
import { parseSidecar } from "../../../server/src/annotations/sidecar.ts";
import { fromStored, toStored } from "../../../server/src/annotations/stored.ts";
import { type Attributes, defaultTagset } from "../../../server/src/annotations/tagset.ts";
import { tagsetProblems } from "../../../server/src/annotations/tagsetProblems.ts";
import { contextFor, corrected, entityOn } from "../../support/annotations.ts";
import { sidecarFor } from "../../support/repository.ts";

const TEXT = "Militants left Aden on Friday.";
const ADEN = entityOn(TEXT, "Aden");

const set = (name: string, value: string | boolean | null, ...ids: string[]): Correction => ({
  type: "setAttribute",
  ids,
  name,
  value,
});

/** The decisions after a correction by somebody. */
const by = (who: string, decided: readonly Annotation[], correction: Correction): Annotation[] =>
  applyChange(decided, changeOf(decided, correction, { ...contextFor(TEXT), by: who }));

const having = (attributes: Attributes, more: Partial<EntityAnnotation> = {}): EntityAnnotation => ({
  ...ADEN,
  ...more,
  attributes,
});

test("an attribute is set and taken away; a suggestion is accepted with it", () => {
  const { id } = contextFor(TEXT).detections.entities.find(({ text }) => text === "Aden")!;
  const [first] = corrected(TEXT, set("certainty", "low", id));
  assert.deepEqual([first?.status, first?.attributes], ["accepted", { certainty: "low" }]);
  const both = by("annotator", [first!], set("armed", true, first!.id));
  assert.deepEqual(both[0]?.attributes, { armed: true, certainty: "low" });
  assert.deepEqual(by("annotator", both, set("certainty", null, first!.id))[0]?.attributes, { armed: true });
  const change = changeOf([first!], set("certainty", "high", first!.id), contextFor(TEXT));
  assert.deepEqual(applyChange(applyChange([first!], change), inverse(change)), [first]);
  const same = changeOf([first!], set("certainty", "low", first!.id), contextFor(TEXT));
  assert.deepEqual(same, { removed: [], added: [] });
});

test("it stands in the sidecar between status and what it was, and comes back", () => {
  const one = having({ certainty: "low", armed: false }, { was: { label: "ORG" }, status: "corrected" });
  const stored = toStored(one);
  assert.match(Object.keys(stored).join(), /status,attributes,was,/);
  assert.deepEqual(fromStored(stored as never), one);
  assert.ok(!("attributes" in toStored(ADEN)));
  const { sidecar } = parseSidecar(sidecarFor(TEXT, [one]));
  assert.deepEqual(sidecar?.annotations[0]?.attributes, { certainty: "low", armed: false });
});

test("another annotator's attribute is an opinion beside the first decision, seen by who is of it", () => {
  const [both] = by("cem", [having({ certainty: "low" })], set("certainty", "high", ADEN.id));
  assert.deepEqual(both?.attributes, { certainty: "low" });
  assert.deepEqual(both?.opinions[0]?.attributes, { certainty: "high" });
  assert.deepEqual(seenBy(both!, "cem").attributes, { certainty: "high" });
  assert.ok(!agrees(both!, both!.opinions[0]!));
  const [none] = by("cem", [both!], set("certainty", null, ADEN.id));
  assert.deepEqual(none?.opinions[0]?.attributes, {}, "nothing is said otherwise, too");
  const [again] = by("cem", [none!], set("certainty", "low", ADEN.id));
  assert.equal(again?.opinions[0]?.attributes, undefined, "as the annotation's own");
  // The first annotator changes the own one: the other's stays what it was.
  const [changed] = by("annotator", [again!], set("certainty", "high", ADEN.id));
  assert.deepEqual(changed?.opinions[0]?.attributes, { certainty: "low" });
  assert.deepEqual(compared([both!], [seenBy(both!, "cem")], [])[0]?.differences, ["attributes"]);
  assert.deepEqual(
    historyOf(both!).map(({ act, attributes }) => [act, attributes]),
    [
      ["suggested", {}],
      ["accepted", { certainty: "low" }],
      ["accepted", { certainty: "high" }],
    ],
  );
});

test("attributes are merged one by one; the same one set differently is a conflict that keeps both", () => {
  const base = having({ certainty: "low" });
  const merge = (ours: Attributes, theirs: Attributes, at = "2026-02-02T00:00:00Z") =>
    mergeAnnotations([base], [having(ours, { at })], [having(theirs, { at })]);
  const apart = merge({ certainty: "high" }, { certainty: "low", armed: true });
  assert.deepEqual(apart.annotations[0]?.attributes, { armed: true, certainty: "high" });
  assert.deepEqual(apart.conflicts, []);
  assert.deepEqual(merge({}, { armed: true, certainty: "low" }).annotations[0]?.attributes, { armed: true });
  const { annotations, conflicts } = merge({ certainty: "high" }, { certainty: "middle" });
  assert.deepEqual(annotations[0]?.attributes, { certainty: "high" });
  assert.deepEqual(annotations[0]?.opinions[0]?.attributes, { certainty: "middle" });
  assert.equal(conflicts.length, 1);
  const gone = merge({ certainty: "high" }, {}).annotations[0];
  assert.deepEqual(gone?.opinions[0]?.attributes, {}, "theirs says that there is none");
  // An opinion that says no more than the decision did goes on saying that when the other side changes the decision.
  const opinion = { status: "accepted" as const, by: "cem", at: "2026-01-03T00:00:00Z" };
  const withOpinion = (attributes: Attributes): EntityAnnotation =>
    having(attributes, { opinions: [opinion] });
  const merged = mergeAnnotations(
    [withOpinion({ certainty: "low" })],
    [withOpinion({ certainty: "low" })],
    [having({ certainty: "high" }, { opinions: [{ ...opinion, attributes: { certainty: "low" } }] })],
  );
  assert.deepEqual(merged.annotations[0]?.opinions[0]?.attributes, { certainty: "low" });
  const agreed = mergeAnnotations(
    [base],
    [having({ certainty: "high" }, { at: "2026-02-02T00:00:00Z" })],
    [withOpinion({ certainty: "low" })],
  );
  assert.deepEqual(agreed.annotations[0]?.attributes, { certainty: "high" });
  assert.deepEqual(agreed.annotations[0]?.opinions[0]?.attributes, { certainty: "low" });
});

test("a label's new name is no decision: who decided what stays", () => {
  const own = having(
    { armed: true },
    {
      label: "CAR",
      status: "corrected",
      was: { label: "LOC", start: 0 },
      opinions: [
        { status: "accepted", label: "VEHICLE", by: "cem", at: null },
        { status: "accepted", label: "LOC", by: "ana", at: null },
      ],
    },
  );
  assert.deepEqual(
    ["VEHICLE", "CAR", "ORG"].map((label) => hasLabel(own, label)),
    [true, true, false],
  );
  const truck = withRenamedLabel(own, "CAR", "TRUCK");
  assert.deepEqual({ ...truck, label: "CAR" }, own);
  const joined = withRenamedLabel(own, "CAR", "LOC");
  assert.deepEqual([joined.label, joined.status, joined.was], ["LOC", "corrected", { start: 0 }]);
  assert.deepEqual(
    joined.opinions.map(({ label }) => label),
    ["VEHICLE", undefined],
  );
  const plain = withRenamedLabel({ ...own, was: { label: "LOC" } }, "CAR", "LOC");
  assert.deepEqual([plain.status, plain.was], ["accepted", null]);
  const former = withRenamedLabel({ ...own, label: "ORG", was: { label: "CAR" } }, "CAR", "TRUCK");
  assert.deepEqual([former.label, former.was], ["ORG", { label: "TRUCK" }]);
});

test("what the project does not know of labels and attributes is said with what to do", () => {
  const tagset = {
    ...defaultTagset,
    labels: defaultTagset.labels.slice(1),
    off: ["PERSON" as const],
    attributes: [
      { name: "certainty", description: "", values: ["low", "high"], labels: null },
      { name: "armed", description: "", values: "boolean" as const, labels: ["ORG"] },
    ],
  };
  const said = (one: Annotation): string[] => tagsetProblems([one], tagset).map(({ what }) => what);
  assert.deepEqual(said(having({ certainty: "low" })), []);
  assert.match(
    said(having({}, { label: "SITE" })).join(),
    /^the label SITE, which this project does not have$/,
  );
  assert.match(said(having({}, { label: "PERSON" })).join(), /switches off$/);
  assert.match(said(having({ certainty: "middle" })).join(), /^“middle” as certainty/);
  assert.match(said(having({ certainty: true })).join(), /^yes as certainty/);
  assert.match(said(having({ armed: true })).join(), /^the attribute armed/);
  assert.deepEqual(said(having({ armed: true }, { label: "ORG" })), []);
  const opinions = [{ status: "accepted" as const, label: "SITE", by: "cem", at: null }];
  assert.match(said(having({}, { opinions })).join(), /the label SITE/);
});
