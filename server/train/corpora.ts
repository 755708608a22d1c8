import { readdirSync } from "node:fs";
import path from "node:path";
import type { Span } from "../src/text/span.ts";
import { readMarked } from "./marked.ts";
import { readShared } from "./shared.ts";

/** A named thing of a corpus. Offsets are UTF-16 code units of the sentence. */
export interface Name extends Span {
  readonly label: "PERSON" | "ORG" | "LOC" | "NORP" | "MISC";
}

export interface Sentence {
  readonly text: string;
  readonly names: readonly Name[];
}

/** The sentences of one article; of a corpus without articles, one sentence each. */
export type Article = readonly Sentence[];

const LABELS: Record<string, Name["label"]> = {
  PER: "PERSON",
  PERSON: "PERSON",
  ORG: "ORG",
  LOC: "LOC",
  NORP: "NORP",
  MISC: "MISC",
};

interface Row {
  readonly word: string;
  readonly tag: string;
}

/** Reads two columns, token TAB IOB2 tag. An article begins at `-DOCSTART-` or at a line that is only an address. */
export function readConll(source: string): Article[] {
  const articles: Sentence[][] = [[]];
  let rows: Row[] = [];
  let marked = false;
  const flush = (): void => {
    if (rows.length === 0) return;
    const isStart = rows[0]?.word === "-DOCSTART-";
    const isAddress = rows.length === 1 && /^https?:/.test(rows[0]?.word ?? "");
    if (isStart || isAddress) {
      marked = true;
      articles.push([]);
    } else {
      articles.at(-1)?.push(sentenceOf(rows));
    }
    rows = [];
  };
  for (const line of source.split("\n")) {
    const [word = "", tag = ""] = line.trimEnd().split("\t");
    if (word === "") flush();
    else rows.push({ word, tag });
  }
  flush();
  const found = articles.filter((sentences) => sentences.length > 0);
  return marked ? found : found.flatMap((sentences) => sentences.map((sentence) => [sentence]));
}

/** The sentence as it was written before it was cut into tokens, as well as that can be told. */
function sentenceOf(rows: readonly Row[]): Sentence {
  const names: Name[] = [];
  let text = "";
  let open: { label: Name["label"]; start: number } | null = null;
  let quotes = 0;
  const close = (): void => {
    if (open) names.push({ ...open, end: text.length });
    open = null;
  };
  for (const [i, { word, tag }] of rows.entries()) {
    const label = LABELS[tag.slice(2)];
    const goesOn: boolean =
      tag.startsWith("I-") && open !== null && label === (open as { label: string }).label;
    if (!goesOn) close();
    if (word === '"') quotes++;
    if (text !== "" && !isJoined(text, rows, i, quotes)) text += " ";
    if (!goesOn && label) open = { label, start: text.length };
    text += word;
  }
  close();
  return { text, names };
}

function isJoined(text: string, rows: readonly Row[], i: number, quotes: number): boolean {
  const word = rows[i]?.word ?? "";
  const before = rows[i - 1]?.word ?? "";
  if (/^([.,;:?!)\]%»”،؛؟…]|'s|’s|n't|n’t|'(re|ve|ll|d|m))$/.test(word)) return true;
  if (/^[([«“$£€]$/.test(before)) return true;
  if (word === '"') return quotes % 2 === 0;
  if (before === '"') return quotes % 2 === 1;
  if (/^[-/]$/.test(word)) return isHyphen(before, rows[i + 1]?.word ?? "");
  if (/^[-/]$/.test(before)) return isHyphen(rows[i - 2]?.word ?? "", word);
  return text === "";
}

/** Whether a mark between two words was a hyphen (`two - year`, `Al - Qaeda`) and no dash. */
const isHyphen = (before: string, after: string): boolean =>
  (/^\p{Ll}/u.test(before) && /^\p{Ll}/u.test(after)) ||
  (/^\d+$/.test(before) && /^[\p{Ll}\d]+$/u.test(after)) ||
  (/^(al|el|ul|ad|as|ash|an|ar|az|pre|post|anti|pro|non|ex|mid|co)$/i.test(before) &&
    /^\p{L}/u.test(after)) ||
  (/^\p{Lu}\p{L}*$/u.test(before) && /^(based|led|backed|linked|born|held|run|owned|wide|era)$/.test(after));

/** The articles of one of the corpora that stand beside the project. */
export const sharedCorpus = (...parts: string[]): Article[] => readConll(readShared("corpora", ...parts));

const markedSentences = (source: string): Sentence[] =>
  source
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(readMarked)
    .map(({ text, entities }) => ({
      text,
      names: entities.flatMap(({ start, end, label }) => {
        const known = LABELS[label];
        return known ? [{ start, end, label: known }] : [];
      }),
    }));

/** The marked sentences of wars; `held` gives the fifth that no model may see, otherwise the other four. */
export function conflictCorpus(language: "en" | "ar", held: boolean): Article[] {
  const all = markedSentences(readShared("corpora/conflict", `${language}.marked.tsv`));
  return all.filter((_, n) => isHeldOut(n) === held).map((sentence) => [sentence]);
}

/** Every fifth is held out: the first, the sixth … */
export const isHeldOut = (n: number): boolean => n % 5 === 0;

/**
 * The last fifth of ANERcorp, in one piece, since its sentences stand in the order of their articles; or the rest.
 * Where an article ends is not marked: so many sentences stand for one.
 */
export function anercorp(held: boolean): Article[] {
  const all = sharedCorpus("train/anercorp.train.conll").flat();
  const cut = Math.floor(all.length * 0.8);
  const own = held ? all.slice(cut) : all.slice(0, cut);
  return Array.from({ length: Math.ceil(own.length / TOGETHER) }, (_, n) =>
    own.slice(n * TOGETHER, (n + 1) * TOGETHER),
  );
}

const TOGETHER = 20;

const own = path.resolve(import.meta.dirname, "corpus");

/** The files of the project's own corpus of one language. */
export const ownCorpusFiles = (language: "en" | "ar"): string[] =>
  readdirSync(own)
    .filter((name) => name.startsWith(`${language}.`) && name.endsWith(".marked.tsv"))
    .sort()
    .map((name) => path.join(own, name));

export { markedSentences };
