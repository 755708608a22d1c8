import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { nodeGit } from "../../../server/src/node/git.ts";
import { startRepository } from "../../support/repository.ts";

test("git is asked of the file's own repository and of this file alone, whatever both are called", async (t) => {
  const [own, other] = [startRepository(), startRepository()];
  t.after(() => {
    for (const repository of [own, other]) repository.end();
    delete process.env["GIT_DIR"];
  });
  own.git("config", "user.name", "ana");
  other.git("config", "user.name", "ben");
  own.commit({ "a1.txt": "1", "[a]1.txt": "2" }, "both");
  own.commit({ "a1.txt": "3" }, "the other");
  process.env["GIT_DIR"] = other.at(".git");
  const file = pathToFileURL(own.at("[a]1.txt")).href;
  assert.equal(await nodeGit.userName(file), "ana");
  assert.deepEqual(
    (await nodeGit.commits(file, 9)).map(({ subject }) => subject),
    ["both"],
  );
});
