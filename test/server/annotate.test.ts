import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { PublishParams } from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient, summary } from "../support/languageClient.ts";

const TEXT =
  "ADEN: At least 31 militants were killed in Abyan on Friday, military officials said.\nRada fell.\n";

const run = promisify(execFile);
const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

let client: Client;
before(async () => {
  // These tests share a folder and words; `adapt.test.ts` is about what articles learn of each other.
  client = await startLanguageClient({ configuration: { learnNames: false } });
});
after(() => client.close());

const sidecar = (uri: string): string => `${fileURLToPath(uri)}.dateline.json`;
const stored = (
  uri: string,
): {
  annotations: { quote: string; status: string; start: number; end: number; figure?: { min: number } }[];
  article: { sha256: string; length: number; offsets: string };
} => JSON.parse(readFileSync(sidecar(uri), "utf8"));
/** What the sidecar holds once all that was decided is written: that is when the server answers. */
async function storedWith(uri: string, count: number): Promise<string[]> {
  await client.request("annotations/save", { uri });
  const { annotations } = stored(uri);
  assert.equal(annotations.length, count);
  return annotations.map(({ quote, status }) => `${quote} ${status}`);
}

test("opening, deciding, saving, opening again", async () => {
  const uri = client.file("a.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  assert.deepEqual(summary(opened), [
    "ADEN: LOC suggested",
    "At least 31 militants: killed at least 31 suggested",
    "Abyan: LOC suggested",
    "Friday: DATE suggested",
  ]);
  assert.deepEqual(opened.totals, [
    {
      ...{ name: "killed", total: "at least 31", note: null },
      ...{ figures: [idOn(opened, "At least 31 militants")], harm: "killed", byHand: null },
    },
  ]);
  await client.correct(uri, 1, {
    type: "accept",
    ids: [idOn(opened, "ADEN"), idOn(opened, "At least 31 militants")],
  });
  await client.correct(uri, 1, { type: "reject", ids: [idOn(opened, "Friday")] });
  await client.correct(uri, 1, {
    type: "add",
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } },
    label: "LOC",
  });
  assert.deepEqual(await storedWith(uri, 4), [
    "ADEN accepted",
    "At least 31 militants accepted",
    "Friday rejected",
    "Rada added",
  ]);
  assert.equal(stored(uri).article.length, TEXT.length);
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  const again = await client.open(uri, TEXT);
  assert.deepEqual(summary(again), [
    "ADEN: LOC accepted",
    "At least 31 militants: killed at least 31 accepted",
    "Abyan: LOC suggested",
    "Friday: DATE rejected",
    "Rada: LOC added",
  ]);
});

test("a correction on an old version is refused, never guessed", async () => {
  const uri = client.file("stale.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  await client.change(uri, 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "x" },
  ]);
  await assert.rejects(
    client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "ADEN")] }),
    /text has changed/,
  );
});

