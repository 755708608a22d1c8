import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  MoveSidecarsResult,
  PlanSidecarMovesResult,
  SidecarPlaceResult,
  StatusResult,
  VersionsResult,
} from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient } from "../support/languageClient.ts";

// A project whose sidecars lie in a folder of their own, and what becomes of them when that changes.

const TEXT = "ADEN, June 15, 2012: Clashes in Abyan and Taiz.\n";
const BESIDE = "a/x.txt.dateline.json";
const PLACED = "annotations/a/x.txt.dateline.json";
const OTHER = "notes/a/x.txt.dateline.json";

let client: Client;
let uri: string;

const at = (name: string): string => path.join(client.folder, name);
const uriOf = (name: string): string => pathToFileURL(at(name)).href;
const there = (): string[] => [BESIDE, PLACED, OTHER].filter((name) => existsSync(at(name)));
const folder = (): string => pathToFileURL(client.folder).href;
const save = () => client.request("annotations/save", { uri });

async function configure(content: object | string): Promise<void> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: client.file("dateline.config.json", text), type: 2 }],
  });
}

async function accept(words: string): Promise<void> {
  const shown = await client.published(uri, ({ annotations }) => annotations.length > 0);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, words)] });
  await save();
}

const accepted = (words: string) =>
  client.published(uri, ({ annotations }) =>
    annotations.some(({ text, status }) => text === words && status === "accepted"),
  );

beforeEach(async () => {
  client = await startLanguageClient({ canDelete: true });
  mkdirSync(at("a"));
  uri = client.file("a/x.txt", TEXT);
});
afterEach(() => client.close());

test("when the setting changes the sidecar that is there is used, until all are moved, and back", async () => {
  await client.open(uri, TEXT);
  await accept("Abyan");
  assert.deepEqual(there(), [BESIDE]);
  await configure({ sidecars: "annotations" });
  await accept("Taiz");
  assert.deepEqual(there(), [BESIDE]);
  const plan = await client.request<PlanSidecarMovesResult>("sidecars/plan", { folder: folder() });
  assert.deepEqual(plan, { moves: [{ from: BESIDE, to: PLACED }], blocked: [] });
  const move = (back: boolean) =>
    client.request<MoveSidecarsResult>("sidecars/move", { folder: folder(), back });
  assert.deepEqual(await move(false), { moved: 1, problems: [] });
  assert.deepEqual(there(), [PLACED]);
  assert.match(readFileSync(at(PLACED), "utf8"), /Abyan[\s\S]*Taiz/);
  assert.deepEqual(await client.request<SidecarPlaceResult>("sidecars/place", { uri }), {
    uri: uriOf(PLACED),
  });
  assert.deepEqual(await move(true), { moved: 1, problems: [] });
  assert.deepEqual(there(), [BESIDE]);
  assert.ok(!existsSync(at("annotations")));
  await move(false);
  // To another folder, and to beside the articles: what lies in the former one is found there.
  await configure({ sidecars: "notes" });
  await accept("ADEN");
  assert.deepEqual(there(), [PLACED]);
  await move(false);
  assert.deepEqual(there(), [OTHER]);
  await configure({});
  await client.request("annotations/undo", { uri });
  await save();
  assert.deepEqual(there(), [OTHER]);
  await move(false);
  assert.deepEqual(there(), [BESIDE]);
  await accepted("Taiz");
});

test("of two sidecars neither is touched, and what to do is said where one lies", async () => {
  await configure({ sidecars: "annotations" });
  await client.open(uri, TEXT);
  await accept("Abyan");
  const text = readFileSync(at(PLACED), "utf8");
  cpSync(at(PLACED), at(BESIDE));
  const changed = () =>
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(BESIDE), type: 1 }] });
  await changed();
  await client.diagnostics(uriOf(PLACED), (messages) =>
    messages.some((one) => one.includes(`There are two sidecars of this article, ${PLACED} and ${BESIDE}`)),
  );
  const shown = await client.published(uri, ({ problems }) => problems.length > 0);
  await assert.rejects(client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Taiz")] }));
  const plan = await client.request<PlanSidecarMovesResult>("sidecars/plan", { folder: folder() });
  assert.deepEqual(plan, { moves: [], blocked: [{ from: BESIDE, to: PLACED }] });
  await client.request("sidecars/move", { folder: folder() });
  assert.deepEqual(
    [PLACED, BESIDE].map((name) => readFileSync(at(name), "utf8")),
    [text, text],
  );
  rmSync(at(BESIDE));
  await changed();
  await client.diagnostics(uriOf(PLACED), (messages) => messages.length === 0);
  await client.published(uri, ({ problems }) => problems.length === 0);
  await accept("Taiz");
  assert.deepEqual(there(), [PLACED]);
});

