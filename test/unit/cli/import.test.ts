import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { parseSidecar } from "../../../server/src/annotations/sidecar.ts";
import { importFormats } from "../../../server/src/protocol.ts";
import { writeCorpus } from "../../support/datasetCorpus.ts";
import { cli, dateline } from "../../support/program.ts";

const base = mkdtempSync(path.join(os.tmpdir(), "dateline import "));
after(() => rmSync(base, { recursive: true, force: true }));
const scratch = (): string => mkdtempSync(path.join(base, "run "));

/** Writes records as JSON Lines. */
const writeLines = (file: string, records: readonly unknown[]): void =>
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));

test("import: decisions come in, new texts become articles, and what is wrong is a line each with status 1", async () => {
  const folder = scratch();
  mkdirSync(path.join(folder, "articles"));
  writeFileSync(path.join(folder, "articles", "a.txt"), "Fighting in Aden.\r\n");
  writeLines(path.join(folder, "data.jsonl"), [
    { text: "Fighting in Aden.\n", label: [[12, 16, "LOC"]] },
    { text: "Taiz is calm.", label: [[0, 4, "LOC"]], article: "مقال ٣.txt" },
  ]);
  const call = ["import", "--format", "doccano", "--by", "mk", "--out", "articles", "data.jsonl"];
  const dry = await dateline([...call, "--dry-run"], "", folder);
  assert.deepEqual(readdirSync(path.join(folder, "articles")), ["a.txt"]);
  const { status, out, err } = await dateline(call, "", folder);
  assert.equal(status, 0, err);
  assert.match(dry.out, /^2 documents: 2 annotations; 2 sidecars would be written, 1 article would be new\n/);
  assert.match(out, /^2 documents: 2 annotations; 2 sidecars written, 1 article new\n {2}.*مقال ٣\.txt\n$/);
  const { sidecar } = parseSidecar(readFileSync(path.join(folder, "articles/a.txt.dateline.json"), "utf8"));
  assert.deepEqual(
    sidecar?.annotations.map(({ quote, by }) => [quote, by]),
    [["Aden", "mk"]],
  );
  writeFileSync(
    path.join(folder, "broken.jsonl"),
    '{"text": "Fighting in Aden.\\n", "label": [[0, 8, "X"]]}\n{\n',
  );
  const broken = await dateline([...call.slice(0, -1), "broken.jsonl"], "", folder);
  assert.equal(broken.status, 1);
  assert.match(broken.out, /^1 document: 1 annotation; 1 sidecar written/);
  assert.match(broken.err, /^broken\.jsonl: line 2: this is not JSON .*; mend it or take it out\n$/);
  const listed = await dateline(
    [...call.slice(0, -1), "--no-new", "--articles", "articles", "data.jsonl"],
    "",
    folder,
  );
  assert.match(listed.out, /2 known already/);
});

test("import: wrong usage is status 2 and says what is right", async () => {
  const folder = scratch();
  mkdirSync(path.join(folder, "empty"));
  const wrong: [string[], RegExp][] = [
    [["--out", "x", "y"], /--format is missing: there are csv, spacy/],
    [["--format", "none", "--out", "x", "y"], /--format none: there are csv/],
    [["--format", "ucdp", "--out", "x", "y"], /--format ucdp: this cannot be imported: its rows are events/],
    [["--format", "provenance", "--out", "x", "y"], /cannot be imported: its rows are steps/],
    [["--format", "spacy", "y"], /--out: the folder of the articles is missing/],
    [["--format", "spacy", "--out", "x"], /no dataset is named/],
    [["--format", "spacy", "--out", "x", "missing.jsonl"], /missing\.jsonl: there is no such file or folder/],
    [["--format", "spacy", "--out", "x", "empty"], /empty: there are no files of spacy/],
    [["--format", "spacy", "--out", "x", "--by", " ", "empty"], /--by: the name is empty/],
  ];
  for (const [args, pattern] of wrong) {
    const { status, err } = await dateline(["import", ...args], "", folder);
    assert.equal(status, 2, args.join(" "));
    assert.match(err, pattern);
    assert.match(err, /see dateline import --help\n$/);
  }
  assert.deepEqual(readdirSync(folder), ["empty"]);
});

