import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";
import { parseSidecar } from "../../server/src/annotations/sidecar.ts";
import type { ImportParams, ImportReport } from "../../server/src/protocol.ts";
import { type Client, idOn, startLanguageClient } from "../support/languageClient.ts";

const TEXT = "ADEN, June 15, 2012: Clashes in Abyan and Taiz.\n";

async function withServer(run: (client: Client) => Promise<void>): Promise<void> {
  const client = await startLanguageClient({ configuration: { annotator: "sa" } });
  try {
    await run(client);
  } finally {
    await client.close();
  }
}

const line = (record: unknown): string => `${JSON.stringify(record)}\n`;

/** Asks for an import of a file into the client's folder, as the editor does. */
const importing = (client: Client, uri: string, more: Partial<ImportParams> = {}): ImportParams => {
  const root = pathToFileURL(client.folder).href;
  return { format: "doccano", uris: [uri], articles: [root], folder: `${root}/imported`, by: "mk", ...more };
};

const decisions = (uri: string) =>
  parseSidecar(readFileSync(`${fileURLToPath(uri)}.dateline.json`, "utf8")).sidecar?.annotations.map(
    ({ quote, by, opinions }) => [quote, by, ...opinions.map((opinion) => opinion.by)],
  );

test("an import stands beside what is decided in an open article, and is shown there", () =>
  withServer(async (client) => {
    const uri = client.file("a.txt", TEXT);
    const shown = await client.open(uri, TEXT);
    await client.correct(uri, 1, { type: "accept", ids: [idOn(shown, "Abyan")] });
    const label = [
      [32, 37, "LOC"],
      [42, 46, "TOWN"],
    ];
    const data = client.file(
      "data.jsonl",
      line({ text: TEXT, label }) + line({ text: "Marib.", label: [], article: "b.txt" }),
    );
    const seen = client.published(uri, ({ annotations }) =>
      annotations.some(({ label: own, status }) => own === "TOWN" && status === "added"),
    );
    const told: { kind: string; percentage?: number }[] = [];
    client.connection.onNotification(
      "$/progress",
      ({ value }: { value: { kind: string } }) => void told.push(value),
    );
    const preview = await client.request<ImportReport>(
      "dataset/import",
      importing(client, data, { dryRun: true }),
    );
    assert.deepEqual(decisions(uri), [["Abyan", "sa"]]);
    const report = await client.request<ImportReport>(
      "dataset/import",
      importing(client, data, { workDoneToken: "import" }),
    );
    assert.deepEqual(report, preview);
    assert.deepEqual([report.added, report.opinions, report.conflicts, report.problems], [1, 1, 0, []]);
    assert.ok(existsSync(fileURLToPath(`${pathToFileURL(client.folder).href}/imported/b.txt`)));
    await seen;
    assert.deepEqual(decisions(uri), [
      ["Abyan", "sa", "mk"],
      ["Taiz", "mk"],
    ]);
    assert.deepEqual([told[0]?.kind, told.at(-1)?.kind], ["begin", "end"]);
    assert.ok(told.some(({ percentage }) => percentage === 100));
  }));

test("a cancelled import says what came in, and what came in is whole", () =>
  withServer(async (client) => {
    const count = 400;
    const textOf = (n: number): string => `Clashes in Abyan, ${n}.`;
    const data = client.file(
      "data.jsonl",
      Array.from({ length: count }, (_, n) =>
        line({ text: textOf(n), label: [[11, 16, "LOC"]], article: `${n}.txt` }),
      ).join(""),
    );
    const source = new CancellationTokenSource();
    client.connection.onNotification("$/progress", ({ value }: { value: { percentage?: number } }) => {
      if ((value.percentage ?? 0) > 40) source.cancel();
    });
    const report = (await client.connection.sendRequest(
      "dataset/import",
      importing(client, data, { workDoneToken: "import" }),
      source.token,
    )) as ImportReport;
    assert.ok(report.cancelled);
    assert.ok(report.created.length > 0 && report.created.length < count, String(report.created.length));
    assert.equal(report.added, report.created.length);
    for (const uri of report.created) assert.deepEqual(decisions(uri), [["Abyan", "mk"]]);
  }));

test("an import that cannot be is refused in words", () =>
  withServer(async (client) => {
    const data = client.file("notes.md", "Nothing.");
    const folder = data.slice(0, data.lastIndexOf("/"));
    await assert.rejects(
      client.request("dataset/import", importing(client, folder)),
      /The import failed: there are no files of doccano there; choose the files themselves/,
    );
    await assert.rejects(
      client.request("dataset/import", importing(client, data, { format: "ucdp" as "csv" })),
      /There is no import format “ucdp”/,
    );
  }));
