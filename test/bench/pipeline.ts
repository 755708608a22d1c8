// `npm run bench -- pipeline [BYTES [ROUNDS [TIMES]]]`: entities and figures of a document, on one core, over 2 MB of news in
// both languages; on its English half beside wink-nlp (tokens, sentences, parts of speech, number entities) and on a
// tenth of that beside compromise (terms, people, places, organisations, numbers), which read English alone. All run
// in turn, in the same process, and the best round of each counts. Then the program over the same news, as many times as
// TIMES says: with one thread, with two, and as two programs with half of the lines each, which is all that two threads
// could bring here: what seem two cores may be one that is shared, and each thread compiles its own code.
import assert from "node:assert/strict";
import nlp from "compromise";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { detect } from "../../server/src/detect/detect.ts";
import { tokenize } from "../../server/src/text/token.ts";
import { dateline } from "../support/program.ts";
import { hashOf } from "./measured.ts";
import { bytesOf, type NewsArticle, news } from "./news.ts";

const bytes = Number(process.argv[2] ?? 2_000_000);
const rounds = Number(process.argv[3] ?? 3);
const times = Number(process.argv[4] ?? 2);

const all = news(bytes);
const english = all.filter(({ language }) => language === "en");
const tenth = english.filter((_, n) => n % 10 === 0);
const tokensOf = (articles: readonly NewsArticle[]): number =>
  articles.reduce((sum, { text }) => sum + tokenize(text).length, 0);

const wink = winkNLP(model, ["sbd", "pos", "ner"]);

/** What each gives of a text, for the hash. */
const ours = (text: string): unknown => {
  const { entities, figures, tally } = detect(text);
  return [entities.length, figures.length, tally];
};
const winks = (text: string): unknown => {
  const doc = wink.readDoc(text);
  return [doc.tokens().length(), doc.tokens().out(wink.its.pos).length, doc.entities().out()];
};
const compromises = (text: string): unknown => {
  const doc = nlp(text);
  const numbers = doc.match("#Value").out("array");
  return [doc.people(), doc.places(), doc.organizations()].map((view) => view.out("array")).concat([numbers]);
};

interface Contest {
  readonly what: string;
  readonly articles: readonly NewsArticle[];
  readonly read: (text: string) => unknown;
  best: number;
  hash: string;
}
const contest = (
  what: string,
  articles: readonly NewsArticle[],
  read: (text: string) => unknown,
): Contest => ({
  what,
  articles,
  read,
  best: Number.POSITIVE_INFINITY,
  hash: "",
});

const whole = contest("Dateline, English and Arabic", all, ours);
const own = contest("Dateline, English", english, ours);
const winked = contest("wink-nlp", english, winks);
const compromised = contest("compromise", tenth, compromises);
const contests = [whole, own, winked, compromised];

for (let round = 0; round < rounds; round++)
  for (const one of contests) {
    const began = performance.now();
    const results = one.articles.map(({ text }) => one.read(text));
    one.best = Math.min(one.best, performance.now() - began);
    const hash = hashOf(results);
    // wink-nlp keeps the words that it has seen, and tags some otherwise the second time.
    assert.ok(one.hash === "" || one.hash === hash || one === winked, `${one.what} gives another result`);
    if (one.hash === "") one.hash = hash;
  }

const rate = ({ articles, best }: Contest): number => bytesOf(articles) / 1e6 / (best / 1000);
console.log(`The whole pipeline on one core, ${(bytesOf(all) / 1e6).toFixed(1)} MB, best of ${rounds}`);
console.table(
  contests.map((one) => ({
    what: one.what,
    "MB/s": rate(one).toFixed(2),
    "tokens/s": (tokensOf(one.articles) / (one.best / 1000)).toFixed(0),
    "Dateline is faster by":
      one === whole || one === own ? "" : `${(rate(own) / rate(one)).toFixed(1)} times`,
    hash: one.hash,
  })),
);

const lines = all.map(({ text }, n) => `${JSON.stringify({ id: String(n), text })}\n`);
// Each thread reads its model first: the more text, the less that counts.
const input = lines.join("").repeat(times);
const halves = [0, 1].map((half) =>
  lines
    .filter((_, n) => n % 2 === half)
    .join("")
    .repeat(times),
);

/** What runs of the program with some input each, at the same time, print together. */
async function printed(args: readonly string[], inputs: readonly string[]): Promise<string[]> {
  const runs = await Promise.all(inputs.map((own) => dateline(["detect", "--jsonl", ...args], own)));
  for (const { status } of runs) assert.equal(status, 0);
  return runs.flatMap(({ out }) => out.split("\n")).filter(Boolean);
}

const way = (what: string, run: () => Promise<string[]>) => ({ what, run, best: Number.POSITIVE_INFINITY });
const threads = [
  way("one thread", () => printed([], [input])),
  way("two", () => printed(["--jobs", "2"], [input])),
];
const ways = [...threads, way("two programs: the ceiling", () => printed([], halves))];
const inOrder = new Set<string>();
const inAnyOrder = new Set<string>();
for (let round = 0; round < rounds; round++)
  for (const own of ways) {
    const began = performance.now();
    const out = await own.run();
    own.best = Math.min(own.best, performance.now() - began);
    if (threads.includes(own)) inOrder.add(hashOf(out));
    inAnyOrder.add(hashOf(out.sort()));
  }
assert.equal(inOrder.size, 1, "two threads give other bytes than one");
assert.equal(inAnyOrder.size, 1, "two programs give other lines than one");
const alone = ways[0]?.best ?? 0;
console.log(`dateline detect --jsonl, ${((times * bytesOf(all)) / 1e6).toFixed(1)} MB`);
console.table(
  ways.map(({ what, best }) => ({
    what,
    s: (best / 1000).toFixed(1),
    ratio: `${(alone / best).toFixed(2)} times`,
    hash: [...inAnyOrder][0],
  })),
);
process.exitCode = rate(own) > rate(winked) && rate(own) >= 20 * rate(compromised) ? 0 : 1;
