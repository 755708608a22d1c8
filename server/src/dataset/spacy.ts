import * as l10n from "@vscode/l10n";
import { jsonLine } from "../annotations/json.ts";
import { attributesOf, labelOf } from "./article.ts";
import { counted, type Reason, type RecordFormat } from "./exporter.ts";
import { flat, placesOf } from "./overlap.ts";
import { pointsOf } from "./points.ts";
import toDocbin from "./to_docbin.py.txt";

const OVERLAP: Reason = (count) =>
  count === 1
    ? l10n.t("1 entity that overlaps a longer one (spaCy's doc.ents cannot hold both)")
    : l10n.t("{0} entities that overlap a longer one (spaCy's doc.ents cannot hold both)", count);

/**
 * spaCy 3: JSON Lines, one article a line, offsets in code points; entities for `doc.ents`, which must not overlap,
 * and figures with entities as spans under `sc`, the span categorizer's key. Training wants a DocBin, which
 * `to_docbin.py` beside it makes; spaCy has no reader of JSON Lines.
 */
export const spacy: RecordFormat = {
  name: "spacy",
  about: "spaCy 3: JSON Lines with to_docbin.py",
  extension: ".jsonl",
  companions: { "to_docbin.py": toDocbin },
  render(article) {
    const at = pointsOf(article);
    const { kept, dropped } = flat(article.entities);
    const triple = (one: Parameters<typeof labelOf>[0]): [number, number, string] => {
      const { start, end } = at(one);
      return [start, end, labelOf(one)];
    };
    const said = [...kept, ...article.figures]
      .filter((one) => attributesOf(one).attributes)
      .map((one) => [...triple(one), one.attributes]);
    const line = {
      text: article.text,
      entities: kept.map(triple),
      spans: { sc: article.figures.map(triple) },
      meta: {
        id: article.id,
        language: article.language,
        published: article.published,
        ...(said.length > 0 ? { attributes: said } : {}),
      },
    };
    return {
      text: `${jsonLine(line)}\n`,
      annotations: kept.length + article.figures.length,
      leftOut: counted({
        reason: OVERLAP,
        count: dropped.length,
        places: placesOf(article, dropped, kept),
      }),
    };
  },
};
