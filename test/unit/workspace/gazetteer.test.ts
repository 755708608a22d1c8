import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { nodeFiles } from "../../../server/src/node/fileSystem.ts";
import { parseProject } from "../../../server/src/workspace/project.ts";
import { MOST_LINES, parseGazetteer } from "../../../server/src/workspace/projectGazetteer.ts";
import { noGazetteers, readGazetteers } from "../../../server/src/workspace/projectNames.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";

const pause = () => Promise.resolve();

test("a gazetteer's lines: labels, forms, the name in full, comments; what does not fit is marked, the rest counts", async () => {
  const text = [
    "# ours",
    "",
    "LOC\tRada| Rada'a |رداع\tRada District",
    "-\tThe Post\r",
    "PLACE\tX",
    "LOC",
    "ORG\tA||…\t\tmore",
    "ORG\tRada|",
    "PERSON\t!!!",
    "WEAPON\tkalash",
  ].join("\n");
  const { forms, problems } = await parseGazetteer(text, "names.tsv", pause);
  assert.deepEqual(
    forms.map(({ form, label, name, line }) => `${line} ${form}: ${label} ${name}`),
    [
      "3 Rada: LOC Rada District",
      "3 Rada'a: LOC Rada District",
      "3 رداع: LOC Rada District",
      "4 The Post: null The Post",
      "10 kalash: WEAPON kalash",
    ],
  );
  assert.deepEqual(
    problems.map(
      ({ line, start, end, message }) => `${line} “${text.slice(start, end)}” ${message.slice(0, 24)}`,
    ),
    [
      "5 “PLACE” There is no label “PLACE",
      "6 “LOC” There is no tab here; wr",
      "7 “ORG\tA||…\t\tmore” There are 4 columns; the",
      "8 “Rada” “Rada” is LOC by line 3 ",
      "8 “|” A form is missing here; ",
      "9 “!!!” “!!!” is no name that ca",
    ],
  );
});

test("a gazetteer that is too long is cut, and says so; many wrong lines are counted", async () => {
  const long = await parseGazetteer("LOC\tRada\n".repeat(MOST_LINES + 5), "names.tsv", pause);
  assert.match(long.problems[0]?.message ?? "", /more than 200,000 lines/);
  const wrong = await parseGazetteer("X\tY\n".repeat(250), "names.tsv", pause);
  assert.equal(wrong.problems.length, 101);
  assert.match(wrong.problems.at(-1)?.message ?? "", /150 more lines/);
});

test("a gazetteer's path never leads out of the folder", () => {
  const accepted = (gazetteer: unknown): boolean =>
    parseProject(JSON.stringify({ gazetteer })).problem === null;
  for (const inside of ["names.tsv", "lists/names.TSV", ["a.tsv", "b c.tsv"], "لوائح.tsv", "..names.tsv"])
    assert.ok(accepted(inside), String(inside));
  for (const outside of [
    "../names.tsv",
    "a/../../names.tsv",
    "/etc/names.tsv",
    "C:/names.tsv",
    "c:names.tsv",
    "a\\..\\..\\names.tsv",
    "./names.tsv",
    "a//names.tsv",
    "names.txt",
    "file:///names.tsv",
    ["ok.tsv", "../x.tsv"],
    7,
  ])
    assert.ok(!accepted(outside), String(outside));
});

const project = (gazetteer: string | string[]) => parseProject(JSON.stringify({ gazetteer }));

test("a gazetteer that is missing, too large or not UTF-8 is said at its place in the project's file", async () => {
  const { files } = memoryFiles({
    "file:///w/good.tsv": "LOC\tRada\n",
    "file:///w/large.tsv": new Uint8Array(5_000_001).fill(0x20),
    "file:///w/latin.tsv": new Uint8Array([0x4c, 0xe9]),
  });
  const result = project(["none.tsv", "good.tsv", "large.tsv", "latin.tsv"]);
  const read = await readGazetteers(files, "file:///w/", result, pause);
  assert.deepEqual(
    read.problems.map(
      ({ start, end, message }) => `${result.text.slice(start, end)} ${message.replace(/.*: /, "")}`,
    ),
    [
      '"none.tsv" there is no such file; make it, or take it out here.',
      '"large.tsv" it is larger than 5 MB; take names out of it.',
      '"latin.tsv" it is not UTF-8; save it as UTF-8.',
    ],
  );
  assert.equal(read.listed.byWords.size, 1);
  assert.equal(await readGazetteers(files, "file:///w/", result, pause, read), read);
  assert.equal(await readGazetteers(files, "file:///w/", parseProject("{}"), pause), noGazetteers);
});

test("a link that leads out of the folder is not followed; one inside is", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-links-"));
  const outside = mkdtempSync(path.join(os.tmpdir(), "dateline-outside-"));
  try {
    writeFileSync(path.join(outside, "names.tsv"), "LOC\tRada\n");
    writeFileSync(path.join(folder, "own.tsv"), "LOC\tAden\n");
    symlinkSync(path.join(outside, "names.tsv"), path.join(folder, "out.tsv"));
    symlinkSync(outside, path.join(folder, "lists"));
    symlinkSync(path.join(folder, "own.tsv"), path.join(folder, "in.tsv"));
    const read = await readGazetteers(
      nodeFiles,
      `${pathToFileURL(folder).href}/`,
      project(["out.tsv", "lists/names.tsv", "in.tsv"]),
      pause,
    );
    assert.deepEqual(
      read.files.map(({ path: own }) => own),
      ["in.tsv"],
    );
    assert.equal(read.problems.length, 2);
    assert.match(read.problems[0]?.message ?? "", /out\.tsv is not used: it is a link to a place outside/);
  } finally {
    for (const one of [folder, outside]) rmSync(one, { recursive: true });
  }
});
