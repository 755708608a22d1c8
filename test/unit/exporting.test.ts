import assert from "node:assert/strict";
import { test } from "node:test";
import type { CancellationToken, Connection } from "vscode-languageserver";
import { exportDataset } from "../../server/src/exporting.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { memoryFiles } from "../support/memoryFiles.ts";

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
