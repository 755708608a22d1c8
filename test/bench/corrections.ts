// `npm run bench -- corrections [ANNOTATIONS [RUNS]]`: how long a correction takes from `annotations/correct`, over real JSON-RPC, until
// its sidecar stands whole on disk, in an article with many annotations; beside it, in turn, how long the same bytes take
// to be written in the same way by a program that does nothing else, for what the machine does at the time; and a key typed
// at the article's beginning, until what is shown is of the new text.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import writeFileAtomic from "write-file-atomic";
import { type Client, startLanguageClient } from "../support/languageClient.ts";
import { articles } from "../torture/corpus.ts";

const wanted = Number(process.argv[2] ?? 5000);
const runs = Number(process.argv[3] ?? 100);

/** The most that a correction may take in 95 of 100 cases, in ms. */
const LIMIT = 50;

/** Articles of the corpus, one after the other, with so many suggestions. */
function longText(): string {
  let text = "";
  let count = 0;
  const corpus = articles();
  for (let n = 0; count < wanted; n++) {
    const article = corpus[n % corpus.length];
    assert.ok(article);
    text += `${article.text}\n\n`;
    count += article.annotations.length;
  }
  return text;
}

interface Stored {
  readonly annotations: readonly { id: string; label?: string; status: string; kind: string }[];
}

/** The label in the line of an annotation; what reads the whole file would be measured with what wrote it. */
function labelIn(file: string, id: string): string {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(`{"id":"${id}"`);
  assert.ok(at >= 0, `${id} is in no line of the sidecar`);
  const line = bytes.subarray(at, bytes.indexOf("\n", at)).toString("utf8");
  return JSON.parse(line.replace(/,$/, "")).label;
}

/** Resolved when a file is another one than it was: the server writes beside it and renames. */
async function replaced(file: string, before: number): Promise<void> {
  const until = performance.now() + 30_000;
  while (statSync(file).ino === before) {
    assert.ok(performance.now() < until, "the correction was never written");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function corrections(
  client: Client,
  uri: string,
  version: number,
): Promise<{ times: number[]; peer: number[] }> {
  const file = `${fileURLToPath(uri)}.dateline.json`;
  const { annotations }: Stored = JSON.parse(readFileSync(file, "utf8"));
  const ids = annotations.filter(({ kind }) => kind === "entity").map(({ id }) => id);
  const times: number[] = [];
  const peer: number[] = [];
  for (let run = 0; run < runs + 5; run++) {
    const id = ids[(run * 37) % ids.length] ?? "";
    await client.request("annotations/save", { uri });
    // The label that it has already would be no correction, and nothing would be written.
    const label = labelIn(file, id) === "WEAPON" ? "MONEY" : "WEAPON";
    const before = statSync(file).ino;
    const start = performance.now();
    const answered = client.correct(uri, version, { type: "relabel", ids: [id], label });
    await replaced(file, before);
    // The first ones warm the server up.
    if (run >= 5) times.push(performance.now() - start);
    await answered;
    assert.equal(labelIn(file, id), label);
    const bytes = readFileSync(file);
    const began = performance.now();
    await writeFileAtomic(`${file}.peer`, bytes);
    peer.push(performance.now() - began);
  }
  return { times, peer };
}

/** Milliseconds from a key at the beginning of the text to what is shown with it. */
async function keys(client: Client, uri: string, version: number): Promise<number[]> {
  const times: number[] = [];
  const start = { line: 0, character: 0 };
  for (let run = 1; run <= 20; run++) {
    const began = performance.now();
    await client.change(uri, version + run, [{ range: { start, end: start }, text: "a" }]);
    times.push(performance.now() - began);
  }
  return times;
}

function row(what: string, times: readonly number[]): Record<string, string> {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`;
  return { what, median: at(0.5), "95 %": at(0.95), most: at(0.9999) };
}

const client = await startLanguageClient({ configuration: { learnNames: false } });
try {
  const text = longText();
  const uri = client.file("long.txt", text);
  await client.open(uri, text);
  // A long text is first shown without annotations.
  const opened = await client.published(uri, ({ annotations }) => annotations.length > 0);
  const ids = opened.annotations.map(({ id }) => id);
  await client.correct(uri, 1, { type: "accept", ids });
  await client.request("annotations/save", { uri });
  console.log(`${text.length} code units, ${ids.length} annotations, ${runs} corrections`);
  const corrected = await corrections(client, uri, 1);
  console.table([
    row("correction, to the sidecar on disk", corrected.times),
    row("the same bytes written, and nothing else", corrected.peer),
    row(
      "key, to the annotations of the new text (120 ms are waited for the next key)",
      await keys(client, uri, 1),
    ),
  ]);
  const slow = [...corrected.times].sort((a, b) => a - b)[Math.floor(runs * 0.95)] ?? 0;
  process.exitCode = slow < LIMIT ? 0 : 1;
} finally {
  await client.close();
}
