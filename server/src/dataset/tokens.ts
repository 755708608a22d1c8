import { paragraphs } from "../text/document.ts";
import { sentences } from "../text/sentence.ts";
import { contains, isBlank, type Span, shift } from "../text/span.ts";
import { tokenize } from "../text/token.ts";

/** A token as formats of tokens have it; without white space inside. */
export interface CutToken extends Span {
  /** A sentence begins with it. */
  readonly opensSentence: boolean;
}

/**
 * The tokens of a text in order, in UTF-16 code units. Where one of `spans` begins or ends inside a word (an Arabic
 * clitic before a name) the word is cut there, so that no boundary is lost; and at white space (a number grouped by
 * spaces), which no token holds.
 */
export function tokensOf(text: string, spans: readonly Span[]): CutToken[] {
  const edges = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const found: CutToken[] = [];
  let next = 0;
  for (const paragraph of paragraphs(text)) {
    const tokens = tokenize(text.slice(paragraph.start, paragraph.end));
    for (const { from, to } of sentences(tokens)) {
      let opensSentence = true;
      for (const token of tokens.slice(from, to)) {
        const { start, end } = shift(token, paragraph.start);
        while ((edges[next] ?? end) <= start && next < edges.length) next++;
        const cuts = [start];
        while (next < edges.length && (edges[next] ?? end) < end) cuts.push(edges[next++] ?? end);
        cuts.push(end);
        for (const piece of withoutBlanks(text, cuts)) {
          found.push({ ...piece, opensSentence });
          opensSentence = false;
        }
      }
    }
  }
  return found;
}

/** The stretches between cuts, cut once more at white space. */
function* withoutBlanks(text: string, cuts: readonly number[]): Generator<Span> {
  for (let n = 1; n < cuts.length; n++) {
    let start = cuts[n - 1] ?? 0;
    const end = cuts[n] ?? 0;
    for (let i = start; i <= end; i++) {
      if (i < end && !isBlank(text.charCodeAt(i))) continue;
      if (i > start) yield { start, end: i };
      start = i + 1;
    }
  }
}

/**
 * For each token the span that it lies in, or null.
 * @param spans by position, none overlapping another
 */
export function spansAt<S extends Span>(tokens: readonly Span[], spans: readonly S[]): (S | null)[] {
  let next = 0;
  return tokens.map((token) => {
    while (next < spans.length && (spans[next]?.end ?? 0) <= token.start) next++;
    const span = spans[next];
    return span && contains(span, token) ? span : null;
  });
}

/** How a scheme writes a token's place in its entity. */
export type Scheme = "iob2" | "bioes";

/**
 * The tag of each token: `O`, or the place in the entity and its label (`B-LOC`). IOB2 has B for the first token of an
 * entity and I for those behind it; BIOES besides E for the last and S for the only one.
 */
export function tagsOf<S extends Span>(
  around: readonly (S | null)[],
  scheme: Scheme,
  label: (span: S) => string,
): string[] {
  return around.map((span, n) => {
    if (!span) return "O";
    const first = around[n - 1] !== span;
    const last = around[n + 1] !== span;
    const place = scheme === "iob2" ? (first ? "B" : "I") : first ? (last ? "S" : "B") : last ? "E" : "I";
    return `${place}-${label(span)}`;
  });
}
