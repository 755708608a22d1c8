import type { Annotation } from "../../server/src/annotations/annotation.ts";
import { foldArabic } from "../../server/src/text/arabic.ts";
import { numeralAt } from "../../server/src/text/numeral.ts";
import { isBlank, overlaps, type Span } from "../../server/src/text/span.ts";
import { tokenize } from "../../server/src/text/token.ts";
import type { Traced } from "./edits.ts";

/** Blank, or a mark or tatweel of an Arabic word: what reformatting may change about words that stand. */
const isSlight = (text: string, at: number): boolean =>
  isBlank(text.charCodeAt(at)) || foldArabic(text[at] ?? "") === "";

/** Words as a reader compares them. */
export const plain = (words: string): string =>
  foldArabic(words)
    .replace(/[\s\u00a0]+/g, " ")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .trim();

const LETTER = /[\p{L}\p{N}]/u;

const joins = (text: string, at: number): boolean => {
  let before = at - 1;
  while (before >= 0 && foldArabic(text[before] ?? "") === "") before--;
  return LETTER.test(text[before] ?? "") && LETTER.test(text[at] ?? "");
};

/** The numbers that words of a text are, or are parts of. */
export function numbers(text: string, { start, end }: Span): string {
  const from = Math.max(0, start - 60);
  const tokens = tokenize(text.slice(from, end + 60));
  const own = { start: start - from, end: end - from };
  const found: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const number = numeralAt(tokens, at, "en") ?? numeralAt(tokens, at, "ar");
    const token = tokens[at];
    if (number && token && overlaps({ start: token.start, end: tokens[number.to - 1]?.end ?? 0 }, own))
      found.push(String(number.value));
    else if (token?.kind === "number" && overlaps(token, own)) found.push(token.norm);
    at = number?.to ?? at + 1;
  }
  return found.join(" ");
}

/**
 * Where a span of the first text stands now; null where a letter of it is gone, others are between, or it has become
 * part of another word or number.
 */
export function standsAt(first: string, span: Span, now: Traced, places: Int32Array): Span | null {
  let start = -1;
  let last = -1;
  for (let id = span.start; id < span.end; id++) {
    if (isSlight(first, id)) continue;
    const at = places[id] ?? -1;
    if (at < 0) return null;
    if (last >= 0) {
      if (at <= last) return null;
      for (let between = last + 1; between < at; between++) if (!isSlight(now.text, between)) return null;
      // Blank where there was none, or none where there was: other words.
      const parted = /\s/.test(first.slice(now.ids[last] ?? 0, id));
      if (parted !== /\s/.test(now.text.slice(last, at))) return null;
    } else start = at;
    last = at;
  }
  if (start < 0) return null;
  let end = last + 1;
  while (
    end < now.text.length &&
    foldArabic(now.text[end] ?? "") === "" &&
    !isBlank(now.text.charCodeAt(end))
  )
    end++;
  if (joins(first, span.start) !== joins(now.text, start) || joins(first, span.end) !== joins(now.text, end))
    return null;
  return numbers(first, span) === numbers(now.text, { start, end }) ? { start, end } : null;
}

/** Where each code unit of the first text stands now; -1 for what is gone. */
export function placesOf(first: string, now: Traced): Int32Array {
  const places = new Int32Array(first.length).fill(-1);
  for (const [at, id] of now.ids.entries()) if (id >= 0) places[id] = at;
  return places;
}

/** Where an annotation stands now; of a figure its number and its word of harm must stand too. */
export function truthOf(annotation: Annotation, first: string, now: Traced, places: Int32Array): Span | null {
  const own = standsAt(first, annotation, now, places);
  if (!own || annotation.kind === "entity") return own;
  for (const part of [annotation.figure.number, annotation.figure.trigger])
    if (part && !standsAt(first, part, now, places)) return null;
  return own;
}
