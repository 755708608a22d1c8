import search from "approx-string-match";
import { type Comparable, comparable, compared } from "../text/comparable.ts";
import type { Span } from "../text/span.ts";
import { splitsNumber } from "./anchor.ts";
import type { Anchor } from "./annotation.ts";
import { numbersAt } from "./numbers.ts";
import { quoteIndex } from "./quoteIndex.ts";

/** What is looked for: an anchor as its words are compared. */
export interface Sought {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  /** What of the context stands in the same line as the quote, in UTF-16 code units of `prefix` and `suffix`. */
  readonly lineBefore: number;
  readonly lineBehind: number;
  /** The quote begins or ends inside a word, as a name behind an Arabic preposition does. */
  readonly inWordBefore: boolean;
  readonly inWordBehind: boolean;
  readonly numbers: string;
}

/** A text in which anchors are looked for. */
export interface Ground {
  readonly text: string;
  readonly compared: Comparable;
  /** Where words begin in the compared text, in order, overlapping ones too. */
  readonly placesOf: (words: string) => readonly number[];
}

/** A place for an anchor, and what speaks for it. Offsets are UTF-16 code units of the text. */
export interface Place extends Span {
  /** How alike the words are, and what stands on either side: 0 to 1. */
  readonly words: number;
  readonly before: number;
  readonly behind: number;
  /** Next to the quote, or up to the end of its line, the context agrees to the letter on both sides. */
  readonly near: boolean;
  /** All of the context agrees. */
  readonly full: boolean;
  /** Code units of compared context that agree to the letter, counted from the quote outwards. */
  readonly agreed: number;
  /** 0 to 1: words count for 50, each side for 20. */
  readonly score: number;
}

/** How much context next to the quote must agree where nothing else speaks for a place, in compared code units. */
const NEAR = 8;

const WORD = /[\p{L}\p{M}\p{N}\u0640]/u;

export function groundOf(text: string): Ground {
  const own = comparable(text);
  return { text, compared: own, placesOf: quoteIndex(own.text) };
}

export function soughtOf({ quote, prefix, suffix }: Anchor): Sought {
  const breakBefore = Math.max(...["\n", "\r", "\u2028", "\u2029"].map((end) => prefix.lastIndexOf(end)));
  const breakBehind = /[\n\r\u2028\u2029]/.exec(suffix);
  const first = WORD.test(quote.charAt(0));
  const last = WORD.test(quote.charAt(quote.length - 1));
  return {
    quote: compared(quote),
    prefix: compared(prefix),
    suffix: compared(suffix),
    lineBefore: breakBefore < 0 ? Number.POSITIVE_INFINITY : compared(prefix.slice(breakBefore + 1)).length,
    lineBehind: breakBehind ? compared(suffix.slice(0, breakBehind.index)).length : Number.POSITIVE_INFINITY,
    inWordBefore: first && WORD.test(prefix.charAt(prefix.length - 1)),
    inWordBehind: last && WORD.test(suffix.charAt(0)),
    numbers: numbersAt(prefix + quote + suffix, { start: prefix.length, end: prefix.length + quote.length }),
  };
}

/**
 * Whether the words at a place are whole words where the anchor's were, and its numbers the same: `12` inside `412` or
 * before `thousand` is another number, `Iran` inside `Iranian` another word.
 */
export function isSound(sought: Sought, { text }: Ground, { start, end }: Span): boolean {
  const joined = (at: number): boolean => WORD.test(text[at - 1] ?? "") && WORD.test(text[at] ?? "");
  if (joined(start) !== sought.inWordBefore || joined(end) !== sought.inWordBehind) return false;
  return !splitsNumber(text, start, end) && numbersAt(text, { start, end }) === sought.numbers;
}

/** Where in the compared text words stand, overlapping ones too. */
export function* occurrences(text: string, words: string): Generator<number> {
  if (words === "") return;
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) yield at;
}

/** The context that stands to the letter around a span, and whether that is all of it, or all that is in its line. */
interface Agreement {
  readonly before: number;
  readonly behind: number;
  readonly wholeBefore: boolean;
  readonly wholeBehind: boolean;
}

