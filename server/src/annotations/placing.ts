import * as l10n from "@vscode/l10n";
import { readQuantity } from "../detect/figures/quote.ts";
import { languageOf } from "../text/language.ts";
import { contains, overlaps, type Span } from "../text/span.ts";
import { alignment } from "./alignment.ts";
import type { Annotation, FigureRecord } from "./annotation.ts";
import { type Context, CorrectionError } from "./context.ts";
import { trimmedSpan } from "./decide.ts";
import { groundOf } from "./evidence.ts";
import { movedTo } from "./movedParts.ts";
import { numbersAt } from "./numbers.ts";
import { recordOf } from "./record.ts";
import type { Target } from "./target.ts";

/**
 * A lost annotation on words that the annotator chose, in UTF-16 code units. A figure whose number is another one there
 * says what the words there say, and is corrected; what it said before is kept.
 * @throws CorrectionError where the annotation is not lost, or nothing is selected
 */
export function placedOn({ annotation }: Target, span: Span, context: Context): Annotation {
  if (annotation.status !== "orphaned")
    throw new CorrectionError(
      l10n.t(
        "“{0}” stands in the text already; set its boundaries to the selection instead.",
        annotation.quote,
      ),
    );
  const { text } = context;
  const place = trimmedSpan(text, span);
  const world = { ground: groundOf(text), lies: alignment([], text.length), places: new Map<string, Span>() };
  const moved = movedTo(annotation, place, world, false);
  if (!moved)
    throw new CorrectionError(l10n.t("The annotation cannot be placed there; add a new one instead."));
  const { by, at } = context;
  const placed = { ...moved, ...context.anchors.at(place), touched: false, lost: null, by, at };
  if (placed.kind !== "figure" || annotation.kind !== "figure") return placed;
  const before = numbersAt(annotation.quote, { start: 0, end: annotation.quote.length });
  const { number, trigger } = placed.figure;
  const isWhole = number === null || number.start < number.end;
  if (isWhole && numbersAt(text, place) === before)
    return { ...placed, figure: withTrigger(placed.figure, place, context) };
  const figure = reread({ ...placed.figure, trigger }, place, context);
  const was = { ...placed.was, figure: placed.was?.figure ?? annotation.figure };
  return { ...placed, figure, was, status: placed.status === "accepted" ? "corrected" : placed.status };
}

/** The figure as detection reads the chosen words, or the words alone where it reads no figure of this harm there. */
function reread(figure: FigureRecord, place: Span, context: Context): FigureRecord {
  const { text, detections } = context;
  const same = detections.figures.filter(({ harm }) => harm === figure.harm);
  const suggestion =
    same.find(({ number }) => contains(place, number)) ?? same.find((one) => overlaps(one, place));
  if (suggestion) return recordOf(suggestion, detections);
  const words = text.slice(place.start, place.end);
  const read = readQuantity(words, languageOf(words) ?? languageOf(text) ?? "en");
  const bounds = read?.bounds ?? { min: null, max: null, qualifier: "vague" as const };
  return { ...withTrigger(figure, place, context), ...bounds, number: null };
}

/** The word of harm that detection reads with the place, where the figure's own is gone. */
function withTrigger(figure: FigureRecord, place: Span, { detections }: Context): FigureRecord {
  const { trigger } = figure;
  if (trigger && trigger.start < trigger.end) return figure;
  const suggestion = detections.figures.find((one) => one.harm === figure.harm && overlaps(one, place));
  return { ...figure, trigger: suggestion?.trigger ?? null };
}
