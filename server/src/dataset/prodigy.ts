import * as l10n from "@vscode/l10n";
import { jsonLine } from "../annotations/json.ts";
import {
  attributesOf,
  type DatasetArticle,
  type DatasetEntity,
  type DatasetFigure,
  inDatasetOrder,
  labelOf,
} from "./article.ts";
import { counted, type Exporter, type Piece, type Reason } from "./exporter.ts";
import { overlapping } from "./overlap.ts";
import { pointsOf } from "./points.ts";
import { tokensOf } from "./tokens.ts";

const OVERLAP: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation overlaps another: train with --spancat, for Prodigy's ner refuses it")
    : l10n.t("{0} annotations overlap another: train with --spancat, for Prodigy's ner refuses them", count);

type Answer = "accept" | "reject";

/**
 * Prodigy: tasks as JSON Lines, offsets in code points, `token_end` the last token's own number. An article is one
 * accepted task with all that was decided; each rejected suggestion is a task of its own, answered `reject`, for an
 * answer is one for all spans of a task. What nobody has decided stands in a file apart, without an answer: `db-in`
 * would take a task without one for accepted; such a file is a source to annotate.
 */
export const prodigy: Exporter = {
  name: "prodigy",
  about: "Prodigy: JSON Lines of tasks; rejections answered reject, suggestions in a file apart",
  rejected: true,
  textless: false,
  start: () => ({
    add(article, part) {
      const all = [...article.entities, ...article.figures].sort(inDatasetOrder);
      const suggested = all.filter(({ review }) => review === "suggested");
      const decided = all.filter(({ review }) => review !== "suggested");
      const task = taskOf(article, [...all, ...article.rejected]);
      const pieces: Piece[] = [];
      // An article in which nothing stands is an example too: nothing is to be found in it.
      if (decided.length > 0 || suggested.length + article.rejected.length === 0)
        pieces.push({ file: `${part}.jsonl`, content: task(decided, "accept") });
      for (const one of article.rejected)
        pieces.push({ file: `${part}.jsonl`, content: task([one], "reject") });
      if (suggested.length > 0)
        pieces.push({ file: `${part}.suggested.jsonl`, content: task(suggested, null) });
      return {
        pieces,
        annotations: all.length + article.rejected.length,
        leftOut: [],
        remarks: counted({ reason: OVERLAP, count: overlapping(decided) + overlapping(suggested) }),
      };
    },
    finish: () => [],
  }),
};

type Annotation = DatasetEntity | DatasetFigure;

/** Writes tasks on one article; tokens are cut at the edges of all annotations, so that every task has the same. */
function taskOf(
  article: DatasetArticle,
  all: readonly Annotation[],
): (spans: readonly Annotation[], answer: Answer | null) => string {
  const { text } = article;
  const at = pointsOf(article);
  const pieces = tokensOf(text, all);
  const tokens = pieces.map((piece, id) => ({
    text: text.slice(piece.start, piece.end),
    ...at(piece),
    id,
    ws: text[piece.end] === " ",
  }));
  const starts = new Map(pieces.map(({ start }, n) => [start, n]));
  const ends = new Map(pieces.map(({ end }, n) => [end, n]));
  return (spans, answer) =>
    `${jsonLine({
      text,
      tokens,
      spans: spans.map((one) => ({
        ...at(one),
        token_start: starts.get(one.start) ?? null,
        token_end: ends.get(one.end) ?? null,
        label: labelOf(one),
        ...(one.review !== "suggested" ? {} : { score: one.confidence }),
        ...attributesOf(one),
      })),
      ...(answer === null ? {} : { answer }),
      meta: {
        article: article.id,
        language: article.language,
        published: article.published,
        sha256: article.sha256,
      },
    })}\n`;
}
