import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { nodeFiles } from "../../../server/src/node/fileSystem.ts";
import { parseProject } from "../../../server/src/workspace/project.ts";
import { MOST_FORMS, MOST_LINES, parseGazetteer } from "../../../server/src/workspace/projectGazetteer.ts";
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
      "7 “ORG\tA||…\t\tmore” There are more than thre",
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

test("a line of very many forms neither holds other work up nor fills the memory with problems", async () => {
  let pauses = 0;
  const counted = async (text: string) => {
    pauses = 0;
    return parseGazetteer(text, "names.tsv", async () => void pauses++);
  };
  const line = (count: number, first = "LOC") =>
    `${first}\t${Array.from({ length: count }, (_, n) => `Rada${n}`).join("|")}\n`;
  const long = await counted(line(200_000));
  assert.equal(long.forms.length, MOST_FORMS);
  assert.deepEqual(
    long.problems.map(({ message, line: own }) => `${own} ${message.slice(0, 35)}`),
    ["1 This line has more than 200 forms; "],
  );
  assert.equal((await counted(`LOC\t${"|".repeat(2_000_000)}\n`)).problems.length, 100);
  await counted(line(MOST_FORMS).repeat(100));
  assert.ok(pauses >= 10, "other work is let in between forms");
  const wide = await counted(`LOC\t${"x".repeat(1_000_000)}\n${"X".repeat(1_000_000)}\tRada\n`);
  assert.equal(wide.problems.length, 2);
  assert.ok(wide.problems.every(({ message }) => message.length < 300));
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
    symlinkSync(path.join(outside, "none.tsv"), path.join(folder, "nowhere.tsv"));
    const read = await readGazetteers(
      nodeFiles,
      `${pathToFileURL(folder).href}/`,
      project(["out.tsv", "lists/names.tsv", "nowhere.tsv", "in.tsv"]),
      pause,
    );
    assert.deepEqual(
      read.files.map(({ path: own }) => own),
      ["in.tsv"],
    );
    assert.equal(read.problems.length, 3);
    assert.match(read.problems[0]?.message ?? "", /out\.tsv is not used: it is a link to a place outside/);
    assert.match(
      read.problems[2]?.message ?? "",
      /nowhere\.tsv is not used: it is a link to a place outside/,
    );
    // The folder itself may be named by a link.
    const link = path.join(outside, "folder");
    symlinkSync(folder, link);
    const none = await readGazetteers(nodeFiles, pathToFileURL(link).href, project("none.tsv"), pause);
    assert.match(none.problems[0]?.message ?? "", /there is no such file/);
  } finally {
    for (const one of [folder, outside]) rmSync(one, { recursive: true });
  }
});

test("what is too large is not read at all, and what never ends neither", {
  skip: process.platform === "win32",
}, async () => {
  const { files } = memoryFiles({ "file:///w/large.tsv": new Uint8Array(5_000_001) });
  const unread = { ...files, read: () => assert.fail("it was read") };
  const large = await readGazetteers(unread, "file:///w/", project("large.tsv"), pause);
  assert.match(large.problems[0]?.message ?? "", /larger than 5 MB/);
  const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-pipe-"));
  try {
    execFileSync("mkfifo", [path.join(folder, "pipe.tsv")]);
    const read = await readGazetteers(nodeFiles, pathToFileURL(folder).href, project("pipe.tsv"), pause);
    assert.match(read.problems[0]?.message ?? "", /it is no file that can be read/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
