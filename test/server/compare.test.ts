import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import type {
  CompareResult,
  CompareSide,
  CompareSourcesResult,
  PublishParams,
} from "../../server/src/protocol.ts";
import { type Client, type ClientSettings, idOn, startLanguageClient } from "../support/languageClient.ts";

const TEXT = "Militants left Aden on Friday.\nAt least 31 people were killed.\n";

let client: Client;
let uri: string;

async function start(settings: ClientSettings): Promise<PublishParams> {
  client = await startLanguageClient(settings);
  uri = client.file("a.txt", TEXT);
  return client.open(uri, TEXT);
}

const git = (...args: string[]): string =>
  execFileSync("git", ["-C", client.folder, "-c", "user.email=b@x", ...args], { encoding: "utf8" });

/** What somebody else did to the sidecar. */
async function rewritten(change: (sidecar: string) => string): Promise<void> {
  const sidecar = `${fileURLToPath(uri)}.dateline.json`;
  const changed = client.file("a.txt.dateline.json", change(readFileSync(sidecar, "utf8")));
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: changed, type: 2 }] });
}

const compare = (left: CompareSide, right: CompareSide): Promise<CompareResult> =>
  client.request("annotations/compare", { uri, version: 1, left, right });

afterEach(() => client.close());

test("git's user name signs where no setting does; the setting goes before it", async () => {
  await start({ initializationOptions: { publish: true } });
  git("init", "-q");
  git("config", "user.name", "Béa ب");
  await client.notify("workspace/didChangeConfiguration", { settings: {} });
  const shown = await client.published(uri, ({ annotator }) => annotator === "Béa ب");
  await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Aden")] });
  await client.published(uri, ({ annotations }) => annotations.some((one) => one.by === "Béa ب"));
  await client.close();
  assert.equal((await start({ configuration: { annotator: "coder-7" } })).annotator, "coder-7");
});

