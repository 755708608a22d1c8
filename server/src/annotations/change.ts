import { countBelow } from "../text/search.ts";
import type { Span } from "../text/span.ts";
import { type Anchors, anchorsIn } from "./anchor.ts";
import { type Move, movesIn } from "./moves.ts";

/** A stretch of the old text that was replaced, and how long the new text is. UTF-16 code units. */
export interface Edit extends Span {
  readonly inserted: number;
}

/** A change from one text to another, as the stretches in which they differ. */
export interface TextChange {
  readonly before: string;
  readonly after: string;
  /** In order, not overlapping; offsets of the old text. */
  readonly edits: readonly Edit[];
  /** For each edit, how far the ones before it move what stands there. */
  readonly shifts: readonly number[];
  /** What was taken away at one place and put in at another. */
  readonly moves: readonly Move[];
  /** The anchors of both texts, for annotations that were replaced. */
  readonly anchors: () => { readonly before: Anchors; readonly after: Anchors };
}

/**
 * A replacement as small as it can be said: an editor that reloads a file, or changes how its lines end, sends the
 * whole text, and annotations outside what really differs must stay. Lines that stand in both are kept, and what is
 * left is cut to whole words, so that `Aden` replaced by `Abyan` is another word and not an edit inside it.
 */
export function textChange(
  before: string,
  after: string,
  replaced: readonly Edit[] = [whole(before, after)],
): TextChange {
  const edits: Edit[] = [];
  let moved = 0;
  for (const edit of replaced) {
    edits.push(...smaller(before, after, edit, moved));
    moved += edit.inserted - (edit.end - edit.start);
  }
  const shifts: number[] = [];
  let by = 0;
  for (const edit of edits) {
    shifts.push(by);
    by += edit.inserted - (edit.end - edit.start);
  }
  let anchors: ReturnType<TextChange["anchors"]> | null = null;
  return {
    before,
    after,
    edits,
    shifts,
    moves: movesIn(before, after, edits, shifts),
    anchors: () => {
      anchors ??= { before: anchorsIn(before), after: anchorsIn(after) };
      return anchors;
    },
  };
}

const whole = (before: string, after: string): Edit => ({
  start: 0,
  end: before.length,
  inserted: after.length,
});

/** A stretch of both texts: what the old one has from `start` to `end`, the new one has from `newStart` to `newEnd`. */
interface Hunk extends Span {
  readonly newStart: number;
  readonly newEnd: number;
}

function smaller(before: string, after: string, { start, end, inserted }: Edit, moved: number): Edit[] {
  // Typing and deleting are as small as can be.
  if (start === end || inserted === 0) return [{ start, end, inserted }];
  const sent = { start, end, newStart: start + moved, newEnd: start + moved + inserted };
  const differs = trimmedHunk(before, after, sent);
  if (!differs) return [];
  const hunk = wholeLines(before, sent, differs);
  const lines = linesOf(before, hunk.start, hunk.end);
  const newLines = linesOf(after, hunk.newStart, hunk.newEnd);
  const edits: Edit[] = [];
  const add = (part: Hunk): void => {
    const left = trimmedHunk(before, after, part);
    if (left) edits.push({ start: left.start, end: left.end, inserted: left.newEnd - left.newStart });
  };
  let from = 0;
  let newFrom = 0;
  const place = (n: number, own: readonly Line[], limit: number): number => own[n]?.start ?? limit;
  for (const [n, m] of [...sameLines(lines, newLines), [lines.length, newLines.length] as const]) {
    add({
      start: place(from, lines, hunk.end),
      end: place(n, lines, hunk.end),
      newStart: place(newFrom, newLines, hunk.newEnd),
      newEnd: place(m, newLines, hunk.newEnd),
    });
    const line = lines[n];
    const newLine = newLines[m];
    // The same line may end otherwise.
    if (line && newLine) {
      const content = line.content.length;
      add({
        start: line.start + content,
        end: line.end,
        newStart: newLine.start + content,
        newEnd: newLine.end,
      });
    }
    from = n + 1;
    newFrom = m + 1;
  }
  return edits;
}

