import { countBelow } from "../text/search.ts";
import { type Span, trimmed } from "../text/span.ts";
import { splitsNumber } from "./anchor.ts";
import { type Annotation, mapRecord, type Part, restoredAt, type Was } from "./annotation.ts";
import type { Edit, TextChange } from "./change.ts";
import { isOtherWord } from "./joined.ts";
import { moveOf } from "./moves.ts";
import { numbersAt } from "./numbers.ts";

type Effect = "kept" | "touched" | "deleted";

/** A span after a change of the text. All offsets are UTF-16 code units. */
interface Shifted extends Span {
  /** Whether the change went into the span or removed it. */
  readonly effect: Effect;
  /** The number of the edit that removed it, or that an empty span stands at. */
  readonly edit: number | null;
}

/** The number of the first edit that ends behind an offset. */
const firstBehind = ({ edits }: Pick<TextChange, "edits">, offset: number): number =>
  countBelow(offset + 1, edits.length, (n) => edits[n]?.end ?? 0);

/** Where a span is after a change. What is typed over one end of a span does not become part of it. */
export function shifted({ start, end }: Span, change: TextChange): Shifted {
  const { edits, shifts } = change;
  const move = moveOf(change.moves, { start, end });
  if (move) {
    const by = move.to - move.from.start;
    return { start: start + by, end: end + by, effect: "kept", edit: null };
  }
  const moved = (n: number): number => {
    const last = edits[n - 1];
    return last ? (shifts[n - 1] ?? 0) + last.inserted - (last.end - last.start) : 0;
  };
  let n = firstBehind(change, start);
  let newStart = start + moved(n);
  let newEnd = end + moved(n);
  let effect: Effect = "kept";
  for (let edit = edits[n]; edit && edit.start < end; n++, edit = edits[n]) {
    const at = edit.start + (shifts[n] ?? 0);
    if (edit.start <= start && edit.end >= end) return { start: at, end: at, effect: "deleted", edit: n };
    effect = "touched";
    if (edit.start <= start) newStart = at + edit.inserted;
    newEnd = edit.end >= end ? at : end + moved(n + 1);
  }
  if (effect === "touched" && newStart >= newEnd)
    return { start: newEnd, end: newEnd, effect: "deleted", edit: Math.max(0, n - 1) };
  return { start: newStart, end: newEnd, effect, edit: null };
}

/** The edit that a place without extent stands at or in, by number; null where it stands apart from all. */
function editAt({ edits }: Pick<TextChange, "edits">, offset: number): number | null {
  // Of those that end before it the last may end just there.
  for (let n = Math.max(0, firstBehind({ edits }, offset) - 1); n < edits.length; n++) {
    const edit = edits[n];
    if (!edit || edit.start > offset) return null;
    if (edit.end >= offset) return n;
  }
  return null;
}

/** What an edit put in, as a span of the new text. */
function insertedBy({ edits, shifts }: TextChange, n: number): Span {
  const { start, inserted }: Edit = edits[n] ?? { start: 0, end: 0, inserted: 0 };
  const at = start + (shifts[n] ?? 0);
  return { start: at, end: at + inserted };
}

/** Where in inserted text words stand: where they were cut out, else at the only place. */
function comeBack(words: string, lost: number | null, inserted: Span, text: string): number | null {
  if (words === "") return null;
  if (lost !== null && inserted.start + lost + words.length <= inserted.end) {
    if (text.startsWith(words, inserted.start + lost)) return inserted.start + lost;
  }
  const first = text.slice(inserted.start, inserted.end).indexOf(words);
  if (first === -1) return null;
  const at = inserted.start + first;
  if (text.slice(at + 1, inserted.end).includes(words)) return null;
  return splitsNumber(text, at, at + words.length) ? null : at;
}

/** A quoted span after a change. */
interface Moved extends Span {
  readonly effect: Effect;
  readonly lost: number | null;
}

/**
 * Where a quoted span is after a change: moved along with it; found again where its words came back, whether they had
 * been deleted or cut short; empty, with what undoing needs, where they are gone. `by` is how far what it belongs to
 * was carried along by the replacement.
 */
