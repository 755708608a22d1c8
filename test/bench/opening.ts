// `npm run bench -- opening [RUNS [compiled]]`: a server process from its start to its answer to `initialize` and to the first
// annotations of a sample article, cold each time; beside it a Node process that does nothing, in turn. Then what the
// first article of each language costs in a process more than the second: models and lists are read when first asked
// for. With `compiled` Node keeps compiled code from one run to the next, as it does for the editor, and a run beforehand
// does not count. What the editor's side takes is in its own log, see README.md.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startLanguageClient } from "../support/languageClient.ts";
import { hashOf, quantile } from "./measured.ts";

const runs = Number(process.argv[2] ?? 10);
const compiled =
  process.argv[3] === "compiled" ? mkdtempSync(path.join(os.tmpdir(), "dateline-bench-")) : null;
/** The longest that a server may take to the first annotations, in ms, at best. */
const LIMIT = 250;

const sample = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, "../fixtures/articles", name), "utf8");
const [english, arabic] = [sample("01-sahel-market.txt"), sample("06-taiz-shelling-ar.txt")];

const times = {
  "node, nothing else": [] as number[],
  "server, to its answer to initialize": [] as number[],
  "server, to the first annotations": [] as number[],
  "the first English article": [] as number[],
  "the same once more": [] as number[],
  "the first Arabic article": [] as number[],
  "the same once more in Arabic": [] as number[],
};
const hashes = new Set<string>();

if (compiled !== null) process.env["NODE_COMPILE_CACHE"] = compiled;
for (let run = compiled === null ? 0 : -1; run < runs; run++) {
  // What was not compiled yet is in the first one.
  if (run === 0) for (const own of Object.values(times)) own.length = 0;
  let began = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  times["node, nothing else"].push(performance.now() - began);

  const start = performance.now();
  const client = await startLanguageClient({ configuration: { learnNames: false } });
  times["server, to its answer to initialize"].push(performance.now() - start);
  try {
    const counts: number[] = [];
    const open = async (name: string, text: string): Promise<number> => {
      const uri = client.file(name, text);
      began = performance.now();
      const { annotations } = await client.open(uri, text);
      counts.push(annotations.length);
      return performance.now() - began;
    };
    times["the first English article"].push(await open("a.txt", english));
    times["server, to the first annotations"].push(performance.now() - start);
    times["the same once more"].push(await open("b.txt", english));
    times["the first Arabic article"].push(await open("c.txt", arabic));
    times["the same once more in Arabic"].push(await open("d.txt", arabic));
    hashes.add(hashOf(counts));
  } finally {
    await client.close();
  }
}
if (compiled !== null) rmSync(compiled, { recursive: true });
assert.equal(hashes.size, 1, "the same article has other annotations in another run");
console.table(
  Object.entries(times).map(([what, own]) => ({
    what,
    "best ms": quantile(own, 0).toFixed(0),
    "median ms": quantile(own, 0.5).toFixed(0),
    hash: [...hashes][0],
  })),
);
process.exitCode = quantile(times["server, to the first annotations"], 0) < LIMIT ? 0 : 1;
