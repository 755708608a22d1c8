// `npm run bench:datasets`: how many articles a second each format is exported at, detected, counted and measured, and
// the most memory that the program held, with one thread and with two. Articles are generated, seeded.
//   npm run bench:datasets -- 1000 10000 --only spacy,detect --jobs 1,2
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { exporters } from "../../server/src/dataset/formats.ts";
import { cli } from "../support/program.ts";
import { writeWorkspace } from "../support/workspace.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, jobs: { type: "string", default: "1,2" } },
});
const counts = positionals.length > 0 ? positionals.map(Number) : [1_000, 10_000];
const jobs = values.jobs.split(",");
const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-bench-"));

/** What is run, by name; `out` is a folder or a file. */
const runs = new Map<string, (articles: string, out: string) => string[]>([
  ...exporters.map(
    ({ name }) =>
      [
        name,
        (articles: string, out: string) => ["export", "--format", name, "--out", out, articles],
      ] as const,
  ),
  [
    "spacy+suggested",
    (articles, out) => ["export", "--format", "spacy", "--include", "suggested", "--out", out, articles],
  ],
  [
    "detect",
    (articles, out) => ["detect", "--format", "jsonl", "--out", path.join(out, "all.jsonl"), articles],
  ],
  ["stats", (articles) => ["stats", "--format", "json", articles]],
  [
    "evaluate",
    (articles) => ["evaluate", "--format", "json", "--undecided", "wrong", "--samples", "100", articles],
  ],
]);
const only = values.only?.split(",");
const chosen = [...runs].filter(([name]) => only?.includes(name) ?? true);

/** A hash of what a run wrote, for doing nothing must not win. */
function hashOf(out: string, printed: string): string {
  const hash = createHash("sha256").update(printed.replaceAll(out, ""));
  for (const one of readdirSync(out, { recursive: true, withFileTypes: true }))
    if (one.isFile()) hash.update(readFileSync(path.join(one.parentPath, one.name)));
  return hash.digest("hex");
}

try {
  for (const count of counts) {
    const articles = path.join(folder, "articles");
    writeWorkspace(articles, { articles: count, seed: 1 });
    const rows: Record<string, string>[] = [];
    for (const [name, args] of chosen) {
      const row: Record<string, string> = { what: name };
      const hashes = new Set<string>();
      for (const threads of jobs) {
        const out = mkdtempSync(path.join(folder, "out-"));
        const peak = path.join(folder, "peak");
        const began = performance.now();
        const { status, stdout, stderr } = spawnSync(
          process.execPath,
          [cli, ...args(articles, out), "--jobs", threads],
          {
            encoding: "utf8",
            maxBuffer: 2 ** 30,
            env: {
              ...process.env,
              NODE_OPTIONS: `--require "${path.join(import.meta.dirname, "peak.cjs")}"`,
              PEAK: peak,
            },
          },
        );
        const seconds = (performance.now() - began) / 1000;
        assert.equal(status, 0, stderr);
        hashes.add(hashOf(out, stdout));
        row[`articles/s, ${threads}`] = (count / seconds).toFixed(0);
        row[`MB, ${threads}`] = (Number(readFileSync(peak, "utf8")) / 1000).toFixed(0);
        rmSync(out, { recursive: true });
      }
      assert.equal(hashes.size, 1, `${name}: the bytes are others with another number of threads`);
      rows.push(row);
    }
    console.log(`${count} articles`);
    console.table(rows);
    rmSync(articles, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
