// npm run evaluate:entities: how well people, organisations and places are found, on corpora that stand beside the
// project, next to compromise on the same texts.
//   --set NAME    one set     --misses N    shows the first N sentences that are not all right
//   --alone       without compromise     --tagger    the tagger without lists, rules and the rest of the article
//   --card        writes the scores into the models' card
import { parseArgs } from "node:util";
import nlp from "compromise";
import { addScores, fScore, noScore, precision, recall, type Score } from "../src/dataset/measure/score.ts";
import { detect } from "../src/detect/detect.ts";
import { taggerOf } from "../src/detect/entities/tagger/models.ts";
import { tagNames } from "../src/detect/entities/tagger/tagger.ts";
import { paragraphs } from "../src/text/document.ts";
import type { Language } from "../src/text/language.ts";
import { sentences } from "../src/text/sentence.ts";
import type { Span } from "../src/text/span.ts";
import { tokenize } from "../src/text/token.ts";
import { readCard, writeCard } from "./card.ts";
import { evaluateClusters } from "./clusters.ts";
import { toConvention } from "./convention.ts";
import { type Article, anercorp, conflictCorpus, type Name, sharedCorpus } from "./corpora.ts";
import { markedArticles } from "./markedArticles.ts";
import { haveShared } from "./shared.ts";
import { namesInTraining } from "./trainingSet.ts";

interface Set {
  readonly name: string;
  readonly articles: () => Article[];
  readonly labels: readonly Name["label"][];
  /** F that is to be reached. */
  readonly reach: number | null;
  readonly language: "en" | "ar";
}

const THREE = ["PERSON", "ORG", "LOC"] as const;
const FOUR = [...THREE, "NORP"] as const;

const SETS: readonly Set[] = [
  {
    name: "worldwide",
    articles: () => sharedCorpus("evaluation/worldwide.sample.conll"),
    labels: THREE,
    reach: 80,
    language: "en",
  },
  {
    name: "conll03",
    articles: () => sharedCorpus("evaluation/conll03.dev.conll"),
    labels: THREE,
    reach: 77,
    language: "en",
  },
  {
    name: "re3d-bbc",
    articles: () => sharedCorpus("evaluation/re3d_bbc.test.conll"),
    labels: THREE,
    reach: null,
    language: "en",
  },
  {
    name: "conflict-en",
    articles: () => conflictCorpus("en", true),
    labels: FOUR,
    reach: 93,
    language: "en",
  },
  {
    name: "anercorp",
    articles: () => toConvention(anercorp(true)),
    labels: THREE,
    reach: 77,
    language: "ar",
  },
  {
    name: "anercorp-raw",
    articles: () => anercorp(true),
    labels: THREE,
    reach: null,
    language: "ar",
  },
  {
    name: "conflict-ar",
    articles: () => conflictCorpus("ar", true),
    labels: FOUR,
    reach: 82,
    language: "ar",
  },
  { name: "articles", articles: markedArticles, labels: FOUR, reach: 95, language: "en" },
];

type Finder = (text: string) => { start: number; end: number; label: string }[];

const ours: Finder = (text) => [...detect(text).entities];

/** The tagger alone, without lists, rules and the rest of the article. */
const tagger: Finder = (text) => {
  const found: { start: number; end: number; label: string; source: string; confidence: number }[] = [];
  for (const paragraph of paragraphs(text)) {
    const tokens = tokenize(text.slice(paragraph.start, paragraph.end));
    for (const { from, to } of sentences(tokens))
      for (const name of tagNames(taggerOf(paragraph.language), tokens, from, to).filter(
        (one) => !one.doubtful,
      ))
        found.push({
          ...name,
          start: name.start + paragraph.start,
          end: name.end + paragraph.start,
          source: "tagger",
        });
  }
  return found;
};

