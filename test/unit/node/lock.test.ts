import assert from "node:assert/strict";
import fs, { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { withLock } from "../../../server/src/node/lock.ts";

// Locks that are left, or that somebody takes away. Several processes: processes.test.ts.

async function folder(t: TestContext): Promise<string> {
  const root = await mkdtemp(path.join(os.tmpdir(), "dateline-lock-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  return root;
}

const isLinux = process.platform === "linux";

test("a lock whose process has the number of one that runs by now is left behind", {
  skip: !isLinux,
}, async (t) => {
  const root = await folder(t);
  const file = path.join(root, "a");
  const own = await withLock(file, () => readFile(`${file}.lock`, "utf8"));
  await writeFile(`${file}.lock`, JSON.stringify({ ...JSON.parse(own), token: "x", began: "1" }));
  assert.equal(await withLock(file, async () => "done"), "done");
  assert.deepEqual(await readdir(root), []);
});

test("of those who find a lock left behind one takes it away, and none takes away the next one's", {
  skip: !isLinux,
}, async (t) => {
  const root = await folder(t);
  const file = path.join(root, "a");
  const own = await withLock(file, () => readFile(`${file}.lock`, "utf8"));
  await writeFile(`${file}.lock`, JSON.stringify({ ...JSON.parse(own), began: "1" }));
  // Another process is about to take it away, and was killed.
  await writeFile(`${file}.lock.left`, "");
  assert.equal(await withLock(file, async () => (await readdir(root)).join()), "a.lock");
  assert.deepEqual(await readdir(root), []);
});

test("a lock of another machine stands as long as it is touched, and then counts as left behind", async (t) => {
  const root = await folder(t);
  const file = path.join(root, "a");
  const lock = `${file}.lock`;
  await writeFile(lock, JSON.stringify({ token: "x", pid: 1, space: "elsewhere" }));
  let now = 0;
  let touches = 0;
  const { stat } = fs;
  t.mock.method(performance, "now", () => (now += 2500));
  t.mock.method(fs, "stat", async (...args: Parameters<typeof stat>) => {
    if (args[0] === lock && touches < 5) await utimes(lock, ++touches, touches);
    return stat(...args);
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  assert.equal(await withLock(file, async () => touches), 5);
});

test("a lock that can never be had is said in the end", { skip: !isLinux }, async (t) => {
  const root = await folder(t);
  await symlink(path.join(root, "nowhere"), path.join(root, "a.lock"));
  let now = 0;
  t.mock.method(performance, "now", () => (now += 50_000));
  await assert.rejects(
    withLock(path.join(root, "a"), async () => undefined),
    /delete a\.lock beside it/,
  );
});

test("who was so slow to sign a lock that another has it by now waits for that one", async (t) => {
  const root = await folder(t);
  const file = path.join(root, "a");
  let opened = 0;
  let ran = false;
  const { open } = fs;
  t.mock.method(fs, "open", async (...args: Parameters<typeof open>) => {
    opened++;
    if (opened === 2) {
      assert.ok(!ran);
      await rm(`${file}.lock`);
    }
    const handle = await open(...args);
    if (opened === 1) {
      await rm(`${file}.lock`);
      await writeFile(`${file}.lock`, JSON.stringify({ token: "x", pid: 1, space: "elsewhere" }));
    }
    return handle;
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  await withLock(file, async () => {
    ran = true;
  });
  assert.deepEqual([opened, ran], [2, true]);
  assert.deepEqual(await readdir(root), []);
});
