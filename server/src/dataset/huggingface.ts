import * as l10n from "@vscode/l10n";
import { jsonLine } from "../annotations/json.ts";
import type { Tagset } from "../annotations/tagset.ts";
import type { Span } from "../text/span.ts";
import { type DatasetArticle, type DatasetFigure, type Link, labelOf } from "./article.ts";
import { counted, type Exporter, type Piece, type Reason } from "./exporter.ts";
import { cardOf, type PartCounts, splitName } from "./huggingfaceCard.ts";
import { targetsIn } from "./links.ts";
import { flat, placesOf } from "./overlap.ts";
import { type Column, type ParquetFile, parquetFile, type Row } from "./parquet.ts";
import { pointsOf } from "./points.ts";
import { spansAt, tagsOf, tokensOf } from "./tokens.ts";

const OVERLAP: Reason = (count) =>
  count === 1
    ? l10n.t("1 entity overlaps a longer one: it is in spans, not in ner_tags")
    : l10n.t("{0} entities overlap a longer one: they are in spans, not in ner_tags", count);

const strings = (...names: string[]): Column[] => names.map((name) => ({ name, type: "string" }));
const integers = (...names: string[]): Column[] => names.map((name) => ({ name, type: "int32" }));
const PROVENANCE: Column[] = [
  ...strings("review", "by", "at", "detector"),
  { name: "confidence", type: "double" },
  // A JSON object by name, for each project has its own; null where there are none.
  ...strings("attributes"),
];

/** The columns of a row, with the same keys and types on every one. Offsets are code points of `text`. */
export const COLUMNS: readonly Column[] = [
  ...strings("id", "language", "published", "event", "sha256", "text"),
  { name: "tokens", type: "list", of: "string" },
  { name: "token_starts", type: "list", of: "int32" },
  { name: "token_ends", type: "list", of: "int32" },
  { name: "ner_tags", type: "list", of: "int32" },
  {
    name: "spans",
    type: "list",
    of: [...strings("id"), ...integers("start", "end"), ...strings("label"), ...PROVENANCE],
  },
  {
    name: "figures",
    type: "list",
    of: [
      ...[...strings("id"), ...integers("start", "end"), ...strings("harm")],
      // More people than 32 bits hold have been told of.
      { name: "min", type: "int64" },
      { name: "max", type: "int64" },
      ...strings("qualifier"),
      ...integers("number_start", "number_end", "trigger_start", "trigger_end"),
      ...strings("victims", "victim_type", "perpetrator", "place", "date", "source", "scope", "status"),
      ...strings("part_of", "same_as", "conflicts_with"),
      ...PROVENANCE,
    ],
  },
];

/**
 * A dataset folder for Hugging Face's `datasets`: rows as JSON Lines and as Parquet, and a card whose front matter says
 * where they are and what their columns hold. `ner_tags` are IOB2 as numbers; the names are in the card: `O`, the known
 * labels, then a project's own in the order in which they were met. Without the texts `text` is null and `tokens` is
 * empty; offsets and hash are there.
 */
export const huggingface: Exporter = {
  name: "huggingface",
  about: "Hugging Face dataset folder: JSON Lines and Parquet with a card",
  rejected: false,
  textless: true,
  start({ text: withText, licence }) {
    const files = new Map<string, ParquetFile>();
    const counts = new Map<string, PartCounts>();
    const languages = new Set<string>();
    const tags = tagNumbers();
    return {
      add(article, part) {
        const name = `data/${splitName(part)}`;
        const parquet = files.get(name) ?? parquetFile(COLUMNS);
        files.set(name, parquet);
        tags.take(article.tagset);
        const { row, left } = rowOf(article, tags.numberOf, withText);
        languages.add(article.language);
        count(counts, part, article);
        const line = jsonLine(row);
        const pieces: Piece[] = [{ file: `${name}.jsonl`, content: `${line}\n` }];
        const bytes = parquet.add(row, line.length);
        if (bytes) pieces.push({ file: `${name}.parquet`, content: bytes });
        const annotations = article.entities.length + article.figures.length;
        return { pieces, annotations, leftOut: [], remarks: left };
      },
      finish() {
        const pieces: Piece[] = [...files].map(([name, parquet]) => ({
          file: `${name}.parquet`,
          content: parquet.finish(),
          whole: true,
        }));
        const about = { withText, licence, languages: [...languages].sort(), tags: tags.names(), counts };
        pieces.push({ file: "README.md", content: cardOf(COLUMNS, about), whole: true });
        return pieces;
      },
    };
  },
};