/** compromise's people, places and organisations, and its demonyms for NORP. */
const theirs: Finder = (text) => {
  const found: { start: number; end: number; label: string }[] = [];
  const doc = nlp(text);
  const views = [
    ["PERSON", doc.people()],
    ["LOC", doc.places()],
    ["ORG", doc.organizations()],
    ["NORP", doc.match("#Demonym")],
  ] as const;
  for (const [label, view] of views) {
    for (const one of view.json({ offset: true }) as {
      text: string;
      offset: { start: number; length: number };
    }[]) {
      const own = text.slice(one.offset.start, one.offset.start + one.offset.length);
      const trimmed = own.replace(/^[^\p{L}\d]+/u, "");
      const start = one.offset.start + own.length - trimmed.length;
      const end = start + trimmed.replace(/('s|’s)?[^\p{L}\d]*$/u, "").length;
      found.push({ start, end, label });
    }
  }
  return found;
};

interface Result {
  readonly byLabel: ReadonlyMap<string, Score>;
  readonly all: Score;
  /** Names in no training corpus: how many there are, how many of them are found. */
  readonly unseen: Score;
}

const isSame = (text: string, found: Span & { label: string }, gold: Name, arabic: boolean): boolean => {
  if (found.label !== gold.label || found.end !== gold.end) return false;
  if (found.start === gold.start) return true;
  // Corpora of whole words leave clitics inside.
  return arabic && found.start > gold.start && /^[وفبلك]{1,2}$/.test(text.slice(gold.start, found.start));
};

function evaluate(
  set: Set,
  articles: readonly Article[],
  find: Finder,
  seen: ReadonlySet<string>,
  misses: number,
): Result {
  const byLabel = new Map<string, Score>(set.labels.map((label) => [label, noScore]));
  let unseen = noScore;
  let shown = 0;
  for (const article of articles) {
    const text = article.map((sentence) => sentence.text).join("\n\n");
    const all = find(text);
    let offset = 0;
    const wanted = new Set<string>(set.labels);
    for (const sentence of article) {
      const end = offset + sentence.text.length;
      const found = all
        .filter((one) => one.start >= offset && one.end <= end && wanted.has(one.label))
        .map((one) => ({ ...one, start: one.start - offset, end: one.end - offset }));
      const gold = sentence.names.filter((name) => wanted.has(name.label));
      const open = [...gold];
      const wrong: typeof found = [];
      for (const one of found) {
        const at = open.findIndex((name) => isSame(sentence.text, one, name, set.language === "ar"));
        const score = byLabel.get(one.label) ?? noScore;
        byLabel.set(one.label, addScores(score, { right: at >= 0 ? 1 : 0, found: 1, wanted: 0 }));
        if (at >= 0) open.splice(at, 1);
        else wrong.push(one);
      }
      for (const name of gold) {
        byLabel.set(
          name.label,
          addScores(byLabel.get(name.label) ?? noScore, { right: 0, found: 0, wanted: 1 }),
        );
        if (seen.has(sentence.text.slice(name.start, name.end).toLowerCase())) continue;
        unseen = addScores(unseen, { right: open.includes(name) ? 0 : 1, found: 0, wanted: 1 });
      }
      if (shown < misses && (open.length > 0 || wrong.length > 0)) {
        shown++;
        const say = (one: Span & { label: string; source?: string; confidence?: number }): string =>
          `${one.label}:${sentence.text.slice(one.start, one.end)}${one.source ? `(${one.source} ${one.confidence?.toFixed(2)})` : ""}`;
        console.log(
          `    ${sentence.text}\n      missing ${open.map(say).join(" · ") || "–"}   wrong ${wrong.map(say).join(" · ") || "–"}`,
        );
      }
      offset = end + 2;
    }
  }
  return { byLabel, all: [...byLabel.values()].reduce(addScores, noScore), unseen };
}

/** How long whole passes over a set are timed, in seconds; at least one. */
const TIMED = 3;

/** Tokens a second over a set that was gone through before: as it goes on in a server that has been at work for a while. */
function speedOf(find: Finder, articles: readonly Article[]): number {
  const texts = articles.map((article) => article.map((sentence) => sentence.text).join("\n\n"));
  let seconds = 0;
  let tokens = 0;
  while (seconds < TIMED) {
    const begin = performance.now();
    for (const text of texts) find(text);
    seconds += (performance.now() - begin) / 1000;
    for (const text of texts) tokens += tokenize(text).length;
  }
  return tokens / seconds;
}

const percent = (value: number): string => (value * 100).toFixed(1).padStart(5);

function print(name: string, who: string, result: Result, perSecond: number, reach: number | null): void {
  const labels = [...result.byLabel]
    .map(
      ([label, score]) =>
        `${label} ${percent(precision(score))} ${percent(recall(score))} ${percent(fScore(score))}`,
    )
    .join("  ");
  const all = `all ${percent(precision(result.all))} ${percent(recall(result.all))} ${percent(fScore(result.all))}`;
  const unseen = `unseen ${percent(recall(result.unseen))} of ${String(result.unseen.wanted).padStart(4)}`;
  const speed = `${Math.round(perSecond).toLocaleString("en")} tokens/s`;
  console.log(
    `  ${name.padEnd(12)} ${who.padEnd(10)} ${all}${reach === null ? "            " : ` (reach ${reach})`}  ${unseen}  ${labels}  ${speed}`,
  );
}

const { values } = parseArgs({
  options: {
    set: { type: "string" },
    misses: { type: "string", default: "0" },
    alone: { type: "boolean", default: false },
    tagger: { type: "boolean", default: false },
    card: { type: "boolean", default: false },
  },
});
const finder = values.tagger ? tagger : ours;

/** By language and set: precision, recall and F in per cent. */
const scores: Record<Language, Record<string, readonly [number, number, number]>> = { ar: {}, en: {} };
const tenths = (value: number): number => Math.round(value * 1000) / 10;

if (haveShared("The evaluation of entities")) {
  console.log("Exact spans: precision, recall, F\n");
  const seen = namesInTraining();
  for (const set of SETS) {
    if (values.set !== undefined && set.name !== values.set) continue;
    const articles = set.articles();
    const result = evaluate(set, articles, finder, seen, Number(values.misses));
    const own = speedOf(finder, articles);
    print(set.name, "dateline", result, own, set.reach);
    const { all } = result;
    scores[set.language][set.name] = [tenths(precision(all)), tenths(recall(all)), tenths(fScore(all))];
    if (set.language === "en" && !values.alone) {
      const other = evaluate(set, articles, theirs, seen, 0);
      const speed = speedOf(theirs, articles);
      print(set.name, "compromise", other, speed, null);
      console.log(`  ${"".padEnd(12)} dateline is ${(own / speed).toFixed(1)} times as fast`);
    }
  }
  if (values.card)
    for (const entry of readCard().files) {
      const own = entry.file === "en.bin" ? scores.en : entry.file === "ar.bin" ? scores.ar : null;
      if (own) writeCard({ ...entry, scores: own });
    }
  console.log();
  evaluateClusters();
}
