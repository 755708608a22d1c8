import type { Quote } from "../detect/detection.ts";
import type { Span } from "../text/span.ts";
import { anchorOf, splitsNumber } from "./anchor.ts";
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
 * An annotation after an edit of the text. One whose text was deleted becomes an orphan at the place where it was,
 * unless its words stand once in what replaced them; an orphan whose words come back (undo) is what it was before.
 */
export function afterEdit(annotation: Annotation, edit: Edit, text: string): Annotation {
  const place = shifted(annotation, edit);
  const moved = movedParts(annotation, edit, text);
  if (annotation.status === "orphaned") {
    const lost = { ...moved, start: place.start, end: place.start };
    const start =
      edit.start <= annotation.start && annotation.start <= edit.end
        ? comeBack(annotation, edit, text)
        : null;
    return start === null ? lost : restored(lost, start);
  }
  if (place.effect === "deleted") {
    const start = comeBack(annotation, edit, text);
    if (start !== null) return { ...moved, start, end: start + annotation.quote.length };
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

/** Where in inserted text an annotation's words stand: where they were cut out, else at the only place. */
function comeBack({ quote, lost, touched }: Annotation, edit: Edit, text: string): number | null {
  if (quote === "" || touched) return null;
  const inserted = text.slice(edit.start, edit.start + edit.inserted);
  if (lost !== null && inserted.startsWith(quote, lost)) return edit.start + lost;
  const first = inserted.indexOf(quote);
  if (first === -1 || inserted.indexOf(quote, first + 1) !== -1) return null;
  const at = edit.start + first;
  return splitsNumber(text, at, at + quote.length) ? null : at;
}

function restored(orphan: Annotation, start: number): Annotation {
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

/** An annotation with its anchor as the text is now; an orphan keeps the words that it lost. */
export const anchored = (annotation: Annotation, text: string): Annotation =>
  annotation.status === "orphaned" ? annotation : { ...annotation, ...anchorOf(text, annotation) };
