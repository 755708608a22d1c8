// `npm run bench -- dataset [ARTICLES]`: how long the index of a workspace takes: at first, in the next session, and when one
// file changes; a filter over all articles; their entities, symbols and references; and how much memory the whole holds. Articles are generated, seeded.
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type AcrossHost, mentioning, soughtFrom } from "../../server/src/acrossArticles.ts";
import { listed, statusOf } from "../../server/src/datasetRows.ts";
import { identitiesOf } from "../../server/src/detect/resolve/identity.ts";
import { noNames } from "../../server/src/detect/resolve/nameIndex.ts";
import { knownEntities } from "../../server/src/knownEntities.ts";
import { nodeFiles } from "../../server/src/node/fileSystem.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { hitsFor } from "../../server/src/symbolSearch.ts";
import { collectArticles } from "../../server/src/workspace/collect.ts";
import { createArticleIndex } from "../../server/src/workspace/index/articleIndex.ts";
import type { ArticleIndex } from "../../server/src/workspace/index/indexHost.ts";
import { writeWorkspace } from "../support/workspace.ts";

const wanted = Number(process.argv[2] ?? 10_000);

/** The most memory that the index may hold, in MB. */
const LIMIT = 150;

const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-bench-"));
const articles = path.join(folder, "articles");
const root = `${pathToFileURL(articles).href}/`;

/** The longest that the event loop stood still meanwhile, in ms. */
async function stalls<T>(task: () => Promise<T>): Promise<{ readonly result: T; readonly longest: number }> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 1);
    last = performance.now();
  }, 1);
  try {
    return { result: await task(), longest };
  } finally {
    clearInterval(timer);
  }
}

function newIndex(): ArticleIndex {
  const isArticle = async (uri: string): Promise<boolean> => uri.endsWith(".txt");
  return createArticleIndex({
    files: nodeFiles,
    folders: () => [root],
    folderOf: () => root,
    articlesIn: async () => (await collectArticles(nodeFiles, [root], isArticle)).map(({ uri }) => uri),
    isArticle,
    path: (uri) => uri.slice(root.length),
    codebook: async () => "literal",
    off: async () => [],
    storage: () => pathToFileURL(path.join(folder, "storage")).href,
    version: "bench",
    // As if some time had passed since the articles were written.
    clock: () => Date.now() + 60_000,
    timer: (task, ms) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    progress: () => undefined,
    log: (message) => console.error(message),
  });
}

const memory = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

/** What references ask of the server: here nothing is open. */
const acrossHost = (index: ArticleIndex): AcrossHost => ({
  files: nodeFiles,
  articles: { seen: async () => null },
  workspace: async () => index.entries().map(({ uri }) => uri),
  reading: () => async () => ({
    pause: async () => undefined,
    settings: defaultSettings,
    names: undefined,
  }),
  annotator: () => "bench",
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  listed: () => undefined,
});

const rows: Record<string, string>[] = [];
const row = (what: string, ms: number, more = ""): void =>
  void rows.push({ what, took: `${ms.toFixed(ms < 10 ? 1 : 0)} ms`, more });

try {
  console.log(`${wanted} articles with sidecars …`);
  const names = writeWorkspace(articles, { articles: wanted, seed: 1 });
  let began = performance.now();
  const cold = newIndex();
  const first = await stalls(() => cold.ready());
  row(
    "first reading, in the background",
    performance.now() - began,
    `longest stall ${first.longest.toFixed(0)} ms`,
  );
  assert.equal(cold.entries().length, wanted);

  const before = memory();
  began = performance.now();
  const warm = newIndex();
  const second = await stalls(() => warm.ready());
  row(
    "next session, from the cache",
    performance.now() - began,
    `longest stall ${second.longest.toFixed(0)} ms`,
  );
  const held = memory() - before;
  assert.deepEqual(warm.entries(), cold.entries());

  const changed = `${root}${names[7] ?? ""}`;
  appendFileSync(path.join(articles, names[7] ?? ""), "More.\n");
  began = performance.now();
  warm.changed(changed);
  await warm.settled();
  warm.entries();
  row("one article changed", performance.now() - began);

  const folders = { of: () => root, name: () => "" };
  const queries = ["killed>=50", "state:new,review label:LOC by:mo", '"market"', "name:omar date:2012..2014"];
  for (const query of queries) {
    began = performance.now();
    const list = listed(warm.entries(), { query, sort: "deaths" });
    const { matched } = statusOf(warm.entries(), list, { group: "folder", limit: 100 }, folders);
    row(`filter ${query}`, performance.now() - began, `${matched} articles`);
    assert.ok(matched < wanted);
  }
  const identities = identitiesOf(noNames);
  began = performance.now();
  const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const known = await stalls(() => knownEntities(warm.entries(), () => identities, pause));
  const entities = known.result;
  row(
    "entities of all articles put together",
    performance.now() - began,
    `${entities.length} entities, longest stall ${known.longest.toFixed(0)} ms`,
  );
  // The first query folds the words of all figures, the others look at what is folded.
  for (const query of ["killed 31", "omar", "عدن", "injured 7"]) {
    began = performance.now();
    const hits = hitsFor(query, { entities, entries: warm.entries() }, 200);
    row(`symbols ${query}`, performance.now() - began, `${hits.length} shown`);
  }
  const rare = entities.find(({ articles, label }) => articles.length === 2 && label === "LOC");
  assert.ok(rare);
  const { label, name, forms } = rare;
  began = performance.now();
  let found = 0;
  const sought = soughtFrom(identities, label, name, forms);
  const run = { cancelled: () => false, progress: () => undefined };
  const all = await stalls(async () => {
    for await (const { mentions } of mentioning(acrossHost(warm), sought, run)) found += mentions.length;
  });
  row(
    `references of ${name}`,
    performance.now() - began,
    `${found} mentions, longest stall ${all.longest.toFixed(0)} ms`,
  );
  assert.ok(found >= 2);
  rows.push({ what: "memory of one index", took: `${held.toFixed(0)} MB`, more: "" });
  console.table(rows);
  process.exitCode = held < LIMIT ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
