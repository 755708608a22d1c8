import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { parseSidecar, type Sidecar } from "../../server/src/annotations/sidecar.ts";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";

// Processes that write one sidecar: several at once, and ones that are killed. Small in `npm test`, full in
// `npm run torture`.

/** A folder with an article of many words, each writer's own, and the writer as one file that starts fast. */
async function stage(words: readonly string[]): Promise<{ folder: string; file: string; program: string }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-torture-"));
  const file = path.join(folder, "a.txt");
  writeFileSync(file, `${words.join(" ")} \n`);
  const program = path.join(folder, "writer.cjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "writer.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    outfile: program,
    loader: { ".txt": "text", ".tsv": "text", ".bin": "empty" },
    logLevel: "error",
  });
  return { folder, file, program };
}

const wordsOf = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${name}${n}`);

function sidecarAt(file: string): Sidecar {
  const { sidecar, problem } = parseSidecar(readFileSync(`${file}.dateline.json`, "utf8"));
  assert.ok(sidecar, `the sidecar is broken: ${problem?.message}`);
  return sidecar;
}

const written = (file: string): Set<string> => new Set(sidecarAt(file).annotations.map(({ id }) => id));

/** Two processes that decide `count` times each on one article: all is there. Gives how long it took, in ms. */
export async function twoWriters(count: number): Promise<number> {
  const { folder, file, program } = await stage([...wordsOf("Abyan", count), ...wordsOf("Taiz", count)]);
  try {
    const started = performance.now();
    const children = ["Abyan", "Taiz"].map((name) => start(program, [file, name, String(count)]));
    const codes = await Promise.all(children.map(async (child) => (await once(child, "close"))[0]));
    assert.deepEqual(codes, [0, 0]);
    assert.equal(written(file).size, 2 * count);
    assert.deepEqual(readdirSync(folder).sort(), ["a.txt", "a.txt.dateline.json", "writer.cjs"]);
    return performance.now() - started;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A writer is killed at random moments, `kills` times; the next one goes on. After each the sidecar is whole, has all
 * that was reported as written and at most one decision more, and its lock keeps nobody out.
 */
export async function killedWriters(kills: number, seed = 1): Promise<void> {
  const random = randomFrom(seed);
  const words = 400;
  const { folder, file, program } = await stage(wordsOf("Abyan", words));
  try {
    for (let n = 0; n < kills; n++) {
      // A short sidecar at first, and each time a longer one, up to all the words.
      if (n % 20 === 0) rmSync(`${file}.dateline.json`, { force: true });
      await killedOnce(program, file, words, random);
    }
    // One that is left alone goes on at once and leaves nothing lying about.
    const last = start(program, [file, "Abyan", "1"]);
    assert.equal((await once(last, "close"))[0], 0);
    const left = readdirSync(folder).sort();
    assert.deepEqual(left, ["a.txt", "a.txt.dateline.json", "writer.cjs"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killedOnce(program: string, file: string, words: number, random: () => number): Promise<void> {
  const child = start(program, [file, "Abyan", String(words)]);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  // Killed while it writes: some decisions after it began, and then some part of the next one's time.
  const after = Math.floor(random() * 6);
  let reported = -1;
  for await (const line of lines) {
    if (line !== "ready") reported = Number(line);
    if (reported + 1 >= after) {
      const until = performance.now() + random() * 4;
      while (performance.now() < until);
      child.kill("SIGKILL");
    }
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  // Killed before the first was written, there is none yet.
  if (reported < 0 && !existsSync(`${file}.dateline.json`)) return;
  const ids = written(file);
  for (let id = 0; id <= reported; id++) assert.ok(ids.has(`Abyan-${id}`), `decision ${id} is lost`);
}

function start(program: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
}