/** Numbers for IOB2 tags: `O` is 0, and each label has two. */
function tagNumbers(): {
  /** The labels of an article's project have numbers even where no annotation has them. */
  take(tagset: Tagset): void;
  numberOf(tag: string): number;
  names(): readonly string[];
} {
  const names = ["O"];
  const numbers = new Map([["O", 0]]);
  const add = (label: string): void => {
    if (numbers.has(`B-${label}`)) return;
    for (const name of [`B-${label}`, `I-${label}`]) {
      numbers.set(name, names.length);
      names.push(name);
    }
  };
  return {
    take({ labels }) {
      for (const { name } of labels) add(name);
    },
    numberOf(tag) {
      if (!numbers.has(tag)) add(tag.slice(2));
      return numbers.get(tag) ?? 0;
    },
    names: () => names,
  };
}

function count(counts: Map<string, PartCounts>, part: string, article: DatasetArticle): void {
  const own = counts.get(part) ?? { articles: 0, labels: new Map<string, number>() };
  counts.set(part, own);
  own.articles++;
  for (const one of [...article.entities, ...article.figures])
    own.labels.set(labelOf(one), (own.labels.get(labelOf(one)) ?? 0) + 1);
}

function rowOf(
  article: DatasetArticle,
  numberOf: (tag: string) => number,
  withText: boolean,
): { row: Row; left: ReturnType<typeof counted> } {
  const { text, id, language, published, event, sha256 } = article;
  const at = pointsOf(article);
  const { kept, dropped } = flat(article.entities);
  const tokens = tokensOf(text, kept);
  const places = tokens.map(at);
  const row = {
    ...{ id, language, published, event, sha256, text: withText ? text : null },
    tokens: withText ? tokens.map(({ start, end }) => text.slice(start, end)) : [],
    token_starts: places.map(({ start }) => start),
    token_ends: places.map(({ end }) => end),
    ner_tags: tagsOf(spansAt(tokens, kept), "iob2", labelOf).map(numberOf),
    spans: article.entities.map((one) => ({ id: one.id, ...at(one), label: one.label, ...provenance(one) })),
    figures: article.figures.map((one) => figureRow(one, at)),
  };
  const overlaps = placesOf(article, dropped, kept);
  return { row, left: counted({ reason: OVERLAP, count: dropped.length, places: overlaps }) };
}

function figureRow(one: DatasetFigure, at: (span: Span) => Span): Row {
  const { figure, links } = one;
  const targets = (role: Link["role"]): string | null => targetsIn(links, role).join(" ") || null;
  const place = (name: string, span: Span | null): Row => {
    const own = span && span.start < span.end ? at(span) : null;
    return { [`${name}_start`]: own?.start ?? null, [`${name}_end`]: own?.end ?? null };
  };
  const { harm, min, max, qualifier, victims, perpetrator, date, source, scope, status } = figure;
  return {
    ...{ id: one.id, ...at(one), harm, min, max, qualifier },
    ...place("number", figure.number),
    ...place("trigger", figure.trigger),
    ...{
      victims,
      victim_type: figure.victimType,
      perpetrator,
      place: figure.place,
      date,
      source,
      scope,
      status,
    },
    ...{ part_of: targets("partOf"), same_as: targets("sameAs"), conflicts_with: targets("conflictsWith") },
    ...provenance(one),
  };
}

const provenance = ({
  review,
  by,
  at,
  detector,
  confidence,
  attributes,
}: Pick<DatasetFigure, "review" | "by" | "at" | "detector" | "confidence" | "attributes">): Row => ({
  review,
  by,
  at,
  detector,
  confidence,
  attributes: Object.keys(attributes).length > 0 ? jsonLine(attributes) : null,
});