test("undo and redo, of figures too", async () => {
  const uri = client.file("undo.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  const id = idOn(opened, "At least 31 militants");
  await client.correct(uri, 1, { type: "editFigure", id, changes: { min: 35, max: 35, qualifier: "exact" } });
  const edited = await client.published(uri, ({ canUndo }) => canUndo);
  assert.ok(summary(edited).includes("At least 31 militants: killed 35 corrected"));
  assert.deepEqual(await client.request("annotations/undo", { uri }), { done: true, ids: [], lost: [] });
  const undone = await client.published(uri, ({ canRedo }) => canRedo);
  assert.ok(summary(undone).includes("At least 31 militants: killed at least 31 suggested"));
  assert.equal((await client.request<{ done: boolean }>("annotations/redo", { uri })).done, true);
  assert.equal((await client.request<{ done: boolean }>("annotations/redo", { uri })).done, false);
  assert.deepEqual(await storedWith(uri, 1), ["At least 31 militants corrected"]);
});

test("a total that is set by hand stands with its note in the sidecar and in tables, until it is taken back", async () => {
  const uri = client.file("total.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  const killed = ({ totals }: PublishParams): string =>
    totals.map(({ total, note }) => [total, note].join(" ")).join();
  assert.equal(killed(opened), "at least 31 ");
  await client.correct(uri, 1, {
    type: "setTally",
    harm: "killed",
    total: { min: 35, max: 40, note: "= the ministry's list" },
  });
  const set = await client.published(uri, ({ tally }) => tally.killed?.max === 40);
  assert.match(killed(set), /^35 to 40 by hand, .+: = the ministry's list$/);
  await client.request("annotations/save", { uri });
  assert.match(
    readFileSync(sidecar(uri), "utf8"),
    /"tally":\{"killed":\{"min":35,"max":40,"note":"= the ministry's list","by":"[^"]+","at":"[^"]+"\}\}/,
  );
  const out = path.join(client.folder, "total-out");
  await run(process.execPath, [cli, "export", "--format", "csv", "--out", out, fileURLToPath(uri)]);
  assert.match(readFileSync(path.join(out, "csv", "tallies.csv"), "utf8"), /,'= the ministry's list,/);
  await assert.rejects(
    client.correct(uri, 1, { type: "setTally", harm: "killed", total: { min: 2, max: 1, note: "x" } }),
    /above the upper bound/,
  );
  await client.request("annotations/undo", { uri });
  await client.published(uri, ({ tally }) => tally.killed?.min === 31);
  await client.request("annotations/save", { uri });
  assert.doesNotMatch(readFileSync(sidecar(uri), "utf8"), /tally/);
});

test("annotations follow the text while it is edited, and saving writes where they are", async () => {
  const uri = client.file("edit.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "Abyan")] });
  const changed = await client.change(uri, 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "😀 New: " },
  ]);
  const abyan = changed.annotations.find(({ text }) => text === "Abyan");
  assert.equal(abyan?.status, "accepted");
  assert.equal(abyan?.range.start.character, TEXT.indexOf("Abyan") + "😀 New: ".length);
  const text = `😀 New: ${TEXT}`;
  writeFileSync(fileURLToPath(uri), text);
  await client.notify("textDocument/didSave", { textDocument: { uri } });
  await client.request("annotations/save", { uri });
  assert.equal(stored(uri).article.length, [...text].length);
  const [annotation] = stored(uri).annotations;
  assert.equal([...text].slice(annotation?.start, annotation?.end).join(""), "Abyan");
});

test("an undo of the text brings back what was lost before the server was there, if the client says that it is one", async () => {
  const text = "Clashes in Aden, then Aden fell.\nRada fell.\n";
  const words = "in Aden, then Aden fell";
  const position = (character: number) => ({ line: 0, character });
  const place = { start: position(8), end: position(8 + words.length) };
  for (const reason of [undefined, "undo"]) {
    const uri = client.file(`undone-${reason}.txt`, text);
    await client.open(uri, text);
    const second = text.indexOf("Aden fell");
    await client.correct(uri, 1, {
      type: "add",
      range: { start: position(second), end: position(second + 4) },
      label: "ORG",
    });
    await client.change(uri, 2, [{ range: place, text: "" }]);
    const without = text.replace(words, "");
    writeFileSync(fileURLToPath(uri), without);
    await client.notify("textDocument/didSave", { textDocument: { uri } });
    assert.deepEqual(await storedWith(uri, 1), ["Aden orphaned"]);
    await client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.open(uri, without);
    await client.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: place.start, end: place.start }, text: words }],
      ...(reason ? { reason } : {}),
    });
    const published = await client.published(uri, ({ version }) => version === 2);
    const own = published.annotations.find(({ label }) => label === "ORG");
    assert.equal(own?.status, reason ? "corrected" : "orphaned");
    if (reason) assert.deepEqual(own?.range.start, position(second));
  }
});

test("CRLF, a byte order mark and characters beyond the BMP: the sidecar counts code points of the stored text", async () => {
  const text = "😀 e\u0301\r\nFighting in Aden\r\nand مأرب went on.\r\n";
  const uri = client.file("crlf.txt", `\ufeff${text}`);
  const opened = await client.open(uri, text);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "Aden"), idOn(opened, "مأرب")] });
  await storedWith(uri, 2);
  const { annotations, article } = stored(uri);
  const points = [...text];
  assert.equal(article.length, points.length);
  assert.deepEqual(
    annotations.map(({ start, end }) => points.slice(start, end).join("")),
    ["Aden", "مأرب"],
  );
});