function agreementAt(sought: Sought, ground: Ground, at: Span): Agreement {
  const { text, breaksLine } = ground.compared;
  const { prefix, suffix } = sought;
  let before = 0;
  while (
    before < prefix.length &&
    at.start > before &&
    text[at.start - 1 - before] === prefix[prefix.length - 1 - before]
  )
    before++;
  let behind = 0;
  while (behind < suffix.length && text[at.end + behind] === suffix[behind]) behind++;
  // A paragraph that was moved has its own words around a quote, but not those of the one before.
  const wholeBefore =
    before >= prefix.length || (before >= sought.lineBefore && breaksLine(at.start - 1 - sought.lineBefore));
  const wholeBehind =
    behind >= suffix.length || (behind >= sought.lineBehind && breaksLine(at.end + sought.lineBehind));
  return { before, behind, wholeBefore, wholeBehind };
}

const isNear = ({ before, behind, wholeBefore, wholeBehind }: Agreement): boolean =>
  (wholeBefore || before >= NEAR) && (wholeBehind || behind >= NEAR);

/** What of a span's context agrees to the letter, which is sooner known than how alike the rest is. */
export function closenessAt(sought: Sought, ground: Ground, at: Span): Pick<Place, "near" | "agreed"> {
  const agreement = agreementAt(sought, ground, at);
  return { near: isNear(agreement), agreed: agreement.before + agreement.behind };
}

/** What speaks for a span of the compared text; `words` says how alike its words are, 0 to 1. */
export function placeAt(sought: Sought, ground: Ground, at: Span, words = 1): Place {
  const { text } = ground.compared;
  const { prefix, suffix } = sought;
  const agreement = agreementAt(sought, ground, at);
  const { before, behind, wholeBefore, wholeBehind } = agreement;
  const left = wholeBefore
    ? 1
    : alike(prefix, text.slice(Math.max(0, at.start - prefix.length - 8), at.start));
  const right = wholeBehind ? 1 : alike(suffix, text.slice(at.end, at.end + suffix.length + 8));
  return {
    ...ground.compared.unfold(at),
    words,
    before: left,
    behind: right,
    near: isNear(agreement),
    full: before >= prefix.length && behind >= suffix.length,
    agreed: before + behind,
    score: (50 * words + 20 * left + 20 * right) / 90,
  };
}

function alike(part: string, window: string): number {
  if (part === "") return 1;
  if (window === "") return 0;
  const [best] = search(window, part, part.length);
  return best ? 1 - best.errors / part.length : 0;
}

/** Words as much alike as this are shown to the annotator as what the quote may have become. */
const MOST_ERRORS = 0.4;

/** Beyond this many compared code units a quote is not looked for by its likeness, so that no reading takes long. */
const LONGEST_SEARCH = 200_000;

/** Spans of the compared text whose words are like the quote's, widened to whole words, each once. */
export function likenesses(
  { quote }: Sought,
  { compared: { text } }: Ground,
  within?: Span,
): (Span & { words: number })[] {
  const { start: from, end: to } = within ?? { start: 0, end: text.length };
  if (quote.length < 3 || to - from > LONGEST_SEARCH) return [];
  const found = new Map<string, Span & { words: number }>();
  for (const match of search(text.slice(from, to), quote, Math.floor(quote.length * MOST_ERRORS))) {
    let [start, end] = [from + match.start, from + match.end];
    while (start < end && text[start] === " ") start++;
    while (end > start && text[end - 1] === " ") end--;
    while (start > 0 && WORD.test(text[start] ?? "") && WORD.test(text[start - 1] ?? "")) start--;
    while (end < text.length && WORD.test(text[end - 1] ?? "") && WORD.test(text[end] ?? "")) end++;
    const own = text.slice(start, end);
    const [exact] = search(own, quote, quote.length);
    const longer = Math.max(0, own.length - quote.length);
    const words = Math.max(0, 1 - Math.max(exact?.errors ?? quote.length, longer) / quote.length);
    found.set(`${start}-${end}`, { start, end, words });
  }
  return [...found.values()];
}
