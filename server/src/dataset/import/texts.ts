import { countBelow } from "../../text/search.ts";
import { isBlank, type Span, trimmed } from "../../text/span.ts";

// One text as two programs have it: with other line ends and other white space, in tokens, or in another normal form of
// Unicode. Nothing else may differ. Offsets are UTF-16 code units.

/** Where a span of one text stands in another; null where it holds nothing but white space. */
export type SpanMap = (span: Span) => Span | null;

/** What texts are compared by: a text without white space and format characters, composed (NFC). */
export const essence = (text: string): string => unspaced(text).normalize("NFC");

/** A text without white space and format characters. */
export const unspaced = (text: string): string => bare(text).text;

/** The way from spans of one text to those of another that is the same but for what tools change; null where it is not. */
export function spanMap(from: string, to: string): SpanMap | null {
  if (from === to) return (span) => trimmed(to, span);
  const [source, target] = [bare(from), bare(to)];
  const across = source.text === target.text ? (span: Span) => span : clusterMap(source.text, target.text);
  if (!across) return null;
  return ({ start, end }) => {
    const own = { start: source.toBare(start), end: source.toBare(end) };
    if (own.start >= own.end) return null;
    const there = across(own);
    return { start: target.toText(there.start), end: target.toText(there.end - 1) + 1 };
  };
}

/** A text without white space, and the way between its offsets and those of the text itself. */
interface Bare {
  readonly text: string;
  /** How many code units that are kept stand before an offset. */
  toBare(offset: number): number;
  /** Where a code unit that is kept stands. */
  toText(index: number): number;
}

function bare(text: string): Bare {
  const runs: Span[] = [];
  /** How many code units the runs before each have. */
  const before: number[] = [];
  let [from, kept] = [0, 0];
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !isBlank(text.charCodeAt(at))) continue;
    if (at > from) {
      runs.push({ start: from, end: at });
      before.push(kept);
      kept += at - from;
    }
    from = at + 1;
  }
  return {
    text: runs.map(({ start, end }) => text.slice(start, end)).join(""),
    toBare(offset) {
      const n = countBelow(offset, runs.length, (at) => runs[at]?.start ?? 0) - 1;
      const run = runs[n];
      return run ? (before[n] ?? 0) + Math.min(offset, run.end) - run.start : 0;
    },
    toText(index) {
      const n = countBelow(index + 1, before.length, (at) => before[at] ?? 0) - 1;
      return (runs[n]?.start ?? 0) + index - (before[n] ?? 0);
    },
  };
}

/** From whole letters with their marks in one text to those of another that has them in another normal form. */
function clusterMap(from: string, to: string): ((span: Span) => Span) | null {
  const [own, other] = [clusters(from), clusters(to)];
  const isSame =
    own.length === other.length && own.every(({ composed }, n) => composed === other[n]?.composed);
  if (!isSame) return null;
  const at = (offset: number): number => countBelow(offset + 1, own.length, (n) => own[n]?.start ?? 0) - 1;
  return ({ start, end }) => ({
    start: other[at(start)]?.start ?? 0,
    end: other[at(end - 1) + 1]?.start ?? to.length,
  });
}

const clusters = (text: string): { readonly start: number; readonly composed: string }[] =>
  [...text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)].map(({ index, 0: cluster }) => ({
    start: index,
    composed: cluster.normalize("NFC"),
  }));
