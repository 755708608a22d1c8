import assert from "node:assert/strict";
import { test } from "node:test";
import { collectArticles } from "../../../server/src/workspace/collect.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";

test("sidecars are no articles, even where a glob names them", async () => {
  const { files } = memoryFiles({
    "file:///w/a.txt": "",
    "file:///w/a.txt.dateline.json": "",
    "file:///w/sub/b%20c.txt": "",
    "file:///w/sub/notes.md": "",
  });
  const uris = ["file:///w/a.txt", "file:///w/a.txt.dateline.json", "file:///w/sub"];
  assert.deepEqual(
    (await collectArticles(files, uris, async (uri) => uri.endsWith(".txt"))).map(({ id }) => id),
    ["a.txt", "b c.txt"],
  );
});
