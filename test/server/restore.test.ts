import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { RestoreResult, VersionsResult, VersionTextResult } from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient, summary } from "../support/languageClient.ts";

const TEXT = "Militants left Aden on Friday.\nالقوات وصلت الى عدن\n";

let client: Client;
let storage: string;
let uri: string;
let sidecar: string;

beforeEach(async () => {
  storage = mkdtempSync(path.join(os.tmpdir(), "dateline-storage-"));
  client = await startLanguageClient({
    initializationOptions: { publish: true, storage: pathToFileURL(storage).href },
    configuration: { annotator: "ana" },
  });
  uri = client.file("a.txt", TEXT);
  sidecar = `${fileURLToPath(uri)}.dateline.json`;
});

afterEach(async () => {
  await client.close();
  rmSync(storage, { recursive: true, force: true });
});

const versions = async (): Promise<VersionsResult["versions"]> =>
  (await client.request<VersionsResult>("annotations/versions", { uri })).versions;
const restore = (id: string): Promise<RestoreResult> => client.request("annotations/restore", { uri, id });
/** The same without the name by which it is taken back. */
const restoredBy = async (id: string): Promise<Omit<RestoreResult, "act">> => {
  const { act, ...counts } = await restore(id);
  assert.ok(act);
  return counts;
};
const decided = (params: Parameters<typeof summary>[0]): string[] =>
  summary(params, ({ status }) => status !== "suggested");

/** Accepts words of the open article and waits until that is written. */
async function accept(words: string): Promise<void> {
  const shown = await client.published(uri);
  await client.correct(uri, shown.version, { type: "accept", ids: [idOn(shown, words, "entity")] });
  await client.published(uri, (params) => decided(params).some((line) => line.startsWith(words)));
  await client.request("annotations/save", { uri });
}

const gone = (): Promise<unknown> => client.published(uri, (params) => decided(params).length === 0);

test("decisions that were removed come back from a version, and restoring can be undone", async () => {
  await client.open(uri, TEXT);
  await accept("Aden");
  await accept("Friday");
  const shown = await client.published(uri);
  const ids = [idOn(shown, "Aden"), idOn(shown, "Friday")];
  await client.correct(uri, shown.version, { type: "remove", ids });
  await gone();
  await client.request("annotations/save", { uri });
  const [now, before] = await versions();
  assert.deepEqual([now?.decisions, now?.back, now?.gone], [0, 0, 0]);
  assert.deepEqual([before?.decisions, before?.back, before?.gone, before?.source], [2, 2, 0, "backup"]);
  const { text } = await client.request<VersionTextResult>("annotations/versionText", {
    uri,
    id: before!.id,
  });
  assert.match(text ?? "", /"quote":"Friday"/);
  assert.deepEqual(await restoredBy(before!.id), { back: 2, gone: 0, changed: 0, kept: 0, aside: null });
  await client.published(uri, (params) => decided(params).length === 2);
  await client.request("annotations/undo", { uri });
  await gone();
});

test("a restoring is taken back by its own name, whatever was decided beside it, and not over what was", async () => {
  await client.open(uri, TEXT);
  await accept("Aden");
  const shown = await client.published(uri);
  await client.correct(uri, shown.version, { type: "remove", ids: [idOn(shown, "Aden")] });
  await gone();
  await client.request("annotations/save", { uri });
  const back = async (): Promise<string> => {
    const [version] = (await versions()).filter(({ back: more }) => more === 1);
    assert.ok(version);
    return (await restore(version.id)).act;
  };
  const undo = (act: string): Promise<unknown> => client.request("annotations/undo", { uri, act });
  const act = await back();
  await accept("Friday");
  await undo(act);
  await client.published(uri, (params) => decided(params).length === 1);
  assert.deepEqual(decided(await client.published(uri)), ["Friday: DATE accepted"]);
  const again = await back();
  const restored = await client.published(uri, (params) => decided(params).length === 2);
  await client.correct(uri, restored.version, {
    type: "relabel",
    ids: [idOn(restored, "Aden")],
    label: "ORG",
  });
  await assert.rejects(undo(again), /decided otherwise since/);
  await assert.rejects(undo(act), /decided otherwise since/);
});

