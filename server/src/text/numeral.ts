import { foldArabic } from "./arabic.ts";
import type { Language } from "./language.ts";
import numeralTable from "./numerals.tsv";
import { ofSpelling } from "./spelling.ts";
import { rows } from "./table.ts";
import type { Token } from "./token.ts";

/** A number written in digits, words or both: tokens `from` up to `to`, without `to`. */
export interface Numeral {
  readonly from: number;
  readonly to: number;
  /** A whole number, not below zero. */
  readonly value: number;
  /** Letters of a clitic before an Arabic number word (`وعشرين`, `بخمسة`), in UTF-16 code units of its token. */
  readonly clitic: number;
}

type Role = "unit" | "ten" | "hundred" | "scale" | "teen" | "dozen";

interface Word {
  readonly role: Role;
  readonly value: number;
}

const words: Record<Language, Map<string, Word>> = { ar: new Map(), en: new Map() };
for (const [language, word = "", role, value] of rows(numeralTable)) {
  const key = language === "ar" ? foldArabic(word) : word;
  words[language as Language].set(key, { role: role as Role, value: Number(value) });
}

/** Whether a word, as compared, is one of numbers ("twenty", `ألف`). */
export const isNumberWord = (norm: string, language: Language): boolean => words[language].has(norm);

/** Letters written right after digits that multiply them: `3k`, `1.2m`. */
const SUFFIXES = new Map([
  ["k", 1e3],
  ["m", 1e6],
  ["mn", 1e6],
  ["bn", 1e9],
  ["tn", 1e12],
]);

/**
 * The number that begins at token `at`, or null. Reads digits with separators of any kind (`12,500`, `1,80,000`,
 * `١٢٬٥٠٠`), words ("one hundred and twenty-three", `خمسة وعشرين`), and both mixed ("1.2 million", `12 ألفا`).
 * Ordinals, percentages and fractions are no numbers of people.
 */
export function numeralAt(tokens: readonly Token[], at: number, language: Language): Numeral | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.kind === "number") return digitsAt(tokens, at, token, language);
  if (token.kind !== "word") return null;
  if (language === "ar") return arabicAt(tokens, at);
  return opensEnglish(token) ? englishAt(tokens, at) : null;
}

/** Whether a number in English words may begin with a word. */
const opensEnglish = ofSpelling(({ norm }) => norm === "a" || norm === "half" || words.en.has(norm));

/** Whether a number may begin at a token, told from it alone. */
export const mayBeNumber = (token: Token, language: Language): boolean =>
  token.kind === "number" ||
  (token.kind === "word" && (language === "en" ? opensEnglish(token) : opensArabic(token)));

