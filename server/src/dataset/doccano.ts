import * as l10n from "@vscode/l10n";
import { jsonLine } from "../annotations/json.ts";
import { attributesOf, inDatasetOrder, labelOf } from "./article.ts";
import { counted, type Reason, type RecordFormat } from "./exporter.ts";
import { overlapping } from "./overlap.ts";
import { pointsOf } from "./points.ts";

const OVERLAP: Reason = (count) =>
  count === 1
    ? l10n.t(
        "1 annotation overlaps another: doccano drops it without a word unless the project allows overlapping spans",
      )
    : l10n.t(
        "{0} annotations overlap another: doccano drops them without a word unless the project allows overlapping spans",
        count,
      );

/**
 * doccano: JSON Lines, one article a line, offsets in code points. Each line has its spans twice, for doccano has two
 * readers: `label` for sequence labelling ("JSONL"), and `entities` with `relations` from figures to what they refer to
 * for projects with relations ("JSONL(Relation)"). Ids count from 1 in each article. What a reader does not know
 * becomes the example's metadata.
 */
export const doccano: RecordFormat = {
  name: "doccano",
  about: "doccano: JSON Lines for sequence labelling, with relations",
  extension: ".jsonl",
  render(article) {
    const at = pointsOf(article);
    const spans = [...article.entities, ...article.figures]
      .sort(inDatasetOrder)
      .map((one, n) => ({ one, id: n + 1, place: at(one), label: labelOf(one) }));
    const numbers = new Map(spans.map(({ one, id }) => [one.id, id]));
    const relations = spans.flatMap(({ one, id }) =>
      one.kind === "figure"
        ? one.links.map(({ role, target }) => ({ from_id: id, to_id: numbers.get(target), type: role }))
        : [],
    );
    // Metadata to doccano, by the ids of `entities`.
    const said = spans
      .filter(({ one }) => attributesOf(one).attributes)
      .map(({ one, id }) => [id, one.attributes]);
    const line = {
      text: article.text,
      label: spans.map(({ place, label }) => [place.start, place.end, label]),
      entities: spans.map(({ id, place, label }) => ({
        id,
        label,
        start_offset: place.start,
        end_offset: place.end,
      })),
      relations: relations.map((relation, n) => ({ id: n + 1, ...relation })),
      Comments: [],
      ...(said.length > 0 ? { attributes: Object.fromEntries(said) } : {}),
      article: article.id,
      language: article.language,
      published: article.published,
      sha256: article.sha256,
    };
    return {
      text: `${jsonLine(line)}\n`,
      annotations: spans.length,
      leftOut: [],
      remarks: counted({ reason: OVERLAP, count: overlapping(spans.map(({ one }) => one)) }),
    };
  },
};
