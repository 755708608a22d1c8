import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type {
  ArticleRow,
  DatasetChangedParams,
  LookResult,
  MarkParams,
  MarkResult,
  NextResult,
  ReportAgreementResult,
  ReportResult,
  StatesResult,
  StatusParams,
  StatusResult,
} from "../../server/src/protocol.ts";
import { entityOn } from "../support/annotations.ts";
import { type Client, idOn, startLanguageClient } from "../support/languageClient.ts";
import { sidecarFor } from "../support/repository.ts";

// All articles of the workspace, over JSON-RPC.

const TEXT =
  "SANAA, June 15, 2012 - At least 31 militants were killed on Friday in Zinjibar, officials said.\n";

let client: Client;
let changed: () => void = () => undefined;
const uris = new Map<string, string>();

before(async () => {
  client = await startLanguageClient({ configuration: { annotator: "sa" } });
  client.connection.onNotification("dataset/changed", (_: DatasetChangedParams) => changed());
  mkdirSync(path.join(client.folder, "sub"));
  for (const name of ["1.txt", "2.txt", "10.txt", "sub/ar.txt"])
    uris.set(name, client.file(name, name === "sub/ar.txt" ? "قتل ٣ جنود في عدن.\n" : TEXT));
  client.file("2.txt.dateline.json", sidecarFor(TEXT, [entityOn(TEXT, "Zinjibar")]));
});
after(() => client.close());

const status = (params: StatusParams = {}): Promise<StatusResult> => client.request("dataset/status", params);
const uri = (name: string): string => uris.get(name) ?? "";
const brief = ({ path: name, state, decisions }: ArticleRow): string => `${name} ${state} ${decisions}`;

/** The first status that fits, asked for anew whenever the server says that something changed. */
async function eventually(
  params: StatusParams,
  wanted: (status: StatusResult) => boolean,
): Promise<StatusResult> {
  for (;;) {
    const next = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const found = await status(params);
    if (wanted(found)) return found;
    await next;
  }
}

const mark = (name: string, how: MarkParams["articles"][number]["mark"]): Promise<MarkResult> =>
  client.request("dataset/mark", { articles: [{ uri: uri(name), mark: how }] });

test("all articles are listed, grouped and counted, a page at a time", async () => {
  const all = await eventually({ limit: 10 }, ({ total, indexing }) => total === 4 && indexing === null);
  assert.deepEqual(all.rows.map(brief), [
    "1.txt new 0",
    "2.txt review 1",
    "10.txt new 0",
    "sub/ar.txt new 0",
  ]);
  assert.equal(all.rows[0]?.published, "2012-06-15");
  assert.deepEqual((await status({ offset: 1, limit: 2 })).rows.map(brief), [
    "2.txt review 1",
    "10.txt new 0",
  ]);
  const { groups, rows } = await status({ group: "folder" });
  assert.deepEqual(
    groups.map(({ name, articles, done }) => `${name} ${articles} ${done}`),
    [". 3 0", "sub 1 0"],
  );
  assert.deepEqual(rows, []);
  const inSub = await status({ group: "folder", within: groups[1]?.key ?? "", limit: 10 });
  assert.deepEqual(inSub.rows.map(brief), ["sub/ar.txt new 0"]);
  const filtered = await status({ query: "state:new lang:en", limit: 10 });
  assert.deepEqual(filtered.rows.map(brief), ["1.txt new 0", "10.txt new 0"]);
  assert.equal(filtered.matched, 2);
  const wrong = await status({ query: "x killed>=few", limit: 10 });
  assert.match(wrong.problem?.message ?? "", /“few” is no whole number/);
  assert.deepEqual([wrong.rows, wrong.total], [[], 4]);
});

test("an open article says what is decided in it at once; marked done, that is undone as a correction is", async () => {
  const opened = await client.open(uri("1.txt"), TEXT);
  await client.correct(uri("1.txt"), 1, { type: "accept", ids: [idOn(opened, "Zinjibar")] });
  const row = (await eventually({ query: "1.txt", limit: 1 }, ({ rows }) => rows[0]?.decisions === 1))
    .rows[0];
  assert.equal(row?.toll, "killed at least 31");
  assert.equal(row?.open, opened.annotations.length - 1);
  const { changed: marked } = await mark("1.txt", "done");
  assert.deepEqual(marked, [{ uri: uri("1.txt"), before: null }]);
  assert.deepEqual((await mark("1.txt", "done")).changed, [], "it is so already");
  await eventually({ query: "state:done" }, ({ matched, done }) => matched === 1 && done === 1);
  const stored = (): { article: Record<string, unknown> } =>
    JSON.parse(readFileSync(`${fileURLToPath(uri("1.txt"))}.dateline.json`, "utf8"));
  assert.equal((stored().article["reviewed"] as { by: string }).by, "sa");
  assert.equal(
    (await client.request<{ done: boolean }>("annotations/undo", { uri: uri("1.txt") })).done,
    true,
  );
  await eventually({ query: "state:done" }, ({ matched }) => matched === 0);
  await client.request("annotations/redo", { uri: uri("1.txt") });
  await eventually({ query: "state:done" }, ({ matched }) => matched === 1);
  await client.change(uri("1.txt"), 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "Late: " },
  ]);
  const stale = await eventually({ query: "1.txt", limit: 1 }, ({ rows }) => rows[0]?.stale === true);
  assert.equal(stale.rows[0]?.state, "review");
  await client.notify("textDocument/didClose", { textDocument: { uri: uri("1.txt") } });
  // What was typed was never saved.
  await eventually({ query: "state:done" }, ({ matched }) => matched === 1);
});

