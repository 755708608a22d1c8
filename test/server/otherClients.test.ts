import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ExportReport } from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient, summary } from "../support/languageClient.ts";

// What an editor that knows nothing of Dateline's own messages can do: hover, symbols, code actions, commands.

const TEXT = "ADEN: At least 31 militants were killed in Abyan on Friday, military officials said.\n";

let client: Client;
before(async () => {
  client = await startLanguageClient({ initializationOptions: {}, configuration: { annotator: "coder-7" } });
});
after(() => client.close());

const hover = (uri: string, character: number) =>
  client.request<{ contents: { value: string } } | null>("textDocument/hover", {
    textDocument: { uri },
    position: { line: 0, character },
  });

async function opened(name: string, text = TEXT): Promise<string> {
  const uri = client.file(name, text);
  await client.notify("textDocument/didOpen", {
    textDocument: { uri, languageId: "article", version: 1, text },
  });
  return uri;
}

test("hover without links, symbols, and actions with everything they need", async () => {
  const uri = await opened("a.txt");
  const { contents } = (await hover(uri, TEXT.indexOf("31")))!;
  assert.match(contents.value, /killed: at least 31/);
  assert.doesNotMatch(contents.value, /command:/);
  const symbols = await client.request<{ name: string; children: { name: string }[] }[]>(
    "textDocument/documentSymbol",
    { textDocument: { uri } },
  );
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ["Casualty figures", "LOC", "DATE"],
  );
  const at = { line: 0, character: 1 };
  const actions = await client.actionsAt(uri, at);
  const relabel = actions.find(({ title }) => title.endsWith("as ORG"));
  await client.request("workspace/executeCommand", {
    command: relabel?.command.command,
    arguments: relabel?.command.arguments,
  });
  assert.match((await hover(uri, 1))!.contents.value, /\*\*ORG\*\*[\s\S]*Corrected by coder\\-7/);
});

test("commands by hand: accept, edit a figure, undo", async () => {
  const uri = await opened("b.txt");
  const run = <T>(command: string, args: object): Promise<T> =>
    client.request<T>("workspace/executeCommand", { command, arguments: [{ uri, ...args }] });
  await run("dateline.editFigure", { ids: ["f1"], changes: { min: 40 } });
  assert.match((await hover(uri, TEXT.indexOf("31")))!.contents.value, /at least 40/);
  await run("dateline.undo", {});
  assert.match((await hover(uri, TEXT.indexOf("31")))!.contents.value, /at least 31/);
  await assert.rejects(run("dateline.editFigure", { ids: ["f1"], changes: { min: -4 } }), /does not fit/);
  await assert.rejects(run("dateline.relabel", { ids: ["e1"] }), /has no “label”/);
  await assert.rejects(run("dateline.nonsense", {}), /no command/);
  await assert.rejects(
    client.request("workspace/executeCommand", { command: "dateline.accept", arguments: [7] }),
    /does not fit/,
  );
  // What Dateline's own client sends goes through the same check: an empty label would lock the article.
  for (const correction of [
    { type: "relabel", ids: ["e1"], label: "" },
    { type: "editFigure", id: "f1", changes: { min: 2 ** 53 } },
    { type: "editFigure", id: "f1", changes: { harm: "eaten" } },
    { type: "perhaps", ids: [] },
  ]) {
    await assert.rejects(
      client.request("annotations/correct", { uri, version: 1, correction }),
      /does not fit/,
    );
  }
});

test("requests of files that are not open are answered with nothing", async () => {
  const uri = pathToFileURL(path.join(client.folder, "nowhere.txt")).href;
  assert.equal(await hover(uri, 0), null);
  assert.equal(await client.request("textDocument/documentSymbol", { textDocument: { uri } }), null);
  await assert.rejects(client.correct(uri, 1, { type: "accept", ids: ["e1"] }), /no article/);
});

test("a text that is no file can be read but not annotated", async () => {
  const uri = "untitled:Untitled-1";
  await client.notify("textDocument/didOpen", {
    textDocument: { uri, languageId: "article", version: 1, text: TEXT },
  });
  assert.match((await hover(uri, 1))!.contents.value, /LOC/);
  await assert.rejects(
    client.correct(uri, 1, { type: "accept", ids: ["e1"] }),
    /Save this text to a file first/,
  );
});