test("import: a link leads no new article out of the folder, and no text of a dataset from outside of it", {
  skip: process.platform === "win32",
}, async () => {
  const folder = scratch();
  for (const name of ["articles", "outside", "data"]) mkdirSync(path.join(folder, name));
  symlinkSync("../outside", path.join(folder, "articles/sub"));
  writeFileSync(path.join(folder, "outside/secret.txt"), "Secret.");
  symlinkSync("../outside/secret.txt", path.join(folder, "data/d.txt"));
  writeFileSync(path.join(folder, "data/d.ann"), "T1\tX 0 6\tSecret\n");
  writeLines(path.join(folder, "data/a.jsonl"), [{ text: "Taiz.", label: [], article: "sub/b.txt" }]);
  const brat = await dateline(["import", "--format", "brat", "--out", "articles", "data"], "", folder);
  assert.deepEqual(
    [brat.status, /d\.ann: its text d\.txt is not beside it/.test(brat.err)],
    [1, true],
    brat.err,
  );
  const doccano = await dateline(["import", "--format", "doccano", "--out", "articles", "data"], "", folder);
  assert.match(doccano.err, /sub\/b\.txt would lie outside of the folder, through a link/);
  assert.deepEqual(readdirSync(path.join(folder, "outside")), ["secret.txt"]);
});

test("import: killed in the middle every sidecar is whole, and started again the rest comes in", async () => {
  const folder = scratch();
  const articles = path.join(folder, "articles");
  mkdirSync(articles);
  const count = 300;
  const textOf = (n: number): string => `Fighting in Aden, for the ${n}th time.`;
  for (let n = 0; n < count; n++) writeFileSync(path.join(articles, `${n}.txt`), textOf(n));
  writeLines(
    path.join(folder, "data.jsonl"),
    Array.from({ length: count }, (_, n) => ({ text: textOf(n), label: [[12, 16, "LOC"]] })),
  );
  const watcher = watch(articles);
  const call = ["import", "--format", "doccano", "--out", "articles", "data.jsonl"];
  const child = spawn(process.execPath, [cli, ...call], { cwd: folder, stdio: "ignore" });
  const ended = once(child, "exit");
  for await (const [, name] of on(watcher)) if (String(name).endsWith(".dateline.json")) break;
  child.kill("SIGKILL");
  await ended;
  watcher.close();
  const sidecars = (): string[] => readdirSync(articles).filter((name) => name.endsWith(".dateline.json"));
  for (const name of sidecars())
    assert.equal(
      parseSidecar(readFileSync(path.join(articles, name), "utf8")).sidecar?.annotations.length,
      1,
    );
  const { status, out, err } = await dateline(call, "", folder);
  assert.equal(status, 0, err);
  assert.match(out, new RegExp(`^${count} documents: `));
  assert.equal(sidecars().length, count);
});

test("the README names every format of import, and the imports that it shows run", async () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, "../../../README.md"), "utf8");
  const section = readme.slice(readme.indexOf("\n## Imports\n"), readme.indexOf("\n## In other editors\n"));
  for (const format of importFormats) assert.ok(section.includes(`\`${format}\``), format);
  const folder = scratch();
  await writeCorpus(path.join(folder, "own"));
  const exported = async (format: string): Promise<void> => {
    const { status, err } = await dateline(
      ["export", "--format", format, "--out", "dataset", "own"],
      "",
      folder,
    );
    assert.equal(status, 0, err);
  };
  for (const format of ["prodigy", "labelstudio", "brat", "conll"]) await exported(format);
  cpSync(path.join(folder, "dataset/prodigy/all.jsonl"), path.join(folder, "export.jsonl"));
  cpSync(path.join(folder, "dataset/labelstudio/all.json"), path.join(folder, "project.json"));
  cpSync(path.join(folder, "dataset/conll/all.conll"), path.join(folder, "eng.train"));
  cpSync(path.join(folder, "dataset/brat"), path.join(folder, "corpus"), { recursive: true });
  const calls = [...section.matchAll(/^node dist\/cli\.js (import [^#\n]*)/gm)].map((match) =>
    match[1]!.trim().split(/ +/),
  );
  assert.ok(calls.length >= 4);
  for (const call of calls) {
    const { status, err } = await dateline(call, "", folder);
    assert.equal(status, 0, `${call.join(" ")}: ${err}`);
  }
  assert.ok(existsSync(path.join(folder, "articles")));
});

/** The changes that a watcher tells of. */
async function* on(watcher: ReturnType<typeof watch>): AsyncGenerator<[string, string | Buffer | null]> {
  for (;;) yield (await once(watcher, "change")) as [string, string | Buffer | null];
}
