import { skipped } from "../detect/entities/gazetteer.ts";
import { foldName } from "../detect/gazetteer/fold.ts";
import { readings, unfoldedLength } from "../text/arabic.ts";
import { paragraphs } from "../text/document.ts";
import { isArabic } from "../text/language.ts";
import type { Span } from "../text/span.ts";
import { type Token, tokenize } from "../text/token.ts";

// Where the words of a mention stand again: whole words, with what is written onto them left outside (Arabic clitics,
// the English possessive) and hyphenated words seen as several (`US` in `US-backed`).

/** What counts as the same words. */
export interface Likeness {
  /**
   * As names are written: what has a capital must have one (`Aden` is `ADEN` too, for datelines are so, but not `aden`),
   * and short acronyms have the very letters: `US` is not `us`. Arabic has no case.
   */
  readonly matchCase: boolean;
  /** `Zinjibār` is not `Zinjibar`, `إدلب` not `ادلب`, `al-Shabaab` not `al Shabaab`. */
  readonly matchMarks: boolean;
}

/** A place where the words stand; UTF-16 code units. */
export interface Occurrence extends Span {
  /** Where the first word begins, with the letters written onto its front. */
  readonly wordStart: number;
}

/** Words as they are looked for. */
export interface Pattern {
  readonly likeness: Likeness;
  /** The ways in which the first word may be compared: `للجيش` was annotated whole, and `الجيش` is the same name. */
  readonly first: ReadonlySet<string>;
  readonly rest: readonly string[];
  /** For each word, how it must be written; null for any way. */
  readonly casing: readonly (RegExp | null)[];
  /** A stretch of letters that no text without the words has, when folded; empty where none can be told. */
  readonly needle: string;
}

/** The words of a mention as they are looked for; null where there are none. */
export function patternOf(quote: string, likeness: Likeness): Pattern | null {
  const tokens = tokenize(quote).filter((token, n, all) => !isPassedOver(token, all[n + 1], likeness));
  const [first, ...rest] = tokens;
  if (!first || !tokens.some(({ kind }) => kind !== "mark")) return null;
  const own = keyOf(first, likeness);
  const words = tokens.filter(({ kind }) => kind === "word").map(({ norm }) => needleOf(norm));
  return {
    likeness,
    first: new Set([own, ...(/^لل../.test(own) ? [`ا${own}`, `ا${own.slice(1)}`] : [])]),
    rest: rest.map((token) => keyOf(token, likeness)),
    casing: tokens.map(({ text }) => {
      if (!likeness.matchCase || !/^\p{Lu}/u.test(text)) return null;
      return tokens.length === 1 && /^\p{Lu}{1,3}$/u.test(text) ? new RegExp(`^${text}$`, "u") : /^\p{Lu}/u;
    }),
    needle: words.reduce((longest, word) => (word.length > longest.length ? word : longest), ""),
  };
}

/** The places of a pattern in a text, in order, without overlaps; none reaches over the end of a paragraph. */
export function occurrencesOf(text: string, pattern: Pattern): Occurrence[] {
  const found: Occurrence[] = [];
  for (const { start, end } of paragraphs(text)) {
    const own = text.slice(start, end);
    if (!mayHave(own, pattern)) continue;
    const tokens = tokenize(own);
    for (let at = 0; at < tokens.length; ) {
      const match = matchAt(tokens, at, pattern);
      if (!match) at++;
      else {
        const { skip, to } = match;
        const wordStart = start + (tokens[at]?.start ?? 0);
        found.push({ wordStart, start: wordStart + skip, end: start + (tokens[to - 1]?.end ?? 0) });
        at = to;
      }
    }
  }
  return found;
}

/** Whether a text may have the words at all: a glance, so that most articles need not be cut into tokens. */
export const mayHave = (text: string, pattern: Pattern): boolean => thoseIn(text, [pattern]).length > 0;

/** The patterns that a text may have, at the same glance. */
export function thoseIn(text: string, patterns: readonly Pattern[]): readonly Pattern[] {
  const own = foldedText(text);
  return patterns.filter(({ needle }) => needle === "" || own.includes(needle));
}

/** The token behind the words that begin at token `at`, and how many code units of the first one stay outside. */
function matchAt(
  tokens: readonly Token[],
  at: number,
  { first, rest, casing, likeness }: Pattern,
): { skip: number; to: number } | null {
  const token = tokens[at];
  const skip = token && beginsWith(token, first, likeness);
  if (skip === undefined || skip === null || casing[0]?.test(token?.text ?? "") === false) return null;
  let to = at + 1;
  for (const [n, word] of rest.entries()) {
    while (isPassedOver(tokens[to], tokens[to + 1], likeness)) to++;
    const next = tokens[to];
    if (!next || keyOf(next, likeness) !== word) return null;
    if (casing[n + 1]?.test(next.text) === false) return null;
    to++;
  }
  return { skip, to };
}

/** How many code units of a token stand before one of the words; null where it is none of them. */
function beginsWith(token: Token, words: ReadonlySet<string>, likeness: Likeness): number | null {
  if (words.has(keyOf(token, likeness))) return 0;
  if (token.kind !== "word" || !isArabic(token.text.charCodeAt(0))) return null;
  for (const reading of readings(token.norm)) {
    if (reading.at === 0) continue;
    const isRestored = reading.stem !== token.norm.slice(reading.at);
    const stem = likeness.matchMarks
      ? (isRestored ? "ا" : "") + exactArabic(token.text.slice(unfoldedLength(token.text, reading.at)))
      : reading.stem;
    if (words.has(stem)) return skipped(token, reading);
  }
  return null;
}

/** A hyphen inside a word, which is as good as a space. */
const isPassedOver = (token: Token | undefined, next: Token | undefined, { matchMarks }: Likeness): boolean =>
  !matchMarks && token?.norm === "-" && token.joined && next?.joined === true;

/** What a token is compared by. */
function keyOf({ text, norm, kind }: Token, { matchMarks }: Likeness): string {
  if (kind !== "word") return norm;
  if (isArabic(text.charCodeAt(0))) return matchMarks ? exactArabic(text) : norm;
  return matchMarks ? norm : foldName(norm);
}

/** Tatweel and joiners are no letters, however exact the comparison is. */
const exactArabic = (word: string): string => word.replace(/[\u0640\u200b-\u200f]/g, "").normalize("NFC");

/** A word as `foldedText` has it, without the article, which loses its alef behind a preposition. */
const needleOf = (norm: string): string => foldedText(norm).replace(/^ا?ل(?=..)/, "");

/** A text as coarsely folded as any comparison folds its words. It has no offsets. */
function foldedText(text: string): string {
  const lower = text.toLowerCase();
  if (!/[^\x20-\x26\x28-\x5f\x61-\x7e\s]/.test(lower)) return lower;
  return lower
    .replace(/\u0640[. ]|\.(?=\u0640)/g, "")
    .normalize("NFD")
    .replace(/[\p{M}'’ʻʼʿʾ‘`\u0640\u200b-\u200f]/gu, "")
    .replace(/[ٱىیةکıłøđ]/g, (letter) => FOLDS[letter] ?? letter);
}

const FOLDS: Readonly<Record<string, string>> = {
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ة: "ه",
  ک: "ك",
  ı: "i",
  ł: "l",
  ø: "o",
  đ: "d",
};