test("a dataset is exported with progress, and loads back with every span equal to its text", async () => {
  const full = await startLanguageClient();
  try {
    const uri = full.file("c.txt", `😀\r\n${TEXT}`);
    const seen = await full.open(uri, `😀\r\n${TEXT}`);
    await full.correct(uri, 1, {
      type: "accept",
      ids: [idOn(seen, "Abyan"), idOn(seen, "At least 31 militants")],
    });
    await full.published(uri, (params) => summary(params).includes("Abyan: LOC accepted"));
    const progress: string[] = [];
    full.connection.onNotification(
      "$/progress",
      ({ value }: { value: { kind: string } }) => void progress.push(value.kind),
    );
    const folder = pathToFileURL(path.join(full.folder, "out")).href;
    const report = await full.request<ExportReport>("dataset/export", {
      uris: [pathToFileURL(full.folder).href],
      format: "spacy",
      folder,
      suggested: false,
      workDoneToken: "t",
    });
    assert.equal(report.articles, 1);
    assert.equal(progress[0], "begin");
    assert.equal(progress.at(-1), "end");
    const line = JSON.parse(readFileSync(fileURLToPath(`${folder}/spacy/all.jsonl`), "utf8"));
    const points = [...line.text];
    assert.deepEqual(
      line.entities.map(
        ([start, end, label]: [number, number, string]) => `${points.slice(start, end).join("")} ${label}`,
      ),
      ["Abyan LOC"],
    );
    assert.deepEqual(
      line.spans.sc.map(
        ([start, end, label]: [number, number, string]) => `${points.slice(start, end).join("")} ${label}`,
      ),
      ["At least 31 militants KILLED"],
    );
  } finally {
    await full.close();
  }
});

test("an export that is cancelled leaves nothing", async () => {
  for (let n = 0; n < 400; n++) client.file(`many-${n}.txt`, TEXT);
  const out = path.join(client.folder, "cancelled");
  const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
  const source = new CancellationTokenSource();
  client.connection.onNotification("$/progress", () => source.cancel());
  const request = client.connection.sendRequest(
    "dataset/export",
    {
      uris: [pathToFileURL(client.folder).href],
      format: "conll",
      folder: pathToFileURL(out).href,
      suggested: true,
      workDoneToken: "x",
    },
    source.token,
  );
  await assert.rejects(request, /cancelled/);
  assert.ok(!existsSync(out));
});

test("a sidecar of an article that nobody has open is no concern", async () => {
  const file = path.join(client.folder, "alone.txt.dateline.json");
  writeFileSync(file, "{");
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: pathToFileURL(file).href, type: 1 }],
  });
  assert.match((await hover(await opened("d.txt"), 1))!.contents.value, /LOC/);
  rmSync(file);
});

test("a client that cannot say its settings, or names that are no UTF-8, do not end the server", async () => {
  const odd = await startLanguageClient({ configuration: { annotator: "x" } });
  try {
    odd.connection.onRequest("workspace/configuration", () => {
      throw new Error("settings are not ready");
    });
    await odd.open(odd.file("a.txt", TEXT), TEXT);
    await odd.open("file:///tmp/%E9.txt", TEXT, "plaintext");
    assert.ok(odd.shown.some((message) => /settings are not ready/.test(message)));
    assert.equal(odd.process.exitCode, null);
  } finally {
    await odd.close();
  }
});

test("a renamed article takes its sidecar along", async () => {
  const uri = await opened("old.txt");
  await client.request("workspace/executeCommand", {
    command: "dateline.accept",
    arguments: [{ uri, ids: ["e1"] }],
  });
  const to = client.file("new.txt", TEXT);
  rmSync(fileURLToPath(uri));
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  await client.notify("workspace/didRenameFiles", { files: [{ oldUri: uri, newUri: to }] });
  await client.notify("textDocument/didOpen", {
    textDocument: { uri: to, languageId: "article", version: 1, text: TEXT },
  });
  // The sidecar follows in its own time; an accepted place is no longer suggested.
  for (let wait = 0; wait < 400 && !/Accepted/.test((await hover(to, 1))!.contents.value); wait++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.match((await hover(to, 1))!.contents.value, /Accepted by coder\\-7/);
  assert.ok(!existsSync(`${fileURLToPath(uri)}.dateline.json`));
});
