import search from "approx-string-match";
import type { Anchor } from "../../server/src/annotations/annotation.ts";
import type { Span } from "../../server/src/text/span.ts";

/**
 * The common approach, as web annotation has it: the best approximate match of the quote, weighed by words (50), context
 * (20 a side) and position (2), whatever numbers it has. Offsets are UTF-16 code units.
 */
export function commonPlace(
  text: string,
  { quote, prefix, suffix, start }: Anchor,
): (Span & { score: number }) | null {
  if (text.slice(start, start + quote.length) === quote)
    return { start, end: start + quote.length, score: 1 };
  let matches: { start: number; end: number; errors: number }[] = [];
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1))
    matches.push({ start: at, end: at + quote.length, errors: 0 });
  if (matches.length === 0) matches = search(text, quote, Math.min(256, Math.floor(quote.length / 2)));
  let best: (Span & { score: number }) | null = null;
  for (const match of matches) {
    const score =
      (50 * (1 - match.errors / quote.length) +
        20 * alike(text.slice(Math.max(0, match.start - prefix.length), match.start), prefix) +
        20 * alike(text.slice(match.end, match.end + suffix.length), suffix) +
        2 * (1 - Math.abs(match.start - start) / text.length)) /
      92;
    if (!best || score > best.score) best = { start: match.start, end: match.end, score };
  }
  return best;
}

function alike(window: string, part: string): number {
  if (part === "" || window === "") return part === window ? 1 : 0;
  const [best] = search(window, part, part.length);
  return best ? 1 - best.errors / part.length : 0;
}
