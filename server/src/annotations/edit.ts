import type { Quote } from "../detect/detection.ts";
import type { Span } from "../text/span.ts";
import { anchorOf } from "./anchor.ts";
import { type Annotation, mapRecord } from "./annotation.ts";

/** A stretch of the text that was replaced: the old span, and how long the new text is. UTF-16 code units. */
export interface Edit extends Span {
  readonly inserted: number;
}

type Effect = "kept" | "touched" | "deleted";

/** Where a span is after an edit, and whether the edit went into it or removed it. */
export function shifted(span: Span, edit: Edit): Span & { effect: Effect } {
  const by = edit.inserted - (edit.end - edit.start);
  if (edit.start >= span.end) return { ...span, effect: "kept" };
  if (edit.end <= span.start) return { start: span.start + by, end: span.end + by, effect: "kept" };
  if (edit.start <= span.start && edit.end >= span.end) {
    return { start: edit.start, end: edit.start, effect: "deleted" };
  }
  // What is typed over one end of a span does not become part of it.
  const start = edit.start <= span.start ? edit.start + edit.inserted : span.start;
  const end = edit.end >= span.end ? edit.start : span.end + by;
  return { start, end, effect: "touched" };
}

/**
 * An annotation after an edit of the text. One whose text was deleted becomes an orphan at the place where it was;
 * an orphan whose words come back there (undo) is what it was before.
 */
export function afterEdit(annotation: Annotation, edit: Edit, text: string): Annotation {
  const place = shifted(annotation, edit);
  const moved = movedParts(annotation, edit, text);
  if (annotation.status === "orphaned")
    return restored({ ...moved, start: place.start, end: place.start }, edit, text);
  if (place.effect === "deleted") {
    return {
      ...moved,
      start: place.start,
      end: place.start,
      status: "orphaned",
      was: { ...annotation.was, status: annotation.status },
      lost: annotation.start - edit.start,
    };
  }
  const touched = annotation.touched || place.effect === "touched";
  return { ...moved, start: place.start, end: place.end, touched };
}

/** All that an annotation refers to besides its own span: the parts of a figure, and where it had been suggested. */
function movedParts(annotation: Annotation, edit: Edit, text: string): Annotation {
  const { was } = annotation;
  const former =
    was?.start === undefined || was.end === undefined
      ? null
      : shifted({ start: was.start, end: was.end }, edit);
  const moved = former
    ? { ...annotation, was: { ...was, start: former.start, end: former.end } }
    : annotation;
  if (moved.kind !== "figure") return moved;
  return { ...moved, figure: mapRecord(moved.figure, (quote) => movedQuote(quote, edit, text)) };
}

/** A part of a figure moves with the text; one that was deleted comes back with the words that come back. */
function movedQuote(quote: Quote, edit: Edit, text: string): Quote {
  const { start, end } = shifted(quote, edit);
  if (start < end || quote.text === "") return { ...quote, start, end };
  if (start < edit.start || start > edit.start + edit.inserted) return { ...quote, start, end };
  const back = text.slice(edit.start, edit.start + edit.inserted).indexOf(quote.text);
  return back < 0
    ? { ...quote, start, end }
    : { ...quote, start: edit.start + back, end: edit.start + back + quote.text.length };
}

function restored(orphan: Annotation, edit: Edit, text: string): Annotation {
  if (orphan.quote === "" || orphan.lost === null) return orphan;
  // The caret of the deletion stands behind what is inserted at it.
  const start = orphan.start - edit.inserted + orphan.lost;
  const inside = edit.start <= start && start + orphan.quote.length <= edit.start + edit.inserted;
  if (!inside || !text.startsWith(orphan.quote, start)) return orphan;
  const { status = "accepted", ...was } = orphan.was ?? {};
  return {
    ...orphan,
    start,
    end: start + orphan.quote.length,
    status,
    was: Object.keys(was).length > 0 ? was : null,
    lost: null,
  };
}

/** An annotation with its anchor as the text is now; an orphan keeps the words that it lost. */
export const anchored = (annotation: Annotation, text: string): Annotation =>
  annotation.status === "orphaned" ? annotation : { ...annotation, ...anchorOf(text, annotation) };
