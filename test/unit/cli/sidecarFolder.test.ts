import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { parseSidecar } from "../../../server/src/annotations/sidecar.ts";
import { entityOn } from "../../support/annotations.ts";
import { dateline } from "../../support/program.ts";
import { sidecarFor, startRepository } from "../../support/repository.ts";

// The program on a project with its sidecars beside the articles, and on the same one with them in a folder.

const TEXT = "ADEN, June 15, 2012: Clashes in Zorbia and Taiz.\n";
const ANNOTATIONS = [entityOn(TEXT, "Zorbia", "LOC")];
const NAME = "articles/a/x.txt";
const PLACES = { beside: `${NAME}.dateline.json`, folder: `notes/${NAME}.dateline.json` } as const;

let base: string;
before(() => {
  base = mkdtempSync(path.join(os.tmpdir(), "dateline-folder-"));
});
after(() => rmSync(base, { recursive: true, force: true }));

let count = 0;
function project(
  layout: keyof typeof PLACES,
  config: object = layout === "folder" ? { sidecars: "notes" } : {},
) {
  const root = path.join(base, String(++count));
  const at = (name: string): string => path.join(root, name);
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  write("dateline.config.json", JSON.stringify(config));
  write(NAME, TEXT);
  write(PLACES[layout], sidecarFor(TEXT, ANNOTATIONS));
  const run = (...args: string[]) => dateline(args, "", root);
  const quotes = (name: string): string[] =>
    parseSidecar(readFileSync(at(name), "utf8")).sidecar?.annotations.map(({ quote, ...rest }) =>
      "label" in rest ? `${quote} ${rest.label}` : quote,
    ) ?? [];
  return { root, at, write, run, quotes };
}

test("every verb answers alike in both layouts, on the folder, a part of it and the article", async () => {
  const outputs = new Map<string, string[]>();
  for (const layout of ["beside", "folder"] as const) {
    const { run, root, write, quotes } = project(layout);
    write("articles/b.txt", "He was seen in Zorbia.\n");
    for (const args of [
      ["stats", "."],
      ["stats", "articles/a"],
      ["stats", NAME],
      ["evaluate", "."],
      ["lint", "."],
      ["lint", "articles"],
      ["lint", NAME],
      ["lint", PLACES[layout]],
      ["detect", "articles/b.txt"],
      ["export", "--format", "jsonl", "--out", "out", "."],
      ["export", "--format", "conll", "--out", "out", "articles"],
      ["rename-label", "PLACE", "SITE"],
    ]) {
      const { status, out, err } = await run(...args);
      const said = `${status}\n${out}${err}`.replaceAll(root, "").replaceAll("/notes/", "/");
      const key = args.join(" ").replace("notes/", "");
      outputs.set(key, [...(outputs.get(key) ?? []), said]);
    }
    assert.deepEqual(quotes(PLACES[layout]), ["Zorbia LOC"]);
  }
  for (const [key, [first, second]] of outputs) assert.equal(second, first, key);
  assert.match(outputs.get("detect articles/b.txt")?.[0] ?? "", /Zorbia/);
  assert.match(outputs.get("lint .")?.[0] ?? "", /1 sidecar, 0 problems/);
});

test("an import writes sidecars where the project says", async () => {
  const { run, at, quotes } = project("folder");
  await run("export", "--format", "doccano", "--out", "out", ".");
  rmSync(at("notes"), { recursive: true });
  const { status, err } = await run("import", "--format", "doccano", "--out", "articles", "out/doccano");
  assert.equal(status, 0, err);
  assert.ok(!existsSync(at(PLACES.beside)));
  assert.deepEqual(quotes(PLACES.folder), ["Zorbia LOC"]);
});