test("closed articles are marked through their sidecars, and what stood before comes back as it was", async () => {
  const file = `${fileURLToPath(uri("10.txt"))}.dateline.json`;
  const first = await mark("10.txt", "done");
  assert.equal(existsSync(file), true);
  await eventually({ query: "state:done" }, ({ matched }) => matched === 2);
  const text = readFileSync(file, "utf8");
  const second = await mark("10.txt", "open");
  await eventually({ query: "state:done" }, ({ matched }) => matched === 1);
  assert.doesNotMatch(readFileSync(file, "utf8"), /reviewed/);
  assert.ok(second.changed[0]?.before);
  await mark("10.txt", second.changed[0].before);
  assert.equal(readFileSync(file, "utf8"), text);
  assert.deepEqual(first.leftOut, []);
  await client.request("workspace/executeCommand", {
    command: "dateline.markNotDone",
    arguments: [{ uris: [uri("10.txt")] }],
  });
  await eventually({ query: "state:done" }, ({ matched }) => matched === 1);
  await assert.rejects(
    client.request("dataset/mark", { articles: [{ uri: uri("10.txt"), mark: "perhaps" }] }),
  );
});

test("an article whose sidecar cannot be read is a problem, and is not marked", async () => {
  const name = "broken.txt";
  uris.set(name, client.file(name, TEXT));
  const sidecar = client.file(`${name}.dateline.json`, "{");
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: sidecar, type: 1 }] });
  const found = await eventually({ query: "state:problem", limit: 1 }, ({ matched }) => matched === 1);
  assert.match(found.rows[0]?.problem ?? "", /ends too early/);
  const { changed: marked, leftOut } = await mark(name, "done");
  assert.deepEqual(marked, []);
  assert.match(leftOut[0] ?? "", /^broken\.txt: .*ends too early/);
  assert.equal(readFileSync(fileURLToPath(sidecar), "utf8"), "{");
  const { states } = await client.request<StatesResult>("dataset/states", {
    uris: [uri(name), uri("1.txt"), `${uri("1.txt")}.none`],
  });
  assert.deepEqual(
    states.map((one) => one?.state ?? null),
    ["problem", "done", null],
  );
  for (const one of [sidecar, uri(name)]) rmSync(fileURLToPath(one));
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(name), type: 3 }] });
  await eventually({}, ({ total }) => total === 4);
});

test("articles of a folder that git brings and takes away are listed, though no watcher tells of them", async () => {
  const { href } = pathToFileURL(path.join(client.folder, ".git/HEAD"));
  const switched = () =>
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: href, type: 2 }] });
  mkdirSync(path.join(client.folder, "far"));
  const came = client.file("far/came.txt", TEXT);
  await switched();
  await eventually({}, ({ total }) => total === 5);
  rmSync(fileURLToPath(came));
  await switched();
  await eventually({}, ({ total }) => total === 4);
});

test("what nobody has looked at is looked through by command, so that tolls are known of all", async () => {
  const before = await status({ query: "killed>=30" });
  assert.deepEqual([before.matched, before.unseen], [0, 4]);
  const { looked, cancelled } = await client.request<LookResult>("dataset/look", {});
  assert.deepEqual([looked, cancelled], [4, false]);
  const found = await status({ query: "killed>=30", sort: "open", limit: 5 });
  assert.deepEqual(
    found.rows.map(({ path: name }) => name),
    ["10.txt", "1.txt", "2.txt"],
  );
  assert.equal(found.unseen, 0);
  assert.equal((await status({ query: "killed=3", limit: 1 })).rows[0]?.path, "sub/ar.txt");
  assert.equal((await client.request<LookResult>("dataset/look", {})).looked, 0);
  writeFileSync(fileURLToPath(uri("2.txt")), `${TEXT}More.\n`);
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri("2.txt"), type: 2 }] });
  await eventually({}, ({ unseen }) => unseen === 1);
});

test("the next article that is not done is behind the present one, then from the top", async () => {
  const next = async (from: string | null, query = ""): Promise<string> =>
    path.basename((await client.request<NextResult>("dataset/next", { from, query })).uri ?? "none");
  assert.equal(await next(null), "2.txt");
  assert.equal(await next(uri("2.txt")), "10.txt");
  assert.equal(await next(uri("sub/ar.txt")), "2.txt");
  assert.equal(await next(uri("1.txt"), "state:review"), "2.txt");
  assert.equal(await next(uri("2.txt"), "state:new"), "10.txt");
  assert.equal(await next(null, "state:done"), "none");
});

test("the report adds up what is decided, under a query, and says what is wrong with one", async () => {
  const report = (query?: string): Promise<ReportResult> =>
    client.request("dataset/report", query === undefined ? {} : { query });
  const { report: all, problem } = await report();
  assert.equal(problem, null);
  assert.ok(all && all.total === all.articles && all.articles >= 4);
  assert.ok(all.labels.some(({ label, mentions }) => label === "LOC" && mentions >= 1));
  assert.equal((await report("lang:ar")).report?.languages.en, 0);
  const wrong = await report("killed>=few");
  assert.equal(wrong.report, null);
  assert.match(wrong.problem?.message ?? "", /no whole number/);
  const { pairs } = await client.request<ReportAgreementResult>("dataset/agreement", {});
  assert.deepEqual(pairs, []);
});
