import { numeralAt } from "../../../text/numeral.ts";
import { CLASS, personNoun } from "../../lexicon/english.ts";
import { type Clause, isCapitalised, isOf, normAt, textAt } from "./clause.ts";

// Numbers that count nobody: parts of names and codes, ages, ranks, ordinals, clock times.

const NAMES_A_NUMBER =
  /^(no\.|number|section|article|chapter|page|phase|unit|battalion|division|resolution|flight|route|highway|room|act|level|point|camp|sector|district|zone|type|mark|group)$/;

/** Whether the digits or number words from `at` up to `to` count nothing. */
export function isNoCount(clause: Clause, at: number, to: number): boolean {
  const { tokens } = clause;
  const token = tokens[at];
  const previous = tokens[at - 1];
  if (!token) return true;
  if (token.kind === "number" && token.joined && previous && !/^[("“‘\-–—,:~[/]$/.test(previous.norm))
    return true;
  if (token.joined && previous?.norm === "-" && previous.joined && tokens[at - 2]?.kind === "word")
    return true;
  // "the 1995 massacre": a year
  if (
    token.kind === "number" &&
    /^(19|20)\d\d$/.test(token.text) &&
    !personNoun(normAt(clause, to)) &&
    !isOf(clause, at - 1, CLASS.prep | CLASS.be) &&
    at + 1 < clause.to &&
    clause.tokens[to]?.kind === "word" &&
    !isOf(clause, to, 0xfff)
  )
    return true;
  if (NAMES_A_NUMBER.test(normAt(clause, at - 1)) && token.kind === "number") return true;
  if (rankEnd(clause, at - 1) === to) return true;
  if (/^(grade|class|room|flight|highway)$/.test(normAt(clause, at - 1))) return true;
  if (ageEnd(clause, at) > at) return true;
  if (/^(aged|age)$/.test(normAt(clause, at - 1))) return true;
  // ordinals ("5th") are read as names of units or as running counts, never as numbers
  const next = tokens[to];
  if (token.kind === "number" && next?.joined && /^(st|nd|rd|th|am|pm|mm|km|kg|m|g|h)$/.test(next.norm))
    return true;
  if (/^(am|pm|a\.m\.|p\.m\.|percent|per|mm|km|kg|degrees?|o'clock|gmt)$/.test(normAt(clause, to)))
    return true;
  return isAgeAside(clause, at, to);
}

/** `Ahmed, 25, was …`: a number between commas behind a person is an age. */
function isAgeAside(clause: Clause, at: number, to: number): boolean {
  const before = textAt(clause, at - 1);
  const after = to >= clause.to ? "." : textAt(clause, to);
  if ((before !== "," && before !== "(") || !/^[,).;]$/.test(after)) return false;
  if (before === "(") return after === ")";
  const named = normAt(clause, at - 2);
  const numeral = clause.tokens[at];
  // Behind another number it is a list: "12, 15, and 18".
  return /\p{L}/u.test(named) && numeral?.kind === "number" && numeral.text.length <= 3;
}

/** "the group's number two", "its No. 2 leader": past the rank that begins at `at`; `at` where there is none. */
export function rankEnd(clause: Clause, at: number): number {
  const word = normAt(clause, at);
  if (!/^(number|no\.?)$/.test(word)) return at;
  const from = textAt(clause, at + 1) === "." ? at + 2 : at + 1;
  // "no one"
  if (word !== "number" && clause.tokens[from]?.kind !== "number") return at;
  const before = normAt(clause, at - 1);
  const stands =
    isOf(clause, at - 1, CLASS.det) ||
    /^('s|'|world|party|group)$/.test(before) ||
    isCapitalised(textAt(clause, at));
  const numeral = stands ? numeralAt(clause.tokens, from, "en") : null;
  return numeral && numeral.value >= 1 && numeral.value <= LOWEST_RANK ? numeral.to : at;
}

/** The lowest rank that anybody is called by. */
const LOWEST_RANK = 9;

/** `25-year-old`, `25 years old`, `25-strong`: past the age or measure that begins at `at`; `at` where there is none. */
export function ageEnd(clause: Clause, at: number): number {
  const numeral = numeralAt(clause.tokens, at, "en");
  if (!numeral) return at;
  let i = numeral.to;
  if (textAt(clause, i) === "-") i++;
  const unit = normAt(clause, i);
  if (/^(year|month|day|week)s?$/.test(unit)) {
    let j = i + 1;
    if (textAt(clause, j) === "-") j++;
    if (normAt(clause, j) === "old") return j + 1;
    if (textAt(clause, numeral.to) === "-") return i + 1;
  }
  if (
    textAt(clause, numeral.to) === "-" &&
    /^(hour|minute|man|member|strong|story|storey|seat|mile|foot)s?$/.test(unit)
  )
    return i + 1;
  return at;
}

/** A running count ("the 19th fatality", "the third"): its value and the token behind it, or null. */
export function ordinalAt(clause: Clause, at: number): { value: number; to: number } | null {
  const token = clause.tokens[at];
  if (!token || at >= clause.to) return null;
  const suffix = /^(\d+)$/.exec(token.norm);
  const next = clause.tokens[at + 1];
  if (suffix && next?.joined && /^(st|nd|rd|th)$/.test(next.norm))
    return { value: Number(suffix[1]), to: at + 2 };
  const word = ORDINALS.indexOf(token.norm);
  return word > 0 ? { value: word, to: at + 1 } : null;
}

const ORDINALS = [
  "",
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
];
