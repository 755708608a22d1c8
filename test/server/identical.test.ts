import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type {
  ApplyIdenticalParams,
  FindIdenticalParams,
  FindIdenticalResult,
  IdenticalReport,
} from "../../server/src/protocol.ts";
import { type Client, startLanguageClient } from "../support/languageClient.ts";

// All mentions with the same words, by commands alone, as any language client can send them.

const TEXT = "Rebels took Qarnish on Friday. The port of Qarnish burned.\n";

let client: Client;
before(async () => {
  client = await startLanguageClient({ configuration: { annotator: "coder-7" } });
});
after(() => client.close());

const run = <T>(command: string, argument: object, workDoneToken?: string): Promise<T> =>
  client.request<T>("workspace/executeCommand", { command, arguments: [argument], workDoneToken });

const sidecar = (uri: string): string => fileURLToPath(`${uri}.dateline.json`);

const labels = (uri: string): string[] =>
  (
    JSON.parse(readFileSync(sidecar(uri), "utf8")) as {
      annotations: { quote: string; label: string; by: string }[];
    }
  ).annotations.map(({ quote, label, by }) => `${quote} ${label} ${by}`);

test("found, labelled in open and closed articles, and undone but where somebody decided since", async () => {
  const [a, b, c] = ["a.txt", "b.txt", "c.txt"].map((name, n) =>
    client.file(name, n === 2 ? "وفي قرنيش\n" : TEXT),
  );
  assert.ok(a && b && c);
  const d = client.file("d.txt", "Qarnish's mayor fled.\n");
  await client.open(a, TEXT);
  const progress: { kind: string; message?: string }[] = [];
  client.connection.onNotification(
    "$/progress",
    ({ token, value }: { token: string; value: { kind: string } }) => {
      if (token === "find") progress.push(value);
    },
  );
  const at = TEXT.indexOf("Qarnish");
  const params: FindIdenticalParams = {
    uri: a,
    version: 1,
    range: { start: { line: 0, character: at }, end: { line: 0, character: at + 7 } },
    act: "relabel",
    label: "LOC",
    scope: "workspace",
  };
  const found = await run<FindIdenticalResult>("dateline.findIdentical", params, "find");
  assert.deepEqual(
    found.articles.map(({ path, mentions }) => `${path} ${mentions.length}`),
    ["a.txt 2", "b.txt 2", "d.txt 1"],
  );
  assert.deepEqual([progress[0]?.kind, progress.at(-1)?.kind], ["begin", "end"]);
  const apply: ApplyIdenticalParams = {
    act: "relabel",
    label: "LOC",
    articles: found.articles.map(({ uri, sha256, mentions }) => ({
      uri,
      sha256,
      ids: mentions.map(({ id }) => id),
    })),
  };
  const report = await run<IdenticalReport>("dateline.applyIdentical", apply);
  assert.deepEqual(report, { articles: 3, mentions: 5, leftOut: [] });
  assert.deepEqual(labels(b), ["Qarnish LOC coder-7", "Qarnish LOC coder-7"]);
  assert.equal(existsSync(sidecar(c)), false);
  await client.published(a, ({ annotations, canUndo }) => {
    const own = annotations.filter(({ text, label }) => text === "Qarnish" && label === "LOC");
    return canUndo && own.length === 2;
  });
  // Somebody else decides in one of them.
  writeFileSync(sidecar(d), readFileSync(sidecar(d), "utf8").replace('"LOC"', '"ORG"'));
  const back = await run<IdenticalReport>("dateline.undoIdentical", {});
  assert.deepEqual([back.articles, back.mentions, back.leftOut.length], [2, 4, 1]);
  assert.match(back.leftOut.join(), /^d\.txt: somebody has decided otherwise/);
  assert.equal(existsSync(sidecar(b)), false);
  assert.deepEqual(labels(d), ["Qarnish ORG coder-7"]);
  await assert.rejects(run("dateline.undoIdentical", {}), /No change of several mentions/);
  await assert.rejects(run("dateline.findIdentical", { ...params, act: "eat" }), /does not fit at “act”/);
  await assert.rejects(run("dateline.findIdentical", { ...params, uri: b }), /Open the article/);
});

test("a client without lists has code actions with explicit ids", async () => {
  const other = await startLanguageClient({ initializationOptions: {} });
  try {
    const text = "ADEN: Shells fell on Aden. In Aden's port two people died.\n";
    const uri = other.file("e.txt", text);
    await other.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "article", version: 1, text },
    });
    const position = { line: 0, character: 1 };
    const actions = await other.actionsAt(uri, position);
    const all = actions.find(({ title }) => title === "Accept all 3 mentions of “ADEN” as LOC");
    assert.ok(all, actions.map(({ title }) => title).join("\n"));
    const report = await other.request<IdenticalReport>("workspace/executeCommand", all.command);
    assert.deepEqual(report, { articles: 1, mentions: 3, leftOut: [] });
    const { done } = await other.request<{ done: boolean }>("workspace/executeCommand", {
      command: "dateline.undo",
      arguments: [{ uri }],
    });
    assert.ok(done);
  } finally {
    await other.close();
  }
});
