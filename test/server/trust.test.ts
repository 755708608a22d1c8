import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import type { CompareSourcesResult } from "../../server/src/protocol.ts";
import { startLanguageClient } from "../support/languageClient.ts";

test("in Restricted Mode git is not asked until the folder is trusted", async () => {
  const client = await startLanguageClient({ initializationOptions: { publish: true, trusted: false } });
  try {
    const git = (...args: string[]): Buffer => execFileSync("git", ["-C", client.folder, ...args]);
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Sara");
    const uri = client.file("a.txt", "Aden.");
    git("add", "a.txt");
    git("-c", "user.email=s@example.org", "commit", "-q", "-m", "An article");
    git("branch", "other");
    await client.open(uri, "Aden.");
    const sources = (): Promise<CompareSourcesResult> =>
      client.request("annotations/compareSources", { uri });
    const before = await sources();
    assert.deepEqual(before.branches, []);
    assert.notEqual(before.annotator, "Sara");
    await client.notify("workspace/trusted", {});
    await client.published(uri, ({ annotator }) => annotator === "Sara");
    assert.deepEqual((await sources()).branches, ["other"]);
  } finally {
    await client.close();
  }
});
