import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { PublishParams } from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient } from "../support/languageClient.ts";

const A = "Rockets fell on Qarahta on Friday.\n";
const B = "Shops in Qarahta are open. Gunmen seized Bir Zanqar.\n";

/** The label and the source of the suggestion on some words; null where there is none. */
function on({ annotations }: PublishParams, words: string): string | null {
  const found = annotations.find(
    ({ kind, text, status }) => kind === "entity" && text === words && status === "suggested",
  );
  return found ? `${found.label} ${found.origin}` : null;
}

const rangeOf = (text: string, words: string) => ({
  start: { line: 0, character: text.indexOf(words) },
  end: { line: 0, character: text.indexOf(words) + words.length },
});

async function withServer(run: (client: Client) => Promise<void>, settings = {}): Promise<void> {
  const client = await startLanguageClient(settings);
  try {
    await run(client);
  } finally {
    await client.close();
  }
}

const hover = async (client: Client, uri: string, character: number): Promise<string> =>
  (
    await client.request<{ contents: { value: string } }>("textDocument/hover", {
      textDocument: { uri },
      position: { line: 0, character },
    })
  ).contents.value;

test("what is decided in one article is suggested, or not, in others at once, and the hover says why", () =>
  withServer(async (client) => {
    const a = client.file("a.txt", A);
    const b = client.file("b.txt", B);
    await client.open(a, A);
    const former = await client.open(b, B);
    await client.correct(a, 1, { type: "add", range: rangeOf(A, "Qarahta"), label: "ORG" });
    const learned = await client.published(b, (shown) => on(shown, "Qarahta") === "ORG learned");
    assert.match(
      await hover(client, b, B.indexOf("Qarahta")),
      /accepted in one article of this workspace .*in a\\\.txt/,
    );
    // What was shown before keeps its id, so that a late click means what it was on.
    assert.equal(idOn(learned, "Bir Zanqar", "entity"), idOn(former, "Bir Zanqar", "entity"));
    // Rejected more often than accepted, it is gone; with the rejections taken back it is there again.
    const c = client.file("c.txt", A + A);
    await client.open(c, A + A);
    const again = await client.published(c, (now) => on(now, "Qarahta") === "ORG learned");
    const ids = again.annotations.filter(({ text }) => text === "Qarahta").map(({ id }) => id);
    assert.equal(ids.length, 2);
    await client.correct(c, 1, { type: "reject", ids });
    await client.published(b, (shown) => on(shown, "Qarahta")?.startsWith("ORG") !== true);
    await client.request("annotations/undo", { uri: c });
    await client.published(b, (shown) => on(shown, "Qarahta") === "ORG learned");
  }));

test("sidecars that stand in the folder teach names, read in the background and as they change", () =>
  withServer(async (client) => {
    const a = client.file("a.txt", A);
    await client.open(a, A);
    await client.correct(a, 1, { type: "add", range: rangeOf(A, "Qarahta"), label: "LOC" });
    await client.request("annotations/save", { uri: a });
    const sidecar = `${fileURLToPath(a)}.dateline.json`;
    const text = readFileSync(sidecar, "utf8");
    await client.notify("textDocument/didClose", { textDocument: { uri: a } });
    const changed = () =>
      client.notify("workspace/didChangeWatchedFiles", {
        changes: [{ uri: pathToFileURL(sidecar).href, type: 2 }],
      });
    const b = client.file("b.txt", B);
    await client.open(b, B);
    await client.published(b, (shown) => on(shown, "Qarahta") === "LOC learned");
    writeFileSync(sidecar, text.replace('"LOC"', '"NORP"'));
    await changed();
    await client.published(b, (shown) => on(shown, "Qarahta") === "NORP learned");
  }));

test("names are not learned where the setting says so", () =>
  withServer(
    async (client) => {
      const a = client.file("a.txt", A);
      await client.open(a, A);
      await client.correct(a, 1, { type: "add", range: rangeOf(A, "Qarahta"), label: "WEAPON" });
      const opened = await client.open(client.file("b.txt", B), B);
      assert.ok(!on(opened, "Qarahta")?.includes("learned"));
    },
    { configuration: { learnNames: false } },
  ));

test("the project's gazetteer counts, anew when it changes; what is wrong in it is marked", () =>
  withServer(async (client) => {
    client.file("dateline.config.json", '{"gazetteer": "names.tsv"}');
    const names = client.file("names.tsv", "# ours\nWEAPON\tQarahta|shops\tThe Shop\nPLACE\tX\n");
    const b = client.file("b.txt", B);
    const opened = await client.open(b, B);
    assert.equal(on(opened, "Qarahta"), "WEAPON project");
    assert.equal(on(opened, "Shops"), "WEAPON project");
    assert.match(await hover(client, b, 1), /from this project's names .*names\\\.tsv, line 2.*The Shop/);
    await client.diagnostics(names, ([message]) => /no label “PLACE”/.test(message ?? ""));
    client.file("names.tsv", "ORG\tQarahta\n-\tBir Zanqar\n");
    const changed = () =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: names, type: 2 }] });
    await changed();
    const now = await client.published(b, (shown) => on(shown, "Qarahta") === "ORG project");
    assert.equal(on(now, "Shops"), null);
    assert.equal(on(now, "Bir Zanqar"), null);
    await client.diagnostics(names, (messages) => messages.length === 0);
  }));

test("a name is put into the gazetteer by an edit of the client, the files made where they are missing", () =>
  withServer(async (client) => {
    client.connection.onRequest(
      "workspace/applyEdit",
      ({ edit: { changes } }: { edit: { changes: Record<string, never[]> } }) => {
        for (const [uri, edits] of Object.entries(changes)) {
          const file = fileURLToPath(uri);
          const document = TextDocument.create(uri, "", 0, readFileSync(file, "utf8"));
          writeFileSync(file, TextDocument.applyEdits(document, edits));
        }
        return { applied: true };
      },
    );
    const b = client.file("b.txt", B);
    const opened = await client.open(b, B);
    const add = (command: string, words: string, shown: PublishParams) =>
      client.request("workspace/executeCommand", {
        command,
        arguments: [{ uri: b, version: 1, ids: [idOn(shown, words, "entity")] }],
      });
    await client.correct(b, 1, { type: "add", range: rangeOf(B, "Shops"), label: "ORG" });
    const shown = await client.published(b, (now) => now.annotations.some(({ text }) => text === "Shops"));
    await add("dateline.addName", "Shops", shown);
    await add("dateline.neverSuggest", "Bir Zanqar", opened);
    const read = (name: string) => readFileSync(path.join(client.folder, name), "utf8");
    assert.match(read("names.tsv"), /^#.*\n-\tBir Zanqar\nORG\tShops\n$/);
    assert.deepEqual(JSON.parse(read("dateline.config.json")), { gazetteer: "names.tsv" });
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: pathToFileURL(path.join(client.folder, "dateline.config.json")).href, type: 1 }],
    });
    await client.published(b, (now) => on(now, "Bir Zanqar") === null);
  }));