test("a second annotator disagrees, both are compared, and the result is a decision of its own that can be undone", async () => {
  const shown = await start({ configuration: { annotator: "ben" } });
  await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Aden"), idOn(shown, "Friday")] });
  await client.request("annotations/save", { uri });
  await rewritten((sidecar) => sidecar.replaceAll('"by":"ben"', '"by":"ana"'));
  const anas = await client.published(uri, ({ annotations }) => annotations.some(({ by }) => by === "ana"));
  await client.correct(uri, 1, { type: "relabel", ids: [idOn(anas, "Aden")], label: "ORG" });
  await client.correct(uri, 1, { type: "accept", ids: [idOn(anas, "Friday")] });
  const both = await client.published(uri, ({ annotations }) => annotations.some(({ disputed }) => disputed));
  const aden = both.annotations.find(({ text }) => text === "Aden");
  assert.deepEqual([aden?.label, aden?.by, aden?.id], ["ORG", "ben", idOn(anas, "Aden")]);
  const hover = await client.request<{ contents: { value: string } }>("textDocument/hover", {
    textDocument: { uri },
    position: { line: 0, character: 16 },
  });
  assert.match(
    hover.contents.value,
    /Corrected by ben.*was LOC[\s\S]*Accepted by ana[\s\S]*Suggested by dateline/,
  );
  assert.match(hover.contents.value, /Annotators disagree; compare them/);
  const again = { type: "relabel", ids: [idOn(both, "Aden")], label: "ORG" } as const;
  assert.deepEqual(await client.correct(uri, 1, again), { done: false, ids: [] });
  const { annotators, annotator } = await client.request<CompareSourcesResult>("annotations/compareSources", {
    uri,
  });
  assert.deepEqual(
    [annotator, annotators],
    [
      "ben",
      [
        { name: "ana", decisions: 2 },
        { name: "ben", decisions: 2 },
      ],
    ],
  );
  const sides = [{ annotator: "ana" }, { annotator: "ben" }] as const;
  const { summary, pairs } = await compare(...sides);
  assert.equal(summary, "1 agree, 1 differ");
  assert.deepEqual(
    pairs.map(({ words }) => words),
    ["label: LOC, ORG", ""],
  );
  await client.request("annotations/adjudicate", {
    uri,
    version: 1,
    left: sides[0],
    right: sides[1],
    keys: [pairs[0]!.key],
    verdict: "left",
  });
  assert.equal((await compare(...sides)).summary, "1 agree, 0 differ, 1 settled");
  await client.request("annotations/save", { uri });
  const line = readFileSync(`${fileURLToPath(uri)}.dateline.json`, "utf8")
    .split("\n")
    .find((one) => /"Aden"/.test(one));
  assert.match(
    line ?? "",
    /"opinions":\[\{.*"by":"ana".*"label":"ORG".*"by":"ben".*\],"adjudicated":true,"by":"ben"/,
  );
  await client.request("annotations/undo", { uri });
  assert.equal((await compare(...sides)).summary, "1 agree, 1 differ");
  await assert.rejects(
    client.request("annotations/adjudicate", {
      uri,
      version: 1,
      left: sides[0],
      right: sides[1],
      keys: ["x/y"],
      verdict: "left",
    }),
    /have changed since/,
  );
  const unknown = {
    uri,
    version: 1,
    left: sides[0],
    right: sides[1],
    keys: [pairs[0]!.key],
    verdict: "none",
  };
  await assert.rejects(client.request("annotations/adjudicate", unknown), /verdict/);
  assert.equal((await compare(...sides)).summary, "1 agree, 1 differ");
});

test("a branch is compared with what is here, and what it decided can be taken", async () => {
  const shown = await start({ configuration: { annotator: "ana" } });
  git("init", "-q", "-b", "main");
  await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Aden")] });
  await client.request("annotations/save", { uri });
  git("add", ".");
  git("-c", "user.name=x", "commit", "-qm", "one");
  git("branch", "second");
  const now = await client.published(uri, ({ annotations }) => annotations.some(({ by }) => by === "ana"));
  await client.correct(uri, 1, { type: "remove", ids: [idOn(now, "Aden")] });
  await client.published(uri, ({ annotations }) => annotations.every(({ by }) => by === null));
  const { branches } = await client.request<CompareSourcesResult>("annotations/compareSources", { uri });
  assert.deepEqual(branches, ["second"]);
  const { summary, pairs } = await compare({}, { ref: "second" });
  assert.equal(summary, "0 agree, 0 differ, 1 only second");
  const params = { uri, version: 1, left: {}, right: { ref: "second" } };
  await client.request("annotations/adjudicate", { ...params, keys: [pairs[0]!.key], verdict: "right" });
  await client.published(uri, ({ annotations }) => annotations.some(({ adjudicated }) => adjudicated));
  await assert.rejects(compare({}, { ref: "--version" }), /has no annotations/);
  await assert.rejects(compare({}, { ref: "third" }), /third has no annotations of this article/);
  await client.request("annotations/save", { uri });
  const sidecar = `${fileURLToPath(uri)}.dateline.json`;
  writeFileSync(sidecar, readFileSync(sidecar, "utf8").replaceAll('"by":"', '"by":"\xe9'), "latin1");
  git("-c", "user.name=x", "commit", "-qam", "in another encoding");
  git("branch", "latin");
  await assert.rejects(compare({}, { ref: "latin" }), /The sidecar in latin is not UTF-8/);
});

test("who works blind sees own decisions alone, and decides on the same annotation unknowing", async () => {
  const shown = await start({ configuration: { annotator: "ben" } });
  await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Aden")] });
  await client.request("annotations/save", { uri });
  const sidecar = readFileSync(`${fileURLToPath(uri)}.dateline.json`, "utf8").replaceAll(
    '"by":"ben"',
    '"by":"ana"',
  );
  await client.close();
  client = await startLanguageClient({ configuration: { annotator: "ben", showOthers: false } });
  uri = client.file("a.txt", TEXT);
  client.file("a.txt.dateline.json", sidecar);
  const blind = await client.open(uri, TEXT);
  assert.equal(blind.annotations.find(({ text }) => text === "Aden")?.status, "suggested");
  await client.correct(uri, 1, { type: "relabel", ids: [idOn(blind, "Aden")], label: "ORG" });
  const own = await client.published(uri, ({ annotations }) => annotations.some(({ by }) => by === "ben"));
  assert.deepEqual(
    own.annotations.filter(({ text }) => text === "Aden").map(({ label, disputed }) => [label, disputed]),
    [["ORG", false]],
  );
  assert.equal((await compare({ annotator: "ana" }, { annotator: "ben" })).summary, "0 agree, 1 differ");
});
