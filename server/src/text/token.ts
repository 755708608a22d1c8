import abbreviationList from "./abbreviations.txt";
import { isArabicMark } from "./arabic.ts";
import { isArabic } from "./language.ts";
import { isBlank, type Span } from "./span.ts";
import { digitValue, newSpelling, type Spelling, spellingOf, type TokenKind } from "./spelling.ts";
import { entries } from "./table.ts";

/** A view of a stretch of text, which is never empty and owns no text beyond its own. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** As compared: lower case, one apostrophe, one hyphen, NFC; Arabic folded; digits of any script as ASCII. */
  readonly norm: string;
  /** Written without a space after the token before. */
  readonly joined: boolean;
  /** What its letters have in common with all tokens that are written alike. */
  readonly spelling: Spelling;
}

/** A token with other letters, where it is read as if it had them: `بعشرين` as `عشرين`. */
export const respelt = (token: Token, text: string, norm: string, kind = token.kind): Token => ({
  ...token,
  kind,
  text,
  norm,
  spelling: newSpelling(text, norm, kind),
});

const TATWEEL = 0x0640;

const BLANK = 1;
const LETTER = 2;
const DIGIT = 3;
const OTHER = 4;
const EXTEND = 5;

const classes = new Uint8Array(0x10000);

/** The class of a UTF-16 code unit, computed once for each. */
function classOf(code: number): number {
  const known = classes[code];
  if (known) return known;
  const char = String.fromCharCode(code);
  let found = OTHER;
  if (code === 0x200c || code === 0x200d || code === 0xfe0f || code === 0x0640) found = EXTEND;
  else if (isBlank(code)) found = BLANK;
  else if (digitValue(code) >= 0) found = DIGIT;
  else if (isArabicMark(code) || /\p{M}/u.test(char)) found = EXTEND;
  else if (/\p{L}/u.test(char)) found = LETTER;
  classes[code] = found;
  return found;
}

/** Apostrophes of every kind that stand inside words: ' ’ ʼ ‘ */
const isApostrophe = (code: number): boolean =>
  code === 0x27 || code === 0x2019 || code === 0x02bc || code === 0x2018;

/** What may stand between the digits of one number, each where three digits (or two, in India) follow it. */
const GROUPING = new Set([..."،٬,.٫\u00a0\u202f\u2009’'"].map((char) => char.charCodeAt(0)));

const FULL_STOP = 0x2e;
const SPACE = 0x20;

const abbreviations = new Set(entries(abbreviationList));

/**
 * The code units of the text that is being cut, with blanks behind its end: a slice of an article looks each unit up in
 * the whole one, and every unit is looked at more than once.
 */
let codes = new Uint16Array(4096);
let length = 0;

function load(text: string): void {
  ({ length } = text);
  if (codes.length < length + 4) codes = new Uint16Array((length + 4) * 2);
  for (let i = 0; i < length; i++) codes[i] = text.charCodeAt(i);
  codes.fill(SPACE, length, length + 4);
}

const codeAt = (at: number): number => codes[at] ?? SPACE;

/**
 * Cuts a text into tokens: words, numbers with their separators, and single marks. Hyphens stand alone, so that a
 * name inside `US-backed` is a token; `'s` is a token of its own; abbreviations keep their full stop.
 * Offsets are UTF-16 code units from the beginning of `text`. Combining marks and joiners never begin a token.
 */
export function tokenize(text: string): Token[] {
  load(text);
  const tokens: Token[] = [];
  let previousEnd = -1;
  let at = 0;
  while (at < length) {
    const kind = classAt(at);
    if (kind === BLANK) {
      at++;
      continue;
    }
    let end: number;
    let token: TokenKind;
    if (kind === LETTER) {
      end = wordEnd(text, at);
      token = "word";
    } else if (kind === EXTEND) {
      end = extended(at + 1);
      token = "mark";
    } else if (kind === DIGIT) {
      end = numberEnd(at);
      token = "number";
    } else if (at === previousEnd && isApostrophe(codeAt(at)) && isPossessive(at)) {
      end = at + 2;
      token = "word";
    } else {
      end = extended(at + unitsAt(at));
      token = "mark";
    }
    const spelling = spellingOf(text.slice(at, end), token);
    tokens.push({
      start: at,
      end,
      kind: token,
      text: spelling.text,
      norm: spelling.norm,
      joined: at === previousEnd,
      spelling,
    });
    previousEnd = end;
    at = end;
  }
  return tokens;
}

