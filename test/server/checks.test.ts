import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { PublishParams } from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient } from "../support/languageClient.ts";

const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");
const run = promisify(execFile);

let client: Client;
before(async () => {
  client = await startLanguageClient({ configuration: { annotator: "sa", diagnostics: { source: "off" } } });
});
after(() => client.close());

interface Shown {
  code: string;
  severity: number;
  message: string;
  range: { start: { line: number; character: number } };
  relatedInformation?: { location: { uri: string; range: { start: { line: number } } }; message: string }[];
}

/** The diagnostics of an article when `wanted` holds for their codes. */
const codes = (uri: string, wanted: (codes: readonly string[]) => boolean): Promise<readonly Shown[]> =>
  client.diagnosed<Shown>(uri, (list) => wanted(list.map(({ code }) => code)));

const TEXT = "Gunmen killed 31 people in Aden, police said.\n\nIn Taiz 35 people were killed, medics said.\n";
const links = { sameAs: [], partOf: [], conflictsWith: [] };

/** Opens the text under a name, with both tolls decided, of one place. */
async function contradictory(name: string, text = TEXT): Promise<{ uri: string; opened: PublishParams }> {
  const uri = client.file(name, text);
  const opened = await client.open(uri, text);
  for (const words of ["31 people", "35 people"]) {
    const changes = { place: "Aden", links, source: "police", victims: "people", date: null };
    await client.correct(uri, 1, { type: "editFigure", id: idOn(opened, words), changes });
  }
  return { uri, opened };
}

/** Runs the quick fix with this title at the place of a finding. */
async function fix(uri: string, at: Shown, title: RegExp): Promise<void> {
  const actions = await client.actionsAt(uri, at.range.start);
  const action = actions.find((one) => title.test(one.title));
  assert.ok(action, actions.map((one) => one.title).join("\n"));
  await client.request("workspace/executeCommand", action.command);
}

const header = (uri: string): Record<string, unknown> =>
  (
    JSON.parse(readFileSync(fileURLToPath(`${uri}.dateline.json`), "utf8")) as {
      article: Record<string, unknown>;
    }
  ).article;

test("contradictory tolls are told at the one with the other beside it, and joined by a quick fix", async () => {
  const { uri } = await contradictory("tolls.txt");
  const [toll] = await codes(uri, (all) => all.includes("toll"));
  assert.ok(toll);
  assert.deepEqual([toll.severity, toll.range.start.line], [2, 2]);
  assert.deepEqual(
    toll.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]),
    [[uri, 0]],
  );
  await fix(uri, toll, /^They conflict/);
  await codes(uri, (all) => all.length === 0);
  const { tally } = await client.published(uri, (params) => params.tally.killed?.max === 35);
  assert.equal(tally.killed?.min, 31);
});

test("what can be done at a finding's place is offered once, by one name", async () => {
  const client = await startLanguageClient({
    initializationOptions: { publish: true, hasCommands: true },
    configuration: { annotator: "sa", diagnostics: { source: "hint", victims: "hint" } },
  });
  try {
    const text = "In Taiz 35 were killed.\n";
    const uri = client.file("once.txt", text);
    const opened = await client.open(uri, text);
    await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, "35")] });
    const found = await client.diagnosed<Shown>(uri, (list) => list.length === 2);
    assert.deepEqual(found.map(({ code }) => code).sort(), ["source", "victims"]);
    const titles = (await client.actionsAt(uri, { line: 0, character: 9 })).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => title.startsWith("Edit")),
      ["Edit figure “killed: 35”…"],
    );
  } finally {
    await client.close();
  }
});

test("what is ignored stays ignored when the text around it changes, and comes back by undo or by command", async () => {
  const { uri } = await contradictory("ignored.txt");
  const [toll] = await codes(uri, (all) => all.includes("toll"));
  assert.ok(toll);
  await fix(uri, toll, /^Ignore here/);
  await codes(uri, (all) => all.length === 0);
  assert.deepEqual(
    (header(uri)["ignored"] as object[]).map(({ at: _, ...rest }: { at?: string }) => rest),
    [{ code: "toll", quote: "35 people", other: "31 people", by: "sa" }],
  );
  const start = { line: 0, character: 0 };
  await client.change(uri, 2, [{ range: { start, end: start }, text: "ADEN: " }]);
  await codes(uri, (all) => all.length === 0);
  await client.request("workspace/executeCommand", { command: "dateline.undo", arguments: [{ uri }] });
  await codes(uri, (all) => all.includes("toll"));
  await client.request("workspace/executeCommand", { command: "dateline.redo", arguments: [{ uri }] });
  await codes(uri, (all) => all.length === 0);
  await client.request("workspace/executeCommand", { command: "dateline.showIgnored", arguments: [{ uri }] });
  await codes(uri, (all) => all.includes("toll"));
  assert.equal(header(uri)["ignored"], undefined);
});

