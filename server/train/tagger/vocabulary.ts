import { NAME_LABELS } from "../../src/detect/entities/tagger/labels.ts";
import { type Tagger, tagNames } from "../../src/detect/entities/tagger/tagger.ts";
import { unitsOf } from "../../src/detect/entities/tagger/units.ts";
import {
  readVocabulary,
  type Vocabulary,
  type WordEntry,
} from "../../src/detect/entities/tagger/vocabulary.ts";
import type { Language } from "../../src/text/language.ts";
import { sentences } from "../../src/text/sentence.ts";
import { type Token, tokenize } from "../../src/text/token.ts";
import { writeAutomaton } from "../automaton.ts";
import { clusterWords } from "./clusters.ts";

/** Words seen less often in the raw texts are left out. */
const LEAST: Record<Language, number> = { en: 2, ar: 5 };
const COARSE = 64;
const FINE = 400;
const ROUNDS = 12;

const plain = (kind: Token["kind"], norm: string): string =>
  kind === "number" ? norm.replace(/\d/g, "9") : norm;

/**
 * What the raw texts tell of their words: how often they occur, how often written small, and their clusters.
 * Arabic clitics are taken off with the counts of whole words first, then all is counted again on what is left.
 */
export function learnVocabulary(texts: readonly string[], language: Language): Map<string, WordEntry> {
  const tokens = texts.map(tokenize);
  let first = countsOf(tokens);
  if (language === "ar") {
    const whole = compile(entriesOf(first, LEAST[language], new Map())).vocabulary;
    first = countsOf(tokens.map((all) => unitsOf(all, 0, all.length, whole).list));
    // A word's weight stays that of the whole word, with which the parts are compared.
    for (const [word, seen] of countsOf(tokens)) {
      const part = first.get(word);
      if (part) part.whole = seen.count;
      else if (seen.count >= LEAST[language])
        first.set(word, { count: 0, small: 0, inside: 0, whole: seen.count });
    }
    const cut = compile(entriesOf(first, LEAST[language], new Map())).vocabulary;
    const units = tokens.map((all) => unitsOf(all, 0, all.length, cut).list);
    return entriesOf(first, LEAST[language], clustersOf(units, first));
  }
  return entriesOf(first, LEAST[language], clustersOf(tokens, first));
}

interface Seen {
  count: number;
  /** Written small inside a sentence, of `inside`. */
  small: number;
  inside: number;
  whole: number;
}

function countsOf(texts: readonly (readonly Token[])[]): Map<string, Seen> {
  const counts = new Map<string, Seen>();
  for (const units of texts) {
    for (const [i, unit] of units.entries()) {
      const word = plain(unit.kind, unit.norm);
      const seen = counts.get(word) ?? { count: 0, small: 0, inside: 0, whole: 0 };
      counts.set(word, seen);
      seen.count++;
      seen.whole++;
      if (i === 0 || unit.kind !== "word") continue;
      seen.inside++;
      if (/^\p{Ll}/u.test(unit.text)) seen.small++;
    }
  }
  return counts;
}

function clustersOf(
  texts: readonly (readonly Token[])[],
  counts: ReadonlyMap<string, Seen>,
): Map<string, [number, number]> {
  const numbers = new Map<string, number>([["<other>", 0]]);
  for (const [word, { count }] of counts) if (count >= 3) numbers.set(word, numbers.size);
  const sentences = texts.map((units) =>
    Int32Array.from(units.map(({ kind, norm }) => numbers.get(plain(kind, norm)) ?? 0)),
  );
  const coarse = clusterWords(sentences, numbers.size, COARSE, ROUNDS);
  const fine = clusterWords(sentences, numbers.size, FINE, ROUNDS);
  return new Map([...numbers].map(([word, n]) => [word, [coarse[n] ?? 0, fine[n] ?? 0]]));
}

function entriesOf(
  counts: ReadonlyMap<string, Seen>,
  least: number,
  clusters: ReadonlyMap<string, readonly [number, number]>,
): Map<string, WordEntry> {
  const entries = new Map<string, WordEntry>();
  for (const [word, { count, small, inside, whole }] of counts) {
    if (Math.max(count, whole) < least || word.length > 30 || !/^[\p{L}\p{M}'.9]+$/u.test(word)) continue;
    const [coarse, fine] = clusters.get(word) ?? [-1, -1];
    entries.set(word, {
      coarse,
      fine,
      weight: Math.round(Math.log2(Math.max(1, whole))),
      kind: 0,
      small: inside === 0 ? 0 : small === inside ? 4 : Math.floor((small / inside) * 4),
    });
  }
  return entries;
}

/** How often a word has to be a name for each step of `WordEntry.kind`. */
const STEPS = [0.25, 0.6, 0.85];

/** The entries with what a tagger takes their words for in texts. */
export function withKinds(
  entries: ReadonlyMap<string, WordEntry>,
  texts: readonly string[],
  tagger: Tagger,
): Map<string, WordEntry> {
  const seen = new Map<string, { count: number; labels: Float64Array }>();
  for (const text of texts) {
    const tokens = tokenize(text);
    for (const { from, to } of sentences(tokens)) {
      const units = unitsOf(tokens, from, to, tagger.model.vocabulary).list;
      const names = tagNames(tagger, tokens, from, to).filter(({ doubtful }) => !doubtful);
      let next = 0;
      for (const unit of units) {
        const word = plain(unit.kind, unit.norm);
        const one = seen.get(word) ?? { count: 0, labels: new Float64Array(NAME_LABELS.length) };
        seen.set(word, one);
        one.count++;
        while ((names[next]?.end ?? Infinity) <= unit.start) next++;
        const name = names[next];
        if (!name || name.start > unit.start) continue;
        const label = NAME_LABELS.indexOf(name.label);
        one.labels[label] = (one.labels[label] ?? 0) + name.confidence;
      }
    }
  }
  const kinds = new Map<string, WordEntry>();
  for (const [word, entry] of entries) {
    const one = seen.get(word);
    let kind = 0;
    if (one && one.count >= 3) {
      const most = Math.max(...one.labels);
      const step = STEPS.filter((least) => most / one.count >= least).length;
      if (step > 0) kind = 1 + one.labels.indexOf(most) * STEPS.length + step - 1;
    }
    kinds.set(word, { ...entry, kind });
  }
  return kinds;
}

export function compile(entries: ReadonlyMap<string, WordEntry>): {
  bytes: Uint8Array;
  vocabulary: Vocabulary;
} {
  const table: WordEntry[] = [];
  const numbers = new Map<string, number>();
  const numbered = new Map<string, number>();
  const letters = new Map<string, number>();
  for (const word of entries.keys())
    for (const unit of word.split("")) letters.set(unit, (letters.get(unit) ?? 0) + 1);
  for (const [word, entry] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (word.split("").some((unit) => (letters.get(unit) ?? 0) < 3)) continue;
    const own = JSON.stringify(entry);
    const number = numbers.get(own) ?? table.push(entry) - 1;
    numbers.set(own, number);
    numbered.set(word, number);
  }
  const bytes = vocabularyFile(numbered, table);
  return { bytes, vocabulary: readVocabulary(bytes) };
}

/** The bytes that `readVocabulary` reads: words, and the rows of `table` that their numbers stand for. */
export function vocabularyFile(words: ReadonlyMap<string, number>, table: readonly WordEntry[]): Uint8Array {
  const rows = table.flatMap(({ coarse, fine, weight, small, kind }) => [coarse, fine, weight, small, kind]);
  return writeAutomaton(words, new Uint8Array(Int16Array.from(rows).buffer));
}
