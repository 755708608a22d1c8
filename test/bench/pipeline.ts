// `npm run bench -- pipeline [BYTES [ROUNDS]]`: entities and figures of a document, on one core, over 2 MB of news in
// both languages; on its English half beside wink-nlp (tokens, sentences, parts of speech, number entities) and on a
// tenth of that beside compromise (terms, people, places, organisations, numbers), which read English alone. All run
// in turn, in the same process, and the best round of each counts. Then the program over the same news, with two
// threads against one.
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

const lines = all.map(({ text }, n) => JSON.stringify({ id: String(n), text })).join("\n");
// Each thread reads its model first: the more text, the less that counts.
const input = `${lines}\n`.repeat(2);
const best = new Map<number, number>();
const hashes = new Set<string>();
for (let round = 0; round < rounds; round++)
  for (const jobs of [1, 2]) {
    const began = performance.now();
    const { status, out } = await dateline(["detect", "--jsonl", "--jobs", String(jobs)], input);
    best.set(jobs, Math.min(best.get(jobs) ?? Number.POSITIVE_INFINITY, performance.now() - began));
    assert.equal(status, 0);
    hashes.add(hashOf(out));
  }
assert.equal(hashes.size, 1, "two threads give other bytes than one");
const [one = 0, two = 0] = [best.get(1), best.get(2)];
console.log(`dateline detect --jsonl, ${((2 * bytesOf(all)) / 1e6).toFixed(1)} MB`);
console.table([
  { threads: 1, s: (one / 1000).toFixed(1), ratio: "", hash: [...hashes][0] },
  { threads: 2, s: (two / 1000).toFixed(1), ratio: `${(one / two).toFixed(2)} times`, hash: [...hashes][0] },
]);
process.exitCode = rate(own) > rate(winked) && rate(own) >= 20 * rate(compromised) ? 0 : 1;
