import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { serializeSidecar } from "../../../server/src/annotations/sidecar.ts";
import { nodeFiles } from "../../../server/src/node/fileSystem.ts";
import { sha256 } from "../../../server/src/workspace/articleText.ts";
import { moveSidecar } from "../../../server/src/workspace/sidecars.ts";
import { fittingSidecars } from "../../../server/src/workspace/strays.ts";
import { entityOn } from "../../support/annotations.ts";

// Sidecars among real files: links, and several who move one.

const TEXT = "Clashes in Aden.";

async function folder(t: TestContext): Promise<string> {
  const root = await mkdtemp(path.join(os.tmpdir(), "dateline-files-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  return root;
}

const uri = (...parts: string[]): string => pathToFileURL(path.join(...parts)).href;

async function sidecar(): Promise<string> {
  const bytes = new TextEncoder().encode(TEXT);
  return serializeSidecar({
    article: {
      sha256: await sha256(bytes),
      length: TEXT.length,
      language: "en",
      published: null,
      extra: {},
    },
    annotations: [entityOn(TEXT, "Aden")],
    relations: [],
    extra: {},
  });
}

test("a rename between two names of one file, as by case alone, leaves the sidecar and no lock", async (t) => {
  const root = await folder(t);
  await mkdir(path.join(root, "real"));
  await symlink(path.join(root, "real"), path.join(root, "link"));
  await writeFile(path.join(root, "real", "a.txt.dateline.json"), "{}");
  assert.equal(await moveSidecar(nodeFiles, uri(root, "real", "a.txt"), uri(root, "link", "a.txt")), null);
  assert.deepEqual(await readdir(path.join(root, "real")), ["a.txt.dateline.json"]);
});

test("a sidecar that is moved twice at once is moved, and nobody is told to delete it", async (t) => {
  const root = await folder(t);
  await writeFile(path.join(root, "a.txt.dateline.json"), "{}");
  const move = (): Promise<string | null> => moveSidecar(nodeFiles, uri(root, "a.txt"), uri(root, "b.txt"));
  assert.deepEqual(await Promise.all([move(), move()]), [null, null]);
  assert.deepEqual(await readdir(root), ["b.txt.dateline.json"]);
});

test("two that move against each other come to an end", async (t) => {
  const root = await folder(t);
  for (const name of ["a", "b"]) await writeFile(path.join(root, `${name}.txt.dateline.json`), name);
  const [a, b] = [uri(root, "a.txt"), uri(root, "b.txt")];
  const problems = await Promise.all([moveSidecar(nodeFiles, a, b), moveSidecar(nodeFiles, b, a)]);
  for (const problem of problems) assert.match(problem ?? "", /stays where it is/);
  assert.equal(await readFile(path.join(root, "a.txt.dateline.json"), "utf8"), "a");
});

test("the sidecar of an article that is a link is no stray", async (t) => {
  const root = await folder(t);
  await writeFile(path.join(root, "pool.txt"), TEXT);
  await symlink(path.join(root, "pool.txt"), path.join(root, "a.txt"));
  await writeFile(path.join(root, "a.txt.dateline.json"), await sidecar());
  const all = await nodeFiles.list(uri(root));
  const bytes = new TextEncoder().encode(TEXT);
  const { strays, originals } = await fittingSidecars(nodeFiles, uri(root, "pool.txt"), bytes, all, true);
  assert.deepEqual([strays, originals], [[], [uri(root, "a.txt.dateline.json")]]);
});

test("a folder that goes while others are listed takes nothing of them along; one that is not there is an error", async (t) => {
  const root = await folder(t);
  const last = path.join(root, "z");
  const others = Array.from({ length: 60 }, (_, n) => path.join(root, `a${n}`));
  for (const one of others) {
    await mkdir(one);
    await writeFile(path.join(one, "a.txt"), TEXT);
  }
  for (let ticks = 0; ticks < 40; ticks++) {
    await mkdir(last, { recursive: true });
    const listing = nodeFiles.list(uri(root));
    for (let n = 0; n < ticks; n++) await new Promise((resolve) => setImmediate(resolve));
    rmSync(last, { recursive: true });
    assert.equal((await listing).length, others.length);
  }
  await assert.rejects(nodeFiles.list(uri(last)), { code: "ENOENT" });
});
