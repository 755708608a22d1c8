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

const APOSTROPHES = "'’ʼ‘";
/** What may stand between the digits of one number, each where three digits (or two, in India) follow it. */
const GROUPING = ",٬،.٫\u00a0\u202f\u2009’'";

const abbreviations = new Set(entries(abbreviationList));

/**
 * Cuts a text into tokens: words, numbers with their separators, and single marks. Hyphens stand alone, so that a
 * name inside `US-backed` is a token; `'s` is a token of its own; abbreviations keep their full stop.
 * Offsets are UTF-16 code units from the beginning of `text`. Combining marks and joiners never begin a token.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let previousEnd = -1;
  let at = 0;
  while (at < text.length) {
    const kind = classAt(text, at);
    if (kind === BLANK) {
      at++;
      continue;
    }
    let end: number;
    let token: TokenKind;
    if (kind === LETTER || kind === EXTEND) {
      end = wordEnd(text, at);
      token = kind === LETTER ? "word" : "mark";
      if (token === "mark") end = extended(text, at + 1);
    } else if (kind === DIGIT) {
      end = numberEnd(text, at);
      token = "number";
    } else {
      const clitic = possessiveEnd(text, at, previousEnd);
      if (clitic > at) {
        end = clitic;
        token = "word";
      } else {
        end = extended(text, at + unitsAt(text, at));
        token = "mark";
      }
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

const unitsAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
};

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || unitsAt(text, at) === 1) return classOf(code);
  return /\p{L}/u.test(text.slice(at, at + 2)) ? LETTER : OTHER;
}

/** Past the combining marks, variation selectors and joined parts (of emoji) that follow `at`. */
function extended(text: string, at: number): number {
  let end = at;
  while (end < text.length && classOf(text.charCodeAt(end)) === EXTEND) {
    const joiner = text.charCodeAt(end) === 0x200d;
    end++;
    if (joiner && end < text.length && classAt(text, end) === OTHER) end += unitsAt(text, end);
  }
  return end;
}

const isAsciiLetter = (code: number): boolean => {
  const small = code | 0x20;
  return small >= 0x61 && small <= 0x7a;
};

function wordEnd(text: string, start: number): number {
  let end = start;
  // Most words are plain letters of one alphabet.
  while (isAsciiLetter(text.charCodeAt(end))) end++;
  if (end > start && classAt(text, end) === BLANK) return end;
  end = start;
  const arabic = isArabic(text.charCodeAt(start));
  while (end < text.length) {
    const kind = classAt(text, end);
    if (kind === LETTER) {
      // A word keeps to its script: `US` and `الأمريكي` written together are two.
      if (isArabic(text.charCodeAt(end)) !== arabic) break;
      end = extended(text, end + unitsAt(text, end));
    } else if (kind === DIGIT && !arabic) {
      end++;
    } else if (arabic && end > start && isCensored(text, end)) {
      end = extended(text, end + 1);
    } else if (
      end > start &&
      APOSTROPHES.includes(text[end] ?? "") &&
      classAt(text, end + 1) === LETTER &&
      !isPossessive(text, end)
    ) {
      end++;
    } else {
      break;
    }
  }
  return text[end] === "." ? abbreviationEnd(text, start, end) : end;
}

/**
 * A full stop or space between tatweels, with which posts hide words from filters (`قتـ.ـل`, `تقـ ـتل`): it is inside a word.
 */
const isCensored = (text: string, at: number): boolean => {
  const before = text.charCodeAt(at - 1) === TATWEEL;
  const after = text.charCodeAt(at + 1) === TATWEEL;
  if (text[at] === " ") return before && after;
  return text[at] === "." && (before || after) && (after || classAt(text, at + 1) === LETTER);
};

/** Whether the `'s` at `at` ends a word (and is no `o's` inside a name such as `O'Sullivan`). */
const isPossessive = (text: string, at: number): boolean =>
  /[sS]/.test(text[at + 1] ?? "") && classAt(text, at + 2) !== LETTER;

function possessiveEnd(text: string, at: number, previousEnd: number): number {
  if (at !== previousEnd || !APOSTROPHES.includes(text[at] ?? "") || !isPossessive(text, at)) return at;
  return at + 2;
}

/** `Gen.`, `U.S.`, `a.m.` and single initials keep the full stop that belongs to them. */
function abbreviationEnd(text: string, start: number, end: number): number {
  const word = text.slice(start, end);
  if (word.length === 1 && /\p{L}/u.test(word) && !isArabic(word.charCodeAt(0))) {
    let last = end + 1;
    while (classAt(text, last) === LETTER && text[last + 1] === "." && !isArabic(text.charCodeAt(last))) {
      last += 2;
    }
    const letters = (last - start) / 2;
    return letters > 1 || /\p{Lu}/u.test(word) ? last : end;
  }
  return abbreviations.has(word) ? end + 1 : end;
}

function numberEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    if (classAt(text, end) === DIGIT) {
      end++;
    } else if (GROUPING.includes(text[end] ?? "") && groups(text, start, end)) {
      end++;
    } else {
      break;
    }
  }
  return end;
}

/** Whether the separator at `at` belongs to the number: `12,500`, `1.2`, `1,80,000`, but not `3, 4` or `June 3.`. */
function groups(text: string, start: number, at: number): boolean {
  let digits = 0;
  while (classAt(text, at + 1 + digits) === DIGIT) digits++;
  if (digits === 0) return false;
  const separator = text[at] ?? "";
  if (separator === "." || separator === "٫") return at - start <= 15;
  const three = digits === 3 || (digits === 2 && /[,٬،]/.test(text[at + 3] ?? ""));
  // A space or comma groups thousands; `2,400 3,000` and lists such as `2012,2013` do not.
  let before = 0;
  while (at - before > start && classAt(text, at - before - 1) === DIGIT) before++;
  return three && before <= 3;
}
