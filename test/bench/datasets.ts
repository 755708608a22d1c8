// `npm run bench:datasets`: how many articles a second each format is exported at and imported from, detected, counted and
// measured, how much time of all cores that took, and the most memory that the program held, with one thread and with two.
// Articles are generated, seeded, and kept for the next run.
//   npm run bench:datasets -- 1000 10000 --only spacy,detect --jobs 1,2 --best 3
//   npm run bench:datasets -- 100000 --jobs 2 --corpus DIR     where there is room: 3 GB, and as much again for a run
// What is under work is said on standard error; a row is printed as soon as it is there, so what is cut has its rows.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, type Hash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { exporters } from "../../server/src/dataset/formats.ts";
import { importers } from "../../server/src/dataset/import/formats.ts";
import { cli } from "../support/program.ts";
import { writeWorkspace } from "../support/workspace.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    jobs: { type: "string", default: "1,2" },
    best: { type: "string", default: "1" },
    corpus: { type: "string", default: path.join(os.tmpdir(), "dateline-bench") },
  },
});
const counts = positionals.length > 0 ? positionals.map(Number) : [1_000, 10_000];
const jobs = values.jobs.split(",");

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
  [
    "spacy+events",
    (articles, out) => [
      ...["export", "--format", "spacy", "--split", "80/10/10", "--split-by", "event"],
      ...["--out", out, articles],
    ],
  ],
  ["stats", (articles) => ["stats", "--format", "json", articles]],
  ["stats+decided", (articles) => ["stats", "--decided", "--format", "json", articles]],
  [
    "evaluate",
    (articles) => ["evaluate", "--format", "json", "--undecided", "wrong", "--samples", "100", articles],
  ],
  ["agreement", (articles) => ["agreement", "--format", "json", "--no-list", articles]],
]);

/** The formats whose datasets are imported as `import FORMAT`: into no articles, so that all of them are written, too. */
const imported = new Map(importers.map(({ name }) => [`import ${name}`, name]));
for (const [name, format] of imported)
  runs.set(name, (dataset, out) => ["import", "--format", format, "--out", out, dataset]);

const only = values.only?.split(",");
const unknown = only?.find((name) => !runs.has(name));
assert.equal(unknown, undefined, `there are ${[...runs.keys()].join(", ")}`);
const chosen = [...runs].filter(([name]) => only?.includes(name) ?? true);

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** The folder of so many articles, generated where it is not there whole, or was by another generator. */
function corpusOf(count: number): string {
  const folder = path.join(path.resolve(values.corpus), `${count}`);
  const stamp = `${folder}.generated`;
  const support = path.join(import.meta.dirname, "../support");
  const generator = ["workspace.ts", "marks.ts", "repository.ts"]
    .map((name) => readFileSync(path.join(support, name), "utf8"))
    .join("");
  const wanted = createHash("sha256").update(generator).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return folder;
  tell(`generating ${count} articles in ${folder}`);
  rmSync(stamp, { force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeWorkspace(folder, { articles: count, seed: 1 });
  writeFileSync(stamp, wanted);
  return folder;
}

/** A hash of what a run wrote, names and bytes, for doing nothing must not win. */
function hashOf(out: string, printed: string): string {
  const hash = createHash("sha256").update(printed.replaceAll(out, ""));
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.relative(out, path.join(one.parentPath, one.name)));
  for (const name of files.sort()) {
    hash.update(`${name}\n`);
    addFile(hash, path.join(out, name));
  }
  return hash.digest("hex");
}

/** A dataset may be larger than what can be read at once. */
function addFile(hash: Hash, file: string): void {
  const part = Buffer.allocUnsafe(1 << 20);
  const opened = openSync(file, "r");
  try {
    for (let read = readSync(opened, part); read > 0; read = readSync(opened, part))
      hash.update(part.subarray(0, read));
  } finally {
    closeSync(opened);
  }
}

interface Measured {
  readonly seconds: number;
  /** Of all cores. */
  readonly busy: number;
  readonly megabytes: number;
  readonly hash: string;
}

/** Runs the program; what it printed, and the most memory and the time that it took. */
function program(args: readonly string[], peak: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, "--quiet"], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    env: {
      ...process.env,
      NODE_OPTIONS: `--require "${path.join(import.meta.dirname, "peak.cjs")}"`,
      PEAK: peak,
    },
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

function measure(
  name: string,
  args: (from: string, out: string) => string[],
  articles: string,
  threads: string,
): Measured {
  const scratch = mkdtempSync(path.join(path.resolve(values.corpus), "run-"));
  try {
    const out = path.join(scratch, "out");
    mkdirSync(out);
    const peak = path.join(scratch, "peak");
    const format = imported.get(name);
    const dataset = path.join(scratch, "dataset");
    if (format !== undefined) program(["export", "--format", format, "--out", dataset, articles], peak);
    const began = performance.now();
    const stdout =
      format === undefined
        ? program([...args(articles, out), "--jobs", threads], peak)
        : program(args(dataset, out), peak);
    const seconds = (performance.now() - began) / 1000;
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(peak, "utf8"));
    return {
      seconds,
      busy: (userCPUTime + systemCPUTime) / 1e6,
      megabytes: maxRSS / 1000,
      // Sidecars have ids of their own: of an import it is what was counted.
      hash:
        format === undefined
          ? hashOf(out, stdout.replaceAll(articles, ""))
          : createHash("sha256").update(stdout.replaceAll(scratch, "")).digest("hex"),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

for (const count of counts) {
  const articles = corpusOf(count);
  const columns = jobs.flatMap((threads) => [
    `articles/s, ${threads}`,
    `CPU s, ${threads}`,
    `MB, ${threads}`,
  ]);
  console.log(`\n| ${count} articles | ${columns.join(" | ")} | SHA-256 |`);
  console.log(`| --- |${columns.map(() => " ---: |").join("")} --- |`);
  for (const [n, [name, args]] of chosen.entries()) {
    // An import works in one thread.
    const threadsOf = imported.has(name) ? jobs.slice(0, 1) : jobs;
    const best = new Map<string, Measured>();
    const hashes = new Set<string>();
    for (let round = 0; round < Number(values.best); round++)
      for (const threads of threadsOf) {
        const one = measure(name, args, articles, threads);
        tell(
          `${n + 1} of ${chosen.length}: ${name}, ${count} articles, --jobs ${threads}: ${one.seconds.toFixed(1)} s`,
        );
        hashes.add(one.hash);
        const former = best.get(threads);
        if (!former || one.seconds < former.seconds) best.set(threads, one);
      }
    assert.equal(hashes.size, 1, `${name}: the bytes are others with another number of threads`);
    const cells = jobs.flatMap((threads) => {
      const one = best.get(threads);
      return one
        ? [(count / one.seconds).toFixed(0), one.busy.toFixed(1), one.megabytes.toFixed(0)]
        : ["", "", ""];
    });
    console.log(`| \`${name}\` | ${cells.join(" | ")} | ${[...hashes].join().slice(0, 12)} |`);
  }
}
