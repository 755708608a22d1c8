import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { entityOn } from "../../support/annotations.ts";
import { by, opinion, writeDecided, writeDoubles } from "../../support/measured.ts";
import { startRepository } from "../../support/repository.ts";

// agreement, evaluate and stats as users run them.

const cli = path.resolve(import.meta.dirname, "../../../dist/cli.js");
const readers = path.resolve(import.meta.dirname, "../../readers");
const python = { skip: spawnSync("python3", ["--version"]).status === 0 ? false : "there is no python3" };

const base = mkdtempSync(path.join(os.tmpdir(), "dateline measures "));
after(() => rmSync(base, { recursive: true, force: true }));
const scratch = (): string => mkdtempSync(path.join(base, "run-"));

function dateline(
  args: readonly string[],
  cwd?: string,
): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

// biome-ignore lint/suspicious/noExplicitAny: what the program prints, as another program reads it
const json = (args: readonly string[], cwd?: string): any => JSON.parse(dateline(args, cwd).out);

/** What test/readers computes again from the sidecars. */
function recomputed(...folders: string[]) {
  const { status, stdout, stderr } = spawnSync(
    "python3",
    ["-B", path.join(readers, "measures.py"), ...folders],
    {
      encoding: "utf8",
    },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as {
    articles: number;
    exact: Record<string, [number, number, number]>;
    alpha: Record<string, number>;
  };
}

interface Row {
  kind: string;
  label: string | null;
  exact: { right: number; wanted: number; found: number };
  alpha: number;
}

const byLabel = (rows: readonly Row[]): Row[] => rows.filter(({ label }) => label !== null);

test("agreement has the numbers that Python computes from the sidecars", python, () => {
  const folder = scratch();
  writeDoubles(folder);
  const { pairs } = json(["agreement", "--format", "json", folder]);
  const expected = recomputed(folder);
  assert.equal(pairs[0].articles, expected.articles);
  const rows = byLabel(pairs[0].spans);
  assert.deepEqual(
    Object.fromEntries(
      rows.map(({ kind, label, exact }) => [`${kind} ${label}`, [exact.right, exact.wanted, exact.found]]),
    ),
    expected.exact,
  );
  for (const { kind, label, alpha } of rows)
    assert.ok(Math.abs(alpha - expected.alpha[`${kind} ${label}`]!) < 1e-9, `${label} ${alpha}`);
});

test("two folders, and a folder against another as a run: the numbers that Python computes", python, () => {
  const [one, other] = [scratch(), scratch()];
  writeDoubles(one);
  writeDoubles(other);
  const text = "😀 [Aden] and Taiz, and عدن.";
  for (const [folder, words] of [
    [one, ["Aden", "Taiz", "عدن"]],
    [other, ["Aden", "and Taiz", "عدن", "😀"]],
  ] as const)
    writeDecided(
      folder,
      "7 more.txt",
      text,
      words.map((word) => entityOn(text, word)),
    );
  const expected = recomputed(one, other);
  const { pairs } = json(["agreement", "--format", "json", one, other]);
  for (const { kind, label, alpha, exact } of byLabel(pairs[0].spans)) {
    const key = `${kind} ${label}`;
    assert.deepEqual([exact.right, exact.wanted, exact.found], expected.exact[key], key);
    assert.ok(Math.abs(alpha - expected.alpha[key]!) < 1e-9, key);
  }
  const { runs } = json(["evaluate", "--format", "json", "--undecided", "wrong", "--run", other, one]);
  const strict = runs[0].rows.filter(
    ({ subject }: { subject: { of: string; scheme?: string } }) =>
      subject.of === "label" && subject.scheme === "strict",
  );
  assert.deepEqual(
    Object.fromEntries(
      strict.map((row: { subject: Row; right: number; wanted: number; found: number }) => [
        `${row.subject.kind} ${row.subject.label}`,
        [row.right, row.wanted, row.found],
      ]),
    ),
    expected.exact,
  );
});

test("agreement names each place at which two differ: file, line and column", () => {
  const folder = scratch();
  writeDoubles(folder);
  const { status, out, err } = dateline(["agreement", "."], folder);
  assert.deepEqual([status, err], [0, ""]);
  const lines = out.split("\n");
  assert.match(lines[0]!, /1 emoji\.txt:1:13: LOC “Taiz”: ana, ben: label: LOC, ORG$/);
  assert.match(lines[2]!, /1 emoji\.txt:1:37: ORG “said”: only ana, ben rejects it$/);
  assert.ok(lines.some((line) => /مقال ٢\.txt:1:55: LOC “مأرب”: only ben$/.test(line)));
  assert.match(out, /Left out: 3 articles on which fewer than two have decided\./);
  const bare = dateline(["agreement", "--no-list", "--annotator", "ben", "--annotator", "ana", "."], folder);
  assert.match(bare.out, /^Agreement of ben, ana\n/);
  const page = dateline(["agreement", "--format", "html", "."], folder);
  assert.match(page.out, /^<!doctype html>/);
});

test("agreement has the same bytes with any number of threads, whoever is compared", () => {
  const [one, other] = [scratch(), scratch()];
  for (const folder of [one, other]) writeDoubles(folder);
  writeDecided(other, "7 more.txt", "😀 Aden.", [entityOn("😀 Aden.", "Aden")]);
  writeFileSync(path.join(one, "7 more.txt"), "😀 Aden.");
  writeFileSync(path.join(one, "7 more.txt.dateline.json"), "{");
  for (const args of [
    [one],
    [one, other],
    ["--labels", "LOC,killed", "--format", "json", one],
    ["--annotator", "ben", "--annotator", "ana", one],
  ]) {
    const alone = dateline(["agreement", "--jobs", "1", ...args]);
    assert.match(alone.err, /7 more\.txt/);
    assert.deepEqual(dateline(["agreement", "--jobs", "3", ...args]), alone);
  }
});

test("agreement with what stands on a branch", () => {
  const repository = startRepository();
  try {
    const text = "Aden and Taiz.";
    const { folder, git, dateline: run } = repository;
    writeDecided(folder, "a.txt", text, [by(entityOn(text, "Aden"), "ana")]);
    repository.commit({});
    git("switch", "-qc", "other");
    writeDecided(folder, "a.txt", text, [
      by(entityOn(text, "Aden", "ORG"), "ben"),
      by(entityOn(text, "Taiz"), "ben"),
    ]);
    repository.commit({});
    git("switch", "-q", "main");
    const { status, out } = run("agreement", "--ref", "other", ".");
    assert.equal(status, 0);
    assert.match(out, /a\.txt:1:1: LOC “Aden”: here, other: label: LOC, ORG/);
    assert.match(out, /a\.txt:1:10: LOC “Taiz”: only other/);
    assert.equal(run("agreement", "--ref", "other", "--jobs", "2", ".").out, out);
    const none = run("agreement", "--ref", "nowhere", ".");
    assert.equal(none.status, 1);
    assert.match(none.err, /no article on which two of them have decided/);
  } finally {
    repository.end();
  }
});

test("evaluate: the same input and seed, the same bytes; two runs; datasets in known formats", () => {
  const folder = scratch();
  const articles = path.join(folder, "articles");
  writeDoubles(articles);
  const call = ["evaluate", "--undecided", "ignore", "--seed", "3", "--samples", "200"];
  const once = dateline([...call, "articles"], folder);
  assert.deepEqual([once.status, once.err], [0, ""]);
  assert.equal(dateline([...call, "articles"], folder).out, once.out);
  assert.match(once.out, /Set aside: 1 annotation that nobody has decided on/);
  assert.match(once.out, /\n {2}entities, strict +100\.0 \[/);
  const exported = dateline(["export", "--format", "w3c", "--out", "out", "articles"], folder);
  assert.equal(exported.status, 0);
  const two = json(
    [...call, "--format", "json", "--run", "w3c:out", "--run", "detector", "articles"],
    folder,
  );
  const [first] = two.runs[0].rows;
  assert.deepEqual([two.runs[0].name, first.f, first.interval.f], ["w3c:out", 1, [1, 1]]);
  assert.ok(two.comparison.every(({ p }: { p: number | null }) => p === null || (p > 0 && p <= 1)));
  const page = dateline([...call, "--format", "html", "articles"], folder).out;
  assert.match(page, /^<!doctype html>.*entities, strict.*<\/html>\n$/s);
});

test("evaluate names each place that is wrong: a line each, in JSON, on the page", () => {
  const folder = scratch();
  writeDoubles(folder);
  const call = ["evaluate", "--undecided", "ignore", "--by", "ben", "--samples", "10"];
  const { status, out, err } = dateline([...call, "--errors", "."], folder);
  assert.deepEqual([status, err], [0, ""]);
  const lines = out.split("\n");
  assert.match(lines[0]!, /1 emoji\.txt:1:13: ORG “Taiz”: label: ORG wanted, LOC found$/);
  assert.match(
    lines[1]!,
    /1 emoji\.txt:1:31: PERSON “Saleh”: boundaries: “Saleh” wanted, “Ahmed Saleh” found$/,
  );
  // The numbers behind the list are those without it.
  const bare = dateline([...call, "."], folder).out;
  assert.ok(out.endsWith(`\n\n${bare}`));
  const value = json([...call, "--errors", "--format", "json", "."], folder);
  const [, saleh] = value.errors;
  assert.deepEqual(
    { ...saleh, run: "" },
    {
      run: "",
      article: "1 emoji.txt",
      line: 1,
      column: 31,
      kind: "entity",
      wrong: ["boundaries"],
      wanted: { label: "PERSON", start: 27, end: 32, text: "Saleh" },
      found: { label: "PERSON", start: 21, end: 32, text: "Ahmed Saleh" },
      words: "PERSON “Saleh”: boundaries: “Saleh” wanted, “Ahmed Saleh” found",
    },
  );
  const { errors: _, ...rest } = value;
  assert.deepEqual(rest, json([...call, "--format", "json", "."], folder));
  const page = dateline([...call, "--errors", "--format", "html", "."], folder).out;
  assert.match(page, /<caption>errors<\/caption>.*1 emoji\.txt:1:31/s);
  // Of two runs each error says whose it is; threads change nothing.
  const two = [...call, "--errors", "--run", "detector", "--run", ".", "."];
  const twice = dateline(two, folder).out;
  assert.match(twice, /1 emoji\.txt:1:13: dateline@[\d.]+: ORG “Taiz”/);
  assert.equal(dateline([...two, "--jobs", "2"], folder).out, twice);
});

test("the calls that the README shows run", () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, "../../../README.md"), "utf8");
  const section = readme.slice(readme.indexOf("\n## Numbers\n"), readme.indexOf("\n## In other editors\n"));
  const folder = scratch();
  for (const name of ["articles", "coded-by-sa", "coded-by-mk"]) writeDoubles(path.join(folder, name));
  for (const [format, out] of [
    ["spacy", "predictions"],
    ["w3c", "other"],
  ] as const)
    assert.equal(dateline(["export", "--format", format, "--out", out, "articles"], folder).status, 0);
  const calls = [...section.matchAll(/^node dist\/cli\.js ((?:agreement|evaluate|stats) [^#>\n]*)/gm)].map(
    (match) => match[1]!.trim().split(/ +/),
  );
  assert.ok(calls.length >= 8);
  // Branches have a test of their own.
  for (const call of calls.filter((words) => !words.includes("--ref"))) {
    const args = call.map((word) => ({ sa: "ana", mk: "ben" })[word] ?? word);
    const { status, out, err } = dateline(args, folder);
    assert.equal(status, 0, `${args.join(" ")}: ${err}`);
    assert.notEqual(out, "");
  }
});

test("stats: a table, and JSON", () => {
  const folder = scratch();
  writeDoubles(folder);
  const { status, out } = dateline(["stats", folder]);
  assert.equal(status, 0);
  assert.match(out, /whole: every suggestion is decided +3\n/);
  const stats = json(["stats", "--format", "json", folder]);
  assert.deepEqual(
    stats.tallies.map(({ harm }: { harm: string }) => harm),
    ["killed", "injured"],
  );
  const decided = dateline(["stats", "--decided", folder]);
  assert.equal(decided.status, 0);
  assert.match(decided.out, /\n {2}with decisions +4\n/);
  assert.doesNotMatch(decided.out, /suggestion/);
  assert.deepEqual(json(["stats", "--decided", "--format", "json", folder]), {
    ...stats,
    open: null,
    articles: { ...stats.articles, begun: null, whole: null },
  });
});

test("what cannot be read is named, and the status says so; the rest is measured", () => {
  const folder = scratch();
  writeDoubles(folder);
  mkdirSync(path.join(folder, "x"));
  writeFileSync(path.join(folder, "x/8.txt"), "Aden");
  writeFileSync(path.join(folder, "x/8.txt.dateline.json"), "{");
  for (const verb of ["agreement", "evaluate", "stats"]) {
    const { status, out, err } = dateline([verb, folder]);
    assert.equal(status, 1, verb);
    assert.match(err, /^left out: x\/8\.txt: its sidecar cannot be used\. .*\n/);
    assert.match(out, /\n {2}LOC /, verb);
  }
});

test("a name with a control character, or in Arabic, keeps the table in its columns", () => {
  const folder = scratch();
  const text = "Aden.";
  writeDecided(folder, "a.txt", text, [
    by(entityOn(text, "Aden"), "سارة", [opinion("b\u001b[31m\nen", { label: "ORG" })]),
  ]);
  const { out } = dateline(["agreement", folder]);
  assert.doesNotMatch(out, /\u001b/);
  assert.match(out, /\n {2}LOC +0\.0 +0\.0 +-?\d\.\d{3} +0 +1\n/);
});

test("wrong usage is status 2 and says what is right", () => {
  const folder = scratch();
  writeDecided(folder, "a.txt", "Aden.", [by(entityOn("Aden.", "Aden"), "ana")]);
  for (const [args, message] of [
    [["agreement"], /no file or folder is named/],
    [["agreement", "."], /there is one annotator alone, ana; name two folders/],
    [["agreement", "--annotator", "ana", "."], /--annotator: two or more/],
    [["agreement", "--annotator", "ana", "--ref", "x", "."], /cannot be used together/],
    [["agreement", "--format", "csv", "."], /--format csv: there are table, json, html/],
    [["evaluate", "--undecided", "maybe", "."], /--undecided maybe: there are leave, ignore, wrong/],
    [["evaluate", "--run", "nowhere", "."], /--run nowhere: there is no such folder/],
    [["evaluate", "--run", "spacy:nowhere", "."], /--run spacy:nowhere: there is no such file or folder/],
    [["evaluate", "--run", "spacy:.", "."], /there are no files of spacy/],
    [["evaluate", "--run", "a", "--run", "b", "--run", "c", "."], /two can be compared/],
    [["evaluate", "--samples", "0", "."], /a whole number from 1 on/],
    [["stats", "nowhere"], /no such file or folder/],
  ] as const) {
    const { status, out, err } = dateline(args, folder);
    assert.deepEqual([status, out], [2, ""], args.join(" "));
    assert.match(err, message);
    assert.equal(err.trimEnd().split("\n").length, 1, err);
  }
});
