import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import type {
  CreateProjectResult,
  FindLabelResult,
  IdenticalReport,
  PublishedProject,
} from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient, summary } from "../support/languageClient.ts";

// A project's file and what the server makes of it, over JSON-RPC.

const TEXT = "Militants seized a Hilux in Aden.\n\nThe Hilux was burnt near Taiz.\n";
const CONFIG = {
  labels: [
    { name: "VEHICLE", description: "a car by name", colour: "#b15928", key: "v" },
    { name: "NORP", off: true },
  ],
  attributes: { certainty: ["low", "high"], make: { values: "text", labels: ["VEHICLE"] } },
};

let client: Client;
const told: PublishedProject[] = [];
const waiting = new Set<() => void>();

before(async () => {
  client = await startLanguageClient({
    initializationOptions: { publish: true, annotator: "coder-7" },
    configuration: { learnNames: false },
  });
  client.connection.onNotification("project/publish", (project: PublishedProject) => {
    told.push(project);
    for (const look of waiting) look();
  });
});
after(() => client.close());

/** The first project, from now on, that fits. */
const project = (wanted: (now: PublishedProject) => boolean): Promise<PublishedProject> =>
  new Promise((resolve) => {
    const look = (): void => {
      const now = told.at(-1);
      if (!now || !wanted(now)) return;
      waiting.delete(look);
      resolve(now);
    };
    waiting.add(look);
    look();
  });

const CONFIG_NAME = "dateline.config.json";

/** Writes the project's file, as somebody outside would, and tells the server. */
async function configure(content: object | string | null): Promise<string> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const uri = client.file(CONFIG_NAME, text);
  if (content === null) rmSync(fileURLToPath(uri));
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  return uri;
}

const names = ({ labels }: PublishedProject): string[] => labels.map(({ name }) => name);

let count = 0;
let uri = "";

/** A new article in a project. */
beforeEach(async () => {
  await configure(CONFIG);
  await project((now) => names(now).includes("VEHICLE"));
  uri = client.file(`p${++count}.txt`, TEXT);
  await client.open(uri, TEXT);
});

const sidecar = (of: string): string => fileURLToPath(`${of}.dateline.json`);
const run = <T>(command: string, argument: object): Promise<T> =>
  client.request<T>("workspace/executeCommand", { command, arguments: [argument] });

const hilux = (line: 0 | 2) => ({
  start: { line, character: TEXT.split("\n")[line]!.indexOf("Hilux") },
  end: { line, character: TEXT.split("\n")[line]!.indexOf("Hilux") + 5 },
});

