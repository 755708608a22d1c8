import assert from "node:assert/strict";
import { test } from "node:test";
import type { CancellationToken, Connection } from "vscode-languageserver";
import { exportDataset } from "../../server/src/exporting.ts";
import type { ExportParams, ExportReport } from "../../server/src/protocol.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import type { FileSystem } from "../../server/src/workspace/fileSystem.ts";
import { memoryFiles } from "../support/memoryFiles.ts";

const host = {
  settings: async () => defaultSettings,
  relativePath: (uri: string) => uri.replace(/.*\//, ""),
  names: async () => undefined,
  newId: () => "x",
  pause: () => Promise.resolve(),
};

/** Asks for an export of the articles of a folder, as the editor does. */
function ask(files: FileSystem, params: Partial<ExportParams>): Promise<ExportReport> {
  return exportDataset(
    { sendNotification: async () => undefined } as unknown as Connection,
    files,
    { format: "csv", uris: ["file:///a"], folder: "file:///out", suggested: true, ...params },
    { isCancellationRequested: false } as CancellationToken,
    host,
  );
}

test("what the editor asks for beside the format holds", async () => {
  const text = "At least 31 militants were killed in Aden. Two soldiers were wounded.";
  const { files, text: written, uris } = memoryFiles({ "file:///a/one.txt": text });
  await ask(files, { labels: ["injured"], text: false, split: "0/100", splitBy: "event" });
  const table = written("file:///out/csv/test.figures.csv")!;
  assert.match(table, /,injured,2,2,/);
  assert.doesNotMatch(table, /killed|Two soldiers/);
  assert.ok(uris().every((uri) => !uri.endsWith("/figures.csv")));
  await assert.rejects(
    ask(files, { format: "brat", text: false }),
    /“brat” has no place for offsets without the text/,
  );
  await assert.rejects(ask(files, { split: "80" }), /“80” do not have the form 80\/10\/10/);
  await assert.rejects(ask(files, { format: "none" as "csv" }), /There is no export format “none”/);
});

test("a dataset in the folder is no article of it; a file that is called as its list is no reason", async () => {
  const { files, put } = memoryFiles({ "file:///a/one.txt": "Aden." });
  put("file:///a/dateline-export.json", '{"exports": {}}');
  for (let times = 0; times < 2; times++) {
    const report = await ask(files, { format: "brat", folder: "file:///a" });
    assert.equal(report.articles, 1);
  }
});

test("each article is exported with the settings of its own folder, and the names of its own project", async () => {
  const { files } = memoryFiles({
    "file:///a/one.txt": "Rada is calm.",
    "file:///a/two.txt": "Rada is calm.",
    "file:///b/three.txt": "Rada is calm.",
    "file:///b/four.news": "Rada is calm.",
  });
  const asked: string[] = [];
  const named: string[] = [];
  const report = await exportDataset(
    { sendNotification: async () => undefined } as unknown as Connection,
    files,
    { format: "conll", uris: ["file:///a", "file:///b"], folder: "file:///out", suggested: true },
    { isCancellationRequested: false } as CancellationToken,
    {
      settings: async (uri) => {
        asked.push(uri);
        const isB = uri.startsWith("file:///b/");
        return { ...defaultSettings, include: [isB ? "*.news" : "*.txt"], learnNames: !isB };
      },
      relativePath: (uri) => uri.replace(/.*\//, ""),
      names: async (uri, learn) => {
        named.push(`${uri} ${learn}`);
        return undefined;
      },
      newId: () => "x",
      pause: () => Promise.resolve(),
    },
  );
  assert.equal(report.articles, 3);
  assert.deepEqual(named, ["file:///b/four.news false", "file:///a/one.txt true", "file:///a/two.txt true"]);
  assert.equal(asked.length, 2, "once a folder");
});
