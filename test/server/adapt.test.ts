import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { PublishParams } from "../../server/src/protocol.ts";
import { editFiles } from "../support/clientEdits.ts";
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

const runOn = (client: Client, command: string, uri: string, id: string, more = {}) =>
  client.request("workspace/executeCommand", {
    command,
    arguments: [{ uri, version: 1, ids: [id], ...more }],
  });

test("a name is put into the gazetteer by an edit of the client, the files made where they are missing", () =>
  withServer(async (client) => {
    editFiles(client);
    const b = client.file("b.txt", B);
    const opened = await client.open(b, B);
    const add = (command: string, words: string, shown: PublishParams) =>
      runOn(client, command, b, idOn(shown, words, "entity"));
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

test("two names at the same time are two lines of one gazetteer", () =>
  withServer(async (client) => {
    editFiles(client);
    const b = client.file("b.txt", B);
    await client.open(b, B);
    for (const words of ["Shops", "Qarahta"])
      await client.correct(b, 1, { type: "add", range: rangeOf(B, words), label: "ORG" });
    const shown = await client.published(b, (now) => now.annotations.some(({ text }) => text === "Qarahta"));
    await Promise.all(
      ["Shops", "Qarahta"].map((words) => runOn(client, "dateline.addName", b, idOn(shown, words, "entity"))),
    );
    assert.match(
      readFileSync(path.join(client.folder, "names.tsv"), "utf8"),
      /^#.*\nORG\tQarahta\nORG\tShops\n$/,
    );
  }));

test("a name behind a clitic that hides its article is written with the article", () =>
  withServer(async (client) => {
    editFiles(client);
    const text = "وصلت تعزيزات عسكرية إضافية للقصير مساء اليوم.\n";
    const a = client.file("a.txt", text);
    await client.open(a, text);
    await client.correct(a, 1, { type: "add", range: rangeOf(text, "للقصير"), label: "LOC" });
    const shown = await client.published(a, (now) =>
      now.annotations.some((one) => one.text === "للقصير" && one.status === "added"),
    );
    await runOn(client, "dateline.addName", a, idOn(shown, "للقصير", "entity"));
    assert.match(readFileSync(path.join(client.folder, "names.tsv"), "utf8"), /\nLOC\tالقصير\n$/);
  }));

test("a name is written into what the editor has open, and never over what it has not saved", () =>
  withServer(async (client) => {
    const asked: Record<string, object[]>[] = [];
    client.connection.onRequest("workspace/applyEdit", ({ edit }: { edit: { changes: never } }) => {
      asked.push(edit.changes);
      return { applied: true };
    });
    const config = client.file("dateline.config.json", "{}");
    const text = '{\n  "gazetteer": "own.tsv"\n}';
    await client.notify("textDocument/didOpen", {
      textDocument: { uri: config, languageId: "json", version: 1, text },
    });
    const own = client.file("own.tsv", "");
    await client.notify("textDocument/didOpen", {
      textDocument: { uri: own, languageId: "tsv", version: 7, text: "# a\n# b\nLOC\tRada\n" },
    });
    const b = client.file("b.txt", B);
    const shown = await client.open(b, B);
    const id = idOn(shown, "Bir Zanqar", "entity");
    // What is open here is known, saved or not.
    await runOn(client, "dateline.neverSuggest", b, id, { unsaved: [own] });
    const at = { line: 2, character: 0 };
    assert.deepEqual(asked, [{ [own]: [{ range: { start: at, end: at }, newText: "-\tBir Zanqar\n" }] }]);
    await client.notify("textDocument/didClose", { textDocument: { uri: own } });
    await assert.rejects(
      runOn(client, "dateline.neverSuggest", b, id, { unsaved: [own] }),
      /own\.tsv is open with changes that are not saved; save it/,
    );
    assert.equal(asked.length, 1);
  }));

test("a gazetteer that is a link to a place outside of the folder is not written through", () =>
  withServer(async (client) => {
    editFiles(client);
    const outside = path.join(mkdtempSync(path.join(os.tmpdir(), "dateline-outside-")), "names.tsv");
    writeFileSync(outside, "");
    symlinkSync(outside, path.join(client.folder, "names.tsv"));
    client.file("dateline.config.json", '{"gazetteer": "names.tsv"}');
    const b = client.file("b.txt", B);
    const shown = await client.open(b, B);
    await assert.rejects(
      runOn(client, "dateline.neverSuggest", b, idOn(shown, "Bir Zanqar", "entity")),
      /names\.tsv cannot be edited: it is a link to a place outside/,
    );
    assert.equal(readFileSync(outside, "utf8"), "");
    rmSync(path.dirname(outside), { recursive: true });
  }));
