import { isMixed, type Language, languageOf } from "./language.ts";
import { isBlank, type Span } from "./span.ts";

/** A stretch of text that is read on its own: detection never looks across its ends, so an edit costs one of these. */
export interface Paragraph extends Span {
  readonly language: Language;
}

/** The longest paragraph that is read in one piece, in UTF-16 code units; some thirty times one of a newspaper. */
const LONGEST = 10_000;

/** The widest line, in UTF-16 code units, that is taken for one of a text broken by hand. */
export const WRAPPED_LINE = 100;

/**
 * The paragraphs of a text, in order, without the line ends between them. Blank lines separate them, and so does a
 * single line end unless the lines were broken by hand at a fixed width, as agencies once sent them.
 * A paragraph without letters is in the language `overall`, that of the text. Offsets are UTF-16 code units.
 */
export function paragraphs(text: string, overall = languageOf(text) ?? "en"): Paragraph[] {
  const found: Paragraph[] = [];
  // Nearly all texts are in one script.
  const mixed = isMixed(text);
  let block: Span[] = [];
  const flush = (): void => {
    for (const whole of isHandWrapped(text, block) ? [joined(block)] : block) {
      for (const { start, end } of pieces(text, whole)) {
        const language = mixed ? (languageOf(text, start, end) ?? overall) : overall;
        found.push({ start, end, language });
      }
    }
    block = [];
  };
  for (const line of lines(text)) {
    if (isBlankLine(text, line)) {
      if (block.length > 0) flush();
    } else {
      block.push(line);
    }
  }
  if (block.length > 0) flush();
  return found;
}

/**
 * A paragraph of no more than `LONGEST` code units as it is; a longer one (a whole book on a line) cut behind the ends
 * of sentences, else at white space, so that no piece of work grows with what a line may hold.
 */
function* pieces(text: string, span: Span): Generator<Span> {
  let { start } = span;
  while (span.end - start > LONGEST) {
    const end = cutBefore(text, start, start + LONGEST);
    yield { start, end };
    start = end;
    while (start < span.end && isBlank(text.charCodeAt(start))) start++;
  }
  if (start < span.end) yield { start, end: span.end };
}

/** The best place to cut between the middle of a piece and its end; never inside a surrogate pair. */
function cutBefore(text: string, start: number, end: number): number {
  const middle = start + LONGEST / 2;
  let blank = -1;
  for (let i = end; i > middle; i--) {
    if (!isBlank(text.charCodeAt(i))) continue;
    if (/[.!?؟]/.test(text[i - 1] ?? "")) return i;
    if (blank < 0) blank = i;
  }
  if (blank > 0) return blank;
  const code = text.charCodeAt(end);
  return code >= 0xdc00 && code <= 0xdfff ? end - 1 : end;
}

const joined = (block: readonly Span[]): Span => ({
  start: block[0]?.start ?? 0,
  end: block.at(-1)?.end ?? 0,
});

/** The lines of a text without their ends: LF, CRLF, CR, and Unicode's line and paragraph separators. */
function* lines(text: string): Generator<Span> {
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    yield { start, end: index };
    start = index + end.length;
  }
  yield { start, end: text.length };
}

function isBlankLine(text: string, line: Span): boolean {
  for (let i = line.start; i < line.end; i++) {
    if (!isBlank(text.charCodeAt(i))) return false;
  }
  return true;
}

/** Two lines and more, none long, all but the last of nearly one width, most of them ending inside a sentence. */
function isHandWrapped(text: string, block: readonly Span[]): boolean {
  if (block.length < 2) return false;
  let inside = 0;
  let longest = 0;
  for (const line of block) longest = Math.max(longest, line.end - line.start);
  if (longest > WRAPPED_LINE) return false;
  for (const line of block.slice(0, -1)) {
    if (line.end - line.start < longest * 0.6) return false;
    if (!/[.!?…؟"”:]\s*$/u.test(text.slice(Math.max(line.start, line.end - 3), line.end))) inside++;
  }
  return longest >= 40 && inside * 2 >= block.length - 1;
}
