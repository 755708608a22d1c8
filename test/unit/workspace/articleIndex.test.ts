import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { collectArticles } from "../../../server/src/workspace/collect.ts";
import { sidecarOf } from "../../../server/src/workspace/fileSystem.ts";
import { createArticleIndex } from "../../../server/src/workspace/index/articleIndex.ts";
import { type ArticleEntry, decidedIn, stateOf } from "../../../server/src/workspace/index/entry.ts";
import type { IndexHost } from "../../../server/src/workspace/index/indexHost.ts";
import { annotatedText, entityOn } from "../../support/annotations.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";
import { sidecarFor } from "../../support/repository.ts";

const ROOT = "file:///w/";
const HASH = "0".repeat(64);

/** An index of files in memory; nothing happens by the clock. */
function indexed(memory: ReturnType<typeof memoryFiles>, more: Partial<IndexHost> = {}) {
  const reads: string[] = [];
  const logged: string[] = [];
  const told: string[][] = [];
  const path = (uri: string): string => decodeURIComponent(uri.slice(ROOT.length));
  const files = {
    ...memory.files,
    read: async (uri: string) => {
      if (uri.startsWith(ROOT)) reads.push(path(uri));
      return memory.files.read(uri);
    },
  };
  const isArticle = async (uri: string): Promise<boolean> => uri.endsWith(".txt");
  const index = createArticleIndex({
    files,
    folders: () => [ROOT],
    folderOf: (uri) => (uri.startsWith(ROOT) ? ROOT : undefined),
    articlesIn: async (root) =>
      (await collectArticles(memory.files, [root], isArticle)).map(({ uri }) => uri),
    isArticle,
    path,
    codebook: async () => "literal",
    off: async () => [],
    storage: () => "file:///storage",
    version: "1",
    clock: () => 1_000_000,
    timer: () => () => undefined,
    pause: async () => undefined,
    progress: () => undefined,
    log: (message) => void logged.push(message),
    ...more,
  });
  index.onChange((uris) => void told.push(uris.map(path)));
  return { index, reads, logged, told };
}

const uri = (name: string): string => `${ROOT}${name}`;
const shown = (entries: readonly ArticleEntry[]): string[] =>
  entries.map((entry) => `${entry.path} ${stateOf(entry)} ${decidedIn(entry)}`);

/** An article with its sidecar, by its marked text. */
function put(memory: ReturnType<typeof memoryFiles>, name: string, marked: string, extra = {}): void {
  const { text, annotations } = annotatedText(marked);
  memory.put(uri(name), text);
  memory.put(sidecarOf(uri(name)), sidecarFor(text, annotations, undefined, extra));
}

test("before the files are listed nobody takes the index for read, and the end is told of an empty folder too", async () => {
  const listing = Promise.withResolvers<readonly string[]>();
  const { index, told } = indexed(memoryFiles(), { articlesIn: () => listing.promise });
  const ready = index.ready();
  assert.deepEqual(index.progress, { done: 0, of: 0 });
  listing.resolve([]);
  await ready;
  assert.equal(index.progress, null);
  assert.deepEqual(told, [[]]);
});

test("every article has an entry with its state, and what cannot be read says why", async () => {
  const memory = memoryFiles();
  memory.put(uri("10.txt"), "ADEN, June 15, 2012 - Nothing was decided here.");
  put(memory, "2.txt", "\n\nWar in [Aden:LOC]\n\n[Aden:LOC] saw [Omar Hadi:PERSON].");
  memory.put(uri("broken.txt"), "Aden");
  memory.put(sidecarOf(uri("broken.txt")), "{");
  memory.put(uri("latin.txt"), new Uint8Array([65, 0xe9, 66]));
  memory.put(uri("empty.txt"), "");
  memory.put(uri("عدن 😀.txt"), "قتل ٣ في عدن");
  memory.put(uri("notes.md"), "No article.");
  const { text } = annotatedText("War in Aden");
  const orphan: Annotation = { ...entityOn(text, "Aden"), status: "orphaned" };
  const conflict: Annotation = {
    ...entityOn(text, "War"),
    conflict: true,
    opinions: [{ status: "removed", by: null, at: null }],
  };
  memory.put(uri("lost.txt"), text);
  memory.put(sidecarOf(uri("lost.txt")), sidecarFor(text, [orphan]));
  memory.put(uri("merged.txt"), text);
  memory.put(sidecarOf(uri("merged.txt")), sidecarFor(text, [conflict]));
  const { index } = indexed(memory);
  await index.ready();
  assert.deepEqual(shown(index.entries()), [
    "2.txt review 3",
    "10.txt new 0",
    "broken.txt problem 0",
    "empty.txt new 0",
    "latin.txt problem 0",
    "lost.txt problem 1",
    "merged.txt conflict 1",
    "عدن 😀.txt new 0",
  ]);
  const two = index.of(uri("2.txt"));
  assert.equal(two?.title, "War in Aden");
  assert.deepEqual(two?.labels, { LOC: 2, PERSON: 1 });
  assert.deepEqual(two?.entities, [
    { name: "Aden", label: "LOC", count: 2 },
    { name: "Omar Hadi", label: "PERSON", count: 1 },
  ]);
  assert.deepEqual(two?.annotators, ["annotator"]);
  assert.equal(index.of(uri("10.txt"))?.published, "2012-06-15");
  assert.equal(index.of(uri("عدن 😀.txt"))?.language, "ar");
  assert.match(index.of(uri("broken.txt"))?.problem ?? "", /ends too early/);
  assert.match(index.of(uri("latin.txt"))?.problem ?? "", /not UTF-8/);
});

