import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseSidecar } from "../../server/src/annotations/sidecar.ts";
import { type Client, idOn, startLanguageClient, summary } from "../support/languageClient.ts";

const TEXT = "ADEN, June 15, 2012: Clashes in Abyan and Taiz.\n";

/** The folder of the sidecars; null for beside the articles. */
let sidecars: string | null = null;

async function withServer(run: (client: Client) => Promise<void>): Promise<void> {
  const client = await startLanguageClient({ canDelete: true });
  try {
    if (sidecars !== null) {
      const uri = client.file("dateline.config.json", JSON.stringify({ sidecars }));
      await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 1 }] });
    }
    root = client.folder;
    await run(client);
  } finally {
    await client.close();
  }
}

let root = "";
const sidecarOf = (uri: string): string =>
  path.join(root, sidecars ?? "", `${path.relative(root, fileURLToPath(uri))}.dateline.json`);
const labels = (uri: string): string[] =>
  parseSidecar(readFileSync(sidecarOf(uri), "utf8")).sidecar?.annotations.map(({ quote }) => quote) ?? [];

/** Opens an article and accepts what stands on some words. */
async function annotate(client: Client, name: string, words: string, text = TEXT): Promise<string> {
  const uri = client.file(name, text);
  const shown = await client.open(uri, text);
  await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, words)] });
  await client.request("annotations/save", { uri });
  return uri;
}

const decided = (client: Client, uri: string, words: string) =>
  client.published(uri, ({ annotations }) =>
    annotations.some(({ text, status }) => text === words && status === "accepted"),
  );

/** A test with the sidecars beside their articles, and one with them in a folder of their own. */
function both(name: string, run: () => Promise<void>): void {
  for (const layout of [null, "my annotations"])
    test(layout === null ? name : `${name}; in a folder of sidecars`, () => {
      sidecars = layout;
      return run();
    });
}

both("an article that was renamed outside is found again by its bytes when it is opened", () =>
  withServer(async (client) => {
    const uri = await annotate(client, "a.txt", "Abyan");
    await client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.request("annotations/save", { uri });
    mkdirSync(path.join(client.folder, "sub"));
    const to = pathToFileURL(path.join(client.folder, "sub", "b.txt")).href;
    renameSync(fileURLToPath(uri), fileURLToPath(to));
    await client.open(to, TEXT);
    await decided(client, to, "Abyan");
    assert.deepEqual(labels(to), ["Abyan"]);
    assert.ok(!existsSync(sidecarOf(uri)));
    assert.match(client.shown.join("\n"), /sub\/b\.txt was a\.txt when it was annotated/);
  }),
);

both("where several articles have the bytes nothing is guessed", () =>
  withServer(async (client) => {
    const uri = await annotate(client, "a.txt", "Abyan");
    await client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.request("annotations/save", { uri });
    renameSync(fileURLToPath(uri), path.join(client.folder, "b.txt"));
    client.file("c.txt", TEXT);
    const to = pathToFileURL(path.join(client.folder, "b.txt")).href;
    await client.open(to, TEXT);
    await client.shows(/others have it too \(.*c\.txt\)/);
    assert.ok(existsSync(sidecarOf(uri)));
  }),
);

both("a copy that the editor makes begins with the decisions; one made outside does not", () =>
  withServer(async (client) => {
    await annotate(client, "a.txt", "Abyan");
    const outside = client.file("outside.txt", TEXT);
    await client.open(outside, TEXT);
    const copy = client.file("copy.txt", TEXT);
    await client.notify("workspace/didCreateFiles", { files: [{ uri: copy }] });
    await client.open(copy, TEXT);
    await decided(client, copy, "Abyan");
    assert.deepEqual(labels(copy), ["Abyan"]);
    assert.ok(!existsSync(sidecarOf(outside)));
  }),
);

both("an article that is deleted takes its sidecar along, as part of the editor's own act", () =>
  withServer(async (client) => {
    const uri = await annotate(client, "a.txt", "Abyan");
    const bare = client.file("b.txt", TEXT);
    const edit = await client.request<{ documentChanges: object[] }>("workspace/willDeleteFiles", {
      files: [{ uri }, { uri: bare }],
    });
    assert.deepEqual(edit.documentChanges, [
      { kind: "delete", uri: pathToFileURL(sidecarOf(uri)).href, options: { ignoreIfNotExists: true } },
    ]);
    const both = { files: [{ uri }, { uri: pathToFileURL(sidecarOf(uri)).href }] };
    assert.equal(await client.request("workspace/willDeleteFiles", both), null);
  }),
);