test("move-sidecars moves all to where the project says, and none over another", async () => {
  const { run, at, write, quotes } = project("beside", { sidecars: "notes" });
  write("articles/y.txt", TEXT);
  for (const name of ["articles/y.txt.dateline.json", "notes/articles/y.txt.dateline.json"])
    write(name, sidecarFor(TEXT, ANNOTATIONS));
  const linted = await run("lint", ".");
  assert.match(linted.err, /x\.txt\.dateline\.json: it lies elsewhere .*move-sidecars \(a warning\)/);
  assert.match(linted.err, /notes\/articles\/y\.txt\.dateline\.json:1:1: There are two sidecars/);
  const dry = await run("move-sidecars", "--dry-run");
  assert.match(dry.out, /x\.txt\.dateline\.json → .*notes\/.*\n1 sidecar would be moved\n$/);
  assert.ok(existsSync(at(PLACES.beside)));
  const { status, err, out } = await run("move-sidecars", "articles/a");
  assert.equal(status, 1);
  assert.match(err, /articles\/y\.txt\.dateline\.json: it stays, for there is .*notes/);
  assert.match(out, /\n1 sidecar moved\n$/);
  assert.ok(!existsSync(at(PLACES.beside)));
  assert.deepEqual(quotes(PLACES.folder), ["Zorbia LOC"]);
  assert.ok(existsSync(at("articles/y.txt.dateline.json")));
  // To another folder, then to beside the articles.
  rmSync(at("articles/y.txt.dateline.json"));
  for (const [sidecars, name] of [
    ["other", "other/articles/y.txt.dateline.json"],
    [undefined, "articles/y.txt.dateline.json"],
  ] as const) {
    write("dateline.config.json", JSON.stringify({ sidecars }));
    assert.match((await run("lint", ".")).out, /^2 sidecars, 0 problems, 2 warnings/);
    assert.equal((await run("move-sidecars")).status, 0);
    assert.ok(existsSync(at(name)), name);
    assert.match((await run("lint", ".")).out, /^2 sidecars, 0 problems\n/);
  }
  assert.ok(!existsSync(at("notes")) && !existsSync(at("other")));
});

test("where the setting cannot be followed, that is said, and nothing is moved or written", async () => {
  const { run, at } = project("beside", { sidecars: "../out" });
  const moved = await run("move-sidecars");
  assert.equal(moved.status, 2);
  assert.match(moved.err, /It cannot be told where sidecars go: .*no “\.\.”/);
  assert.equal((await run("lint", ".")).status, 1);
  assert.ok(existsSync(at(PLACES.beside)));
});

test("git merges sidecars in a folder, and a hook looks at those that are committed", () => {
  const repository = startRepository();
  try {
    const { at, git, commit } = repository;
    for (const folder of ["articles", "notes/articles"]) mkdirSync(at(folder), { recursive: true });
    const place = "notes/articles/a.txt.dateline.json";
    const [first, second] = ["Zorbia", "Taiz"].map((words) => entityOn(TEXT, words, "LOC"));
    assert.ok(first && second);
    commit({
      "dateline.config.json": '{"sidecars": "notes"}',
      "articles/a.txt": TEXT,
      [place]: sidecarFor(TEXT, []),
    });
    assert.equal(repository.dateline("merge", "--install").status, 0);
    commit({}, "attributes");
    git("checkout", "-qb", "other");
    commit({ [place]: sidecarFor(TEXT, [second]) });
    git("checkout", "-q", "main");
    // The text is other than on the branch: places are found again in what git makes of both.
    const longer = `First.\n\n${TEXT}`;
    const moved = { ...first, start: first.start + 8, end: first.end + 8 };
    commit({ "articles/a.txt": longer, [place]: sidecarFor(longer, [moved]) });
    const { status, err, out } = git("merge", "-q", "other");
    assert.equal(status, 0, `${err}${out}`);
    const { sidecar } = parseSidecar(readFileSync(at(place), "utf8"));
    assert.deepEqual(
      sidecar?.annotations.map(({ quote, start }) => [quote, start]),
      ["Zorbia", "Taiz"].map((words) => [words, longer.indexOf(words)]),
    );
    repository.hook("pre-commit", "lint --staged");
    renameSync(at("articles/a.txt"), at("articles/b.txt"));
    git("add", "-A");
    const refused = git("commit", "-m", "renamed");
    assert.equal(refused.status, 1);
    assert.match(
      refused.err,
      /notes\/articles\/a\.txt\.dateline\.json: its article is gone; its very text stands in .*b\.txt/,
    );
    renameSync(at(place), at("notes/articles/b.txt.dateline.json"));
    git("add", "-A");
    assert.equal(git("commit", "-m", "renamed").status, 0);
  } finally {
    repository.end();
  }
});