test("done holds for the text that was looked at, whatever its line ends", async () => {
  const memory = memoryFiles();
  const hash = async (text: string): Promise<string> =>
    Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");
  const reviewed = { by: "sa", at: "2026-01-01T00:00:00Z", sha256: await hash("War in Aden\n") };
  put(memory, "a.txt", "War in [Aden:LOC]\n", { reviewed });
  put(memory, "crlf.txt", "War in [Aden:LOC]\r\n", { reviewed });
  put(memory, "other.txt", "Peace in [Aden:LOC]\n", { reviewed });
  const { index } = indexed(memory);
  await index.ready();
  assert.deepEqual(shown(index.entries()), ["a.txt done 1", "crlf.txt done 1", "other.txt review 1"]);
  assert.equal(index.of(uri("other.txt"))?.stale, true);
  memory.put(uri("a.txt"), "War in Aden\n\nMore of it.\n");
  index.changed(uri("a.txt"));
  await index.settled();
  assert.equal(stateOf(index.of(uri("a.txt")) as ArticleEntry), "review");
});

test("what has not changed on disk is not read again in the next session", async () => {
  const memory = memoryFiles();
  put(memory, "a.txt", "War in [Aden:LOC]");
  put(memory, "b.txt", "War in [Sanaa:LOC]");
  const first = indexed(memory);
  await first.index.ready();
  assert.deepEqual(first.logged, []);
  put(memory, "b.txt", "Peace in [Sanaa:LOC] and [Aden:LOC]");
  memory.put(uri("c.txt"), "New.");
  const second = indexed(memory);
  await second.index.ready();
  assert.deepEqual([...new Set(second.reads)].sort(), ["b.txt", "b.txt.dateline.json", "c.txt"]);
  assert.deepEqual(shown(second.index.entries()), ["a.txt review 1", "b.txt review 2", "c.txt new 0"]);
  const fresh = indexed(memory, { storage: () => null });
  await fresh.index.ready();
  assert.deepEqual(second.index.entries(), fresh.index.entries());
});

test("a file that may have changed within one tick of its clock is read again", async () => {
  const memory = memoryFiles();
  memory.put(uri("a.txt"), "War.");
  const first = indexed(memory, { clock: () => 1500 });
  await first.index.ready();
  const second = indexed(memory);
  await second.index.ready();
  assert.deepEqual(second.reads, ["a.txt"]);
});

test("a cache that is broken, cut off or of something else is made anew", async () => {
  const memory = memoryFiles();
  put(memory, "a.txt", "War in [Aden:LOC]");
  put(memory, "b.txt", "War in [Aden:LOC]");
  await indexed(memory).index.ready();
  const cache = memory.uris().find((name) => name.startsWith("file:///storage/")) ?? "";
  const good = memory.text(cache) ?? "";
  assert.equal(good.trimEnd().split("\n").length, 4);
  const broken = [
    "",
    "nonsense",
    good.slice(0, -10),
    good.split("\n").toSpliced(1, 1).join("\n"),
    good.replace('"entry":{', '"entry":[{'),
    good.replace('"figures":[', '"figures":{"a":['),
    good.replace('"version":"1"', '"version":"0"'),
    good.replace('"literal', '"acled'),
  ];
  for (const text of [...broken, new Uint8Array([255, 254, 10, 0])]) {
    memory.put(cache, text);
    const { index, reads } = indexed(memory);
    await index.ready();
    assert.ok(reads.includes("a.txt") && reads.includes("b.txt"), `${text}`);
    assert.deepEqual(shown(index.entries()), ["a.txt review 1", "b.txt review 1"]);
    assert.equal(memory.text(cache)?.split("\n").length, 5, "it is whole again");
  }
});

test("a storage that cannot be written keeps nobody from working", async () => {
  const memory = memoryFiles();
  put(memory, "a.txt", "War in [Aden:LOC]");
  memory.state.fail = "EROFS";
  const { index, logged } = indexed(memory);
  await index.ready();
  assert.deepEqual(shown(index.entries()), ["a.txt review 1"]);
  assert.match(logged.join("\n"), /not kept for the next session: the disk is read-only/);
});

