import { countBelow } from "../text/search.ts";

/** A text with every line end as `\n`, and the way there and back for offsets in UTF-16 code units. */
export interface Folded {
  readonly text: string;
  fold(offset: number): number;
  /** The place before a line end maps to the place before both of its code units. */
  unfold(offset: number): number;
}

export function foldLineEnds(text: string): Folded {
  if (!text.includes("\r")) return { text, fold: (offset) => offset, unfold: (offset) => offset };
  // The carriage returns that go: those before a line feed. One that stands alone becomes a line feed in its place.
  const gone: number[] = [];
  for (let at = text.indexOf("\r\n"); at !== -1; at = text.indexOf("\r\n", at + 2)) gone.push(at);
  const before = (limit: number, at: (n: number) => number): number => countBelow(limit, gone.length, at);
  return {
    text: text.replace(/\r\n?/g, "\n"),
    fold: (offset) => offset - before(offset, (n) => gone[n] ?? 0),
    unfold: (offset) => offset + before(offset, (n) => (gone[n] ?? 0) - n),
  };
}

/** From offsets of one text to those of another that differs in nothing but line ends; null where they differ more. */
export function lineEndMap(from: string, to: string): ((offset: number) => number) | null {
  if (from === to) return (offset) => offset;
  const source = foldLineEnds(from);
  const target = foldLineEnds(to);
  return source.text === target.text ? (offset) => target.unfold(source.fold(offset)) : null;
}
