import { foldArabic } from "../text/arabic.ts";
import type { Span } from "../text/span.ts";

/** How far letters are looked at that are written onto a span, in UTF-16 code units. */
const REACH = 40;

/** A conjunction and a preposition, which Arabic writes onto a name without making another of it. */
const CLITIC = /^[وف]?[بلك]?$/;

/** The letters, marks and digits that stand right before an offset. */
const wordBefore = (text: string, at: number): string =>
  /[\p{L}\p{M}\p{N}\u0640]*$/u.exec(text.slice(Math.max(0, at - REACH), at))?.[0] ?? "";

const wordBehind = (text: string, at: number): string =>
  /^[\p{L}\p{M}\p{N}\u0640]*/u.exec(text.slice(at, at + REACH))?.[0] ?? "";

/**
 * Whether words of a text are, at a place of another text, part of a longer word than they were: `Iran` in `Iranian`.
 * Offsets are UTF-16 code units.
 */
export function isOtherWord(before: string, span: Span, after: string, place: Span): boolean {
  const front = joined(wordBefore(after, place.start), after[place.start]);
  const back = joined(wordBehind(after, place.end), after[place.end - 1]);
  if (front !== "" && front !== wordBefore(before, span.start) && !CLITIC.test(foldArabic(front)))
    return true;
  return back !== "" && back !== wordBehind(before, span.end);
}

/** Letters that are written onto a span, where its own end is one. */
const joined = (letters: string, end = ""): string =>
  /[\p{L}\p{M}\p{N}\u0640\ud800-\udfff]/u.test(end) ? letters : "";