test("an open article says what it says until it is closed, and listeners are told what changed", async () => {
  const memory = memoryFiles();
  put(memory, "a.txt", "War in [Aden:LOC]");
  memory.put(uri("b.txt"), "War.");
  const { index, told } = indexed(memory);
  await index.ready();
  await index.settled();
  told.length = 0;
  const open = { ...(index.of(uri("a.txt")) as ArticleEntry), conflicts: 1 };
  index.opened(open);
  index.opened({ ...open });
  put(memory, "a.txt", "War in [Aden:LOC] and [Sanaa:LOC]");
  index.changed(sidecarOf(uri("a.txt")));
  await index.settled();
  assert.deepEqual(shown(index.entries()), ["a.txt conflict 1", "b.txt new 0"]);
  index.closed(uri("a.txt"));
  assert.deepEqual(shown(index.entries()), ["a.txt conflict 1", "b.txt new 0"], "until it is read");
  await index.settled();
  assert.deepEqual(shown(index.entries()), ["a.txt review 2", "b.txt new 0"]);
  index.changed(uri("b.txt"));
  await index.settled();
  assert.deepEqual(told, [["a.txt"], ["a.txt"]]);
  await memory.files.remove(`${ROOT}b.txt`);
  index.changed(uri("b.txt"));
  await index.settled();
  assert.deepEqual(shown(index.entries()), ["a.txt review 2"]);
});

test("what detection found stays while the article is what it was", async () => {
  const memory = memoryFiles();
  memory.put(uri("a.txt"), "War in Aden");
  const { index } = indexed(memory);
  await index.ready();
  const { textHash } = index.of(uri("a.txt")) as ArticleEntry;
  index.suggest(uri("a.txt"), HASH, { open: 9, entities: [], figures: [], tally: {} });
  assert.equal(index.of(uri("a.txt"))?.suggested, null, "of another text");
  index.suggest(uri("a.txt"), textHash, { open: 2, entities: [], figures: [], tally: {} });
  memory.put(uri("a.txt"), "War in Aden");
  index.changed(uri("a.txt"));
  await index.settled();
  assert.equal(index.of(uri("a.txt"))?.suggested?.open, 2);
  memory.put(uri("a.txt"), "War in Sanaa");
  index.changed(uri("a.txt"));
  await index.settled();
  assert.equal(index.of(uri("a.txt"))?.suggested, null);
});

test("nothing is read before somebody asks, and a folder that goes takes its articles along", async () => {
  const memory = memoryFiles();
  memory.put(uri("news/a.txt"), "War.");
  memory.put(uri("b.txt"), "War.");
  const { index, reads } = indexed(memory);
  index.changed(uri("b.txt"));
  await index.settled();
  assert.deepEqual(reads, []);
  await index.ready();
  await memory.files.remove(`${ROOT}news`);
  index.changed(`${ROOT}news`);
  await index.settled();
  assert.deepEqual(shown(index.entries()), ["b.txt new 0"]);
  memory.put(uri("neu/c.txt"), "War.");
  put(memory, "neu/d.md", "[War:LOC]");
  index.changed(`${ROOT}neu`);
  await index.settled();
  assert.deepEqual(shown(index.entries()), ["b.txt new 0", "neu/c.txt new 0", "neu/d.md review 1"]);
});

test("after any changes the index is that of a fresh reading", async () => {
  const name = fc.constantFrom("a.txt", "b.txt", "sub/c.txt", "d.md");
  const marked = fc.constantFrom(
    "War in [Aden:LOC]",
    "War in [Aden:LOC] of [Omar:PERSON]",
    "[Aden:LOC]\r\n\r\n[Aden:LOC]",
    "At least 31 militants were killed in [عدن:LOC] 😀 [Aden:LOC]",
  );
  const step = fc.oneof(
    fc.record({ act: fc.constant("put" as const), name, marked }),
    fc.record({ act: fc.constant("edit" as const), name, marked }),
    fc.record({ act: fc.constant("break" as const), name, marked }),
    fc.record({ act: fc.constant("remove" as const), name, marked }),
    fc.record({ act: fc.constant("bare" as const), name, marked }),
    fc.record({ act: fc.constant("again" as const), name, marked }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const memory = memoryFiles();
      put(memory, "a.txt", "War in [Aden:LOC]");
      let { index } = indexed(memory);
      await index.ready();
      for (const { act, name, marked } of steps) {
        const at = uri(name);
        if (act === "put") put(memory, name, marked);
        else if (act === "edit") memory.put(at, annotatedText(`Then: ${marked}`).text);
        else if (act === "break") memory.put(sidecarOf(at), "{");
        else if (act === "bare") await memory.files.remove(sidecarOf(at));
        else if (act === "remove") await memory.files.remove(at);
        if (act === "again") {
          index = indexed(memory).index;
          await index.ready();
        } else {
          index.changed(act === "break" || act === "bare" ? sidecarOf(at) : at);
          await index.settled();
        }
      }
      const fresh = indexed(memory, { storage: () => null }).index;
      await fresh.ready();
      assert.deepEqual(index.entries(), fresh.entries());
    }),
    { numRuns: 60 },
  );
});
