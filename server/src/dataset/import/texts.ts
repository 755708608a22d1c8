import { countBelow } from "../../text/search.ts";
import { isBlank, type Span, trimmed } from "../../text/span.ts";

// One text as two programs have it: with other line ends and other white space, in tokens, or in another normal form of
// Unicode. Nothing else may differ. Offsets are UTF-16 code units.

/** Where a span of one text stands in another; null where it holds nothing but white space. */
export type SpanMap = (span: Span) => Span | null;

/** What texts are compared by: a text without white space and format characters, composed (NFC). */
export const essence = (text: string): string => unspaced(text).normalize("NFC");

/** A text without white space and format characters. */
export const unspaced = (text: string): string => withoutBlanks(text).text;

/** The way from spans of one text to those of another that is the same but for what tools change; null where it is not. */
export function spanMap(from: string, to: string): SpanMap | null {
  if (from === to) return (span) => trimmed(to, span);
  const [source, target] = [withoutBlanks(from), withoutBlanks(to)];
  const isSame = source.text === target.text;
  const [own, other] = isSame ? [source.pieces, target.pieces] : [clusters(source), clusters(target)];
  if (!isSame && !sameClusters(source, own, target, other)) return null;
  return ({ start, end }) => {
    // The pieces that end behind the span's start and begin before its end.
    const first = countBelow(start + 1, own.length, (n) => own[n]?.end ?? 0);
    const last = countBelow(end, own.length, (n) => own[n]?.start ?? 0) - 1;
    const [head, tail] = [other[first], other[last]];
    return first <= last && head && tail ? { start: head.start, end: tail.end } : null;
  };
}

/** A text without white space, and where each of its code units stands in the text itself. */
interface Bare {
  readonly text: string;
  readonly pieces: readonly Span[];
}

function withoutBlanks(text: string): Bare {
  const pieces: Span[] = [];
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !isBlank(text.charCodeAt(at))) {
      pieces.push({ start: at, end: at + 1 });
      continue;
    }
    if (at > from) kept.push(text.slice(from, at));
    from = at + 1;
  }
  return { text: kept.join(""), pieces };
}

/** The letters of a text, each with the marks on it, as spans of the text itself. */
function clusters({ text, pieces }: Bare): Span[] {
  return [...text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)].map(({ index, 0: cluster }) => ({
    start: pieces[index]?.start ?? 0,
    end: pieces[index + cluster.length - 1]?.end ?? 0,
  }));
}

function sameClusters(a: Bare, own: readonly Span[], b: Bare, other: readonly Span[]): boolean {
  if (own.length !== other.length) return false;
  const composed = ({ text }: Bare): string[] =>
    [...text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)].map(([cluster]) => cluster.normalize("NFC"));
  const there = composed(b);
  return composed(a).every((cluster, n) => cluster === there[n]);
}
