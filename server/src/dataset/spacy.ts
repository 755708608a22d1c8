import { jsonLine } from "../annotations/json.ts";
import { codePoints, spanToCodePoints } from "../positions.ts";
import { flat } from "./article.ts";
import type { Exporter, Reason } from "./exporter.ts";
import toDocbin from "./to_docbin.py.txt";

const OVERLAP: Reason = {
  one: "entity that overlaps a longer one (spaCy's doc.ents cannot hold both)",
  many: "entities that overlap a longer one (spaCy's doc.ents cannot hold both)",
};

/**
 * spaCy 3: JSON Lines, one article a line, offsets in code points; entities for `doc.ents`, which must not overlap,
 * and figures with entities as spans under `sc`, the span categorizer's key. Training wants a DocBin, which
 * `to_docbin.py` beside it makes; spaCy has no reader of JSON Lines.
 */
export const spacy: Exporter = {
  name: "spacy",
  extension: ".jsonl",
  companions: { "to_docbin.py": toDocbin },
  render(article) {
    const points = codePoints(article.text);
    const at = (span: { start: number; end: number }): [number, number] => {
      const { start, end } = spanToCodePoints(points, span);
      return [start, end];
    };
    const { kept, dropped } = flat(article.entities);
    const figures = article.figures.map(({ figure, ...span }) => [...at(span), figure.harm.toUpperCase()]);
    const line = {
      text: article.text,
      entities: kept.map((entity) => [...at(entity), entity.label]),
      spans: { sc: figures },
      meta: { id: article.id, language: article.language, published: article.published },
    };
    return {
      text: `${jsonLine(line)}\n`,
      annotations: kept.length + figures.length,
      leftOut: dropped > 0 ? [{ reason: OVERLAP, count: dropped }] : [],
    };
  },
};
