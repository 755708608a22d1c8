import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { jsonSchemas } from "../../../scripts/schemas.mjs";
import {
  parseSidecar,
  type Sidecar,
  serializeSidecar,
  toCodePoints,
  toUtf16,
} from "../../../server/src/annotations/sidecar.ts";
import { contextFor, corrected, entityOn } from "../../support/annotations.ts";

const header = { sha256: "a".repeat(64), length: 20, language: "en" as const, published: null, extra: {} };
const of = (annotations: Sidecar["annotations"], more: Partial<Sidecar> = {}): Sidecar => ({
  article: header,
  annotations,
  relations: [],
  extra: {},
  ...more,
});

test("what is written is read back as it was", () => {
  const text = "At least 31 militants were killed in Aden, officials said.";
  const { figures, entities } = contextFor(text).detections;
  const decided = corrected(
    text,
    { type: "accept", ids: [...figures, ...entities].map(({ id }) => id) },
    { type: "editFigure", id: figures[0]!.id, changes: { max: 40 } },
  );
  const written = serializeSidecar(of(decided));
  const { sidecar, problem } = parseSidecar(written);
  assert.equal(problem, null);
  assert.equal(serializeSidecar(sidecar!), written);
});

test("one annotation is one line, sorted by place and id, whoever wrote first", () => {
  const text = "Aden, Taiz, Rada";
  const list = ["Rada", "Aden", "Taiz"].map((words) => entityOn(text, words));
  const written = serializeSidecar(of(list));
  assert.equal(written, serializeSidecar(of([...list].reverse())));
  const lines = written.split("\n").filter((line) => line.startsWith("    {"));
  assert.deepEqual(
    lines.map((line) => /"quote":"(\w+)"/.exec(line)?.[1]),
    ["Aden", "Taiz", "Rada"],
  );
  assert.ok(written.endsWith("}\n"));
});

test("keys that a newer version wrote are kept", () => {
  const written = serializeSidecar(
    of([{ ...entityOn("Aden", "Aden"), extra: { votes: [{ by: "b" }] } }], { extra: { colour: "red" } }),
  );
  assert.match(written, /"votes":\[\{"by":"b"\}\]/);
  assert.match(written, /"colour": "red"/);
  assert.equal(serializeSidecar(parseSidecar(written).sidecar!), written);
});

test("what cannot be used says what is wrong, where, and what to do", () => {
  const good = serializeSidecar(of([entityOn("Aden", "Aden")]));
  const check = (text: string, kind: string, message: RegExp, at?: string): void => {
    const { problem } = parseSidecar(text);
    assert.equal(problem?.kind, kind);
    assert.match(problem?.message ?? "", message);
    if (at !== undefined) assert.equal(text.slice(problem?.start, problem?.end), at);
  };
  check(good.slice(0, good.length / 2), "json", /ends too early/);
  check("", "json", /is empty/);
  check("<<<<<<< HEAD\n{}", "marks", /conflict marks/, "<<<<<<<");
  check(good.replace('"version": 1', '"version": 7'), "newer", /newer Dateline.*version 7/, "7");
  check(good.replace('"accepted"', '"approved"'), "invalid", /annotations\[0\]\.status/, '"approved"');
  check(good.replace('"start":0', '"start":9'), "invalid", /ends before it starts/);
  check("[]", "invalid", /no valid sidecar/);
});

test("two annotations of one id are no valid sidecar", () => {
  const one = entityOn("Aden Taiz", "Aden");
  const { problem } = parseSidecar(
    serializeSidecar(of([one, { ...entityOn("Aden Taiz", "Taiz"), id: one.id }])),
  );
  assert.match(problem?.message ?? "", /another annotation has the id/);
});

test("reading never throws, and a sidecar that is read is written in a form that is read the same", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const { sidecar } = parseSidecar(text);
      if (sidecar) assert.deepEqual(parseSidecar(serializeSidecar(sidecar)).sidecar, sidecar);
    }),
  );
});

test("offsets are code points in the file and UTF-16 code units inside", () => {
  const text = "😀 Aden e\u0301 مأرب";
  const decided = [entityOn(text, "Aden"), entityOn(text, "مأرب")];
  const stored = toCodePoints(decided, text);
  const points = [...text];
  assert.deepEqual(
    stored.map(({ start, end }) => points.slice(start, end).join("")),
    ["Aden", "مأرب"],
  );
  assert.deepEqual(toUtf16(stored, text), decided);
});

test("the JSON Schemas are generated from the zod schemas", () => {
  const folder = path.resolve(import.meta.dirname, "../../../server/schemas");
  for (const [name, schema] of Object.entries(jsonSchemas()))
    assert.equal(readFileSync(path.join(folder, name), "utf8"), schema, "run `npm run schemas`");
});