function movedQuote(
  { start, end, text: words, lost }: Span & { text: string; lost: number | null },
  change: TextChange,
  by: number | null = null,
): Moved {
  const text = change.after;
  const kept = (at: number): Moved => ({ start: at, end: at + words.length, effect: "kept", lost: null });
  if (start === end && words !== "") {
    const place = shifted({ start, end }, change);
    const at = editAt(change, start);
    const back = at === null ? null : comeBack(words, lost, insertedBy(change, at), text);
    return back === null ? { start: place.start, end: place.start, effect: "deleted", lost } : kept(back);
  }
  const place = shifted({ start, end }, change);
  if (place.effect === "kept") {
    // Cut short before, it may have its words again: undoing puts them beside it.
    if (end - start === words.length || words === "" || !isBeside(change, { start, end }))
      return { ...place, lost: null };
  } else if (place.effect === "deleted") {
    const n = place.edit ?? 0;
    if (by !== null && words !== "" && text.startsWith(words, start + by)) return kept(start + by);
    const back = comeBack(words, null, insertedBy(change, n), text);
    if (back !== null) return kept(back);
    return {
      start: place.start,
      end: place.start,
      effect: "deleted",
      lost: start - (change.edits[n]?.start ?? 0),
    };
  }
  for (const at of [place.start, place.end - words.length]) {
    if (at < 0 || words === "" || !text.startsWith(words, at)) continue;
    if (!splitsNumber(text, at, at + words.length)) return kept(at);
  }
  // Where only line ends differ, nothing of the words does.
  const effect =
    place.effect === "kept" || sameWords(text.slice(place.start, place.end), words) ? "kept" : "touched";
  return { start: place.start, end: place.end, effect, lost: null };
}

const sameWords = (a: string, b: string): boolean => a.replace(/\r\n?/g, "\n") === b.replace(/\r\n?/g, "\n");

/** Whether an edit ends or begins right at a span. */
function isBeside(change: TextChange, { start, end }: Span): boolean {
  return editAt(change, start) !== null || editAt(change, end) !== null;
}

/**
 * An annotation after a change of the text. One whose text was deleted becomes an orphan at the place where it was,
 * unless its words stand, beyond doubt, in what replaced them; an orphan whose words come back (undo) is what it was
 * before. `undone` says that the change is an editor's undo or redo: what it puts in stood there before, with the same
 * words around it.
 */
export function afterEdit(annotation: Annotation, change: TextChange, undone = false): Annotation {
  if (change.edits.length === 0) return annotation;
  const orphan = annotation.status === "orphaned";
  // What was edited before it went is no longer what was decided on: it does not come back by itself.
  const words = orphan && annotation.touched ? "" : annotation.quote;
  const own = { ...annotation, end: orphan ? annotation.start : annotation.end, text: words };
  const place = foundAgain(annotation, movedQuote(own, change), change, undone);
  const by = place.effect === "kept" && !orphan ? place.start - annotation.start : null;
  const moved = movedParts(annotation, change, by);
  if (orphan)
    return place.end > place.start ? restoredAt(moved, place) : { ...moved, ...at(place), lost: place.lost };
  const whole = place.effect === "deleted" ? null : trimmed(change.after, place);
  if (!whole) {
    return {
      ...moved,
      ...at(place),
      status: "orphaned",
      was: { ...moved.was, status: annotation.status },
      lost: place.lost,
    };
  }
  const touched =
    place.effect === "touched" ||
    (annotation.touched && !isAsDecided(annotation, place, moved, change.after)) ||
    isPartTouched(annotation, moved, change.after) ||
    isOtherNumber(annotation, place, change) ||
    isOtherWord(change.before, annotation, change.after, place);
  return { ...moved, ...(touched ? whole : { start: place.start, end: place.end }), touched };
}

