import { countBelow } from "../text/search.ts";
import { isBlank, type Span } from "../text/span.ts";
import { digitValue } from "../text/spelling.ts";
import type { Anchor } from "./annotation.ts";
import { foldLineEnds } from "./lineEnds.ts";
import { quoteIndex } from "./quoteIndex.ts";

/** How much context an anchor keeps on each side, in UTF-16 code units. */
const CONTEXT = 32;

/** How many more code units of context must agree than at any other place where the text itself was replaced. */
const LEAD = 3;

/** Of words that stand more often than this none is told from the others where what stands around has changed. */
const MOST_PLACES = 1000;

/** The anchors of one text: what is looked up for a quote is kept for the next annotation with the same words. */
export interface Anchors {
  /** An anchor for a span of the text. */
  at(span: Span): Anchor;
  /**
   * Where an anchor's quote stands in this text, which may have changed since: where it was, else the occurrence whose
   * context agrees best. Null where it is gone, or where two places agree as well: it is never guessed. `within`
   * leaves out all places that do not lie in it. How lines end makes no difference.
   */
  find(anchor: Anchor, within?: Span): Span | null;
}

/** All offsets are UTF-16 code units. */
export function anchorsIn(text: string): Anchors {
  const placesOf = quoteIndex(text);
  const folded = foldLineEnds(text);
  const foldedPlacesOf = folded.text === text ? placesOf : quoteIndex(folded.text);
  return {
    at(span) {
      const quote = text.slice(span.start, span.end);
      return {
        start: span.start,
        end: span.end,
        quote,
        prefix: contextBefore(text, span.start),
        suffix: contextBehind(text, span.end),
        occurrence: Math.max(1, countUpTo(placesOf(quote), span.start)),
      };
    },
    find(anchor, within) {
      const lines = (part: string): string => part.replace(/\r\n?/g, "\n");
      const sought = {
        quote: lines(anchor.quote),
        prefix: lines(anchor.prefix),
        suffix: lines(anchor.suffix),
      };
      const { quote } = sought;
      const here = folded.fold(anchor.start);
      const most = sought.prefix.length + sought.suffix.length;
      const lies = (at: number): boolean =>
        !within || (folded.unfold(at) >= within.start && folded.unfold(at + quote.length) <= within.end);
      // All that stood around it stands there still: no place can agree better.
      const alike = foldedPlacesOf(sought.prefix + quote + sought.suffix)
        .map((at) => at + sought.prefix.length)
        .filter((at) => lies(at) && !splitsNumber(folded.text, at, at + quote.length));
      const [only] = alike.includes(here) ? [here] : alike;
      if (only !== undefined) {
        if (alike.length > 1 && only !== here) return null;
        return { start: folded.unfold(only), end: folded.unfold(only + quote.length) };
      }
      if (foldedPlacesOf(quote).length > MOST_PLACES) return null;
      let best: { at: number; score: number } | null = null;
      let second = Number.NEGATIVE_INFINITY;
      for (const at of foldedPlacesOf(quote)) {
        if (splitsNumber(folded.text, at, at + quote.length)) continue;
        if (!lies(at)) continue;
        const score = agreement(folded.text, at, sought);
        // The same words at the same place are the same unless another place agrees better with what stood around.
        if (best === null || score > best.score || (score === best.score && at === here)) {
          second = at === here ? Number.NEGATIVE_INFINITY : (best?.score ?? second);
          best = { at, score };
        } else if (best.at !== here) second = Math.max(second, score);
        if (at === here && score === most) break;
      }
      if (best === null || second >= best.score - (within ? LEAD : 0)) return null;
      return { start: folded.unfold(best.at), end: folded.unfold(best.at + quote.length) };
    },
  };
}

/** How many of the sorted places are not behind `limit`. */
const countUpTo = (places: readonly number[], limit: number): number =>
  countBelow(limit + 1, places.length, (n) => places[n] ?? 0);

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

/** Whether a place cuts a number in two: `12` inside `412` or `12,500` is another number. */
export function splitsNumber(text: string, start: number, end: number): boolean {
  const digit = (at: number): boolean => digitValue(text.charCodeAt(at)) >= 0;
  const grouped = (at: number, step: number): boolean => /[.,٬٫]/.test(text[at] ?? "") && digit(at + step);
  const before = digit(start) && (digit(start - 1) || grouped(start - 1, -1));
  const behind = digit(end - 1) && (digit(end) || grouped(end, 1));
  return before || behind;
}

/** How many code units of the anchor's context stand around a place, counted from the quote outwards. */
function agreement(
  text: string,
  at: number,
  { prefix, suffix, quote }: Pick<Anchor, "prefix" | "suffix" | "quote">,
): number {
  let before = 0;
  while (before < prefix.length && text[at - 1 - before] === prefix[prefix.length - 1 - before]) before++;
  const end = at + quote.length;
  let behind = 0;
  while (behind < suffix.length && text[end + behind] === suffix[behind]) behind++;
  return before + behind;
}
