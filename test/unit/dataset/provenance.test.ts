import assert from "node:assert/strict";
import { test } from "node:test";
import { applyChange, changeOf } from "../../../server/src/annotations/correction.ts";
import { provenance } from "../../../server/src/dataset/provenance.ts";
import { csvRow } from "../../../server/src/text/csv.ts";
import { contextFor, corrected, entityOn } from "../../support/annotations.ts";
import { datasetOf, render } from "../../support/datasets.ts";

test("a cell holds what it was given, and none is run by a spreadsheet", () => {
  const check = (cell: string | number | null, expected: string): void =>
    assert.equal(csvRow([cell, "x"]), `${expected},x\r\n`);
  check("Aden", "Aden");
  check(null, "");
  check(-3, "-3");
  check('a "b", c', '"a ""b"", c"');
  check("two\nlines", '"two\nlines"');
  for (const sign of ["=", "+", "-", "@", "\t"]) check(`${sign}1`, `'${sign}1`);
  check('=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"');
});

test("provenance has a row for what was suggested and one for each annotator's decision, the oldest first", () => {
  const text = "😀 Militants left Aden\r\non Friday.";
  const suggestion = contextFor(text).detections.entities.find(({ text: words }) => words === "Aden");
  const [first] = corrected(text, { type: "relabel", ids: [suggestion!.id], label: "ORG" });
  const by = { ...contextFor(text), by: "=cmd", at: "2026-02-02T00:00:00Z" };
  const decided = applyChange([first!], changeOf([first!], { type: "reject", ids: [first!.id] }, by));
  const added = { ...entityOn(text, "Friday", "DATE"), status: "orphaned" as const, detector: null };
  const article = datasetOf({ text, annotations: [...decided, added] }, { id: "x/a.txt" });
  const { files, annotations } = render(provenance, [article]);
  const [header, ...cells] = files
    .get("all.csv")!
    .toString()
    .trimEnd()
    .split("\r\n")
    .map((row) => row.split(","));
  const at = (name: string): string[] => cells.map((row) => row[header!.indexOf(name)] ?? "");
  assert.equal(annotations, 2);
  assert.deepEqual(at("act"), ["suggested", "corrected", "rejected", "accepted"]);
  assert.deepEqual(at("by"), ["dateline@0.1.0", "annotator", "'=cmd", "annotator"]);
  assert.deepEqual(at("label"), ["LOC", "ORG", "ORG", "DATE"]);
  assert.deepEqual(at("changed"), ["", "label", "", ""]);
  assert.deepEqual(at("stands"), ["", "yes", "no", "yes"]);
  assert.deepEqual(at("start"), ["17", "17", "17", ""]);
  assert.deepEqual(at("rule"), [suggestion!.source, "", "", ""]);
  assert.ok(cells.every((row) => row.length === 20));
});
