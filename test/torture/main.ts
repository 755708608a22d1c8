// `npm run torture [-- SEQUENCES [ours|editor|undo]]`: random edits outside the editor and in it, and what became of the
// annotations; as many sessions of edits, undo, redo and corrections, all undone at the end; with a second argument the
// first faults of that way, with their seeds. Then, and alone with
// `npm run torture -- files`, sidecars as files among others: random merges, two processes that write one, killed ones.
// `npm run torture -- fuzz [MESSAGES [SEED]]`: random messages to a server.
// `npm run torture -- longrun [MINUTES [SEED]]`: an annotator at work in a real VS Code, see test/vscode/suite/longrun.ts.
// `npm run torture -- detection [SIZE]`: detection in texts that are none, and how long it takes.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { detecting } from "./anything.ts";
import { articles } from "./corpus.ts";
import { fuzzing } from "./fuzz/main.ts";
import { randomMerge } from "./merges.ts";
import { killedWriters, twoWriters } from "./processes.ts";
import { type Count, newResult, torture } from "./run.ts";
import { newSessions, session } from "./undo.ts";

if (process.argv[2] === "fuzz") {
  const [messages, seed] = process.argv.slice(3).map(Number);
  process.exit((await fuzzing(messages ?? 100_000, seed ?? Date.now() % 1_000_000)) ? 0 : 1);
}
if (process.argv[2] === "longrun") process.exit(longRun(process.argv[3] ?? "60", process.argv[4]));
if (process.argv[2] === "detection") process.exit(detecting(Number(process.argv[3] ?? 1_000_000)) ? 0 : 1);
const sequences = process.argv[2] === "files" ? 0 : Number(process.argv[2] ?? 10_000);
const faults = process.argv[3];
const started = performance.now();
const corpus = sequences > 0 ? articles() : [];
const result = newResult();
const sessions = newSessions();
for (let seed = 0; seed < sequences; seed++) {
  const article = corpus[seed % corpus.length];
  const foreign = corpus[(seed * 7 + 3) % corpus.length];
  if (!article || !foreign) continue;
  torture(article, foreign.text, seed, result);
  session(article, foreign.text, seed, sessions);
}

const rate = (part: number, whole: number): string =>
  `${part} (${((100 * part) / Math.max(1, whole)).toFixed(2)} %)`;
const all = (count: Count): number =>
  count.found + count.touched + count.elsewhere + count.wrong + count.lost;
const row = (name: string, count: Count): Record<string, string> => ({
  way: name,
  "text stands": String(count.stand),
  "found there": rate(count.found, count.stand),
  touched: String(count.touched),
  "same words elsewhere": String(count.elsewhere),
  "on other words": rate(count.wrong, all(count)),
  "other number": String(count.wrongNumber),
  "parts on other words": String(count.wrongParts),
  lost: String(count.lost),
});
const { faults: unlike, ...sums } = sessions;
if (sequences > 0) {
  const annotations = corpus.reduce((sum, article) => sum + article.annotations.length, 0);
  console.log(
    `${sequences} sequences of edits over ${corpus.length} articles with ${annotations} annotations`,
  );
  console.table([
    row("Dateline, changed outside", result.ours),
    row("common approach", result.common),
    row("common approach, from 0.75", result.strict),
    row("Dateline, edited in the editor", result.editor),
  ]);
  console.log("Sessions of edits, undo, redo and corrections in the editor, and all undone at the end");
  console.table([sums]);
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
}
if (faults !== undefined)
  for (const one of { undo: unlike, editor: result.editor.faults }[faults] ?? result.ours.faults)
    console.log(one);
const { ours, editor } = result;
let well =
  ours.found >= 0.98 * ours.stand &&
  ours.wrong + ours.wrongParts + editor.wrong + editor.wrongParts === 0 &&
  sessions.wrong + sessions.unlike === 0;
if (faults === undefined) well = (await files()) && well;
console.log(well ? "As it must be." : "Not as it must be: see `npm run torture -- 2000 ours`.");
process.exitCode = well ? 0 : 1;

/** Gives the exit status; without a VS Code that is named, our own host is taken where it is installed. */
function longRun(minutes: string, seed = String(Date.now() % 1_000_000)): number {
  const root = path.resolve(import.meta.dirname, "../..");
  const host = path.join(root, "test/vscode/host/code");
  const own = existsSync(path.join(root, ".vscode-test/host")) ? { VSCODE_EXECUTABLE: host } : {};
  const { status } = spawnSync(
    process.execPath,
    [path.join(root, "test/vscode/run.ts"), "longrun", minutes, seed],
    { stdio: "inherit", env: { ...own, ...process.env } },
  );
  return status ?? 1;
}

async function files(): Promise<boolean> {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;
  let conflicts = 0;
  const wrong: string[] = [];
  for (let seed = 0; seed < 20_000; seed++) {
    const merge = randomMerge(seed);
    conflicts += merge.conflicts;
    wrong.push(...merge.faults.map(({ what }) => `seed ${seed}: ${what}`));
  }
  console.log(`20000 random merges with ${conflicts} conflicts: ${wrong.length} faults`);
  for (const one of wrong.slice(0, 20)) console.log(one);
  const both = await twoWriters(500);
  console.log(
    `two processes with 500 decisions each on one article: all 1000 are there, after ${seconds(both)}`,
  );
  const before = performance.now();
  await killedWriters(1000);
  console.log(
    `1000 writers killed while they wrote: every sidecar is whole, after ${seconds(performance.now() - before)}`,
  );
  return wrong.length === 0;
}
