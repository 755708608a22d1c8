import type { Span } from "../text/span.ts";

/** How much of a line is shown on either side of a mention, in UTF-16 code units. */
const AROUND = 24;

/** The words of the line before and behind a span, cut at words, with single spaces. */
export function lineWords(text: string, { start, end }: Span): { before: string; after: string } {
  const head = text.slice(Math.max(0, start - AROUND), start);
  const line = head.slice(Math.max(head.lastIndexOf("\n"), head.lastIndexOf("\r")) + 1);
  const cutBefore = line.length === AROUND ? `…${line.replace(/^\S*/, "")}` : line;
  const tail = text.slice(end, end + AROUND);
  const rest = /^[^\r\n]*/.exec(tail)?.[0] ?? "";
  const cutAfter = rest.length === AROUND ? `${rest.replace(/\S*$/, "")}…` : rest;
  return { before: plain(cutBefore).trimStart(), after: plain(cutAfter).trimEnd() };
}

const plain = (words: string): string => words.replace(/\s+/g, " ");
