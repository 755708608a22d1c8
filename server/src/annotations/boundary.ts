import type { Span } from "../text/span.ts";

/** Which end of an annotation moves by a word, and whether it takes one in or leaves one out. */
export const edges = ["extendStart", "shrinkStart", "shrinkEnd", "extendEnd"] as const;
export type Edge = (typeof edges)[number];

/** No annotation reaches over the end of a line: behind it another paragraph begins, or a headline ends. */
const LINE_END = /[\n\r\u2028\u2029]/;

/** How far a word may be looked for, in UTF-16 code units. */
const REACH = 400;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * A span with one end moved by a word; all offsets are UTF-16 code units of `text`. Null where there is no word left
 * to take in or to leave out.
 */
export function movedEdge(text: string, { start, end }: Span, edge: Edge): Span | null {
  const from = Math.max(0, start - REACH);
  const words = [...text.slice(from, Math.min(text.length, end + REACH)).matchAll(WORD)].map((match) => ({
    start: match.index + from,
    end: match.index + from + match[0].length,
  }));
  // A word that the slice has cut is no whole word.
  const whole = words.filter((word) => word.start > from || from === 0);
  switch (edge) {
    case "extendStart": {
      const word = whole.findLast((candidate) => candidate.start < start);
      return word && !LINE_END.test(text.slice(word.end, start)) ? { start: word.start, end } : null;
    }
    case "shrinkStart": {
      const word = whole.find((candidate) => candidate.start > start && candidate.start < end);
      return word ? { start: word.start, end } : null;
    }
    case "shrinkEnd": {
      const word = whole.findLast((candidate) => candidate.end < end && candidate.end > start);
      return word ? { start, end: word.end } : null;
    }
    case "extendEnd": {
      const word = whole.find((candidate) => candidate.end > end);
      return word && !LINE_END.test(text.slice(end, word.start)) ? { start, end: word.end } : null;
    }
  }
}