test("the client is told of labels with their keys and colours, and of attributes", async () => {
  const now = await project((one) => names(one).includes("VEHICLE"));
  assert.ok(!names(now).includes("NORP"));
  const { key, description, colour } = now.labels.find(({ name }) => name === "VEHICLE")!;
  assert.deepEqual([key, description], ["v", "a car by name"]);
  assert.match(colour?.dark ?? "", /^#[0-9a-f]{6}$/);
  assert.deepEqual(
    now.attributes.map(({ name, values }) => [name, values]),
    [
      ["certainty", ["low", "high"]],
      ["make", "text"],
    ],
  );
});

test("an own label is given by hand and shown in hover and outline, and attributes with it", async () => {
  const actions = await client.actionsAt(uri, hilux(0).start);
  const selected = await client.request<{ title: string }[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: hilux(0),
    context: { diagnostics: [] },
  });
  assert.ok(!actions.some(({ title }) => /NORP/.test(title)));
  assert.ok(selected.some(({ title }) => title === "Annotate the selection as VEHICLE"));
  const { ids } = await client.correct(uri, 1, { type: "add", range: hilux(0), label: "VEHICLE" });
  await client.correct(uri, 1, { type: "setAttribute", ids, name: "make", value: "تويوتا" });
  await run("dateline.setAttribute", { uri, ids, attribute: "certainty", value: "low" });
  const published = await client.published(uri, ({ annotations }) =>
    annotations.some(({ attributes }) => attributes["certainty"] === "low"),
  );
  assert.deepEqual(
    summary(published, ({ status }) => status === "added"),
    ["Hilux: VEHICLE added"],
  );
  assert.ok(published.annotations.every(({ label }) => label !== "NORP"));
  const { contents } = await client.request<{ contents: { value: string } }>("textDocument/hover", {
    textDocument: { uri },
    position: hilux(0).start,
  });
  assert.match(contents.value, /\*\*VEHICLE\*\*.*\n\*a car by name\*/);
  assert.match(contents.value, /certainty&#58; low · .*make&#58; تويوتا/);
  const symbols = await client.request<object[]>("textDocument/documentSymbol", { textDocument: { uri } });
  assert.match(JSON.stringify(symbols), /"name":"Hilux","detail":"VEHICLE"/);
  const titles = (await client.actionsAt(uri, hilux(0).start)).map(({ title }) => title);
  assert.ok(titles.includes("Set certainty “high” of VEHICLE “Hilux”"), titles.join("\n"));
  assert.ok(titles.includes("Take away certainty of VEHICLE “Hilux”"));
  assert.match(readFileSync(sidecar(uri), "utf8"), /"attributes":\{"certainty":"low","make":"تويوتا"\}/);
});

test("a file that does not fit is marked where it is wrong, and what it had is no longer known", async () => {
  await client.correct(uri, 1, { type: "add", range: hilux(0), label: "VEHICLE" });
  const config = await configure('{\n  "labels": [{"name": "VEHICLE"}, {"name": "VEHICLE"}]\n}');
  const marks = (await client.diagnostics(config, ([first = ""]) => /twice/.test(first))) as {
    range: object;
  }[];
  assert.deepEqual(marks[0]?.range, {
    start: { line: 1, character: 43 },
    end: { line: 1, character: 52 },
  });
  await client.diagnostics(uri, (messages) =>
    messages.some((one) => /“Hilux” has the label VEHICLE/.test(one)),
  );
  const titles = (await client.actionsAt(uri, hilux(0).start)).map(({ title }) => title);
  assert.ok(titles.includes("Make VEHICLE a label of this project"));
  await configure(null);
  await client.diagnostics(config, ({ length }) => length === 0);
  await run("dateline.addLabel", { uri, label: "VEHICLE" });
  await client.diagnostics(uri, ({ length }) => length === 0);
  assert.deepEqual(JSON.parse(readFileSync(fileURLToPath(config), "utf8")), {
    labels: [{ name: "VEHICLE" }],
  });
});

test("a label is renamed in open and closed articles and in the file, and back, to the same bytes", async () => {
  const closed = client.file(`closed${count}.txt`, TEXT);
  for (const one of [uri, closed]) {
    if (one === closed) await client.open(one, TEXT);
    for (const line of [0, 2] as const)
      await client.correct(one, 1, { type: "add", range: hilux(line), label: "VEHICLE" });
  }
  await client.notify("textDocument/didClose", { textDocument: { uri: closed } });
  const config = fileURLToPath(await configure(CONFIG));
  const files = [config, sidecar(uri), sidecar(closed)];
  const before = files.map((file) => readFileSync(file, "utf8"));
  const found = await run<FindLabelResult>("dateline.findLabel", { uri, label: "VEHICLE" });
  const own = found.articles.filter((article) => [uri, closed].includes(article.uri));
  assert.deepEqual(
    own.map(({ mentions }) => mentions.map(({ text, label }) => `${text} ${label}`)),
    [
      ["Hilux VEHICLE", "Hilux VEHICLE"],
      ["Hilux VEHICLE", "Hilux VEHICLE"],
    ],
  );
  const articles = found.articles.map((article) => ({
    uri: article.uri,
    ids: article.mentions.map(({ id }) => id),
  }));
  const report = await run<IdenticalReport>("dateline.renameLabelTo", {
    uri,
    from: "VEHICLE",
    to: "CAR",
    articles,
  });
  assert.deepEqual([report.articles, report.leftOut], [found.articles.length, []]);
  await project((now) => names(now).includes("CAR") && !names(now).includes("VEHICLE"));
  assert.deepEqual(
    files.map((file) => readFileSync(file, "utf8")),
    before.map((text) => text.replaceAll('"VEHICLE"', '"CAR"')),
  );
  await client.published(uri, ({ annotations }) => annotations.some(({ label }) => label === "CAR"));
  await run<IdenticalReport>("dateline.undoIdentical", {});
  assert.deepEqual(
    files.map((file) => readFileSync(file, "utf8")),
    before,
  );
});

test("what is left out keeps the old label, and the project both", async () => {
  for (const line of [0, 2] as const)
    await client.correct(uri, 1, { type: "add", range: hilux(line), label: "VEHICLE" });
  const published = await client.published(
    uri,
    ({ annotations }) => annotations.filter(({ label }) => label === "VEHICLE").length === 2,
  );
  const ids = [idOn(published, "Hilux")];
  await run("dateline.renameLabelTo", {
    uri,
    from: "VEHICLE",
    to: "CAR",
    keep: true,
    articles: [{ uri, ids }],
  });
  const now = await project((one) => names(one).includes("CAR"));
  assert.ok(names(now).includes("VEHICLE"));
  assert.match(readFileSync(sidecar(uri), "utf8"), /"label":"CAR".*\n.*"label":"VEHICLE"/);
});

test("names that are none, and those of detection's labels, are refused before anything is written", async () => {
  const before = readFileSync(fileURLToPath(client.file("x.txt", "x")), "utf8");
  const refused = (from: string, to: string, why: RegExp): Promise<void> =>
    assert.rejects(run("dateline.renameLabelTo", { uri, from, to, articles: [] }), why);
  await refused("LOC", "PLACE", /LOC is a label of detection/);
  await refused("VEHICLE", "A B", /a name is made of letters/);
  await refused("VEHICLE", "KILLED", /stands for casualty figures/);
  assert.equal(before, "x");
  await configure("{");
  await refused("VEHICLE", "CAR", /is not JSON/);
});

test("the project says which files are articles", async () => {
  await configure({ ...CONFIG, include: ["in/**"], exclude: ["**/no.txt"] });
  await project(({ include }) => include !== null);
  const [plain, inside, outside] = ["x.txt", "in/a.md", "in/no.txt"].map(
    (name) => `${client.folder}/${name}`,
  );
  const languages = { [plain!]: "plaintext", [inside!]: "markdown", [outside!]: "plaintext" };
  const annotator = async (file: string): Promise<string> => {
    const of = new URL(`file://${file}`).href;
    await client.notify("textDocument/didOpen", {
      textDocument: { uri: of, languageId: languages[file], version: 1, text: "Aden.\n" },
    });
    const symbols = await client.request<object[] | null>("textDocument/documentSymbol", {
      textDocument: { uri: of },
    });
    return symbols === null ? "no article" : "article";
  };
  assert.deepEqual(
    [await annotator(plain!), await annotator(inside!), await annotator(outside!)],
    ["no article", "article", "no article"],
  );
});

test("a project's file is made with what the settings say, and never written over", async () => {
  const config = fileURLToPath(await configure(null));
  const folder = new URL(`file://${client.folder}`).href;
  const create = (): Promise<CreateProjectResult> => client.request("project/create", { folder });
  assert.deepEqual([(await create()).created, existsSync(config)], [true, true]);
  const text = readFileSync(config, "utf8");
  assert.match(text, /"include": \[\s*"\*\*\/\*\.txt"\s*\]/);
  assert.equal((await create()).created, false);
  assert.equal(readFileSync(config, "utf8"), text);
});
