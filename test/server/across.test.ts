import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Location, WorkspaceEdit, WorkspaceSymbol } from "vscode-languageserver";
import type { EntityAbout, EntityPage, NamesResult, PublishParams } from "../../server/src/protocol.ts";
import { editFiles } from "../support/clientEdits.ts";
import { type Client, idOn, startLanguageClient } from "../support/languageClient.ts";

// Entities over all articles of a workspace: by the standard requests that every editor has, and by Dateline's own.

const ENGLISH =
  "ADEN, June 15, 2012 - At least 31 militants were killed in Aden on Friday, the Houthis said. Aden was calm.\n";
const ARABIC = "عدن: قُتل 12 جندياً في عدن يوم الجمعة، بحسب الأمم المتحدة.\n";

interface World {
  readonly client: Client;
  readonly english: string;
  readonly arabic: string;
  readonly shown: PublishParams;
  run<T>(command: string, argument: object): Promise<T>;
  /** The gazetteer without its comments; the server is told that it has changed. */
  names(): Promise<string[]>;
}

/** Two articles on one town, one of them open. */
async function inWorld(task: (world: World) => Promise<void>): Promise<void> {
  const client = await startLanguageClient();
  try {
    editFiles(client);
    const english = client.file("english.txt", ENGLISH);
    const arabic = client.file("sub.txt", ARABIC);
    const shown = await client.open(english, ENGLISH);
    await task({
      client,
      english,
      arabic,
      shown,
      run: (command, argument) =>
        client.request("workspace/executeCommand", { command, arguments: [argument] }),
      async names() {
        const changes = ["dateline.config.json", "names.tsv"].map((name) => ({
          uri: pathToFileURL(path.join(client.folder, name)).href,
          type: 2,
        }));
        await client.notify("workspace/didChangeWatchedFiles", { changes });
        const text = readFileSync(path.join(client.folder, "names.tsv"), "utf8");
        return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      },
    });
  } finally {
    await client.close();
  }
}

const stripped = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

/** Symbols as `name (container) place`. */
async function symbols({ client }: World, query: string): Promise<string[]> {
  const found = await client.request<WorkspaceSymbol[]>("workspace/symbol", { query });
  return found.map(({ name, containerName, location }) => {
    const range = "range" in location ? location.range : undefined;
    const at = range ? `${range.start.line}:${range.start.character}-${range.end.character}` : "";
    return stripped(`${name} (${containerName}) ${at}`);
  });
}

const nameOf = (params: PublishParams, words: string): string | undefined =>
  params.annotations.find(({ text }) => text === words)?.entity?.name;

test("references find an entity by its forms in the other language", () =>
  inWorld(async ({ client, english, arabic }) => {
    const references = async (uri: string): Promise<string[]> => {
      const all = await client.request<Location[]>("textDocument/references", {
        textDocument: { uri },
        position: { line: 0, character: 1 },
        context: { includeDeclaration: true },
      });
      return all.map(({ uri: own, range }) => `${own === english ? "en" : "ar"} ${range.start.character}`);
    };
    assert.deepEqual(await references(english), ["en 0", "en 59", "en 93", "ar 0", "ar 23"]);
    await client.open(arabic, ARABIC);
    assert.deepEqual(await references(arabic), ["ar 0", "ar 23", "en 0", "en 59", "en 93"]);
  }));

test("workspace symbols: entities by either language however they are marked, figures by harm and number", () =>
  inWorld(async (world) => {
    await world.client.open(world.arabic, ARABIC);
    const aden = "Aden · عدن (LOC, 5 mentions in 2 articles)";
    assert.deepEqual(await symbols(world, "aden"), [`${aden} 0:59-63`]);
    assert.deepEqual(await symbols(world, "عدن"), [`${aden} 0:0-3`]);
    // Typed without its marks, which editors compare letter by letter.
    assert.deepEqual(await symbols(world, "الامم"), [
      "الأمم المتحدة · الامم المتحده (ORG, 1 mention in 1 article) 0:44-57",
    ]);
    const [figure, ...others] = await symbols(world, "killed 31");
    assert.match(figure ?? "", /^killed at least 31 \(ADEN, June 15.*\) 0:22-43$/);
    assert.deepEqual(others, []);
    assert.deepEqual(await symbols(world, "nobody"), []);
    // Dates are no names.
    assert.deepEqual(
      (await symbols(world, "")).map((one) => one.split(" ")[0]),
      ["Aden", "Houthis", "الأمم"],
    );
  }));

