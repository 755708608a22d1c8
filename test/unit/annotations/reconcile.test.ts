import assert from "node:assert/strict";
import { test } from "node:test";
import { reconcile } from "../../../server/src/annotations/reconcile.ts";
import { contextFor, entityOn } from "../../support/annotations.ts";

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
