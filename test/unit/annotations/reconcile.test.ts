import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { applyChange, changeOf } from "../../../server/src/annotations/correction.ts";
import { reconcile } from "../../../server/src/annotations/reconcile.ts";
import { contextFor, entityOn } from "../../support/annotations.ts";
import { fixtures } from "../../support/tables.ts";

test("a long decision settles what is suggested anywhere inside it, whatever stands between", () => {
  const text = "Fighting in Aden, in Abyan and in Taiz went on. Rada fell.";
  const { detections } = contextFor(text);
  const long = entityOn(text, "Aden, in Abyan and in Taiz");
  const inner = entityOn(text, "Abyan");
  const open = reconcile(detections, [inner, long]).entities.map((mention) => mention.text);
  assert.ok(!open.some((words) => ["Aden", "Abyan", "Taiz"].includes(words)), open.join());
  const before = reconcile(detections, []).entities.map((mention) => mention.text);
  assert.deepEqual(before.slice(0, 3), ["Aden", "Abyan", "Taiz"]);
});

test("whatever is decided of a suggestion, in any order of the suggestions, it is a suggestion no more", () => {
  for (const name of readdirSync(path.join(fixtures, "articles")).filter((file) => file.endsWith(".txt"))) {
    const text = readFileSync(path.join(fixtures, "articles", name), "utf8");
    const context = contextFor(text);
    const { entities, figures } = context.detections;
    const shuffled = {
      ...context.detections,
      entities: entities.toReversed(),
      figures: figures.toReversed(),
    };
    for (const { id, text: words } of [...entities, ...figures]) {
      for (const type of ["accept", "reject"] as const) {
        const decided = applyChange([], changeOf([], { type, ids: [id] }, context));
        for (const detections of [context.detections, shuffled]) {
          const open = reconcile(detections, decided);
          const left = [...open.entities, ...open.figures].some((suggestion) => suggestion.id === id);
          assert.ok(!left, `${name}: ${words} after ${type}`);
        }
      }
    }
  }
});
