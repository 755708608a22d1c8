import type { Position } from "../../../server/src/positions.ts";
import type { Random } from "../edits.ts";

// Random texts as an editor has them, and the edits that it sends, with what they leave told apart from the server.

export const pick = <T>(items: readonly T[], next: Random): T =>
  items[Math.floor(next() * items.length)] as T;

export const below = (limit: number, next: Random): number => Math.floor(next() * limit);

const SENTENCES = [
  "At least 31 militants were killed in Abyan on Friday, military officials said. ",
  "ADEN, June 15 (Reuters) - Twelve people died and 40 were wounded. ",
  "Mr. Ali al-Houthi, of Human Rights Watch, paid $3.5 million for 20 rockets. ",
  "Between 10 and 15 civilians, including three children, were killed by Saudi-led jets. ",
  "قتل ١٢ شخصا في عدن يوم الجمعة، وفق مصادر طبية. ",
  "وأصيب خمسة وعشرون مدنيا بجروح في صنعاء. ",
  "قال محمد عبد الله من منظمة العفو الدولية إن ثلاثة جنود قتلوا. ",
  "👩‍👩‍👧 7 killed 😀 in Taiz. ",
  "\ud83d lone \udc00 halves killed 9 \udfff\ud800. ",
  "e\u0301\u0302 \u202e31 dellik\u202c \u200f\u0000\ufeff. ",
  "<b onclick=x>[Aden](command:evil)</b> | `x` ",
  "killed killed killed 12 12 12 ((([[[{{{ ",
];
const ENDS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "", "", ""];
const PIECES = [
  "",
  "4",
  " ",
  "a",
  "١",
  "\n",
  "\r\n",
  "😀",
  "\ud83d",
  "\udc00",
  "ًٌٍ",
  "killed ",
  "Aden",
  "thousand ",
  "not ",
  ". ",
  "\u0000",
];

export const sentence = (next: Random): string => pick(SENTENCES, next) + pick(ENDS, next);

export function randomText(next: Random): string {
  let text = "";
  for (let n = below(16, next); n > 0; n--) text += sentence(next);
  return text;
}

/** A change as `didChange` carries it. */
export interface WireChange {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

const LINE_END = /\r\n|\n|\r/g;

/** Where the lines of a text begin, in UTF-16 code units. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(LINE_END)].map((end) => end.index + end[0].length)];
}

/** The position of an offset; within a line's end it is that of the end. */
export function positionOf(text: string, offset: number): Position {
  const starts = lineStarts(text);
  let line = starts.length - 1;
  while (line > 0 && (starts[line] as number) > offset) line--;
  return { line, character: offset - (starts[line] as number) };
}

/** How many lines a text has, and how long one is, its end counted. */
export function isInside(text: string, { line, character }: Position): boolean {
  const starts = lineStarts(text);
  const start = starts[line];
  return start !== undefined && character >= 0 && character <= (starts[line + 1] ?? text.length) - start;
}

/** One change of a text, and what it leaves: a piece put in or taken out, rarely all of it. */
export function randomChange(
  text: string,
  next: Random,
): { readonly change: WireChange; readonly text: string } {
  if (next() < 0.04) {
    const all = randomText(next);
    return { change: { text: all }, text: all };
  }
  const start = outsideLineEnd(text, below(text.length + 1, next));
  const reach = next() < 0.5 ? 0 : next() < 0.9 ? below(12, next) : below(200, next);
  const end = outsideLineEnd(text, Math.min(text.length, start + reach));
  const inserted = next() < 0.8 ? pick(PIECES, next) : sentence(next);
  const range = { start: positionOf(text, start), end: positionOf(text, end) };
  return { change: { range, text: inserted }, text: text.slice(0, start) + inserted + text.slice(end) };
}

/** No editor puts a cursor between the two characters of a line's end. */
const outsideLineEnd = (text: string, offset: number): number =>
  text[offset] === "\n" && text[offset - 1] === "\r" ? offset - 1 : offset;
