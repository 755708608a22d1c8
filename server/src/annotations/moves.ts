import { countBelow } from "../text/search.ts";
import { contains, type Span, trimmed } from "../text/span.ts";
import type { Edit } from "./change.ts";

/** A stretch of the old text that one change took away at one place and put in at another, letter for letter. */
export interface Move {
  /** UTF-16 code units of the old text. */
  readonly from: Span;
  /** Where its first code unit stands in the new text. */
  readonly to: number;
}

/** A line of what an edit removed or put in, or the part of one, without white space at its ends. */
interface Piece extends Span {
  /** It is all that its line has. */
  readonly whole: boolean;
  /** Its edit does nothing but remove, or nothing but put in. */
  readonly pure: boolean;
}

/**
 * What a change moves, in order: lines, or words that are dragged from one place to another. Where the same words were
 * removed, or put in, more than once nothing is guessed. Words inside lines that are rewritten do not count: `12` that
 * is typed over `15` is not the `12` that went elsewhere.
 */
export function movesIn(
  before: string,
  after: string,
  edits: readonly Edit[],
  shifts: readonly number[],
): Move[] {
  const removed: Piece[] = [];
  const added: Piece[] = [];
  for (const [n, { start, end, inserted }] of edits.entries()) {
    const at = start + (shifts[n] ?? 0);
    removed.push(...piecesOf(before, { start, end }, inserted === 0));
    added.push(...piecesOf(after, { start: at, end: at + inserted }, start === end));
  }
  if (removed.length === 0 || added.length === 0) return [];
  const gone = byWords(before, removed);
  const come = byWords(after, added);
  const moves: Move[] = [];
  for (const [words, piece] of gone) {
    const place = come.get(words);
    if (!piece || !place) continue;
    if ((piece.whole && place.whole) || (piece.pure && place.pure))
      moves.push({ from: { start: piece.start, end: piece.end }, to: place.start });
  }
  moves.sort((a, b) => a.from.start - b.from.start);
  return joined(before, after, moves);
}

function piecesOf(text: string, { start, end }: Span, pure: boolean): Piece[] {
  const found: Piece[] = [];
  for (const line of text.slice(start, end).matchAll(/[^\r\n]+/g)) {
    const at = start + line.index;
    const own = trimmed(text, { start: at, end: at + line[0].length });
    if (own) found.push({ ...own, pure, whole: isWholeLine(text, own) });
  }
  return found;
}

const isWholeLine = (text: string, { start, end }: Span): boolean => {
  const line = /(?:^|[\r\n])[^\S\r\n]*$/;
  return (
    line.test(text.slice(Math.max(0, start - 80), start)) &&
    /^[^\S\r\n]*(?:$|[\r\n])/.test(text.slice(end, end + 80))
  );
};

/** The pieces by their words; null for words that more than one has. */
function byWords(text: string, pieces: readonly Piece[]): Map<string, Piece | null> {
  const found = new Map<string, Piece | null>();
  for (const piece of pieces) {
    const words = text.slice(piece.start, piece.end);
    found.set(words, found.has(words) ? null : piece);
  }
  return found;
}

/** Moves that lie on each other in both texts, with the same between them, as one: an annotation may go over a line end. */
function joined(before: string, after: string, moves: readonly Move[]): Move[] {
  const found: Move[] = [];
  for (const move of moves) {
    const last = found.at(-1);
    const end = last ? last.to + last.from.end - last.from.start : 0;
    if (last && before.slice(last.from.end, move.from.start) === after.slice(end, move.to) && move.to >= end)
      found[found.length - 1] = { from: { start: last.from.start, end: move.from.end }, to: last.to };
    else found.push(move);
  }
  return found;
}

/** The move that takes a span along whole; null where there is none. */
export function moveOf(moves: readonly Move[], span: Span): Move | null {
  if (moves.length === 0 || span.start === span.end) return null;
  const move = moves[countBelow(span.start + 1, moves.length, (n) => moves[n]?.from.start ?? 0) - 1];
  return move && contains(move.from, span) ? move : null;
}
