import { countBelow } from "./text/search.ts";
import type { Span } from "./text/span.ts";

// The only place where offsets change their unit. Everything inside the server counts UTF-16 code units from the
// beginning of the text (a byte order mark not counted); LSP counts lines and UTF-16 code units; sidecars, the command
// line and datasets count Unicode code points.

/** A place in a text as LSP gives it: zero-based line, and UTF-16 code units within it. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open range of positions. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** What knows where the lines of a text begin; a `TextDocument` is one. */
export interface Lines {
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

export const toRange = (lines: Lines, span: Span): Range => ({
  start: lines.positionAt(span.start),
  end: lines.positionAt(span.end),
});

/** The span of a range; of one whose end stands before its start, what lies between them. */
export function toSpan(lines: Lines, range: Range): Span {
  const [start, end] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
  return { start: Math.min(start, end), end: Math.max(start, end) };
}

/** A line of a text without its end. */
export function lineSpan(document: Lines & { getText(): string }, line: number): Span {
  const start = document.offsetAt({ line, character: 0 });
  const next = document.offsetAt({ line: line + 1, character: 0 });
  const text = document.getText().slice(start, next);
  return { start, end: start + text.replace(/[\r\n]+$/, "").length };
}

/** Converts between offsets of one text in UTF-16 code units and in code points. */
export interface CodePoints {
  /** Code points in the text; a lone surrogate counts as one, as in every tool that reads it. */
  readonly length: number;
  fromUtf16(offset: number): number;
  toUtf16(offset: number): number;
}

/** A converter for one text: nothing to compute where it has no surrogate pairs, else a search over where they are. */
export function codePoints(text: string): CodePoints {
  const pairs = surrogatePairs(text);
  const length = text.length - pairs.length;
  if (pairs.length === 0) return { length, fromUtf16: (offset) => offset, toUtf16: (offset) => offset };
  // How many pairs begin before a UTF-16 offset, and before a code point: the n-th pair is code point pairs[n] - n.
  const before = (limit: number, at: (n: number) => number): number => countBelow(limit, pairs.length, at);
  return {
    length,
    fromUtf16: (offset) => offset - before(offset, (n) => pairs[n] ?? 0),
    toUtf16: (offset) => offset + before(offset, (n) => (pairs[n] ?? 0) - n),
  };
}

function surrogatePairs(text: string): number[] {
  const found: number[] = [];
  for (let i = 0; i < text.length - 1; i++) {
    const code = text.charCodeAt(i);
    if (code < 0xd800 || code > 0xdbff) continue;
    const next = text.charCodeAt(i + 1);
    if (next < 0xdc00 || next > 0xdfff) continue;
    found.push(i);
    i++;
  }
  return found;
}

/** A span in code points of the text that `points` was made for. */
export const spanToCodePoints = (points: CodePoints, span: Span): Span => ({
  start: points.fromUtf16(span.start),
  end: points.fromUtf16(span.end),
});
