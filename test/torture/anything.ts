import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { randomFrom } from "../../server/src/dataset/measure/random.ts";
import { detect } from "../../server/src/detect/detect.ts";
import type { CasualtyFigure, Detections } from "../../server/src/detect/detection.ts";
import type { Span } from "../../server/src/text/span.ts";

// Texts that are no articles, and what must hold of detection in them all the same.

/** Words and signs again and again, each of which has made some program of the kind slow or made it fail. */
const REPEATED: readonly string[] = [
  ..."aAب([{<>)\"'-.,;:|$1٣\0\t\n\r \u00a0ـ\u064b\u0301\u200f\u202e\ufeff\u2028".split(""),
  ...["\ud83d", "\udc00", "😀", "👩‍", "漢字", "ไทย", "हिन्दी ", "ﷺ", "a\n", "([{", "()"],
  ...["word ", "Word ", "Aden ", "Aden, ", "Aden\n", "of ", "the ", "and ", "Mr. ", "A. ", "A.", "a-", "a'"],
  ...["killed ", "12 ", "1,", "1.", "12/11/", "12 killed ", "killed 12 ", "June 15 ", "$3 million "],
  ...["hundred ", "twenty and ", "twenty-", "of whom 3 were killed and ", "including 3 civilians, "],
  ...["said ", "He said. ", '"a ', "<b onclick='x'>", "&amp;", "http://a.b/c?", "a@b.c ", "| "],
  ...["و", "وال", "بن ", "علي ", "عبد الله ", "قتل ", "قتل ١٢ ", "ألف و", "آخرون ", "من بينهم 3 أطفال "],
  "ارتفع عدد القتلى إلى 4. ",
];

/** Pieces that are never the same twice, by a random number. */
const VARIED: readonly (readonly [string, (next: () => number) => string])[] = [
  ["figures", (next) => `${Math.floor(next() * 1e6)} people were killed in Aden.\n`],
  ["figures in Arabic", (next) => `قتل ${Math.floor(next() * 1e6)} شخصا في عدن.\n`],
  ["totals in Arabic", (next) => `ارتفع عدد القتلى إلى ${Math.floor(next() * 1e6)}.\n`],
  ["names", (next) => `Ali X${lettersOf(next)} said.\n`],
  ["names in Arabic", (next) => `قال محمد ${lettersOf(next, 0x628)}.\n`],
  ["capitals", (next) => `X${lettersOf(next)} `],
  ["binary", (next) => Buffer.from(bytes(next)).toString("utf8")],
  ["base64", (next) => Buffer.from(bytes(next)).toString("base64")],
  ["UTF-16 units", (next) => String.fromCharCode(...bytes(next).map(() => next() * 65_536))],
  [
    "all scripts",
    (next) => String.fromCodePoint(...bytes(next).map(() => 0x21 + Math.floor(next() * 0x2_0000))),
  ],
];

const bytes = (next: () => number): number[] => Array.from({ length: 64 }, () => next() * 256);

const lettersOf = (next: () => number, first = 0x61): string =>
  String.fromCharCode(...Array.from({ length: 7 }, () => first + Math.floor(next() * 20)));

/** One kind of text, in any size. */
export interface Kind {
  readonly name: string;
  /** A text of that many UTF-16 code units, the same each time. */
  of(size: number): string;
}

export const kinds: readonly Kind[] = [
  ...REPEATED.map(
    (piece): Kind => ({
      name: JSON.stringify(piece),
      of: (size) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size),
    }),
  ),
  ...VARIED.map(
    ([name, piece]): Kind => ({
      name,
      of(size) {
        const next = randomFrom(1);
        let text = "";
        while (text.length < size) text += piece(next);
        return text.slice(0, size);
      },
    }),
  ),
];

/** The sample articles again and again, no paragraph twice: what is known is not read again. */
export const news: Kind = {
  name: "news",
  of(size) {
    const folder = path.resolve(import.meta.dirname, "../fixtures/articles");
    const articles = readdirSync(folder)
      .filter((name) => name.endsWith(".txt"))
      .map((name) => readFileSync(path.join(folder, name), "utf8"));
    let text = "";
    for (let n = 0; text.length < size; n++)
      for (const article of articles) text += `${article.replaceAll(/\r?\n+/g, ` (${n}).\n\n`)}\n\n`;
    return text.slice(0, size);
  },
};

/** Detects in a text; every span that comes of it lies inside, has the words that it says, and halves no character. */
export function checkDetection(text: string): Detections {
  const found = detect(text);
  const whole = (span: Span, what: string): void => {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${what} is outside`);
    assert.ok(!halves(text, span.start) && !halves(text, span.end), `${what} halves a character`);
  };
  for (const entity of found.entities) {
    whole(entity, entity.id);
    assert.equal(text.slice(entity.start, entity.end), entity.text);
    assert.ok(entity.start < entity.end);
  }
  for (const figure of found.figures) for (const part of partsOf(figure)) whole(part, figure.id);
  return found;
}

const partsOf = (figure: CasualtyFigure): readonly Span[] =>
  [figure, figure.number, figure.trigger].filter((part) => part !== null);

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000;
const halves = (text: string, at: number): boolean =>
  isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));

/** Reads texts of that size of every kind, and lines of ten times that; prints the time of each beside that of news. */
export function detecting(size: number): boolean {
  const time = (text: string): number => {
    const started = performance.now();
    checkDetection(text);
    return performance.now() - started;
  };
  time(news.of(100_000));
  const ofNews = time(news.of(size));
  console.log(`Detection on anything: ${size} UTF-16 code units of news take ${ofNews.toFixed(0)} ms`);
  const rows = kinds.map(({ name, of }) => ({ name, times: time(of(size)) / ofNews }));
  rows.sort((a, b) => b.times - a.times);
  console.table(rows.slice(0, 12).map(({ name, times }) => ({ text: name, "times news": times.toFixed(1) })));
  const lines = ["a", "12 killed ", "عبد الله ", "figures"].map((name) => {
    const kind = kinds.find((own) => own.name === name || own.name === JSON.stringify(name));
    const line = (kind?.of(size * 10) ?? "").replaceAll("\n", " ");
    return {
      "one line, ten times as long": name,
      "times ten of news": (time(line) / ofNews / 10).toFixed(1),
    };
  });
  console.table(lines);
  return rows.every(({ times }) => times < 3);
}
