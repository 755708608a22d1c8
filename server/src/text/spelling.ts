import { foldArabic } from "./arabic.ts";
import { isArabic } from "./language.ts";

/** `word` holds a letter, `number` begins with a digit, `mark` is one character of punctuation or a symbol. */
export type TokenKind = "word" | "number" | "mark";

/**
 * A token's letters wherever they stand. Tokens that are written alike share one, so that what its letters alone tell is
 * found out once and not for every token of every text.
 */
export interface Spelling {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** As compared: lower case, one apostrophe, one hyphen, NFC; Arabic folded; digits of any script as ASCII. */
  readonly norm: string;
  /** Whether it begins with a capital. */
  readonly capital: boolean;
  /** Whether a small letter is in it. */
  readonly small: boolean;
  /** Whether its first letter is of the Arabic script. */
  readonly arabic: boolean;
  /** Bit n: whether question n of `ofSpelling` has been asked, and whether the answer is yes. */
  asked: number;
  held: number;
  /** What `perSpelling` found. */
  readonly values: unknown[];
}

/** As many as a long article has, and those of the articles around it. */
const MOST = 20_000;
const known = new Map<string, Spelling>();

/** The spelling of a token's letters; the same one each time, but for what was not seen for long. */
export function spellingOf(text: string, kind: TokenKind): Spelling {
  const have = known.get(text);
  if (have !== undefined && have.kind === kind) return have;
  const made = newSpelling(text, normalize(text, kind), kind);
  if (known.size >= MOST) known.clear();
  known.set(text, made);
  return made;
}

/** A spelling that no text has: what is left of a word without its clitic, two tokens taken for one. */
export const newSpelling = (text: string, norm: string, kind: TokenKind): Spelling => ({
  kind,
  text,
  norm,
  capital: /^\p{Lu}/u.test(text),
  small: /\p{Ll}/u.test(text),
  arabic: isArabic(text.charCodeAt(0)),
  asked: 0,
  held: 0,
  values: [],
});

/** Whatever has a spelling: a token, or the tagger's part of one. */
export interface Spelt {
  readonly spelling: Spelling;
}

let questions = 0;

/** A question that a token's letters answer by themselves. For detectors to pass over most tokens at once. */
export function ofSpelling(holds: (spelling: Spelling) => boolean): (token: Spelt) => boolean {
  if (questions === 31) throw new Error("There are more questions than bits for their answers.");
  const bit = 1 << questions++;
  return ({ spelling }) => {
    if ((spelling.asked & bit) === 0) {
      spelling.asked |= bit;
      if (holds(spelling)) spelling.held |= bit;
    }
    return (spelling.held & bit) !== 0;
  };
}

let kinds = 0;

/** Something that a token's letters tell by themselves, found out when it is first wanted. */
export function perSpelling<Value>(find: (spelling: Spelling) => Value): (token: Spelt) => Value {
  const place = kinds++;
  return ({ spelling }) => {
    const have = spelling.values[place];
    if (have !== undefined) return have as Value;
    while (spelling.values.length < place) spelling.values.push(undefined);
    const found = find(spelling);
    spelling.values[place] = found;
    return found;
  };
}

/** The value of a decimal digit, ASCII, Arabic-Indic or Eastern Arabic-Indic; -1 for anything else. */
export function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x0660 && code <= 0x0669) return code - 0x0660;
  if (code >= 0x06f0 && code <= 0x06f9) return code - 0x06f0;
  return -1;
}

/** Hyphens that the web writes for the ASCII one: U+2010, and U+2011, at which no line breaks. */
const HYPHENS = "\u2010\u2011";

/** Marks, tatweel, joiners and variation selectors: on a digit they say nothing. */
const MARK = /\p{M}|[\u0640\u200c]|\u200d/u;

function normalize(own: string, kind: TokenKind): string {
  if (kind === "number") {
    let digits = "";
    for (let i = 0; i < own.length; i++) {
      const value = digitValue(own.charCodeAt(i));
      if (value >= 0) digits += value;
      else if (!MARK.test(own[i] ?? "")) digits += own[i];
    }
    return digits;
  }
  if (kind === "mark") return HYPHENS.includes(own) ? "-" : own;
  if (isArabic(own.charCodeAt(0))) return foldArabic(own.replace(/[. ]/g, ""));
  const lower = own.toLowerCase();
  for (let i = 0; i < lower.length; i++) {
    if (lower.charCodeAt(i) > 0x7f) return lower.normalize("NFC").replace(/[’ʼ‘]/g, "'");
  }
  // The very same string where it has no capitals: comparing the two is then a matter of their addresses.
  return lower === own ? own : lower;
}