both("a conflict is marked in the article, and a quick fix settles it", () =>
  withServer(async (client) => {
    const uri = await annotate(client, "a.txt", "Abyan");
    const file = sidecarOf(uri);
    const own = readFileSync(file, "utf8");
    writeFileSync(
      file,
      own.replace(
        '"status":"accepted"',
        '"status":"accepted","opinions":[{"status":"accepted","label":"ORG","by":"b"},{"status":"removed"}],"conflict":true',
      ),
    );
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: pathToFileURL(sidecarOf(uri)).href, type: 2 }],
    });
    await client.diagnostics(uri, (messages) =>
      messages.some((one) => /LOC “.*Abyan.*”.*; ORG .*\(.*b.*\); removed/.test(one)),
    );
    const at = { line: 0, character: TEXT.indexOf("Abyan") };
    const actions = await client.actionsAt(uri, at);
    const keep = actions.filter(({ title }) => title.startsWith("Keep "));
    assert.equal(keep.length, 3);
    const { command } = keep[1]!;
    await client.request("workspace/executeCommand", command);
    await client.published(uri, (params) => summary(params).includes("Abyan: ORG accepted"));
    await client.request("annotations/save", { uri });
    const [settled] = parseSidecar(readFileSync(file, "utf8")).sidecar?.annotations ?? [];
    assert.equal(settled?.conflict, false);
    assert.deepEqual(
      settled?.opinions.map(({ status, ...rest }) => [status, "label" in rest && rest.label]),
      [["accepted", "LOC"]],
    );
    await client.request("annotations/undo", { uri });
    await client.published(uri, (params) => summary(params).includes("Abyan: LOC accepted"));
  }),
);

both("a sidecar that git takes away and brings is read, though no watcher tells of it", () =>
  withServer(async (client) => {
    mkdirSync(path.join(client.folder, "far"));
    const uri = await annotate(client, "far/a.txt", "Abyan");
    const stored = readFileSync(sidecarOf(uri), "utf8");
    const { href } = pathToFileURL(path.join(client.folder, ".git/index"));
    const switched = () =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: href, type: 2 }] });
    rmSync(sidecarOf(uri));
    await switched();
    await client.published(uri, ({ annotations }) =>
      annotations.every(({ status }) => status === "suggested"),
    );
    writeFileSync(sidecarOf(uri), stored);
    await switched();
    await decided(client, uri, "Abyan");
    assert.equal(readFileSync(sidecarOf(uri), "utf8"), stored);
  }),
);

both("while git changes files nothing is written; what was decided is written afterwards", () =>
  withServer(async (client) => {
    execFileSync("git", ["init", "-q"], { cwd: client.folder });
    const uri = await annotate(client, "a.txt", "Abyan");
    const before = readFileSync(sidecarOf(uri), "utf8");
    const lock = path.join(client.folder, ".git", "index.lock");
    writeFileSync(lock, "");
    const shown = await client.published(uri, ({ annotations }) => annotations.length > 0);
    await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Taiz")] });
    await client.shows(/git is at work in this folder.*kept in memory/);
    assert.equal(readFileSync(sidecarOf(uri), "utf8"), before);
    rmSync(lock);
    await client.request("annotations/save", { uri });
    assert.deepEqual(labels(uri), ["Abyan", "Taiz"]);
    assert.deepEqual(
      readdirSync(client.folder).filter((name) => /lock|\d$/.test(name)),
      [],
    );
  }),
);

both("a sidecar that became a folder is said, and nothing in it is touched", () =>
  withServer(async (client) => {
    const uri = client.file("a.txt", TEXT);
    const folder = sidecarOf(uri);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "mine"), "x");
    const shown = await client.open(uri, TEXT);
    await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Taiz")] });
    await client.shows(/a\.txt\.dateline\.json could not be written: there is a folder of that name/);
    assert.deepEqual(readdirSync(folder), ["mine"]);
    rmSync(folder, { recursive: true });
    await client.request("annotations/save", { uri });
    assert.deepEqual(labels(uri), ["Taiz"]);
  }),
);

both("a renaming that is undone at once leaves the sidecar with its article", () =>
  withServer(async (client) => {
    const uri = await annotate(client, "a.txt", "Abyan");
    await client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.request("annotations/save", { uri });
    const to = pathToFileURL(path.join(client.folder, "b.txt")).href;
    // What is in the way is said: by then all before it is done.
    const [from, taken] = ["c.txt", "d.txt"].map(
      (name) => pathToFileURL(path.join(client.folder, name)).href,
    );
    for (const at of [from, taken]) writeFileSync(sidecarOf(at ?? ""), "{}");
    for (const [oldUri, newUri] of [
      [uri, to],
      [to, uri],
      [from, taken],
    ])
      client.notify("workspace/didRenameFiles", { files: [{ oldUri, newUri }] });
    await client.shows(/stays where it is/);
    assert.deepEqual([labels(uri), existsSync(sidecarOf(to))], [["Abyan"], false]);
  }),
);