test("a text that has changed since it was done says so until it is done again, and closing takes all away", async () => {
  const text = "Men came to Aden.\n";
  const uri = client.file("stale.txt", text);
  await client.open(uri, text);
  await client.request("workspace/executeCommand", { command: "dateline.markDone", arguments: [{ uri }] });
  const end = { line: 1, character: 0 };
  await client.change(uri, 2, [{ range: { start: end, end }, text: "More came.\n" }]);
  const [stale] = await codes(uri, (all) => all.includes("stale"));
  assert.ok(stale);
  assert.deepEqual([stale.severity, stale.range.start.line], [3, 0]);
  await fix(uri, stale, /^Mark the article done again/);
  await codes(uri, (all) => all.length === 0);
  await client.change(uri, 3, [{ range: { start: end, end }, text: "Others too.\n" }]);
  await codes(uri, (all) => all.includes("stale"));
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  await codes(uri, (all) => all.length === 0);
});

test("articles that name one event are held against each other, and what changes in one is told in the other", async () => {
  const sidecar = (uri: string) =>
    path.join(client.folder, `${path.basename(fileURLToPath(uri))}.dateline.json`);
  const [one, two] = ["event-a.txt", "event-b.txt"];
  const text = (count: number) => `Police came.\n\nGunmen killed ${count} rebels in Aden, police said.\n`;
  const made: string[] = [];
  for (const [name, count] of [
    [one, 31],
    [two, 12],
  ] as const) {
    const uri = client.file(name, text(count));
    const opened = await client.open(uri, text(count));
    await client.correct(uri, 1, { type: "accept", ids: [idOn(opened, `${count} rebels`)] });
    await client.request("annotations/save", { uri });
    await client.notify("textDocument/didClose", { textDocument: { uri } });
    const stored = readFileSync(sidecar(uri), "utf8");
    client.file(`${name}.dateline.json`, stored.replace('"language"', '"event":"aden-1","language"'));
    made.push(uri);
  }
  const [a = "", b = ""] = made;
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: made.map((uri) => ({ uri: `${uri}.dateline.json`, type: 2 })),
  });
  await client.open(a, text(31));
  const [event] = await codes(a, (all) => all.includes("event"));
  assert.ok(event);
  assert.deepEqual([event.severity, event.range.start.line], [2, 2]);
  assert.match(event.message, /killed: 31, and .*event-b\.txt.* has 12/);
  assert.deepEqual(
    event.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]),
    [[b, 2]],
  );
  const lint = () => run(process.execPath, [cli, "lint", client.folder]).catch((error) => error);
  assert.match((await lint()).stderr, /event-a\.txt:3:15: event: Of the same event/);
  const opened = await client.open(b, text(12));
  const changes = { min: 31, max: 31, qualifier: "exact" } as const;
  await client.correct(b, 1, { type: "editFigure", id: idOn(opened, "12 rebels"), changes });
  await codes(a, (all) => !all.includes("event"));
});

test("lint says what the editor says, at file, line and column, by the levels of the project and of the call", async () => {
  const { uri } = await contradictory("linted.txt");
  const [toll] = await codes(uri, (all) => all.includes("toll"));
  await client.request("annotations/save", { uri });
  const lint = (...args: string[]) =>
    run(process.execPath, [cli, "lint", ...args, fileURLToPath(uri)]).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  const { code, stdout, stderr } = await lint();
  const said = toll?.message.replace(/[\u2066-\u2069]/g, "") ?? "";
  assert.deepEqual(
    [code, stdout, stderr],
    [1, "1 sidecar, 1 problem\n", `${fileURLToPath(uri)}:3:9: toll: ${said}\n`],
  );
  assert.deepEqual((await lint("--check", "toll=off")).stderr, "");
  const lower = await lint("--check", "toll=information");
  assert.equal(lower.code, 0);
  assert.match(lower.stderr, /: toll: /);
  assert.match(
    (await lint("--check", "tolls=off")).stderr,
    /there is no check “tolls”; there are toll, event/,
  );
  client.file("dateline.config.json", '{"diagnostics":{"toll":"off"}}');
  assert.equal((await lint()).code, 0);
});

test("bounds in the wrong order, which lock an article, are swapped in the sidecar by a quick fix", async () => {
  const { uri } = await contradictory("bounds.txt");
  await client.request("annotations/save", { uri });
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  const sidecar = `${uri}.dateline.json`;
  const stored = readFileSync(fileURLToPath(sidecar), "utf8");
  const wrong = stored.replaceAll('"min":31,"max":31', '"min":40,"max":31');
  assert.notEqual(wrong, stored);
  client.file("bounds.txt.dateline.json", wrong);
  await client.open(uri, TEXT);
  await client.diagnosed<Shown>(sidecar, ([first]) => first?.code === "bounds");
  const [action] = await client.actionsAt(uri, { line: 0, character: 0 });
  assert.ok(action && /^Swap bounds/.test(action.title), action?.title);
  await client.request("workspace/executeCommand", action.command);
  await client.diagnosed<Shown>(sidecar, (list) => list.length === 0);
  const swapped = stored.replaceAll('"min":31,"max":31', '"min":31,"max":40');
  assert.equal(readFileSync(fileURLToPath(sidecar), "utf8"), swapped);
  await assert.rejects(
    client.request("workspace/executeCommand", action.command),
    /no bounds in the wrong order/,
  );
});
