import { isArabic } from "./language.ts";
import type { Token } from "./token.ts";

/** A run of tokens: from `from` up to `to`, without `to`. */
export interface Sentence {
  readonly from: number;
  readonly to: number;
}

const ENDS = new Set([".", "!", "?", "…", "؟", "۔"]);
const CLOSERS = new Set(['"', "”", "’", "'", "»", ")", "]"]);

/**
 * Cuts the tokens of one paragraph into sentences, without gaps. A full stop ends one unless it belongs to an
 * abbreviation or number (the tokenizer keeps those whole) or the text goes on in lower case.
 */
export function sentences(tokens: readonly Token[]): Sentence[] {
  const found: Sentence[] = [];
  let from = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token || !ENDS.has(token.text)) continue;
    let to = i + 1;
    while (to < tokens.length && isTail(tokens[to])) to++;
    const next = tokens[to];
    if (next && ((next.joined && !isRunOn(tokens[i - 1], token, next)) || startsLower(next))) continue;
    found.push({ from, to });
    from = to;
    i = to - 1;
  }
  if (from < tokens.length) found.push({ from, to: tokens.length });
  return found;
}

/** Posts leave the space behind a full stop out: two Arabic words of some length are no abbreviation. */
const isRunOn = (before: Token | undefined, stop: Token, next: Token): boolean =>
  stop.text === "." && isArabicWord(before) && isArabicWord(next);

const isArabicWord = (token: Token | undefined): boolean =>
  token?.kind === "word" && token.norm.length > 2 && isArabic(token.text.charCodeAt(0));

const isTail = (token: Token | undefined): boolean =>
  token !== undefined && (ENDS.has(token.text) || (token.joined && CLOSERS.has(token.text)));

const startsLower = (token: Token): boolean => /^\p{Ll}/u.test(token.text);