test("an article that changed outside keeps its annotations by their words; what is gone is an orphan", async () => {
  const uri = client.file("moved.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "ADEN"), idOn(opened, "Abyan")] });
  await storedWith(uri, 2);
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  const text = "A new first line.\nAt least 31 militants were killed in Abyan on Friday.\n";
  writeFileSync(fileURLToPath(uri), text);
  const again = await client.open(uri, text);
  assert.deepEqual(summary(again, ({ status }) => status !== "suggested").sort(), [
    "ADEN: LOC orphaned",
    "Abyan: LOC accepted",
  ]);
});

test("what another program writes into the sidecar appears, and nothing of it is lost by writing", async () => {
  const uri = client.file("both.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "ADEN")] });
  await storedWith(uri, 1);
  const theirs = JSON.parse(readFileSync(sidecar(uri), "utf8"));
  const [first] = theirs.annotations;
  const start = TEXT.indexOf("Rada");
  theirs.annotations.push({ ...first, id: "theirs", start, end: start + 4, quote: "Rada", occurrence: 1 });
  writeFileSync(sidecar(uri), JSON.stringify(theirs));
  // Before the editor's watcher has told the server of it, a decision is made here.
  await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "Abyan")] });
  assert.deepEqual(await storedWith(uri, 3), ["ADEN accepted", "Abyan accepted", "Rada accepted"]);
  const merged = await client.published(uri, (params) =>
    params.annotations.some(({ id }) => id === "theirs"),
  );
  assert.ok(summary(merged).includes("Rada: LOC accepted"));
  rmSync(sidecar(uri));
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: `${uri}.dateline.json`, type: 3 }],
  });
  const gone = await client.published(uri, (params) =>
    params.annotations.every(({ status }) => status === "suggested"),
  );
  assert.equal(gone.annotations.length, 4);
});

test("a sidecar that cannot be used is never written over; mended it is read", async () => {
  const uri = client.file("broken.txt", TEXT);
  const opened = await client.open(uri, TEXT);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "ADEN")] });
  await storedWith(uri, 1);
  const good = readFileSync(sidecar(uri), "utf8");
  for (const [bad, message] of [
    [good.slice(0, good.length / 2), /ends too early/],
    [good.replace('"version": 1', '"version": 2'), /newer Dateline/],
    [good.replace('"accepted"', '"perhaps"'), /no valid sidecar/],
  ] as const) {
    writeFileSync(sidecar(uri), bad);
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: `${uri}.dateline.json`, type: 2 }],
    });
    const broken = await client.published(uri, ({ problems }) =>
      problems.some((problem) => message.test(problem.message)),
    );
    await client.diagnostics(`${uri}.dateline.json`, ([first = ""]) => message.test(first));
    await assert.rejects(client.correct(uri, 1, { type: "accept", ids: [idOn(broken, "Abyan")] }), message);
    assert.equal(readFileSync(sidecar(uri), "utf8"), bad);
    assert.ok(broken.annotations.length > 0, "the article stays readable");
  }
  writeFileSync(sidecar(uri), good);
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: `${uri}.dateline.json`, type: 2 }],
  });
  const mended = await client.published(uri, ({ problems }) => problems.length === 0);
  assert.ok(summary(mended).includes("ADEN: LOC accepted"));
  await client.diagnostics(`${uri}.dateline.json`, ({ length }) => length === 0);
});

test("a sidecar that cannot be written: an error, the decision kept, written when it can be", async () => {
  const folder = path.join(client.folder, "locked");
  mkdirSync(folder);
  const uri = client.file("locked/a.txt", TEXT);
  // A folder in the sidecar's place cannot be written by anybody, not even by root.
  mkdirSync(sidecar(uri));
  const opened = await client.open(uri, TEXT);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "ADEN")] });
  const failed = await client.published(uri, ({ problems }) =>
    problems.some(({ kind }) => kind === "unsaved"),
  );
  assert.ok(summary(failed).includes("ADEN: LOC accepted"));
  assert.ok(
    client.shown.some((message) => /a folder of that name/.test(message)),
    client.shown.join("\n"),
  );
  rmSync(sidecar(uri), { recursive: true });
  await client.request("annotations/save", { uri });
  assert.deepEqual(await storedWith(uri, 1), ["ADEN accepted"]);
  chmodSync(folder, 0o755);
});

test("plain text is an article where the settings include it, else it is left alone", async () => {
  const uri = client.file("README.txt", TEXT);
  await client.notify("textDocument/didOpen", {
    textDocument: { uri, languageId: "plaintext", version: 1, text: TEXT },
  });
  assert.equal(
    await client.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: 0, character: 1 },
    }),
    null,
  );
  const other = client.file("b.txt", TEXT);
  assert.equal((await client.open(other, TEXT, "plaintext")).annotations.length, 4);
});

