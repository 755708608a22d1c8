import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import type { Sidecar } from "../../../server/src/annotations/sidecar.ts";
import { entityOn } from "../../support/annotations.ts";
import { sidecarFor, startRepository } from "../../support/repository.ts";

type Repository = ReturnType<typeof startRepository>;

const TEXT = "Clashes in Aden.\n\nFires in Taiz.\n\nQuiet in Rada, 😀 says Ibb.\n";
const FILE = "a.txt";
const SIDECAR = "a.txt.dateline.json";

const on = (words: string, label = "LOC", text = TEXT): Annotation => ({
  ...entityOn(text, words, label),
  id: `id-${words}`,
});

const said = ({ annotations }: Sidecar): string[] =>
  annotations.map((one) => `${one.quote}: ${one.kind === "entity" ? one.label : ""} ${one.status}`);

/** That every annotation stands on its words in the article that the sidecar says it is for. */
function isPlaced(repository: Repository): void {
  const text = repository.text(FILE);
  const sidecar = repository.sidecar();
  const points = [...text];
  for (const { start, end, quote, status } of sidecar.annotations)
    if (status !== "orphaned") assert.equal(points.slice(start, end).join(""), quote);
  const { status, err } = repository.dateline("lint", FILE);
  assert.equal(status, sidecar.annotations.some(({ extra }) => "conflict" in extra) ? 1 : 0, err);
}

/** Two branches of a repository with one article; what each has in files. */
function withBranches(
  base: Readonly<Record<string, string>>,
  main: Readonly<Record<string, string>>,
  side: Readonly<Record<string, string>>,
  check: (repository: Repository) => void,
): void {
  const repository = startRepository();
  try {
    assert.equal(repository.dateline("merge", "--install").status, 0);
    repository.commit({ [FILE]: TEXT, ...base });
    repository.git("checkout", "-qb", "side");
    repository.commit(side, "side");
    repository.git("checkout", "-q", "main");
    repository.commit(main, "main");
    check(repository);
  } finally {
    repository.end();
  }
}

const BASE = { [SIDECAR]: sidecarFor(TEXT, [on("Aden"), on("Taiz")]) };
const MINE = { [SIDECAR]: sidecarFor(TEXT, [on("Aden", "ORG"), on("Taiz"), on("Rada")]) };
const THEIRS = { [SIDECAR]: sidecarFor(TEXT, [on("Aden"), on("Taiz"), on("Ibb"), on("Clashes", "WEAPON")]) };
const BOTH = [
  "Clashes: WEAPON accepted",
  "Aden: ORG accepted",
  "Taiz: LOC accepted",
  "Rada: LOC accepted",
  "Ibb: LOC accepted",
];

test("--install writes git's configuration and the attributes, once, and says what it did", () => {
  const repository = startRepository();
  try {
    writeFileSync(repository.at(".gitattributes"), "*.png binary");
    const first = repository.dateline("merge", "--install");
    assert.equal(first.status, 0);
    assert.match(first.out, /merge\.dateline\.driver.*merge %O %A %B %P/);
    assert.match(first.out, /added “\*\.dateline\.json merge=dateline”/);
    const attributes = "*.png binary\n*.dateline.json merge=dateline\n";
    assert.equal(repository.text(".gitattributes"), attributes);
    const second = repository.dateline("merge", "--install");
    assert.match(second.out, /is so already[\s\S]*is so already[\s\S]*has “.*” already/);
    assert.equal(repository.text(".gitattributes"), attributes);
    assert.match(repository.git("config", "--get", "merge.dateline.driver").out, /merge %O %A %B %P/);
    const all = repository.dateline("merge", "--install", "--global");
    assert.equal(all.status, 0);
    assert.match(repository.git("config", "--global", "--get", "merge.dateline.name").out, /Dateline/);
    assert.match(repository.text("../config/git/attributes"), /merge=dateline/);
  } finally {
    repository.end();
  }
});

test("outside of a repository --install says what to do; so do calls that do not fit", () => {
  const repository = startRepository();
  try {
    const outside = repository.dateline("merge", "a", "b");
    assert.equal(outside.status, 2);
    assert.match(outside.err, /three files are wanted/);
    assert.equal(repository.dateline("merge", "no", "such", "file").status, 2);
    assert.equal(repository.dateline("merge", "--global").status, 2);
    repository.git("init", "-q", "--bare", ".");
  } finally {
    repository.end();
  }
});

test("git merge: what either branch decided is there, without a conflict", () =>
  withBranches(BASE, MINE, THEIRS, (repository) => {
    const { status, out, err } = repository.git("merge", "-q", "side");
    assert.equal(status, 0, out + err);
    assert.deepEqual(said(repository.sidecar()), BOTH);
    isPlaced(repository);
  }));

test("git rebase, and onto a branch that edited the article", () => {
  const text = TEXT.replace("Clashes", "Heavy clashes");
  const edited = {
    [FILE]: text,
    [SIDECAR]: sidecarFor(text, [on("Aden", "ORG", text), on("Taiz", "LOC", text), on("Rada", "LOC", text)]),
  };
  const theirs = { [SIDECAR]: sidecarFor(TEXT, [on("Aden"), on("Taiz"), on("Ibb")]) };
  for (const main of [MINE, edited])
    withBranches(BASE, main, theirs, (repository) => {
      repository.git("checkout", "-q", "side");
      const { status, out, err } = repository.git("rebase", "main");
      assert.equal(status, 0, out + err);
      assert.deepEqual(said(repository.sidecar()), BOTH.slice(1));
      isPlaced(repository);
    });
});

