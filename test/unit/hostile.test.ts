import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { isTooDeep } from "../../server/src/annotations/json.ts";
import { parseSide } from "../../server/src/annotations/marks.ts";
import { parseSidecar, serializeSidecar } from "../../server/src/annotations/sidecar.ts";
import { isIncluded, readSettings } from "../../server/src/settings.ts";
import { isSimpleGlob } from "../../server/src/workspace/globs.ts";
import { mergeSidecars } from "../../server/src/workspace/mergeSidecars.ts";
import { parseProject, readProject } from "../../server/src/workspace/project.ts";
import { loadSidecar } from "../../server/src/workspace/sidecars.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { dateline } from "../support/program.ts";

// Files that come with a folder may be anybody's (README, "What it trusts").

const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-hostile-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const lists = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const sidecar = (more: string): string =>
  `{"version":1,"article":{"sha256":"${"a".repeat(64)}","length":3,"offsets":"codepoint","language":"en"},"annotations":[],"relations":[]${more}}`;

test("JSON that is nested without end is a problem, and no overflow", () => {
  for (const deep of [lists(100_000), objects(100_000)]) {
    for (const text of [sidecar(`,"x":${deep}`), `{"annotations":${deep}}`, `${deep}x`])
      assert.match(parseSidecar(text).problem?.message ?? "", /nested deeper .* is left as it is/);
    assert.equal(parseSide(`${deep}x`), null);
    assert.match(
      parseProject(`{"labels":${deep}}`).problem?.message ?? "",
      /not used: it is nested too deep/,
    );
    assert.match(
      parseProject(`// "\n{"x": /* " */ ${deep}}`).problem?.message ?? "",
      /not used: it is nested too deep/,
    );
  }
});

test("brackets in texts, and what newer versions may write, are not nested", () => {
  assert.equal(isTooDeep(JSON.stringify({ quote: `${"[{".repeat(500)}\\"` })), false);
  assert.equal(isTooDeep(`[${"[],{},".repeat(1000)}1]`), false);
  assert.equal(parseSidecar(sidecar(`,"x":${lists(100)}`)).problem, null);
});

test("files of absurd size are not read", async () => {
  const { files } = memoryFiles({});
  const bytes = new Uint8Array(64 * 1024 * 1024 + 1).fill(0x20);
  const loaded = await loadSidecar({ ...files, read: async () => bytes }, "file:///w/a.txt");
  assert.match(loaded.state === "unusable" ? loaded.problem.message : loaded.state, /more than 64 MB/);
  const read = await readProject(
    {
      ...files,
      stat: async () => ({ kind: "file", size: 2e9, mtime: 0 }),
      read: () => assert.fail("it was read"),
    },
    "file:///w/",
  );
  assert.match(read.problem?.message ?? "", /larger than a megabyte/);
});

test("a dataset that is nested without end is a problem of its line", async () => {
  writeFileSync(path.join(folder, "deep.jsonl"), `${objects(100_000)}\n`);
  const { status, err } = await dateline(
    ["import", "--format", "doccano", "--out", ".", "deep.jsonl"],
    "",
    folder,
  );
  assert.equal(status, 1);
  assert.match(err, /deep\.jsonl: line 1: this is nested too deep; take it out/);
});

test("a line of `detect --jsonl` that is nested without end harms no other", async () => {
  const lines = [
    `{"id":${lists(100_000)},"text":"a"}`,
    `{"text":${lists(100_000)}}`,
    `{"id":"2","text":"Aden"}`,
  ];
  const { status, out, err } = await dateline(["detect", "--jsonl"], `${lines.join("\n")}\n`);
  assert.equal(status, 1, err);
  const results = out.trim().split("\n");
  assert.equal(results.length, 3);
  assert.match(results[2] ?? "", /^\{"id":"2","language":"en"/);
});

const EVIL = `"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}`;

test("keys that are those of every object are data", () => {
  const [ours, theirs] = [parseSidecar(sidecar(`,${EVIL}`)), parseSidecar(sidecar(`,"x":1,${EVIL}`))];
  assert.ok(ours.sidecar && theirs.sidecar);
  serializeSidecar(mergeSidecars(null, ours.sidecar, theirs.sidecar, null).sidecar);
  parseProject(`{${EVIL},"codebook":{"words":{${EVIL.replaceAll("true", "1")},"dozens":24}}}`);
  parseProject(`{"labels":[{"name":"__proto__"},{"name":"constructor"}],"attributes":{"__proto__":["a"]}}`);
  readSettings(JSON.parse(`{${EVIL},"diagnostics":{${EVIL}}}`));
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  assert.equal(Object.keys(Object.prototype).length, 0);
});

test("no pattern takes longer than its file names", () => {
  const names = [`${"a".repeat(250)}.txt`, `${"a/".repeat(300)}b.txt`];
  const plain = ["**/*.txt", "articles/**/*.{txt,md}", "**/[a-z]*-*.txt", "!**/x/**", "**/*a*a*b"];
  for (const pattern of plain) {
    assert.ok(isSimpleGlob(pattern), pattern);
    for (const name of names) isIncluded(name, { include: [pattern], exclude: [] });
  }
  for (const pattern of [
    `**/${"*a".repeat(10)}b`,
    `${"**/".repeat(9)}x`,
    "(a+)+b",
    "+(+(a))",
    "[a]+[a]+[a]+[a]+b",
    `${"{a,b}".repeat(9)}`,
    "a".repeat(1000),
  ]) {
    assert.ok(!isSimpleGlob(pattern), pattern);
    const { problem } = parseProject(JSON.stringify({ include: [pattern] }));
    assert.match(problem?.message ?? "", /not used: the pattern is too complex; .* at include\[0\]/);
    const { settings, problems } = readSettings({ exclude: [pattern] });
    assert.match(problems[0] ?? "", /dateline\.exclude is not used: the pattern is too complex/);
    assert.ok(!settings.exclude.includes(pattern));
  }
});

test("names of files are shown without what a terminal would obey", {
  skip: process.platform === "win32",
}, async () => {
  const name = "a\u001b]0;evil\u0007\u001b[2J.txt";
  writeFileSync(path.join(folder, name), "Ten people were killed in Aden.\u001b[31m\u009b31m\n");
  writeFileSync(path.join(folder, `${name}.dateline.json`), "{\u001b[31m");
  for (const args of [
    ["detect", name],
    ["detect", "--format", "json", name],
    ["stats", name],
    ["lint", name],
    ["evaluate", name],
    ["export", "--format", "csv", "--out", "out", name],
    ["import", "--format", "doccano", "--out", ".", name],
    ["detect", "\u001b[31mmissing.txt"],
  ]) {
    const { out, err } = await dateline(args, "", folder);
    assert.doesNotMatch(out + err, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/, args.join(" "));
  }
});