test("an empty article, and one that is no text, are nothing to fail on", async () => {
  assert.deepEqual((await client.open(client.file("empty.txt", ""), "")).annotations, []);
  const noise = String.fromCharCode(...Array.from({ length: 3000 }, (_, n) => (n * 7919) % 0xfffe));
  await client.open(client.file("noise.txt", noise), noise);
});

test("five megabytes on one line: no suggestions, which it says, but annotation by hand", async () => {
  const line = "At least 31 militants were killed in Abyan on Friday, military officials said. ".repeat(
    65_000,
  );
  const uri = client.file("long.txt", line);
  const opened = await client.open(uri, line);
  assert.deepEqual(opened.annotations, []);
  const said = await client.published(uri, ({ problems }) => problems.length > 0);
  assert.deepEqual(
    said.problems.map(({ kind }) => kind),
    ["size"],
  );
  await client.diagnostics(uri, ([first = ""]) => /too long for suggestions/.test(first));
  await client.correct(uri, 1, {
    type: "add",
    range: { start: { line: 0, character: 37 }, end: { line: 0, character: 42 } },
    label: "LOC",
  });
  const changed = await client.change(uri, 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "In Aden. " },
  ]);
  assert.deepEqual(summary(changed), ["Abyan: LOC added"]);
});

test("a server that is shut down writes first what it could not write before", async () => {
  const own = await startLanguageClient();
  try {
    const uri = own.file("last.txt", TEXT);
    mkdirSync(sidecar(uri));
    const opened = await own.open(uri, TEXT);
    await own.correct(uri, 1, { type: "accept", ids: [idOn(opened, "ADEN")] });
    await own.published(uri, ({ problems }) =>
      problems.some(({ message }) => /kept in memory/.test(message)),
    );
    rmSync(sidecar(uri), { recursive: true });
    await own.connection.sendRequest("shutdown");
    assert.deepEqual(
      stored(uri).annotations.map(({ quote }) => quote),
      ["ADEN"],
    );
  } finally {
    own.connection.dispose();
    own.process.kill();
    rmSync(own.folder, { recursive: true });
  }
});

test("the project's codebook counts in the tally, anew when the file changes; what is wrong with it is marked", async () => {
  const config = client.file("dateline.config.json", '{"codebook":"airwars"}');
  const changed = () =>
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: config, type: 2 }] });
  const text = "Dozens of people were killed in Aden.\n";
  const uri = client.file("vague.txt", text);
  await changed();
  assert.equal((await client.open(uri, text)).tally.killed?.min, 12);
  client.file("dateline.config.json", '{"codebook":{"words":{"dozens":[24,96]}}}');
  await changed();
  await client.published(uri, ({ tally }) => tally.killed?.min === 24 && tally.killed.max === 96);
  client.file("dateline.config.json", '{"codebook":{"words":{"dozens":"many"}}}');
  await changed();
  await client.diagnostics(config, ([message]) => /at codebook\.words\.dozens/.test(message ?? ""));
  await client.published(uri, ({ tally }) => tally.killed?.min === null);
  client.file("dateline.config.json", "{}");
  await changed();
  await client.diagnostics(config, (messages) => messages.length === 0);
});

test("a part that was made larger than its whole is marked in the article, until one of the two is mended", async () => {
  const text = "12 people, including 3 children, were killed in Aden.\n";
  const uri = client.file("parts.txt", text);
  const opened = await client.open(uri, text);
  const part = idOn(opened, "3 children");
  const edit = (id: string, count: number) =>
    client.correct(uri, 1, {
      type: "editFigure",
      id,
      changes: { min: count, max: count, qualifier: "exact" },
    });
  const [id = ""] = (await edit(part, 13)).ids;
  await client.diagnostics(uri, ([message]) =>
    /3 children.*\(killed: 13\) is more than .*12 people.*\(killed: 12\), which it is a part of/.test(
      message ?? "",
    ),
  );
  await edit(idOn(opened, "12 people"), 20);
  await client.diagnostics(uri, (messages) => messages.length === 0);
  await edit(id, 21);
  await client.diagnostics(uri, ([message]) =>
    /\(killed: 21\) is more than .*\(killed: 20\)/.test(message ?? ""),
  );
  // Both are stored now: the command line says the same.
  await client.request("annotations/save", { uri });
  const { stdout } = await run(process.execPath, [cli, "lint", fileURLToPath(uri)]).catch((error) => error);
  assert.match(stdout, /1 sidecar, 1 problem/);
});
