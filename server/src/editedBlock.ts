import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit, TextChange } from "./annotations/change.ts";
import { lineSpan, type Position, type Range } from "./positions.ts";
import type { LineShift } from "./protocol.ts";
import { type Paragraph, paragraphs, WRAPPED_LINE } from "./text/document.ts";
import { type Language, languageOf } from "./text/language.ts";
import { type Span, shift, trimmed } from "./text/span.ts";

/** The longest block that is read at once with each key, in UTF-16 code units. */
const LONGEST_BLOCK = 5_000;

/**
 * The lines that an edit may have made other paragraphs of: outside of them each paragraph is what it was. Offsets are
 * UTF-16 code units of the new text, lines those of the new text unless they are called former.
 */
export interface EditedBlock extends Span {
  /** The first line of the block, which is the same in both texts, and the last. */
  readonly first: number;
  readonly last: number;
  readonly formerLast: number;
  /** The first and the last of the former lines that were edited. */
  readonly formerEdited: readonly [number, number];
  /** How the lines below the edit have moved; null where they have not. */
  readonly shift: LineShift | null;
  /** Where a span of the old text, given as a range, is now; null where nothing is left of it. */
  moved(range: Range): Span | null;
}

/** The stretch of a text from the first edit to the last, with the lines that have it. */
interface Stretch extends Edit {
  /** Its first line, in both texts; its last line, in the new one and in the old one. */
  readonly first: number;
  readonly last: number;
  readonly formerLast: number;
  /** Where the old text's lines from the first to the last one begin. */
  readonly formerStarts: readonly number[];
}

/**
 * The block of lines round the edits of a change; null where it is too long to be read with each key, and where line ends
 * are made or taken apart by it.
 * @param document the text after the change
 */
export function editedBlock(document: TextDocument, change: TextChange): EditedBlock | null {
  const stretch = stretchOf(document, change);
  if (!stretch) return null;
  const [from, to] = reachOf(document, change, stretch) ?? [];
  if (from === undefined || to === undefined) return null;
  const { start } = lineSpan(document, from);
  const { end } = lineSpan(document, to);
  if (end - start > LONGEST_BLOCK || SEPARATOR.test(change.after.slice(start, end))) return null;
  const down = stretch.last - stretch.formerLast;
  const by = stretch.inserted - (stretch.end - stretch.start);
  const formerOffset = ({ line, character }: Position): number => {
    const known = stretch.formerStarts[line - stretch.first];
    if (known !== undefined) return known + character;
    const isBelow = line > stretch.formerLast;
    return (
      document.offsetAt({ line: isBelow ? line + down : line, character: 0 }) + character - (isBelow ? by : 0)
    );
  };
  return {
    first: from,
    last: to,
    formerLast: to - down,
    formerEdited: [stretch.first, stretch.formerLast],
    shift: down === 0 ? null : { below: stretch.formerLast, by: down },
    start,
    end,
    moved: (range) => movedBy(change, formerOffset(range.start), formerOffset(range.end)),
  };
}

/** Where a span is after a change: what is put in at one of its ends does not belong to it. */
function movedBy({ edits, shifts }: TextChange, from: number, to: number): Span | null {
  let [start, end] = [from, to];
  for (const [n, edit] of edits.entries()) {
    const at = edit.start + (shifts[n] ?? 0);
    const by = (shifts[n] ?? 0) + edit.inserted - (edit.end - edit.start);
    if (from >= edit.end) start = from + by;
    else if (from >= edit.start) start = at + edit.inserted;
    if (to > edit.start) end = to >= edit.end ? to + by : at;
  }
  return start < end ? { start, end } : null;
}

/** The paragraphs of a block, as those of the whole text are found. */
export const paragraphsIn = (text: string, block: Span, overall: Language): Paragraph[] =>
  paragraphs(text.slice(block.start, block.end), overall).map((own) => {
    const span = shift(own, block.start);
    return { ...span, language: languageOf(text, span.start, span.end) ?? overall };
  });

/** Line ends that are none for the client, whose lines are others than ours then. */
const SEPARATOR = /[\u2028\u2029]/;

/** The stretch that a change edits; null where that is long, and where a line end becomes two or two become one. */
function stretchOf(document: TextDocument, { before, after, edits }: TextChange): Stretch | null {
  const [{ start } = { start: 0 }, { end } = { end: 0 }] = [edits[0], edits.at(-1)];
  const inserted = after.length - before.length + end - start;
  if (edits.length === 0 || end - start > LONGEST_BLOCK || inserted > LONGEST_BLOCK) return null;
  const [removed, added] = [before.slice(start, end), after.slice(start, start + inserted)];
  const splits = before[end] === "\n" && (removed.endsWith("\r") || added.endsWith("\r"));
  if (splits || before[start - 1] === "\r" || SEPARATOR.test(removed + added)) return null;
  const { line: first } = document.positionAt(start);
  const formerStarts = [document.offsetAt({ line: first, character: 0 })];
  for (const { index, 0: lineEnd } of removed.matchAll(LINE_END))
    formerStarts.push(start + index + lineEnd.length);
  const last = first + [...added.matchAll(LINE_END)].length;
  return { start, end, inserted, first, last, formerLast: first + formerStarts.length - 1, formerStarts };
}

const LINE_END = /\r\n?|\n/g;

/**
 * The first and last line of the block of an edited stretch; null where it is too long. Between blank lines one block is
 * one paragraph where its lines were broken by hand, and then no line is wide; else each of its lines is a paragraph.
 */
function reachOf(
  document: TextDocument,
  { before, after }: TextChange,
  stretch: Stretch,
): readonly [number, number] | null {
  const { start } = lineSpan(document, stretch.first);
  const { end } = lineSpan(document, stretch.last);
  const by = stretch.inserted - (stretch.end - stretch.start);
  const edited = [before.slice(start, end - by).split(LINE_END), after.slice(start, end).split(LINE_END)];
  // Whether the lines above and below it are of one block, in both texts.
  const isOne = edited.every((own) => own.every((line) => line.trim() !== ""));
  const alone = [stretch.first, stretch.last] as const;
  if (isOne && edited.every((own) => own.some(({ length }) => length > WRAPPED_LINE))) return alone;
  const [above, below] = [farthest(document, stretch.first, -1), farthest(document, stretch.last, 1)];
  if (isOne && (above === "wide" || below === "wide")) return alone;
  if (above === null || below === null) return null;
  return [above === "wide" ? stretch.first : above, below === "wide" ? stretch.last : below];
}

/**
 * The farthest line of a block from one of its lines on; `wide` where a wide line makes each of them a paragraph, whatever
 * becomes of the line; null where it is too far.
 */
function farthest(document: TextDocument, line: number, step: 1 | -1): number | "wide" | null {
  const text = document.getText();
  let size = 0;
  for (let n = line + step; ; n += step) {
    if (n < 0 || n >= document.lineCount) return n - step;
    const own = lineSpan(document, n);
    if (trimmed(text, own) === null) return n - step;
    if (own.end - own.start > WRAPPED_LINE) return "wide";
    size += own.end - own.start;
    if (size > LONGEST_BLOCK) return null;
  }
}
