import type { Edit } from "../../server/src/annotations/change.ts";

/** A text whose every UTF-16 code unit knows which one of the first text it is; -1 for what was written since. */
export interface Traced {
  readonly text: string;
  readonly ids: readonly number[];
}

/** What takes the place of a stretch of a text, in UTF-16 code units. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: Traced;
}

export type Random = () => number;

export const traced = (text: string): Traced => ({
  text,
  ids: Array.from({ length: text.length }, (_, n) => n),
});

const written = (text: string): Traced => ({ text, ids: new Array(text.length).fill(-1) });

const slice = ({ text, ids }: Traced, start: number, end: number): Traced => ({
  text: text.slice(start, end),
  ids: ids.slice(start, end),
});

/** The text after replacements, and those as an editor would send them. */
export function applied(from: Traced, replacements: readonly Replacement[]): { to: Traced; edits: Edit[] } {
  const sorted = [...replacements].sort((a, b) => a.start - b.start);
  let text = "";
  const ids: number[] = [];
  let at = 0;
  const add = (part: Traced): void => {
    text += part.text;
    for (const id of part.ids) ids.push(id);
  };
  for (const { start, end, by } of sorted) {
    add(slice(from, at, start));
    add(by);
    at = end;
  }
  add(slice(from, at, from.text.length));
  return {
    to: { text, ids },
    edits: sorted.map(({ start, end, by }) => ({ start, end, inserted: by.text.length })),
  };
}

const pick = <T>(items: readonly T[], next: Random): T | undefined =>
  items[Math.floor(next() * items.length)];

const wordsOf = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}\u0640]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));

const linesOf = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(/[^\n]+\n*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));

const sentencesOf = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(/[^.!?؟\n]+[.!?؟]*[ \n]*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));

const SNIPPETS = [
  "12 people were killed in Aden. ",
  "another 15 were wounded, ",
  "twenty-",
  "three hundred and ",
  "4",
  "😀 ",
  "قتل ١٢ شخصا في عدن. ",
  "خمسة و",
  "وقال مسؤول إن ",
  "not ",
  "thousand ",
  "Yemen, ",
  "في صنعاء ",
  "\n\n",
  "👩‍👩‍👧 ",
];

const OTHER_WORDS = [
  "Aden",
  "Taiz",
  "14",
  "412",
  "five",
  "hundred",
  "عدن",
  "١٤",
  "أربعة",
  "militants",
  "Smith",
];

/** One act of editing; null where the text has nothing for it. */
type Act = (from: Traced, next: Random, foreign: string) => Replacement[] | null;

const inserts: Act = ({ text }, next, foreign) => {
  const word = pick(wordsOf(text), next);
  if (!word) return null;
  // Mostly before a word, at times inside one.
  const at = next() < 0.85 ? word.start : Math.min(word.end, word.start + 1 + Math.floor(next() * 3));
  const own = next() < 0.5 ? pick(SNIPPETS, next) : sliceOf(foreign, pick(sentencesOf(foreign), next));
  return [{ start: at, end: at, by: written(own ?? "") }];
};

const sliceOf = (text: string, span: { start: number; end: number } | undefined): string =>
  span ? text.slice(span.start, span.end) : "";

const deletes: Act = ({ text }, next) => {
  const units = next() < 0.3 ? wordsOf(text) : next() < 0.6 ? sentencesOf(text) : linesOf(text);
  if (next() < 0.2) {
    const start = Math.floor(next() * text.length);
    return [{ start, end: Math.min(text.length, start + 1 + Math.floor(next() * 60)), by: written("") }];
  }
  const span = pick(units, next);
  return span && units.length > 2 ? [{ ...span, by: written("") }] : null;
};

const moves: Act = (from, next) => {
  const units = next() < 0.7 ? linesOf(from.text) : sentencesOf(from.text);
  const span = pick(units, next);
  const to = pick(units, next);
  if (!span || !to || (to.start >= span.start && to.start <= span.end)) return null;
  return [
    { ...span, by: written("") },
    { start: to.start, end: to.start, by: slice(from, span.start, span.end) },
  ];
};

/** The same sentence once more, as it is or with another number, place or name in it. */
const repeats: Act = ({ text }, next) => {
  const units = next() < 0.5 ? sentencesOf(text) : linesOf(text);
  const span = pick(units, next);
  const to = pick(units, next);
  if (!span || !to) return null;
  let own = text.slice(span.start, span.end);
  if (next() < 0.8) {
    const word = pick(wordsOf(own), next);
    if (word) own = own.slice(0, word.start) + (pick(OTHER_WORDS, next) ?? "") + own.slice(word.end);
  }
  return [{ start: to.start, end: to.start, by: written(own) }];
};

const replacesAll: Act = ({ text }, next) => {
  const spans = wordsOf(text);
  const numbers = spans.filter(({ start, end }) => /\p{N}/u.test(text.slice(start, end)));
  const span = pick(next() < 0.4 && numbers.length > 0 ? numbers : spans, next);
  if (!span) return null;
  const old = text.slice(span.start, span.end);
  const by = pick(OTHER_WORDS, next) ?? "";
  return spans
    .filter(({ start, end }) => text.slice(start, end) === old)
    .map((one) => ({ ...one, by: written(by) }));
};

const each = (text: string, pattern: RegExp, by: (found: string) => string): Replacement[] =>
  [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    by: written(by(match[0])),
  }));

const reformats: Act = ({ text }, next) => {
  switch (Math.floor(next() * 5)) {
    case 0: // wrapped by hand
      return each(text, / +/g, () => (next() < 0.12 ? "\n" : " "));
    case 1: // unwrapped
      return each(text, /(?<=[^\r\n])\r?\n(?=[^\r\n])/g, () => " ");
    case 2:
      return each(text, / +/g, () => (next() < 0.3 ? "\u00a0" : next() < 0.2 ? "  " : " "));
    case 3:
      return each(text, /[ \t]*\r?\n[\s]*/g, () => "\n\n");
    default:
      return each(text, /(?<=\n)(?=\S)/g, () => "    ");
  }
};

const endsLines: Act = ({ text }) =>
  text.includes("\r\n") ? each(text, /\r\n/g, () => "\n") : each(text, /\n/g, () => "\r\n");

const marks: Act = ({ text }, next) => {
  if (!/[\u0621-\u064a]/.test(text)) return null;
  if (next() < 0.4) return each(text, /[\u0640\u064b-\u0652]+/g, () => "");
  return each(text, /(?<=[\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647])(?=[\u0621-\u064a])/g, () =>
    next() < 0.15 ? "\u0640\u0640" : next() < 0.2 ? "\u064e" : "",
  );
};

const ACTS: readonly Act[] = [
  inserts,
  inserts,
  deletes,
  deletes,
  moves,
  repeats,
  replacesAll,
  reformats,
  reformats,
  endsLines,
  marks,
];

/** What one random act of editing replaces, in no order; null where the text has nothing for it. */
export const randomAct: Act = (from, next, foreign) => {
  const found = pick(ACTS, next)?.(from, next, foreign) ?? null;
  return found && found.length > 0 ? found : null;
};

/** One to six acts, each on the text that the one before left. */
export function* sequence(
  first: Traced,
  next: Random,
  foreign: string,
): Generator<{ readonly from: Traced; readonly to: Traced; readonly edits: readonly Edit[] }> {
  let from = first;
  const count = 1 + Math.floor(next() * 6);
  for (let n = 0; n < count; n++) {
    const replacements = randomAct(from, next, foreign);
    if (!replacements) continue;
    const { to, edits } = applied(from, replacements);
    yield { from, to, edits };
    from = to;
  }
}