/** Whether an annotation that was touched has its words, its number and its parts again, as undoing gives them back. */
function isAsDecided(
  { quote, prefix, suffix }: Annotation,
  place: Moved,
  moved: Annotation,
  text: string,
): boolean {
  if (place.effect !== "kept" || !sameWords(text.slice(place.start, place.end), quote)) return false;
  const own = { start: prefix.length, end: prefix.length + quote.length };
  const former = prefix + quote + suffix;
  if (numbersAt(former, own) !== numbersAt(text, place) || isOtherWord(former, own, text, place))
    return false;
  if (moved.kind !== "figure") return true;
  return [moved.figure.number, moved.figure.trigger].every(
    (part) => part === null || sameWords(text.slice(part.start, part.end), part.text),
  );
}

/** How near an edit must be to make another number of an annotation's, in UTF-16 code units. */
const REACH = 32;

/** Whether what was typed beside an annotation has made its number another: `twenty-` before `five`. */
function isOtherNumber({ start, end }: Span, place: Span, change: TextChange): boolean {
  const { edits, before, after } = change;
  const edit = edits[firstBehind(change, start - REACH - 1)];
  if (!edit || edit.start > end + REACH) return false;
  return numbersAt(before, { start, end }) !== numbersAt(after, place);
}

/** Whether a figure has lost its number or its word of harm by a change, or has other words there. */
function isPartTouched(before: Annotation, after: Annotation, text: string): boolean {
  if (before.kind !== "figure" || after.kind !== "figure") return false;
  const { figure } = after;
  const stood = (part: Part | null): boolean => part !== null && part.start < part.end;
  const differs = (part: Part | null, now: Part | null): boolean =>
    stood(part) && now !== null && !sameWords(text.slice(now.start, now.end), now.text);
  return differs(before.figure.number, figure.number) || differs(before.figure.trigger, figure.trigger);
}

const at = ({ start }: Span): Span => ({ start, end: start });

/** A replaced annotation at the place whose surroundings agree best with those that it had. */
function foundAgain(annotation: Annotation, place: Moved, change: TextChange, undone: boolean): Moved {
  const orphan = annotation.status === "orphaned";
  if (place.effect !== "deleted" || (orphan && (!undone || annotation.touched))) return place;
  const span = { start: annotation.start, end: annotation.end };
  const n = orphan ? editAt(change, span.start) : shifted(span, change).edit;
  const region = n === null ? null : insertedBy(change, n);
  if (!region || region.start === region.end) return place;
  const { before, after } = change.anchors();
  const former = orphan ? annotation : before.at(span);
  const found = after.find({ ...former, start: -1 }, region);
  return found ? { ...found, effect: "kept", lost: null } : place;
}

/** All that an annotation refers to besides its own span: the parts of a figure, and where it had been suggested. */
function movedParts(annotation: Annotation, change: TextChange, by: number | null): Annotation {
  const part = <P extends Part>(quote: P): P => {
    const { lost = null, ...rest } = quote;
    const { start, end, lost: gone } = movedQuote({ ...quote, lost }, change, by);
    return { ...rest, start, end, ...(gone === null ? {} : { lost: gone }) } as unknown as P;
  };
  const was = annotation.was && movedWas(annotation.was, part);
  const opinions = annotation.opinions.map((opinion) => movedWas(opinion, part));
  return annotation.kind === "figure"
    ? { ...annotation, was, opinions, figure: mapRecord(annotation.figure, part) }
    : { ...annotation, was, opinions };
}

function movedWas<W extends Omit<Was, "status">>(was: W, part: <P extends Part>(quote: P) => P): W {
  const { start, end, quote, lost, figure, ...rest } = was;
  const place =
    start === undefined || end === undefined
      ? null
      : part({ start, end, text: quote ?? "", ...(lost === undefined ? {} : { lost }) });
  return {
    ...rest,
    ...(place ? { start: place.start, end: place.end } : {}),
    ...(quote === undefined ? {} : { quote }),
    ...(place?.lost === undefined ? {} : { lost: place.lost }),
    ...(figure ? { figure: mapRecord(figure, part) } : {}),
  } as W;
}