/** The value of digits as written, or NaN: thousands separators dropped, a decimal part kept. */
export function digitsValue(norm: string): number {
  const plain = norm.replace(/[,٬،\u00a0\u202f\u2009’']/g, "").replace("٫", ".");
  // A point before exactly three digits groups thousands in much of the world: 12.500.
  if (/^\d{1,3}(\.\d{3})+$/.test(plain) && !plain.startsWith("0")) return Number(plain.replaceAll(".", ""));
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

function digitsAt(tokens: readonly Token[], at: number, token: Token, language: Language): Numeral | null {
  let value = digitsValue(token.norm);
  if (Number.isNaN(value)) return null;
  let to = at + 1;
  // "10 000": a space between groups of three
  if (/^[1-9]\d{0,2}$/.test(token.norm)) {
    for (
      let next = tokens[to];
      next && /^\d{3}$/.test(next.norm) && isOneSpace(tokens, to);
      next = tokens[++to]
    )
      value = value * 1000 + Number(next.norm);
  }
  const suffix = tokens[to];
  if (suffix?.joined && suffix.kind === "word") {
    const factor = SUFFIXES.get(suffix.norm);
    if (factor === undefined && language === "en") return null;
    if (factor !== undefined) {
      value *= factor;
      to++;
    }
  } else {
    const decimal = /[.٫]\d+$/.test(token.norm) && !Number.isInteger(value);
    const scaled = scales(tokens, to, decimal ? Number(token.norm.replace("٫", ".")) : value, language);
    ({ value, to } = scaled);
    if (language === "ar") ({ value, to } = arabicRest(tokens, to, value));
  }
  if (tokens[to]?.text === "%" || tokens[to]?.text === "٪") return null;
  value = Math.round(value * 1000) / 1000;
  if (!Number.isSafeInteger(value)) return null;
  return { from: at, to, value, clitic: 0 };
}

/** Whether one character, no line end of its own width, stands between the token at `at` and the one before. */
const isOneSpace = (tokens: readonly Token[], at: number): boolean =>
  (tokens[at]?.start ?? 0) - (tokens[at - 1]?.end ?? 0) === 1;

/** Multiplies by the scale words that follow: "1.2 million", "3 hundred thousand", `12 ألفا`. */
function scales(
  tokens: readonly Token[],
  at: number,
  start: number,
  language: Language,
): { value: number; to: number } {
  let value = start;
  let to = at;
  for (let next = tokens[to]; next; next = tokens[to]) {
    const word = words[language].get(next.norm);
    if (!word || (word.role !== "scale" && word.role !== "dozen")) break;
    if (language === "ar" && word.value === 2000) break;
    value *= word.value;
    to++;
  }
  return { value, to };
}

/** `12 ألفا و500`: what `و` adds in digits behind a scale word. */
function arabicRest(tokens: readonly Token[], at: number, start: number): { value: number; to: number } {
  const and = tokens[at];
  const rest = tokens[at + 1];
  if (and?.norm !== "و" || rest?.kind !== "number" || start < 1000 || start % 1000 !== 0)
    return { value: start, to: at };
  const added = digitsValue(rest.norm);
  return added < 1000 ? { value: start + added, to: at + 2 } : { value: start, to: at };
}

function englishAt(tokens: readonly Token[], at: number): Numeral | null {
  const first = tokens[at];
  if (!first) return null;
  const half = halfAt(tokens, at);
  if (half) return half;
  let i = at;
  let total = 0;
  let current = 0;
  let seen = false;
  // "a dozen", "a hundred and two"; the article alone is no number.
  const article = first.norm === "a";
  if (article) {
    const next = tokens[at + 1];
    const word = next && words.en.get(next.norm);
    if (!word || (word.role !== "scale" && word.role !== "dozen")) return null;
    current = 1;
    i++;
  }
  let to = i;
  let last: Role | null = article ? "unit" : null;
  for (let token = tokens[i]; token; token = tokens[i]) {
    if (seen && token.norm === "-" && token.joined && tokens[i + 1]?.joined) {
      // twenty-three, but not "two-day" or "20-30".
      const next = words.en.get(tokens[i + 1]?.norm ?? "");
      if (!next || last !== "ten" || next.role !== "unit" || next.value > 9) break;
      i++;
      continue;
    }
    if (seen && token.norm === "and" && (last === "scale" || last === "dozen")) {
      const next = words.en.get(tokens[i + 1]?.norm ?? "");
      if (last === "dozen" || !next || (next.role !== "unit" && next.role !== "ten") || total + current < 100)
        break;
      i++;
      continue;
    }
    const word = words.en.get(token.norm);
    if (!word) break;
    if (word.role === "unit") {
      if (last === "unit" || (last === "ten" && word.value > 9)) break;
      current += word.value;
    } else if (word.role === "ten") {
      if (last === "unit" || last === "ten") break;
      current += word.value;
    } else if (!seen && !article) {
      break;
    } else if (word.role === "dozen") {
      current *= 12;
    } else if (word.value === 100) {
      current *= 100;
    } else {
      total += current * word.value;
      current = 0;
    }
    seen = true;
    last = word.role;
    i++;
    to = i;
  }
  if (!seen || to === at) return null;
  return { from: at, to, value: total + current, clitic: 0 };
}

/** "half a million", "half a dozen". */
function halfAt(tokens: readonly Token[], at: number): Numeral | null {
  if (tokens[at]?.norm !== "half" || tokens[at + 1]?.norm !== "a") return null;
  const scale = words.en.get(tokens[at + 2]?.norm ?? "");
  if (!scale || (scale.role !== "scale" && scale.role !== "dozen")) return null;
  return { from: at, to: at + 3, value: scale.value / 2, clitic: 0 };
}

/** Looks an Arabic number word up, with or without one letter written onto it. */
function arabicWord(norm: string): { word: Word; letters: string } | null {
  const plain = words.ar.get(norm);
  if (plain) return { word: plain, letters: "" };
  const letter = norm[0] ?? "";
  if (!"وفبل".includes(letter)) return null;
  const word = words.ar.get(norm.slice(1));
  return word ? { word, letters: letter } : null;
}

const opensArabic = ofSpelling(({ norm }) => arabicWord(norm) !== null);

function arabicAt(tokens: readonly Token[], at: number): Numeral | null {
  const first = arabicWord(tokens[at]?.norm ?? "");
  if (!first) return null;
  let i = at;
  let total = 0;
  let current = 0;
  let last: Role | null = null;
  for (let token = tokens[i]; token; token = tokens[i]) {
    const found = arabicWord(token.norm);
    if (!found) break;
    const { word, letters } = found;
    const and = letters === "و";
    if (last !== null && letters !== "" && !and) break;
    if (last === null) {
      // `ألف` and `مئة` count alone; `آلاف` and `ملايين` are vague without a number before them.
      if (word.role === "scale" && /^(الاف|ملايين|مليارات)$/.test(token.norm.slice(letters.length)))
        return null;
    }
    if (word.role === "teen") {
      if (last === "unit" && !and) current += 10;
      else if (last === null) current = 10;
      else if (and && last !== "unit" && last !== "ten") current += 10;
      else break;
    } else if (word.role === "unit") {
      if (last !== null && (!and || last === "unit" || last === "ten" || last === "teen")) break;
      current += word.value;
    } else if (word.role === "ten") {
      if (last !== null && (!and || last === "ten" || last === "teen")) break;
      current += word.value;
    } else if (word.role === "hundred") {
      if (last === "unit" && !and && word.value === 100 && current % 100 < 10) current *= 100;
      else if (last === null || (and && last === "scale")) current += word.value;
      else break;
    } else if (word.role === "scale") {
      if (last !== null && and) {
        if (last !== "scale" || word.value >= 1e6) break;
        total += word.value;
      } else {
        total += (current === 0 ? 1 : current) * word.value;
        current = 0;
      }
    }
    last = word.role;
    i++;
  }
  if (i === at) return null;
  // A number of more than one word is only as long as its parts go together; a lone `أحد` or `إحدى` is a pronoun.
  const lone = tokens[at]?.norm.slice(first.letters.length);
  if (i === at + 1 && (lone === "احد" || lone === "احدي")) return null;
  return { from: at, to: i, value: total + current, clitic: first.letters.length };
}
