import { isBlank, type Span } from "../text/span.ts";
import { digitValue } from "../text/token.ts";
import type { Anchor } from "./annotation.ts";

/** How much context an anchor keeps on each side, in UTF-16 code units. */
const CONTEXT = 32;

/** An anchor for a span of a text. All offsets are UTF-16 code units. */
export function anchorOf(text: string, span: Span): Anchor {
  const quote = text.slice(span.start, span.end);
  return {
    start: span.start,
    end: span.end,
    quote,
    prefix: contextBefore(text, span.start),
    suffix: contextBehind(text, span.end),
    occurrence: occurrenceOf(text, quote, span.start),
  };
}

function contextBefore(text: string, end: number): string {
  const start = Math.max(0, end - CONTEXT);
  if (start === 0) return text.slice(0, end);
  for (let i = start; i < end; i++) if (isBlank(text.charCodeAt(i))) return text.slice(i + 1, end);
  return text.slice(isLowSurrogate(text, start) ? start + 1 : start, end);
}

function contextBehind(text: string, start: number): string {
  const end = Math.min(text.length, start + CONTEXT);
  if (end === text.length) return text.slice(start);
  for (let i = end; i > start; i--) if (isBlank(text.charCodeAt(i))) return text.slice(start, i);
  return text.slice(start, isLowSurrogate(text, end) ? end - 1 : end);
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** The quote's how-many-th occurrence begins at `start`, from 1; overlapping ones count. */
function occurrenceOf(text: string, quote: string, start: number): number {
  if (quote === "") return 1;
  let count = 0;
  for (let at = text.indexOf(quote); at !== -1 && at <= start; at = text.indexOf(quote, at + 1)) count++;
  return Math.max(1, count);
}

/**
 * Where an anchor's quote stands in a text that has changed since: where it was, else the occurrence whose context
 * agrees best. Null where it is gone, or where two places agree as well: it is never guessed.
 */
export function findAnchor(text: string, anchor: Anchor): Span | null {
  const { quote, start } = anchor;
  if (quote === "") return null;
  const found: { start: number; score: number }[] = [];
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (splitsNumber(text, at, at + quote.length)) continue;
    found.push({ start: at, score: agreement(text, at, anchor) });
  }
  const here = found.find((place) => place.start === start);
  const best = found.sort((a, b) => b.score - a.score);
  const [first, second] = best;
  if (!first) return null;
  // The same words at the same place are the same unless another place agrees better with what stood around them.
  const chosen = here && here.score >= first.score ? here : first;
  if (chosen !== here && second && second.score === first.score) return null;
  return { start: chosen.start, end: chosen.start + quote.length };
}

/** Whether a place cuts a number in two: `12` inside `412` or `12,500` is another number. */
export function splitsNumber(text: string, start: number, end: number): boolean {
  const digit = (at: number): boolean => digitValue(text.charCodeAt(at)) >= 0;
  const grouped = (at: number, step: number): boolean => /[.,٬٫]/.test(text[at] ?? "") && digit(at + step);
  const before = digit(start) && (digit(start - 1) || grouped(start - 1, -1));
  const behind = digit(end - 1) && (digit(end) || grouped(end, 1));
  return before || behind;
}

/** How many code units of the anchor's context stand around a place, counted from the quote outwards. */
function agreement(text: string, at: number, { prefix, suffix, quote }: Anchor): number {
  let before = 0;
  while (before < prefix.length && text[at - 1 - before] === prefix[prefix.length - 1 - before]) before++;
  const end = at + quote.length;
  let behind = 0;
  while (behind < suffix.length && text[end + behind] === suffix[behind]) behind++;
  return before + behind;
}