/** A hunk made larger to whole lines, as far as what was sent reaches: lines are compared as a whole. */
function wholeLines(before: string, sent: Hunk, { start, end, newStart, newEnd }: Hunk): Hunk {
  const isEnd = (at: number): boolean => /[\r\n]/.test(before[at] ?? "");
  let front = 0;
  while (start - front > sent.start && !isEnd(start - front - 1)) front++;
  let back = 0;
  while (end + back < sent.end && !isEnd(end + back - 1)) back++;
  return { start: start - front, end: end + back, newStart: newStart - front, newEnd: newEnd + back };
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** The hunk without what both sides begin and end with, cut at words; null where nothing differs. */
function trimmedHunk(before: string, after: string, hunk: Hunk): Hunk | null {
  let { start, end, newStart, newEnd } = hunk;
  while (start < end && newStart < newEnd && before[start] === after[newStart]) {
    start++;
    newStart++;
  }
  while (end > start && newEnd > newStart && before[end - 1] === after[newEnd - 1]) {
    end--;
    newEnd--;
  }
  if (start === end && newStart === newEnd) return null;
  const cuts = (text: string, at: number): boolean =>
    WORD.test(text[at - 1] ?? "") && WORD.test(text[at] ?? "");
  // A half of a surrogate pair is neither a letter nor a place to cut.
  const halves = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  const splits = (text: string, at: number): boolean => cuts(text, at) || halves(text, at);
  while (start > hunk.start && (splits(before, start) || splits(after, newStart))) {
    start--;
    newStart--;
  }
  while (end < hunk.end && (splits(before, end) || splits(after, newEnd))) {
    end++;
    newEnd++;
  }
  return { start, end, newStart, newEnd };
}

interface Line extends Span {
  readonly content: string;
}

function linesOf(text: string, start: number, end: number): Line[] {
  const found: Line[] = [];
  let at = start;
  for (const match of text.slice(start, end).matchAll(/\r\n?|\n/g)) {
    const lineEnd = start + match.index;
    found.push({ start: at, end: lineEnd + match[0].length, content: text.slice(at, lineEnd) });
    at = lineEnd + match[0].length;
  }
  if (at < end) found.push({ start: at, end, content: text.slice(at, end) });
  return found;
}

/** Pairs of lines that stand in both, in order: those that stand once in each, and what is alike around them. */
function sameLines(before: readonly Line[], after: readonly Line[]): [number, number][] {
  const pairs: [number, number][] = [];
  const same = (n: number, m: number): boolean => {
    const line = before[n];
    return line !== undefined && line.content === after[m]?.content;
  };
  let n = 0;
  let m = 0;
  const anchors = [...commonOnce(before, after), [before.length, after.length] as const];
  for (const [nextN, nextM] of anchors) {
    while (n < nextN && m < nextM && same(n, m)) pairs.push([n++, m++]);
    const back: [number, number][] = [];
    let lastN = nextN;
    let lastM = nextM;
    while (lastN > n && lastM > m && same(lastN - 1, lastM - 1)) back.push([--lastN, --lastM]);
    pairs.push(...back.reverse());
    if (nextN < before.length) pairs.push([nextN, nextM]);
    n = nextN + 1;
    m = nextM + 1;
  }
  return pairs;
}

/** The longest row of lines that stand exactly once on either side, in the order of both. */
function commonOnce(before: readonly Line[], after: readonly Line[]): [number, number][] {
  const places = new Map<string, number | null>();
  for (const [m, { content }] of after.entries()) places.set(content, places.has(content) ? null : m);
  const seen = new Map<string, number>();
  for (const { content } of before) seen.set(content, (seen.get(content) ?? 0) + 1);
  // Patience sorting: `tails[k]` ends the row of k + 1 pairs that ends earliest.
  const tails: { n: number; m: number; before: (typeof tails)[number] | null }[] = [];
  for (const [n, { content }] of before.entries()) {
    const m = places.get(content);
    if (m === undefined || m === null || seen.get(content) !== 1) continue;
    const length = countBelow(m, tails.length, (at) => tails[at]?.m ?? 0);
    tails[length] = { n, m, before: tails[length - 1] ?? null };
  }
  const row: [number, number][] = [];
  for (let at = tails.at(-1) ?? null; at; at = at.before) row.push([at.n, at.m]);
  return row.reverse();
}
