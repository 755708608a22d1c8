import type { Sentence } from "../../../text/sentence.ts";
import { ofSpelling } from "../../../text/spelling.ts";
import type { Token } from "../../../text/token.ts";
import { predicateForms } from "../../lexicon/english.ts";
import { refersBack } from "./coreference.ts";
import { isSurvivor } from "./survivors.ts";

// Which sentences are read at all, and as what.

const opensHarm = ofSpelling(({ norm }) => predicateForms(norm).length > 0 || isSurvivor(norm));

/** Whether all words of a form of harm stand in a sentence, in their order. */
export function hasHarm(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (!token || !opensHarm(token)) continue;
    if (isSurvivor(token.norm)) return true;
    for (const { words, predicate } of predicateForms(token.norm))
      if (follow(tokens, i + 1, to, predicate.frame === "lives-after" ? LIVES : words.slice(1))) return true;
  }
  return false;
}

/** "took 40": what was taken has to be said. */
const LIVES = ["lives"];

/** Whether these words follow one another from token `at` on, whatever stands between them. */
function follow(tokens: readonly Token[], at: number, to: number, words: readonly string[]): boolean {
  let i = at;
  for (const word of words) {
    if (word === "*" || word === "_") continue;
    while (i < to && tokens[i]?.norm !== word) i++;
    if (i++ >= to) return false;
  }
  return true;
}

const isPronoun = ofSpelling(({ norm }) => refersBack(norm));

/** Whether a sentence has a word that may mean somebody of the sentences before. */
export function hasPronoun(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token && isPronoun(token)) return true;
  }
  return false;
}

/** The longest sentence that is read as one, in tokens: arguments are looked for in all of it. */
const LONGEST = 400;

/** A sentence, or the parts of one that no writer would write, cut at commas: reading stays linear in the text. */
export function windows(tokens: readonly Token[], { from, to }: Sentence): Sentence[] {
  const found: Sentence[] = [];
  let at = from;
  while (to - at > LONGEST) {
    let end = at + LONGEST;
    for (let i = end; i > at + LONGEST / 2; i--) {
      if (/^[,;]$/.test(tokens[i - 1]?.text ?? "")) {
        end = i;
        break;
      }
    }
    found.push({ from: at, to: end });
    at = end;
  }
  found.push({ from: at, to });
  return found;
}

/** Whether a sentence of some length has no small letters. */
export function isShouted(tokens: readonly Token[], from: number, to: number): boolean {
  let words = 0;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.kind !== "word") continue;
    if (token.spelling.small) return false;
    words++;
  }
  return words > 3;
}