function unitsAt(at: number): number {
  const code = codeAt(at);
  if (code < 0xd800 || code > 0xdbff) return 1;
  const next = codeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

function classAt(at: number): number {
  const code = codeAt(at);
  if (code < 0xd800 || unitsAt(at) === 1) return classOf(code);
  return /\p{L}/u.test(String.fromCharCode(code, codeAt(at + 1))) ? LETTER : OTHER;
}

/** Past the combining marks, variation selectors and joined parts (of emoji) that follow `at`. */
function extended(at: number): number {
  let end = at;
  while (end < length && classOf(codeAt(end)) === EXTEND) {
    const joiner = codeAt(end) === 0x200d;
    end++;
    if (joiner && end < length && classAt(end) === OTHER) end += unitsAt(end);
  }
  return end;
}

const isAsciiLetter = (code: number): boolean => {
  const small = code | 0x20;
  return small >= 0x61 && small <= 0x7a;
};

function wordEnd(text: string, start: number): number {
  let end = start;
  // Most words are plain letters with a blank behind them.
  while (isAsciiLetter(codeAt(end))) end++;
  if (end > start && classAt(end) === BLANK) return end;
  end = start;
  const arabic = isArabic(codeAt(start));
  while (end < length) {
    const kind = classAt(end);
    if (kind === LETTER) {
      // A word keeps to its script: `US` and `الأمريكي` written together are two.
      if (isArabic(codeAt(end)) !== arabic) break;
      end = extended(end + unitsAt(end));
    } else if (kind === DIGIT && !arabic) {
      end++;
    } else if (arabic && end > start && isCensored(end)) {
      end = extended(end + 1);
    } else if (
      end > start &&
      isApostrophe(codeAt(end)) &&
      classAt(end + 1) === LETTER &&
      !isPossessive(end)
    ) {
      end++;
    } else {
      break;
    }
  }
  return codeAt(end) === FULL_STOP ? abbreviationEnd(text, start, end) : end;
}

/**
 * A full stop or space between tatweels, with which posts hide words from filters (`قتـ.ـل`, `تقـ ـتل`): it is inside a word.
 */
const isCensored = (at: number): boolean => {
  const before = codeAt(at - 1) === TATWEEL;
  const after = codeAt(at + 1) === TATWEEL;
  if (codeAt(at) === SPACE) return before && after;
  return codeAt(at) === FULL_STOP && (before || after) && (after || classAt(at + 1) === LETTER);
};

/** Whether the `'s` at `at` ends a word (and is no `o's` inside a name such as `O'Sullivan`). */
const isPossessive = (at: number): boolean => (codeAt(at + 1) | 0x20) === 0x73 && classAt(at + 2) !== LETTER;

/** `Gen.`, `U.S.`, `a.m.` and single initials keep the full stop that belongs to them. */
function abbreviationEnd(text: string, start: number, end: number): number {
  const word = text.slice(start, end);
  if (word.length === 1 && /\p{L}/u.test(word) && !isArabic(word.charCodeAt(0))) {
    let last = end + 1;
    while (classAt(last) === LETTER && codeAt(last + 1) === FULL_STOP && !isArabic(codeAt(last))) last += 2;
    const letters = (last - start) / 2;
    return letters > 1 || /\p{Lu}/u.test(word) ? last : end;
  }
  // "THE GROUP'S NO. 2", but "THEY SAID NO. THEN"
  const shouted = word === "NO" && classAt(end + 2) === DIGIT;
  return abbreviations.has(word) || shouted ? end + 1 : end;
}

function numberEnd(start: number): number {
  let end = start;
  while (end < length) {
    if (classAt(end) === DIGIT || (GROUPING.has(codeAt(end)) && groups(start, end))) end++;
    else break;
  }
  // A mark or joiner on the last digit is the number's (`1️⃣`).
  return extended(end);
}

/** Whether the separator at `at` belongs to the number: `12,500`, `1.2`, `1,80,000`, but not `3, 4` or `June 3.`. */
function groups(start: number, at: number): boolean {
  let digits = 0;
  while (classAt(at + 1 + digits) === DIGIT) digits++;
  if (digits === 0) return false;
  const separator = codeAt(at);
  if (separator === FULL_STOP || separator === 0x066b) return at - start <= 15;
  const three = digits === 3 || (digits === 2 && isComma(codeAt(at + 3)));
  // A space or comma groups thousands; `2,400 3,000` and lists such as `2012,2013` do not.
  let before = 0;
  while (at - before > start && classAt(at - before - 1) === DIGIT) before++;
  return three && before <= 3;
}

const isComma = (code: number): boolean => code === 0x2c || code === 0x066c || code === 0x060c;
