import assert from "node:assert/strict";
import { test } from "node:test";
import { startLanguageClient } from "../support/languageClient.ts";

const TEXT =
  "At least 31 militants were killed in Abyan on Friday, officials said.\n\nClashes went on in Taiz.\n";
const END = { line: 2, character: 24 };

test("only a client that asks for deltas is sent them, and shows the same with them", async () => {
  const shown: unknown[] = [];
  for (const deltas of [true, false]) {
    const client = await startLanguageClient({ initializationOptions: { publish: true, deltas } });
    try {
      const uri = client.file("a.txt", TEXT);
      await client.open(uri, TEXT);
      let last = await client.change(uri, 2, [{ range: { start: END, end: END }, text: " Aden was calm." }]);
      const id = last.annotations.find(({ text }) => text === "Taiz")?.id ?? "";
      await client.correct(uri, 2, { type: "reject", ids: [id] });
      await client.notify("textDocument/didClose", { textDocument: { uri } });
      last = await client.open(uri, `${TEXT.trimEnd()} Aden was calm.\n`);
      shown.push(last.annotations.map(({ text, label, status, range }) => [text, label, status, range]));
      assert.equal(last.annotations.find(({ text }) => text === "Taiz")?.status, "rejected");
    } finally {
      await client.close();
    }
    assert.equal(client.deltas() > 0, deltas, `${client.deltas()} deltas were sent`);
  }
  assert.deepEqual(shown[0], shown[1]);
});
