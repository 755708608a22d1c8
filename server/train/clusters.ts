// npm run evaluate:clusters: which mentions are one entity, against a marking by reading of the five articles.
//   --misses    shows the clusters that differ

import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { detect } from "../src/detect/detect.ts";
import { codePoints } from "../src/positions.ts";
import { rows } from "../src/text/table.ts";
import { haveShared, readShared } from "./shared.ts";

/** A marked mention; offsets are code points of the article. */
interface MarkedMention {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly cluster: string;
}

/** One mention in both clusterings, of one article. */
interface Clustered {
  readonly article: string;
  readonly text: string;
  readonly wanted: string;
  /** What detection has there; a mention that it does not find is an entity of its own. */
  readonly found: string;
  readonly isFound: boolean;
  readonly isLabelled: boolean;
}

const REACH = 95;

/** The marking, by article. */
function marking(): Map<string, MarkedMention[]> {
  const articles = new Map<string, MarkedMention[]>();
  for (const [article = "", start, end, label = "", cluster = ""] of rows(
    readFileSync(path.join(import.meta.dirname, "clusters.tsv"), "utf8"),
  )) {
    const list = articles.get(article) ?? [];
    list.push({ start: Number(start), end: Number(end), label, cluster });
    articles.set(article, list);
  }
  return articles;
}

function clustered(article: string, marked: readonly MarkedMention[]): Clustered[] {
  const text = readShared("articles", article);
  const { published } = JSON.parse(readShared("gold", article.replace(/\.txt$/, ".gold.json"))) as {
    published: string | null;
  };
  const points = codePoints(text);
  const found = new Map(
    detect(text, { published }).entities.map((mention) => [
      `${points.fromUtf16(mention.start)}-${points.fromUtf16(mention.end)}`,
      mention,
    ]),
  );
  const letters = [...text];
  return marked.map(({ start, end, label, cluster }): Clustered => {
    const mention = found.get(`${start}-${end}`);
    return {
      article,
      text: letters.slice(start, end).join(""),
      wanted: `${article} ${cluster}`,
      found: mention ? `${article} ${mention.entity}` : `${article} missing ${start}`,
      isFound: mention !== undefined,
      isLabelled: mention?.label === label,
    };
  });
}

/** Shares, 0 to 1. */
interface Agreement {
  readonly precision: number;
  readonly recall: number;
}

/**
 * B-cubed (Bagga and Baldwin, Algorithms for scoring coreference chains, 1998): for each mention the share of its
 * found cluster that is rightly there, and the share of its marked cluster that is found with it, averaged over all.
 */
function bCubed(mentions: readonly Clustered[]): Agreement {
  const count = (key: (mention: Clustered) => string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const mention of mentions) counts.set(key(mention), (counts.get(key(mention)) ?? 0) + 1);
    return counts;
  };
  const both = (mention: Clustered): string => `${mention.wanted}\n${mention.found}`;
  const [wanted, found, shared] = [count((one) => one.wanted), count((one) => one.found), count(both)];
  let [precision, recall] = [0, 0];
  for (const mention of mentions) {
    const common = shared.get(both(mention)) ?? 0;
    precision += common / (found.get(mention.found) ?? 1) / mentions.length;
    recall += common / (wanted.get(mention.wanted) ?? 1) / mentions.length;
  }
  return { precision, recall };
}

const percent = (value: number): string => (value * 100).toFixed(1).padStart(5);
const say = ({ precision, recall }: Agreement): string =>
  `P ${percent(precision)}  R ${percent(recall)}  F ${percent((2 * precision * recall) / (precision + recall || 1))}`;

/** Prints how well the mentions of the five articles are clustered; `misses` shows what is apart or together wrongly. */
export function evaluateClusters(misses = false): void {
  if (!haveShared("The evaluation of clusters")) return;
  console.log("Which mentions are one entity: B-cubed over the five articles\n");
  const all: Clustered[] = [];
  for (const [article, marked] of marking()) {
    const own = clustered(article, marked);
    all.push(...own);
    console.log(`  ${article.padEnd(28)} ${say(bCubed(own.filter(({ isFound }) => isFound)))}`);
    if (misses) printMisses(own);
  }
  const found = all.filter(({ isFound }) => isFound);
  const labelled = found.filter(({ isLabelled }) => isLabelled);
  console.log(
    `\n  found with the exact span      ${say(bCubed(found))}  (reach ${REACH})  ${found.length} of ${all.length} mentions, ${labelled.length} with the label`,
  );
  console.log(`  all, the missing by themselves ${say(bCubed(all))}  (reach ${REACH})\n`);
}

function printMisses(mentions: readonly Clustered[]): void {
  const list = (key: "wanted" | "found", other: "wanted" | "found", what: string): void => {
    const groups = new Map<string, Map<string, string[]>>();
    for (const mention of mentions.filter(({ isFound }) => isFound)) {
      const parts = groups.get(mention[key]) ?? new Map<string, string[]>();
      parts.set(mention[other], [...(parts.get(mention[other]) ?? []), mention.text]);
      groups.set(mention[key], parts);
    }
    for (const [name, parts] of groups) {
      if (parts.size < 2) continue;
      const listed = [...parts].map(([part, texts]) => `${part.split(" ").slice(1).join(" ")}: ${texts}`);
      console.log(`    ${what} ${name.split(" ").slice(1).join(" ")}: ${listed.join(" | ")}`);
    }
  };
  list("wanted", "found", "apart");
  list("found", "wanted", "together");
  const missing = mentions.filter(({ isFound }) => !isFound).map(({ text }) => text);
  if (missing.length > 0) console.log(`    not found: ${missing.join(", ")}`);
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { misses: { type: "boolean", default: false } } });
  evaluateClusters(values.misses);
}
