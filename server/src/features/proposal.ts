import type { FigureChanges } from "../annotations/correction.ts";
import { readQuantity } from "../detect/figures/quote.ts";
import { languageOf } from "../text/language.ts";
import { type Span, trimmed } from "../text/span.ts";

/**
 * What a figure that an annotator makes of chosen words says to begin with: their number with its bounds, and who is
 * counted; all other fields are the annotator's to give. The span is in UTF-16 code units.
 */
export function proposedFigure(text: string, span: Span): FigureChanges {
  const place = trimmed(text, { start: Math.max(0, span.start), end: Math.min(text.length, span.end) });
  if (!place) return { min: null, max: null, qualifier: "vague", victims: null };
  const words = text.slice(place.start, place.end);
  // A number alone has no letters to tell the language by: the text around it has.
  const language = languageOf(words) ?? languageOf(text) ?? "en";
  const read = readQuantity(words, language);
  if (!read) return { min: null, max: null, qualifier: "vague", victims: words };
  const { bounds, victims } = read;
  // "three were children": the verb is nobody
  const people = victims && words.slice(victims.start, victims.end).replace(/^(?:were|was|are|is)\s+/i, "");
  return { ...bounds, victims: people };
}
