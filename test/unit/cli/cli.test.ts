import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fixtures } from "../../support/tables.ts";

const cli = path.resolve(import.meta.dirname, "../../../dist/cli.js");

/** Runs the program as users do. */
function dateline(
  args: readonly string[],
  input = "",
  cwd?: string,
): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("close", (status) => resolve({ status, out, err }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** A record of the program's output, as far as these tests look at it. */
interface Output {
  id?: string | number;
  error?: string;
  entities: { id: string; start: number }[];
  figures: { number: object; date: string; place: string; min: number }[];
  tally: object;
}

const lines = (text: string): Output[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const scratch = (): string => mkdtempSync(path.join(os.tmpdir(), "dateline-cli-"));

test("detect --jsonl: one line for each, in order, in code points, whatever is wrong with others", async () => {
  const input = [
    JSON.stringify({
      id: "7",
      text: "😀 At least 31 militants were killed in Abyan on Friday.",
      published: "2012-06-15",
    }),
    "not json",
    JSON.stringify({ id: 8, words: "none" }),
    JSON.stringify({ text: "U\u2028V Aden" }).replace("\\u2028", "\u2028"),
    JSON.stringify({ id: "9", text: "x", published: "yesterday" }),
  ].join("\n");
  const { status, out, err } = await dateline(["detect", "--jsonl"], input);
  assert.equal(status, 1);
  assert.equal(err, "");
  const [first, second, third, fourth, fifth] = lines(out);
  assert.deepEqual(Object.keys(first!), ["id", "language", "published", "entities", "figures", "tally"]);
  const [figure] = first!.figures;
  assert.deepEqual(figure!.number, { start: 11, end: 13, text: "31" });
  assert.equal(figure!.date, "2012-06-15");
  assert.equal(figure!.place, first!.entities[0]?.id);
  assert.deepEqual(Object.keys(figure!).slice(0, 7), [
    "id",
    "start",
    "end",
    "text",
    "number",
    "trigger",
    "harm",
  ]);
  assert.deepEqual(first!.tally, { killed: { min: 31, max: null, best: 31, perpetrators: 0 } });
  assert.deepEqual(second, { error: "this line is not JSON" });
  assert.equal(third?.id, 8);
  assert.match(third?.error ?? "", /no text/);
  assert.equal(fourth?.entities[0]?.start, 4);
  assert.match(fifth?.error ?? "", /published/);
});

test("detect --jsonl --jobs: the same lines in the same order", async () => {
  const articles = readdirSync(path.join(fixtures, "articles")).map((name) =>
    readFileSync(path.join(fixtures, "articles", name), "utf8"),
  );
  const input = Array.from({ length: 60 }, (_, n) =>
    JSON.stringify({ id: n, text: articles[n % articles.length] }),
  ).join("\n");
  const [one, two] = await Promise.all([
    dateline(["detect", "--jsonl"], input),
    dateline(["detect", "--jsonl", "--jobs", "2"], input),
  ]);
  assert.equal(one.status, 0);
  assert.equal(one.out, two.out);
  assert.equal(lines(one.out).length, 60);
});

test("detect: a table for people, JSON for programs, files that are no text named", async () => {
  const folder = scratch();
  writeFileSync(path.join(folder, "a.txt"), "At least 31 militants were killed in Abyan.\u001b[31m");
  writeFileSync(path.join(folder, "b.txt"), new Uint8Array([0, 1]));
  writeFileSync(path.join(folder, "c.txt"), new Uint8Array([0xff, 0x41]));
  writeFileSync(path.join(folder, "README.txt"), "Aden");
  const table = await dateline(["detect", folder]);
  assert.equal(table.status, 1);
  assert.match(table.out, /killed\s+at least 31\s+At least 31 militants\s+\(Abyan\)/);
  assert.match(table.out, /LOC\s+Abyan/);
  assert.doesNotMatch(table.out, /\u001b/);
  assert.match(table.err, /b\.txt: this is no text/);
  assert.match(table.err, /c\.txt: this is not UTF-8/);
  assert.doesNotMatch(table.out, /README/);
  const json = JSON.parse((await dateline(["detect", "--format", "json", path.join(folder, "a.txt")])).out);
  assert.equal(json.length, 1);
  assert.equal(json[0].figures[0].min, 31);
});

test("wrong usage is status 2 and says what is right", async () => {
  for (const [args, message] of [
    [[], /no verb/],
    [["dance"], /no verb “dance”/],
    [["detect"], /no file or folder/],
    [["detect", "nowhere.txt"], /no such file/],
    [["detect", "--format", "xml", "x"], /table, json and jsonl/],
    [["detect", "--published", "1 June", "x"], /2012-06-15/],
    [["detect", "--jsonl", "--jobs", "0"], /whole number/],
    [["detect", "--wrong"], /Unknown option/],
    [["export", "--out", "x", "y"], /--format/],
    [["export", "--format", "spacy", "--out", "x", "--split", "9", "."], /80\/10\/10/],
  ] as const) {
    const { status, err, out } = await dateline(args);
    assert.equal(status, 2, args.join(" "));
    assert.match(err, message);
    assert.equal(out, "");
  }
  assert.equal((await dateline(["--help"])).status, 0);
});

test("export with a split, and lint", async () => {
  const folder = scratch();
  const articles = path.join(fixtures, "articles");
  const out = path.join(folder, "data");
  const { status, out: said } = await dateline([
    "export",
    "--format",
    "conll",
    "--include",
    "suggested",
    "--split",
    "50/50",
    "--seed",
    "3",
    "--out",
    out,
    articles,
  ]);
  assert.equal(status, 0);
  assert.match(said, /6 articles, \d+ annotations/);
  assert.deepEqual(readdirSync(out), ["test.conll", "train.conll"]);
  const nothing = await dateline([
    "export",
    "--format",
    "spacy",
    "--out",
    path.join(folder, "none"),
    articles,
  ]);
  assert.equal(nothing.status, 1);
  assert.match(nothing.err, /6 articles without annotations/);
  assert.ok(!existsSync(path.join(folder, "none")));
  writeFileSync(path.join(folder, "a.txt"), "Aden");
  writeFileSync(path.join(folder, "a.txt.dateline.json"), '{"version": 1}');
  const lint = await dateline(["lint", folder]);
  assert.equal(lint.status, 1);
  assert.match(lint.err, /a\.txt\.dateline\.json:1:1: This is no valid sidecar/);
});