test("git cherry-pick, and git stash pop", () =>
  withBranches(BASE, MINE, THEIRS, (repository) => {
    const { status, out, err } = repository.git("cherry-pick", "side");
    assert.equal(status, 0, out + err);
    assert.deepEqual(said(repository.sidecar()), BOTH);
    isPlaced(repository);
    const now = repository.sidecar().annotations.map((one) => one.id);
    const fewer = sidecarFor(TEXT, [on("Aden", "ORG"), on("Taiz"), on("Rada"), on("Ibb")]);
    writeFileSync(repository.at(SIDECAR), fewer);
    repository.git("stash");
    repository.commit({ "b.txt": "x" });
    assert.equal(repository.git("stash", "pop").status, 0);
    assert.equal(repository.sidecar().annotations.length, now.length - 1);
  }));

test("both branches edited the article: the annotations are placed in the text that git merges", () => {
  const mine = TEXT.replace("Clashes", "Heavy 😀 clashes");
  const theirs = TEXT.replace("says Ibb", "says a man in Ibb");
  const all = (text: string, ...words: string[]): string =>
    sidecarFor(
      text,
      words.map((one) => on(one, "LOC", text)),
    );
  withBranches(
    { [SIDECAR]: all(TEXT, "Aden", "Taiz") },
    { [FILE]: mine, [SIDECAR]: all(mine, "Aden", "Taiz", "Rada") },
    { [FILE]: theirs, [SIDECAR]: all(theirs, "Aden", "Taiz", "Ibb") },
    (repository) => {
      const { status, out, err } = repository.git("merge", "-q", "side");
      assert.equal(status, 0, out + err);
      assert.equal(repository.sidecar().annotations.length, 4);
      isPlaced(repository);
    },
  );
});

test("decided differently on both branches: a conflict, with both sides kept, that lint names", () => {
  const theirs = { [SIDECAR]: sidecarFor(TEXT, [on("Aden", "PERSON"), on("Taiz")], "2012-06-15") };
  const mine = { [SIDECAR]: sidecarFor(TEXT, [on("Aden", "ORG")]) };
  withBranches(BASE, mine, theirs, (repository) => {
    const { status, out, err } = repository.git("merge", "side");
    assert.equal(status, 1);
    assert.match(out + err, /annotation id-Aden on “Aden” was decided differently/);
    assert.match(repository.git("status", "--porcelain").out, /^UU a\.txt\.dateline\.json/m);
    const { annotations, article } = repository.sidecar();
    assert.deepEqual(said(repository.sidecar()), ["Aden: ORG accepted"]);
    assert.equal(article.published, "2012-06-15");
    assert.match(JSON.stringify(annotations[0]), /"label":"PERSON"/);
    const lint = repository.dateline("lint", FILE);
    assert.equal(lint.status, 1);
    assert.match(lint.err, /“Aden” was decided differently/);
  });
});

test("one article annotated for the first time on both branches", () => {
  const mine = { [SIDECAR]: sidecarFor(TEXT, [{ ...on("Aden"), id: "m" }, on("Rada")]) };
  const theirs = { [SIDECAR]: sidecarFor(TEXT, [{ ...on("Aden"), id: "t" }, on("Ibb")]) };
  withBranches({}, mine, theirs, (repository) => {
    assert.equal(repository.git("merge", "-q", "side").status, 0);
    assert.deepEqual(said(repository.sidecar()), [
      "Aden: LOC accepted",
      "Rada: LOC accepted",
      "Ibb: LOC accepted",
    ]);
  });
});

test("a side that is no sidecar is merged as text, with marks, and nothing of it is lost", () => {
  const broken = { [SIDECAR]: BASE[SIDECAR]?.replace('"Aden","prefix"', '"Aden",,"prefix"') ?? "" };
  withBranches(BASE, MINE, broken, (repository) => {
    const { status, out, err } = repository.git("merge", "side");
    assert.equal(status, 1);
    assert.match(out + err, /THEIRS is no sidecar that can be merged/);
    assert.match(repository.text(SIDECAR), /^<{7}[\s\S]*"ORG"[\s\S]*^={7}[\s\S]*"Aden",,[\s\S]*^>{7}/m);
  });
});

test("without git the texts are not known: what is not certain says so", () => {
  const repository = startRepository();
  try {
    const text = `Now. ${TEXT}`;
    writeFileSync(repository.at("base"), BASE[SIDECAR] ?? "");
    writeFileSync(repository.at("ours"), MINE[SIDECAR] ?? "");
    writeFileSync(
      repository.at("theirs"),
      sidecarFor(text, [on("Aden", "LOC", text), on("Taiz", "LOC", text)]),
    );
    assert.equal(repository.dateline("merge", "base", "ours", "theirs").status, 0);
    assert.match(repository.text("ours"), /"sha256":"0{64}"/);
    assert.match(repository.text("ours"), /"ORG"[\s\S]*"Rada"/);
  } finally {
    repository.end();
  }
});
