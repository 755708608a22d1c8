import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Client, startLanguageClient } from "../support/languageClient.ts";
import { fuzz } from "../torture/fuzz/session.ts";

// At full length, with a seed of its own each time: `npm run torture -- fuzz`.

for (const seed of [1, 2])
  test(`random messages, seed ${seed}: each is answered, nothing old is shown, edits leave what a fresh server finds`, async () => {
    const { faults, compared } = await fuzz(seed, 1500);
    assert.deepEqual(faults, []);
    assert.ok(compared > 0);
  });

let client: Client;
before(async () => {
  client = await startLanguageClient();
});
after(() => client.close());

test("parameters that do not fit are said to be invalid, with the place", async () => {
  const asked = client.request("textDocument/hover", {
    textDocument: { uri: "untitled:1" },
    position: { line: -1, character: 0 },
  });
  await assert.rejects(asked, {
    code: -32602,
    message: /^textDocument\/hover does not fit at “position.line”: /,
  });
  await client.notify("textDocument/didOpen", { textDocument: null });
  await client.shows(/^textDocument\/didOpen does not fit at “textDocument”: .* it was left out\.$/);
});

test("a CR that comes to stand before an LF makes one line's end of both", async () => {
  const uri = client.file("cr.article", "");
  await client.open(uri, "News.\rx\nAt least 31 militants were killed.");
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
  const { annotations } = await client.change(uri, 2, [{ range, text: "" }]);
  assert.equal(annotations.find(({ figure }) => figure)?.range.start.line, 1);
});

test("an article that is no file has no other side on a branch", async () => {
  const uri = "untitled:Untitled-1";
  await client.open(uri, "Ten people were killed in Aden.");
  const asked = client.request("annotations/compare", { uri, version: 1, left: { ref: "main" }, right: {} });
  await assert.rejects(asked, /main has no annotations of this article/);
});
