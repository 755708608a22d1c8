// `npm run bench -- keystroke [KEYS [SIZE …]]`: how long a key takes from `textDocument/didChange` until what the article shows
// with it has arrived, over real JSON-RPC with a server process, in articles of 5 KB, 100 KB and 1 MB. A client that takes
// deltas is sent the paragraph of the key first and the whole when the typing rests: the key is measured until the first,
// "whole" until the second, and "amid a reading" is the slowest key that came while the whole was being read; "Enter" is one
// that has all lines below move. Another client is sent the whole alone. A request makes the server read it at once, so that its wait is not counted. At the end
// the text is opened anew: what keys have left must be what a fresh reading gives.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";
import { type Client, startLanguageClient } from "../support/languageClient.ts";
import { hashOf, quantile } from "./measured.ts";
import { longArticle } from "./news.ts";

const keys = Number(process.argv[2] ?? 100);
const sizes = new Map([
  ["5KB", 5_000],
  ["100KB", 100_000],
  // No more is suggested for.
  ["1MB", 999_000],
]);
const wanted = process.argv.length > 3 ? process.argv.slice(3) : [...sizes.keys()];

/** The longest that 99 of 100 keys may take in an article of 100 KB, in ms. */
const LIMIT = 8;

/** What is shown without the ids, which a fresh reading numbers anew. */
const shownIn = (annotations: readonly { readonly id: string }[]): string =>
  hashOf(annotations.map(({ id: _, ...shown }) => shown));

/** The time that a server has computed, in ms, all its threads together: on a busy machine it says more than the clock. */
function cpuOf({ process: { pid } }: Client): number {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(threads)) return Number.NaN;
  const times = readdirSync(threads).map((id) => readFileSync(path.join(threads, id, "schedstat"), "utf8"));
  return times.reduce((sum, time) => sum + Number(time.split(" ")[0]), 0) / 1e6;
}

async function typed(client: Client, name: string, text: string, deltas: boolean) {
  const uri = client.file(name, text);
  const random = randomFrom(7);
  // A key in a very long article takes seconds; the first ones warm the server up.
  const [warm, measured] = text.length > 500_000 ? [3, Math.ceil(keys / 8)] : [20, keys];
  await client.open(uri, text);
  await client.published(uri, ({ annotations }) => annotations.length > 0);
  const times: number[] = [];
  /** Of keys that come while the whole article is being read, and until the whole of a key is there. */
  const into: number[] = [];
  const whole: number[] = [];
  /** Of Enter. */
  const split: number[] = [];
  /** What the server has computed for each key until it was shown, in ms. */
  const cpu: number[] = [];
  let now = text;
  let at = Math.floor(text.length / 2);
  for (let n = 0; n < warm + measured; n++) {
    // A few words at a place, then on at another.
    if (n % 12 === 0) at = Math.floor(random() * now.length);
    const key = n % 12 === 10 ? "\n" : n % 6 === 5 ? " " : "abcdeilnorst"[Math.floor(random() * 12)];
    const before = now.slice(0, at);
    const line = before.split("\n").length - 1;
    const place = { line, character: at - (before.lastIndexOf("\n") + 1) };
    now = `${before}${key}${now.slice(at)}`;
    at++;
    const version = n + 2;
    const is = (params: { readonly version: number }): boolean => params.version === version;
    const computed = cpuOf(client);
    const began = performance.now();
    await client.notify("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: place, end: place }, text: key }],
    });
    if (deltas) await client.publishedAtOnce(uri, is);
    const first = performance.now() - began;
    if (n >= warm && deltas) {
      (n % 12 === 7 ? into : n % 12 === 10 ? split : times).push(first);
      if (n % 12 !== 7 && n % 12 !== 10) cpu.push(cpuOf(client) - computed);
    }
    if (!deltas || n % 6 === 0) {
      // It reads the whole at once, so that the wait is not counted.
      void client.request("textDocument/hover", {
        textDocument: { uri },
        position: { line: 0, character: 0 },
      });
      if (!deltas || n % 12 === 0) await client.published(uri, is);
      if (n >= warm && !deltas) cpu.push(cpuOf(client) - computed);
      if (n >= warm && (!deltas || n % 12 === 0)) (deltas ? whole : times).push(performance.now() - began);
    }
  }
  const last = await client.published(uri, ({ version }) => version === warm + measured + 1);
  await client.notify("textDocument/didClose", { textDocument: { uri } });
  const fresh = client.file(`fresh-${name}`, now);
  await client.open(fresh, now);
  const anew = await client.published(fresh, ({ annotations }) => annotations.length > 0);
  const hash = shownIn(last.annotations);
  assert.equal(hash, shownIn(anew.annotations), "what keys have left is not what a fresh reading gives");
  await client.notify("textDocument/didClose", { textDocument: { uri: fresh } });
  return { times, into, split, whole, cpu, hash, annotations: last.annotations.length };
}

const rows: Record<string, string | number>[] = [];
let slow = 0;
for (const [name, deltas] of wanted.flatMap((size) => [[size, false] as const, [size, true] as const])) {
  const client = await startLanguageClient({
    configuration: { learnNames: false },
    initializationOptions: { publish: true, deltas },
  });
  try {
    const { times, into, split, whole, cpu, hash, annotations } = await typed(
      client,
      "a.txt",
      longArticle(sizes.get(name) ?? Number(name)),
      deltas,
    );
    if (name === "100KB" && deltas) slow = quantile(times, 0.99);
    rows.push({
      article: name,
      sent: deltas ? "what is new" : "all",
      annotations,
      "p50 ms": quantile(times, 0.5).toFixed(1),
      "p99 ms": quantile(times, 0.99).toFixed(1),
      "amid a reading": into.length > 0 ? Math.max(...into).toFixed(1) : "",
      "Enter p50": split.length > 0 ? quantile(split, 0.5).toFixed(1) : "",
      "whole p50": (whole.length > 0 ? quantile(whole, 0.5) : quantile(times, 0.5)).toFixed(1),
      "CPU p50": quantile(cpu, 0.5).toFixed(1),
      "CPU p99": quantile(cpu, 0.99).toFixed(1),
      hash,
    });
  } finally {
    await client.close();
  }
}
console.log(`A key, from didChange to what is shown with it, ${keys} keys each, fewer at 1 MB`);
console.table(rows);
process.exitCode = slow < LIMIT ? 0 : 1;