test("where the setting leads out nothing is written anywhere; mended, what was decided is", async () => {
  await configure({ sidecars: "../elsewhere" });
  await client.diagnostics(uriOf("dateline.config.json"), (messages) =>
    messages.some((one) => /cannot be told where sidecars go.*not written/.test(one)),
  );
  await client.open(uri, TEXT);
  await accept("Abyan");
  await client.shows(/cannot be told where sidecars go.*kept in memory/);
  assert.deepEqual(there(), []);
  assert.ok(!existsSync(path.join(client.folder, "..", "elsewhere")));
  await configure({ sidecars: "annotations" });
  await client.published(uri, ({ problems }) => problems.length === 0);
  await save();
  assert.deepEqual(there(), [PLACED]);
});

test("sidecars go with a folder that is renamed or deleted", async () => {
  await configure({ sidecars: "annotations" });
  await client.open(uri, TEXT);
  await accept("Abyan");
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  await save();
  renameSync(at("a"), at("b"));
  await client.notify("workspace/didRenameFiles", { files: [{ oldUri: uriOf("a"), newUri: uriOf("b") }] });
  uri = uriOf("b/x.txt");
  await client.open(uri, TEXT);
  await accepted("Abyan");
  const place = "annotations/b/x.txt.dateline.json";
  assert.ok(existsSync(at(place)));
  const edit = await client.request<{ documentChanges: { uri: string }[] }>("workspace/willDeleteFiles", {
    files: [{ uri: uriOf("b") }],
  });
  assert.deepEqual(
    edit.documentChanges.map((one) => one.uri),
    [uriOf(place)],
  );
});

test("a folder of sidecars that gets another name is found, in the editor and outside", async () => {
  await configure({ sidecars: "annotations" });
  await client.open(uri, TEXT);
  await accept("Abyan");
  renameSync(at("annotations"), at("notes"));
  await client.notify("workspace/didRenameFiles", {
    files: [{ oldUri: uriOf("annotations"), newUri: uriOf("notes") }],
  });
  await accept("Taiz");
  assert.deepEqual(there(), [OTHER]);
  renameSync(at("notes"), at("third"));
  const place = "third/a/x.txt.dateline.json";
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [
      { uri: uriOf(OTHER), type: 3 },
      { uri: uriOf(place), type: 1 },
    ],
  });
  await accept("ADEN");
  assert.deepEqual(there(), []);
  assert.match(readFileSync(at(place), "utf8"), /ADEN[\s\S]*Abyan[\s\S]*Taiz/);
});

test("earlier versions are found in git wherever the sidecar lay, also for an article without a folder for it", async () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
      cwd: client.folder,
    });
  git("init", "-q", "-b", "main");
  await client.open(uri, TEXT);
  await accept("Abyan");
  git("add", "-A");
  git("commit", "-qm", "beside");
  await configure({ sidecars: "annotations" });
  await client.request("sidecars/move", { folder: folder() });
  await accept("Taiz");
  git("add", "-A");
  git("commit", "-qm", "placed");
  const { versions } = await client.request<VersionsResult>("annotations/versions", { uri });
  const found = versions.filter(({ source }) => source === "git");
  assert.deepEqual(found.map(({ subject, decisions }) => [subject, decisions]).sort(), [
    ["beside", 1],
    ["placed", 2],
  ]);
  rmSync(at("annotations"), { recursive: true });
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(PLACED), type: 3 }] });
  await client.published(uri, ({ annotations }) => annotations.every(({ status }) => status === "suggested"));
  const again = await client.request<VersionsResult>("annotations/versions", { uri });
  assert.equal(again.versions.filter(({ source }) => source === "git").length, 2);
});

test("articles in the folder of sidecars are none", async () => {
  await configure({ sidecars: "annotations" });
  mkdirSync(at("annotations"));
  writeFileSync(at("annotations/stray.txt"), TEXT);
  writeFileSync(at("annotations/stray.article"), TEXT);
  const status = () => client.request<StatusResult>("dataset/status", { offset: 0, limit: 10 });
  const { rows } = await new Promise<StatusResult>((resolve) => {
    const look = async (): Promise<void> => {
      const now = await status();
      if (now.total > 0 && now.indexing === null) resolve(now);
    };
    client.connection.onNotification("dataset/changed", look);
    void look();
  });
  assert.deepEqual(
    rows.map((row) => row.path),
    ["a/x.txt"],
  );
  const textDocument = { uri: uriOf("annotations/stray.article") };
  await client.notify("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: "article", version: 1, text: TEXT },
  });
  const position = { line: 0, character: TEXT.indexOf("Abyan") };
  assert.equal(await client.request("textDocument/hover", { textDocument, position }), null);
});
