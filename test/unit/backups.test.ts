import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation } from "../../server/src/annotations/annotation.ts";
import { type Backups, createBackups } from "../../server/src/backups.ts";
import { sidecarBytes } from "../../server/src/workspace/sidecarBytes.ts";
import { entityOn } from "../support/annotations.ts";
import { memoryFiles } from "../support/memoryFiles.ts";

const URI = "file:///w/a.txt";
const TEXT = "Aden ".repeat(40);

const utf8 = new TextEncoder();

const sidecarWith = (count: number, label = "LOC"): Uint8Array =>
  sidecarBytes({
    article: { sha256: "0".repeat(64), length: TEXT.length, language: "en", published: null, extra: {} },
    annotations: Array.from({ length: count }, (_, n): Annotation => entityOn(TEXT, "Aden", label, n + 1)),
    relations: [],
    extra: {},
  });

interface World {
  readonly backups: Backups;
  /** Keeps a sidecar with so many decisions at a minute of the day. */
  keep(minute: number, decisions: number, uri?: string): Promise<void>;
  /** Minute and decisions of what is kept, the newest first. */
  kept(uri?: string): Promise<string[]>;
}

function world(
  folder: string | null = "file:///storage",
): World & { memory: ReturnType<typeof memoryFiles> } {
  let minute = 0;
  const memory = memoryFiles();
  const backups = createBackups({
    files: memory.files,
    folder: () => folder,
    now: () => new Date(Date.UTC(2026, 0, 2, 0, minute)).toISOString(),
    log: (message) => assert.fail(message),
  });
  return {
    memory,
    backups,
    keep(at, decisions, uri = URI) {
      minute = at;
      return backups.keep(uri, sidecarWith(decisions, `L${at}`), decisions);
    },
    kept: async (uri = URI) =>
      (await backups.list(uri)).map(
        ({ at, decisions }) => `${(Date.parse(at) - Date.UTC(2026, 0, 2)) / 60_000}: ${decisions}`,
      ),
  };
}

test("of versions in a short time the first and the last stay; those apart stay all", async () => {
  const { keep, kept } = world();
  for (const [minute, decisions] of [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [20, 5],
    [21, 6],
    [40, 7],
  ] as const)
    await keep(minute, decisions);
  assert.deepEqual(await kept(), ["40: 7", "21: 6", "20: 5", "3: 4", "0: 1"]);
});

test("a version with fewer decisions never takes the place of one with more", async () => {
  const { keep, kept } = world();
  for (const [minute, decisions] of [
    [0, 1],
    [1, 9],
    [2, 0],
    [3, 1],
    [4, 2],
  ] as const)
    await keep(minute, decisions);
  assert.deepEqual(await kept(), ["4: 2", "1: 9", "0: 1"]);
});

test("the same text is kept once, what is kept reads back, and an article has at most twenty", async () => {
  const { backups, keep, kept } = world();
  await keep(0, 2);
  const [only] = await backups.list(URI);
  await backups.keep(URI, utf8.encode((await backups.read(URI, only!.id)) ?? ""), 2);
  assert.deepEqual(await kept(), ["0: 2"]);
  const [first] = await backups.list(URI);
  assert.match((await backups.read(URI, first!.id)) ?? "", /"label":"L0"/);
  for (let n = 1; n <= 30; n++) await keep(n * 10, n);
  const all = await kept();
  assert.equal(all.length, 20);
  assert.equal(all[0], "300: 30");
  assert.equal(await backups.read(URI, "../../secret"), null);
});

test("versions follow an article to its new name, and each article has its own", async () => {
  const { backups, keep, kept } = world();
  await keep(0, 2);
  await keep(0, 3, "file:///w/b.txt");
  await backups.moved(URI, "file:///w/c.txt");
  assert.deepEqual(
    [await kept(), await kept("file:///w/c.txt"), await kept("file:///w/b.txt")],
    [[], ["0: 2"], ["0: 3"]],
  );
});

test("versions follow the articles of a folder that is renamed", async () => {
  const { backups, keep, kept, memory } = world();
  await keep(0, 2, "file:///w/old/a.txt");
  await keep(0, 3, "file:///w/old/deep/b.txt");
  for (const name of ["a.txt", "deep/b.txt", "c.txt"])
    await memory.files.write(`file:///w/new/${name}`, new Uint8Array());
  await backups.moved("file:///w/old", "file:///w/new");
  assert.deepEqual(
    [
      await kept("file:///w/new/a.txt"),
      await kept("file:///w/new/deep/b.txt"),
      await kept("file:///w/old/a.txt"),
    ],
    [["0: 2"], ["0: 3"], []],
  );
});

test("without a folder nothing is kept, and nothing fails", async () => {
  const { backups, keep, kept } = world(null);
  await keep(0, 2);
  assert.deepEqual(await kept(), []);
  assert.equal(await backups.read(URI, "x"), null);
});

test("a version that could not be written is kept when it is there again", async () => {
  const memory = memoryFiles();
  const logged: string[] = [];
  const backups = createBackups({
    files: memory.files,
    folder: () => "file:///storage",
    now: () => "2026-01-02T00:00:00Z",
    log: (message) => void logged.push(message),
  });
  const text = sidecarWith(1);
  memory.state.fail = "ENOSPC";
  await backups.keep(URI, text, 1);
  memory.state.fail = null;
  await backups.keep(URI, text, 1);
  assert.deepEqual([logged.length, (await backups.list(URI)).length], [1, 1]);
});