test("what somebody else has decided since stays, unless it is to go too", async () => {
  await client.open(uri, TEXT);
  await accept("Aden");
  const text = readFileSync(sidecar, "utf8");
  const line = text.split("\n").find((one) => one.includes('"quote":"Aden"')) ?? "";
  const bens = line
    .replace("ana", "ben")
    .replace(/"id":"[^"]+"/, '"id":"of-ben"')
    .replace("LOC", "ORG");
  writeFileSync(sidecar, text.replace(line, `${line},\n${bens}`));
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: pathToFileURL(sidecar).href, type: 2 }],
  });
  await client.published(uri, (params) => decided(params).length === 2);
  const oldest = (await versions()).at(-1);
  assert.deepEqual([oldest?.decisions, oldest?.gone, oldest?.kept], [1, 0, 1]);
  assert.deepEqual(await restoredBy(oldest!.id), { back: 0, gone: 0, changed: 0, kept: 1, aside: null });
  const result = await client.request<RestoreResult>("annotations/restore", {
    uri,
    id: oldest!.id,
    all: true,
  });
  assert.deepEqual([result.gone, result.kept], [1, 0]);
  await client.published(uri, (params) => decided(params).length === 1);
});

test("a sidecar that cannot be read is put beside its place, and the last good version in it", async () => {
  await client.open(uri, TEXT);
  await accept("Aden");
  writeFileSync(sidecar, '{"version": 1, <<<');
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: pathToFileURL(sidecar).href, type: 2 }],
  });
  await client.published(uri, ({ problems }) => problems.length > 0);
  const [good] = await versions();
  const { aside } = await restore(good!.id);
  assert.match(aside ?? "", /^a\.txt\.dateline\.broken-\d{8}T\d{6}Z$/);
  const kept = path.join(path.dirname(sidecar), aside!);
  assert.equal(readFileSync(kept, "utf8"), '{"version": 1, <<<');
  await client.published(uri, (params) => params.problems.length === 0);
  await client.request("annotations/save", { uri });
  assert.match(readFileSync(sidecar, "utf8"), /"quote":"Aden"/);
});

test("a sidecar that was broken before the article was opened is restored from git", async () => {
  const folder = path.dirname(sidecar);
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-C", folder, "-c", "user.name=Ben", "-c", "user.email=b@x", ...args]);
  await client.open(uri, TEXT);
  await accept("Aden");
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "First round");
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  rmSync(storage, { recursive: true, force: true });
  writeFileSync(sidecar, "");
  await client.open(uri, TEXT);
  await client.published(uri, ({ problems }) => problems.length > 0);
  const [commit] = await versions();
  assert.deepEqual(
    [commit?.source, commit?.by, commit?.subject, commit?.back],
    ["git", "Ben", "First round", 1],
  );
  await restore(commit!.id);
  await client.published(uri, (params) => decided(params).length === 1);
});

test("a sidecar that somebody deletes is missed aloud, and undoing brings it back", async () => {
  await client.open(uri, TEXT);
  await accept("Aden");
  rmSync(sidecar);
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: pathToFileURL(sidecar).href, type: 3 }],
  });
  await gone();
  assert.ok(client.shown.some((message) => /1 decision on a\.txt went with its sidecar/.test(message)));
  await client.request("annotations/undo", { uri });
  await client.published(uri, (params) => decided(params).length === 1);
  await client.request("annotations/save", { uri });
  assert.ok(existsSync(sidecar));
});

test("a sidecar that goes with another branch is missed, though the editor tells of the article alone", async () => {
  await client.open(uri, TEXT);
  await accept("Aden");
  rmSync(sidecar);
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  await gone();
});

test("what is asked for and is not there is refused, and nothing changes", async () => {
  await client.open(uri, TEXT);
  await assert.rejects(restore("20260101T000000Z-1-00000000.json"), /gone; choose another/);
  await assert.rejects(restore("git:--help"), /gone; choose another/);
  await assert.rejects(client.request("annotations/versions", { uri: `${uri}x` }), /open it/);
  assert.deepEqual(await versions(), []);
  assert.equal(existsSync(sidecar), false);
  assert.deepEqual(readdirSync(storage), []);
});
