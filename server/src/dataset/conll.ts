import { paragraphs } from "../text/document.ts";
import { sentences } from "../text/sentence.ts";
import { contains, isBlank, type Span, shift } from "../text/span.ts";
import { tokenize } from "../text/token.ts";
import { type DatasetEntity, flat } from "./article.ts";
import type { Exporter, LeftOut, Reason } from "./exporter.ts";

const OVERLAP: Reason = {
  one: "entity that overlaps a longer one (CoNLL is flat)",
  many: "entities that overlap a longer one (CoNLL is flat)",
};
const FIGURE: Reason = {
  one: "casualty figure (CoNLL has columns for entities alone)",
  many: "casualty figures (CoNLL has columns for entities alone)",
};
const TOKENLESS: Reason = {
  one: "entity that holds no token",
  many: "entities that hold no token",
};

/**
 * CoNLL-2003's four columns (form, part of speech and chunk, which are not known here, and the label) with the labels
 * as IOB2: every entity begins with `B-`. The 2003 originals are IOB1. A document opens with `-DOCSTART-`, a sentence
 * ends with a blank line. Where an annotation begins or ends inside a word (an Arabic clitic before a name) the word
 * is cut there, so that no boundary is lost.
 */
export const conll: Exporter = {
  name: "conll",
  extension: ".conll",
  companions: {},
  render(article) {
    const { kept, dropped } = flat(article.entities);
    const lines = ["-DOCSTART- -X- -X- O", ""];
    let next = 0;
    let labelled = 0;
    let open: DatasetEntity | null = null;
    for (const { span, opensSentence } of tokensOf(article.text)) {
      while (next < kept.length && (kept[next]?.end ?? 0) <= span.start) next++;
      // An entity that reaches over the end of a sentence keeps both in one: a blank line would cut it in two.
      if (opensSentence && lines.length > 2 && !(open && open.end > span.start)) lines.push("");
      for (const piece of pieces(article.text, span, kept, next)) {
        const inside = entityAround(kept, next, piece);
        const goesOn = inside !== null && inside === open;
        if (inside && !goesOn) labelled++;
        const tag = inside ? `${goesOn ? "I" : "B"}-${labelOf(inside)}` : "O";
        lines.push(`${article.text.slice(piece.start, piece.end)} -X- -X- ${tag}`);
        open = inside;
      }
    }
    lines.push("");
    const leftOut: LeftOut[] = [
      { reason: OVERLAP, count: dropped },
      { reason: FIGURE, count: article.figures.length },
      { reason: TOKENLESS, count: kept.length - labelled },
    ].filter(({ count }) => count > 0);
    return { text: `${lines.join("\n")}\n`, annotations: labelled, leftOut };
  },
};

/** The tokens of a text in order, with whether each opens a sentence. */
function* tokensOf(text: string): Generator<{ span: Span; opensSentence: boolean }> {
  for (const paragraph of paragraphs(text)) {
    const tokens = tokenize(text.slice(paragraph.start, paragraph.end));
    for (const { from, to } of sentences(tokens)) {
      for (const [n, token] of tokens.slice(from, to).entries()) {
        yield { span: shift(token, paragraph.start), opensSentence: n === 0 };
      }
    }
  }
}

/** The entity that a piece of a token lies in; entities do not overlap, and `first` is the first that may. */
function entityAround(entities: readonly DatasetEntity[], first: number, piece: Span): DatasetEntity | null {
  for (let i = first; i < entities.length; i++) {
    const entity = entities[i];
    if (!entity || entity.start > piece.start) return null;
    if (contains(entity, piece)) return entity;
  }
  return null;
}

/** A label has no spaces: they separate the columns. */
const labelOf = ({ label }: DatasetEntity): string => label.replace(/\s+/g, "_");

/** A token cut at the ends of entities inside it and at white space (a number grouped by spaces). */
function pieces(text: string, token: Span, entities: readonly DatasetEntity[], first: number): Span[] {
  const cuts = new Set<number>([token.start, token.end]);
  for (let i = first; i < entities.length; i++) {
    const entity = entities[i];
    if (!entity || entity.start >= token.end) break;
    if (entity.start > token.start) cuts.add(entity.start);
    if (entity.end < token.end) cuts.add(entity.end);
  }
  const found: Span[] = [];
  const edges = [...cuts].sort((a, b) => a - b);
  for (let n = 1; n < edges.length; n++) {
    let start = edges[n - 1] ?? 0;
    const end = edges[n] ?? 0;
    for (let i = start; i <= end; i++) {
      if (i < end && !isBlank(text.charCodeAt(i))) continue;
      if (i > start) found.push({ start, end: i });
      start = i + 1;
    }
  }
  return found;
}
