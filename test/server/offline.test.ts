import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { idOn, startLanguageClient } from "../support/languageClient.ts";
import { dateline } from "../support/program.ts";

// Neither the server nor the program reaches for the network, whatever they are asked.

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-offline-"));
const reached = path.join(folder, "reached");
const options = process.env["NODE_OPTIONS"];

before(() => {
  process.env["DATELINE_REACHED"] = reached;
  process.env["NODE_OPTIONS"] = `${options ?? ""} --require ${path.join(root, "test/support/offline.cjs")}`;
});
after(() => {
  if (options === undefined) delete process.env["NODE_OPTIONS"];
  else process.env["NODE_OPTIONS"] = options;
  rmSync(folder, { recursive: true, force: true });
});

const TEXT = "ADEN: At least 31 militants were killed, said http://example.org/news and ftp://example.org.\n";

test("the server detects, decides, exports and imports without a network", async () => {
  const client = await startLanguageClient();
  try {
    const uri = client.file("a.txt", TEXT);
    const shown = await client.open(uri, TEXT);
    await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "At least 31 militants")] });
    const textDocument = { uri };
    await client.request("textDocument/hover", { textDocument, position: { line: 0, character: 15 } });
    await client.request("dataset/report", { query: "" });
    await client.request("annotations/versions", { uri });
    const data = uri.replace("a.txt", "data");
    const uris = [uri];
    await client.request("dataset/export", { uris, format: "doccano", folder: data, suggested: true });
    await client.request("dataset/import", { uris: [data], format: "doccano", articles: uris });
  } finally {
    await client.close();
  }
  assert.equal(existsSync(reached), false);
});

test("the program does so too", async () => {
  writeFileSync(path.join(folder, "a.txt"), TEXT);
  for (const args of [
    ["detect", "a.txt"],
    ["detect", "--jsonl", "--jobs", "2"],
    ["stats", "a.txt"],
    ["export", "--format", "csv", "--out", "out", "--include", "suggested", "a.txt"],
  ]) {
    const { status, err } = await dateline(args, `${JSON.stringify({ id: "1", text: TEXT })}\n`, folder);
    assert.equal(status, 0, err);
  }
  assert.equal(existsSync(reached), false);
});

test("a check of the check: a program that does so is caught", async () => {
  const program = path.join(folder, "reaching.cjs");
  writeFileSync(program, `require("node:net").connect(9, "127.0.0.1");`);
  const { spawnSync } = await import("node:child_process");
  assert.equal(spawnSync(process.execPath, [program]).status, 1);
  assert.equal(readFileSync(reached, "utf8"), "node:net.connect\n");
  rmSync(reached);
});

test("no bundle has a module for the network, but for the pipes of the language server's protocol", () => {
  const network = /^(node:)?(net|tls|https?|http2|dgram|dns|dns\/promises|inspector)$/;
  for (const [name, own, parts] of [
    ["cli", [], []],
    ["server", ["net"], []],
    ["extension", [], ["./languageClient.js"]],
    ["languageClient", ["net"], ["./minimatch.js"]],
    ["minimatch", [], []],
  ] as const) {
    const source = readFileSync(path.join(root, `dist/${name}.js`), "utf8");
    const modules = new Set([...source.matchAll(/require\("([^"]+)"\)/g)].map(([, one = ""]) => one));
    const others = [...modules].filter((one) => one !== "vscode" && !isBuiltin(one));
    assert.deepEqual(others, parts, `what ${name} loads beside what the editor and Node have`);
    assert.deepEqual(
      [...modules].filter((one) => network.test(one)),
      own,
      name,
    );
  }
});