test("a symbol's place is read when it is asked for, for clients that ask", () =>
  inWorld(async ({ client, arabic }) => {
    await client.open(arabic, ARABIC);
    const resolved = await client.request<WorkspaceSymbol>("workspaceSymbol/resolve", {
      name: "عدن",
      kind: 3,
      location: { uri: arabic },
      data: { uri: arabic, label: "LOC", id: null, text: "عدن" },
    });
    assert.deepEqual(resolved.location, {
      uri: arabic,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
    });
  }));

test("a renamed entity is called so everywhere, and no article changes", () =>
  inWorld(async ({ client, english, arabic, shown, run, names }) => {
    const argument = { uri: english, version: 1, ids: [idOn(shown, "Aden")] };
    const result = await run<NamesResult>("dateline.renameEntity", { ...argument, name: " Port  of Aden " });
    assert.equal(result.path, "names.tsv");
    assert.deepEqual(await names(), ["LOC\tAden|عدن\tPort of Aden"]);
    const after = await client.published(english, (now) => nameOf(now, "Aden") === "Port of Aden");
    assert.equal(nameOf(await client.open(arabic, ARABIC), "عدن"), "Port of Aden");
    assert.match(
      (await symbols({ client } as World, "port"))[0] ?? "",
      /^Port of Aden · عدن \(LOC, 5 mentions/,
    );
    // Once more: its line gets the other name.
    const again = { uri: english, ids: [idOn(after, "Aden")], name: "Aden City" };
    await run("dateline.renameEntity", again);
    assert.deepEqual(await names(), ["LOC\tAden|عدن\tAden City"]);
    assert.equal(readFileSync(path.join(client.folder, "english.txt"), "utf8"), ENGLISH);
  }));

test("textDocument/rename edits the project's names alone", () =>
  inWorld(async ({ client, english }) => {
    const at = { textDocument: { uri: english }, position: { line: 0, character: 60 } };
    const prepared = await client.request<{ placeholder: string }>("textDocument/prepareRename", at);
    assert.equal(prepared.placeholder, "Aden");
    const { changes } = await client.request<WorkspaceEdit>("textDocument/rename", {
      ...at,
      newName: "Aden City",
    });
    assert.deepEqual(
      Object.keys(changes ?? {}).map((uri) => path.basename(uri)),
      ["names.tsv", "dateline.config.json"],
    );
    assert.equal(
      await client.request("textDocument/prepareRename", { ...at, position: { line: 0, character: 40 } }),
      null,
    );
  }));

test("two entities become one, and a form leaves it again, alone where that is said", () =>
  inWorld(async ({ client, english, shown, run, names }) => {
    const argument = { uri: english, ids: [idOn(shown, "Aden")] };
    await run("dateline.mergeEntities", { ...argument, into: "Crater" });
    assert.deepEqual(await names(), ["LOC\tCrater|Aden|عدن\tCrater"]);
    await client.published(english, (now) => nameOf(now, "Aden") === "Crater");
    const crater = { uri: english, label: "LOC", form: "Crater" };
    await run("dateline.splitEntity", { ...crater, part: "Aden", along: [] });
    assert.deepEqual(await names(), ["LOC\tAden\tAden", "LOC\tCrater|عدن\tCrater"]);
    await client.published(english, (now) => nameOf(now, "Aden") === "Aden");
    const about = (form: string): Promise<EntityAbout> =>
      client.request("entities/about", { uri: english, label: "LOC", form });
    assert.deepEqual((await about("عدن")).forms, ["Crater", "عدن"]);
    assert.deepEqual(
      (await about("Aden")).forms.map((form) => form.toLowerCase()),
      ["aden", "aden"],
    );
  }));

test("with the form that leaves an entity goes what else it is called", () =>
  inWorld(async ({ client, english, shown, run, names }) => {
    const argument = { uri: english, ids: [idOn(shown, "Aden")] };
    await run("dateline.mergeEntities", { ...argument, into: "Crater" });
    await names();
    await client.published(english, (now) => nameOf(now, "Aden") === "Crater");
    const crater = { uri: english, label: "LOC", form: "Crater" };
    const { variants } = await client.request<EntityAbout>("entities/about", crater);
    assert.deepEqual(variants, [["Crater"], ["Aden", "ADEN", "عدن"]]);
    await run("dateline.splitEntity", { ...crater, part: "Aden" });
    assert.deepEqual(await names(), ["LOC\tAden|عدن\tAden", "LOC\tCrater\tCrater"]);
    await client.published(english, (now) => nameOf(now, "Aden") === "Aden");
    // Of an entity that has no other names than these, the form alone.
    await run("dateline.splitEntity", { ...crater, form: "Aden", part: "عدن" });
    assert.deepEqual(await names(), ["LOC\tعدن\tعدن", "LOC\tAden\tAden", "LOC\tCrater\tCrater"]);
  }));

test("what cannot be done to an entity is refused with words", () =>
  inWorld(async ({ client, english, shown, run }) => {
    const aden = { uri: english, ids: [idOn(shown, "Aden")] };
    const refused = (command: string, argument: object, why: RegExp): Promise<void> =>
      assert.rejects(run(command, argument), why);
    await refused("dateline.renameEntity", { ...aden, name: " " }, /has no “name”/);
    await refused("dateline.renameEntity", { ...aden, name: "?!" }, /needs a letter/);
    await refused("dateline.renameEntity", { ...aden, name: "Taiz" }, /merge the two instead/);
    await refused("dateline.renameEntity", { ...aden, version: 7, name: "X City" }, /has changed since/);
    await refused(
      "dateline.renameEntity",
      { uri: english, ids: [idOn(shown, "Friday")], name: "X" },
      /have no DATE/,
    );
    await refused("dateline.mergeEntities", { ...aden, into: "عدن" }, /one entity already/);
    await refused("dateline.splitEntity", { ...aden, part: "Sanaa" }, /is no form of/);
    client.file("dateline.config.json", '{"gazetteer": "names.tsv"}');
    client.file("names.tsv", "# own\n-\tعدن\n");
    await refused(
      "dateline.renameEntity",
      { ...aden, name: "Aden City" },
      /“عدن” is never suggested by line 2 of names.tsv/,
    );
    assert.equal(readFileSync(path.join(client.folder, "names.tsv"), "utf8"), "# own\n-\tعدن\n");
  }));

test("the entity's page: its figures by their dates, and its mentions by article, each line with its place", () =>
  inWorld(async ({ client, english, arabic, shown }) => {
    const page = await client.request<EntityPage>("entities/page", {
      uri: english,
      version: 1,
      ids: [idOn(shown, "Aden")],
    });
    assert.deepEqual(
      page.lines.map(({ text }) => stripped(text)),
      [
        "Aden · LOC",
        "Also: عدن",
        "5 mentions in 2 articles",
        "",
        "As place: 2 figures",
        "    2012-06-15  killed at least 31 · “At least 31 militants” · suggested · english.txt:1",
        "    undated  killed 12 · “12 جندياً” · suggested · sub.txt:1",
        "",
        "english.txt · 2012-06-15",
        "    1: ADEN, June 15, 2012 - At least 31 militants were killed in Aden… · suggested",
        "    1: ADEN, June 15, 2012 - At least 31 militants were killed in Aden on Friday, the Houthis said. Aden was calm. · suggested",
        "    1: …militants were killed in Aden on Friday, the Houthis said. Aden was calm. · suggested",
        "",
        "sub.txt",
        "    1: عدن: قُتل 12 جندياً في عدن يوم الجمعة، بحسب الأمم المتحدة. · suggested",
        "    1: عدن: قُتل 12 جندياً في عدن يوم الجمعة، بحسب الأمم المتحدة. · suggested",
      ],
    );
    for (const { text, place } of page.lines) {
      if (!place) continue;
      const source = place.uri === arabic ? ARABIC : ENGLISH;
      const { start, end } = place.range;
      if (/^ +\d+:/.test(text) && place.uri === english)
        assert.equal(
          text.slice(place.start, place.end),
          source.split("\n")[start.line]?.slice(start.character, end.character),
        );
    }
  }));
