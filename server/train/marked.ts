import type { Evidence } from "../src/detect/figures/confidence.ts";
import { figuresIn, readParagraph } from "../src/detect/paragraph.ts";
import type { Span } from "../src/text/span.ts";
import { readShared } from "./shared.ts";

/** A figure of a marked sentence; offsets are UTF-16 code units of the sentence without its markup. */
export interface MarkedFigure extends Span {
  readonly harm: string;
  readonly qualifier: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly number: string;
  readonly trigger: string;
  readonly scope: string;
  readonly status: string;
}

export interface MarkedEntity extends Span {
  readonly label: string;
}

/** A sentence of a marked corpus; the markup is that of `shared/corpora/conflict`. */
export interface MarkedSentence {
  readonly id: string;
  readonly text: string;
  readonly entities: readonly MarkedEntity[];
  readonly figures: readonly MarkedFigure[];
}

const bound = (text: string): number | null => (text === "-" ? null : Number(text));

/**
 * Reads `id TAB text with markup`: entities `[LABEL|text]`, figures `{harm;qualifier;min;max;number;trigger;scope;status|span}`,
 * entities inside figures, two figures on one span joined by `&`.
 * @throws Error where the markup does not close
 */
export function readMarked(line: string): MarkedSentence {
  const tab = line.indexOf("\t");
  const source = line.slice(tab + 1);
  const entities: MarkedEntity[] = [];
  const figures: MarkedFigure[] = [];
  const open: { kind: "[" | "{"; head: string; start: number }[] = [];
  let text = "";
  for (let i = 0; i < source.length; i++) {
    const char = source[i] ?? "";
    if (char === "[" || char === "{") {
      const bar = source.indexOf("|", i);
      if (bar < 0) throw new Error(`${line.slice(0, tab)}: a mark has no “|”`);
      open.push({ kind: char, head: source.slice(i + 1, bar), start: text.length });
      i = bar;
    } else if (char === "]" || char === "}") {
      const mark = open.pop();
      if (!mark || (mark.kind === "[") !== (char === "]"))
        throw new Error(`${line.slice(0, tab)}: the marks do not close`);
      const span = { start: mark.start, end: text.length };
      if (mark.kind === "[") entities.push({ ...span, label: mark.head });
      else for (const head of mark.head.split("&")) figures.push({ ...span, ...readHead(head) });
    } else {
      text += char;
    }
  }
  if (open.length > 0) throw new Error(`${line.slice(0, tab)}: a mark is not closed`);
  return { id: line.slice(0, tab), text, entities, figures };
}

function readHead(head: string): Omit<MarkedFigure, "start" | "end"> {
  const [
    harm = "",
    qualifier = "",
    min = "-",
    max = "-",
    number = "",
    trigger = "",
    scope = "",
    status = "",
  ] = head.split(";");
  return { harm, qualifier, min: bound(min), max: bound(max), number, trigger, scope, status };
}

/** What of a figure is compared with a marked one. */
interface Compared extends Span {
  readonly harm: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly number: { readonly text: string };
}

/** Whether a figure that was found is the one that is marked: harm, bounds and number, on words that overlap. */
export function isFigure(found: Compared, gold: MarkedFigure): boolean {
  if (found.harm !== gold.harm || found.min !== gold.min || found.max !== gold.max) return false;
  if (found.start >= gold.end || gold.start >= found.end) return false;
  const a = found.number.text.toLowerCase();
  const b = gold.number.toLowerCase();
  return a === b || a.includes(b) || b.includes(a);
}

/** The marked corpora by language. */
export const MARKED = { en: "en.marked.tsv", ar: "ar.marked.tsv" } as const;

/** Every figure that detection finds in the marked corpora, what it hangs on, and whether it is one. */
export function* figuresOfMarked(): Generator<{ evidence: Evidence; right: boolean; line: number }> {
  for (const language of ["en", "ar"] as const) {
    for (const [line, source] of readShared("corpora/conflict", MARKED[language]).split("\n").entries()) {
      if (source === "") continue;
      const { text, figures } = readMarked(source);
      const open = [...figures];
      const reading = readParagraph(text, language);
      for (const { bounds, harm, number, rule, sure, start, end } of figuresIn(reading, reading.mentions)) {
        const found = {
          start,
          end,
          harm,
          min: bounds.min,
          max: bounds.max,
          number: { text: text.slice(number.start, number.end) },
        };
        const at = open.findIndex((gold) => isFigure(found, gold));
        if (at >= 0) open.splice(at, 1);
        yield { evidence: { language, rule, qualifier: bounds.qualifier, sure }, right: at >= 0, line };
      }
    }
  }
}
