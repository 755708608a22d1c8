import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit, TextChange } from "./annotations/change.ts";
import { lineSpan, type Position, type Range } from "./positions.ts";
import { type Paragraph, paragraphs, WRAPPED_LINE } from "./text/document.ts";
import { type Language, languageOf } from "./text/language.ts";
import { type Span, shift, trimmed } from "./text/span.ts";

/** The longest block that is read at once with each key, in UTF-16 code units. */
const LONGEST_BLOCK = 5_000;

/**
 * The lines that an edit within one line may have made other paragraphs of: outside of them each paragraph is what it was.
 * They have the same numbers before and after it. Offsets are UTF-16 code units of the new text.
 */
export interface EditedBlock extends Span {
  readonly first: number;
  readonly last: number;
  /** The line that was edited. */
  readonly line: number;
  /** Where a span of the old text, given as a range, is now; null where nothing is left of it. */
  moved(range: Range): Span | null;
}

/**
 * The block of lines round an edit; null for an edit of several lines or places, and where the block is too long to be
 * read with each key.
 * @param document the text after the edit
 */
export function editedBlock(document: TextDocument, change: TextChange): EditedBlock | null {
  const [edit] = change.edits;
  if (!edit || change.edits.length > 1 || !isWithinLine(change, edit)) return null;
  const { line } = document.positionAt(edit.start);
  const by = edit.inserted - (edit.end - edit.start);
  const now = lineSpan(document, line);
  const former = { start: now.start, end: now.end - by };
  const lines = linesRound(document, line, now, change.before.slice(former.start, former.end));
  if (!lines) return null;
  const [first, last] = lines;
  const { start } = lineSpan(document, first);
  const { end } = lineSpan(document, last);
  if (end - start > LONGEST_BLOCK || /[\u2028\u2029]/.test(change.after.slice(start, end))) return null;
  const formerOffset = ({ line: own, character }: Position): number =>
    document.offsetAt({ line: own, character: 0 }) - (own > line ? by : 0) + character;
  return { first, last, line, start, end, moved: (range) => movedBy(edit, by, range, formerOffset) };
}

/** Where a span is after an edit: what is put in at one of its ends does not belong to it. */
function movedBy(
  edit: Edit,
  by: number,
  range: Range,
  formerOffset: (position: Position) => number,
): Span | null {
  const [from, to] = [formerOffset(range.start), formerOffset(range.end)];
  const start = from < edit.start ? from : from >= edit.end ? from + by : edit.start + edit.inserted;
  const end = to <= edit.start ? to : to >= edit.end ? to + by : edit.start;
  return start < end ? { start, end } : null;
}

/** The paragraphs of a block, as those of the whole text are found. */
export const paragraphsIn = (text: string, block: Span, overall: Language): Paragraph[] =>
  paragraphs(text.slice(block.start, block.end), overall).map((own) => {
    const span = shift(own, block.start);
    return { ...span, language: languageOf(text, span.start, span.end) ?? overall };
  });

/** Whether an edit neither takes a line end away, nor puts one in, nor makes one of two or two of one. */
function isWithinLine({ before, after }: TextChange, { start, end, inserted }: Edit): boolean {
  if (end - start > LONGEST_BLOCK || inserted > LONGEST_BLOCK) return false;
  const changed = before.slice(start, end) + after.slice(start, start + inserted);
  return !/[\r\n\u2028\u2029]/.test(changed) && !(before[start - 1] === "\r" && before[end] === "\n");
}

/**
 * The first and last line of the block of an edited line. Between blank lines one block is one paragraph where its lines
 * were broken by hand, and then no line is wide; else each of its lines is a paragraph.
 * @param former what the edited line was before
 */
function linesRound(
  document: TextDocument,
  line: number,
  now: Span,
  former: string,
): readonly [number, number] | null {
  const text = document.getText();
  const isWide = ({ start, end }: Span): boolean => end - start > WRAPPED_LINE;
  const isEmpty = ({ start, end }: Span): boolean => trimmed(text, { start, end }) === null;
  const stays = trimmed(former, { start: 0, end: former.length }) !== null && !isEmpty(now);
  if (stays && isWide(now) && former.length > WRAPPED_LINE) return [line, line];
  let size = 0;
  const reach = (step: number): number | "alone" | null => {
    for (let n = line + step; ; n += step) {
      if (n < 0 || n >= document.lineCount) return n - step;
      const own = lineSpan(document, n);
      if (isEmpty(own)) return n - step;
      if (stays && isWide(own)) return "alone";
      size += own.end - own.start;
      if (size > LONGEST_BLOCK) return null;
    }
  };
  const first = reach(-1);
  if (first === "alone") return [line, line];
  const last = reach(1);
  if (last === "alone") return [line, line];
  return first === null || last === null ? null : [first, last];
}
