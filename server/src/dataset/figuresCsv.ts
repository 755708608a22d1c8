import * as l10n from "@vscode/l10n";
import { withOwnTotals } from "../annotations/ownTotals.ts";
import { type Harm, harms, type Total } from "../detect/detection.ts";
import { tallyOf } from "../detect/resolve/tally.ts";
import type { Cell } from "../text/csv.ts";
import type { Span } from "../text/span.ts";
import type { DatasetArticle, DatasetFigure, Link } from "./article.ts";
import { attributesCell, csvTable } from "./csv.ts";
import { counted, type Exporter, type Reason } from "./exporter.ts";
import { countedFigures, targetsIn } from "./links.ts";
import { pointsOf } from "./points.ts";

const ENTITY: Reason = (count) =>
  count === 1
    ? l10n.t("1 entity that no figure refers to (the table has figures alone)")
    : l10n.t("{0} entities that no figure refers to (the table has figures alone)", count);

/** The columns of `figures.csv`, in order. Offsets are code points of the exported text. */
const FIGURE_COLUMNS = [
  ...["article", "published", "language", "event", "sha256"],
  ...["figure", "start", "end", "text", "harm", "min", "max", "qualifier"],
  ...["number", "number_start", "number_end", "trigger", "trigger_start", "trigger_end"],
  ...[
    "victims",
    "victim_type",
    "victim_entities",
    "perpetrator",
    "place",
    "date",
    "source",
    "scope",
    "status",
  ],
  ...[
    "part_of",
    "same_as",
    "conflicts_with",
    "review",
    "by",
    "at",
    "detector",
    "rule",
    "confidence",
    "attributes",
  ],
] as const;

const totalColumns = (prefix: string): string[] =>
  ["min", "max", "best"].map((bound) => `${prefix}_${bound}`);

/** The columns of `tallies.csv`, in order: for each harm whether it is reported, its bounds, and those set apart. */
const TALLY_COLUMNS = [
  ...["article", "published", "language", "event", "sha256", "figures"],
  ...harms.flatMap((harm) => [`${harm}_reported`, ...totalColumns(harm), `${harm}_perpetrators`]),
  ...harms.flatMap((harm) => totalColumns(`feared_${harm}`)),
  ...harms.flatMap((harm) => totalColumns(`cumulative_${harm}`)),
  ...harms.map((harm) => `${harm}_note`),
];

/**
 * `figures.csv`, one row a figure with every field of the record, and `tallies.csv`, one row an article with what it
 * says of each harm in all; RFC 4180 with a header. An empty bound is open, and so is one of a harm that is reported;
 * of a harm that is not, `…_reported` is 0 and all bounds are empty. A total that an annotator set by hand has its
 * reason in `…_note`.
 */
export const figuresCsv: Exporter = {
  name: "csv",
  about: "tables: figures.csv, a row a figure; tallies.csv, a row an article",
  rejected: true,
  textless: true,
  start({ text }) {
    const figures = csvTable(FIGURE_COLUMNS);
    const tallies = csvTable(TALLY_COLUMNS);
    return {
      add(article, part) {
        const rejected = article.rejected.filter((one) => one.kind === "figure");
        const all = [...article.figures, ...rejected].sort((a, b) => a.start - b.start);
        const prefix = part === "all" ? "" : `${part}.`;
        const stated = countedFigures(article.text, article.figures);
        const added = tallyOf(stated, article.codebook, article.published);
        const tally = withOwnTotals(added, article.totals);
        const pieces = [
          figures(`${prefix}figures.csv`, figureRows(article, all, text)),
          tallies(`${prefix}tallies.csv`, [tallyRow(article, tally)]),
        ];
        const named = new Set(article.figures.flatMap(({ links }) => links.map(({ target }) => target)));
        const unnamed = article.entities.filter(({ id }) => !named.has(id)).length;
        const entities = unnamed + article.rejected.length - rejected.length;
        return { pieces, annotations: all.length, leftOut: counted({ reason: ENTITY, count: entities }) };
      },
      finish: () => [],
    };
  },
};

function figureRows(article: DatasetArticle, figures: readonly DatasetFigure[], withText: boolean): Cell[][] {
  const at = pointsOf(article);
  const words = (span: Span | null): string | null =>
    withText && span && span.start < span.end ? article.text.slice(span.start, span.end) : null;
  const places = (span: Span | null): [number | null, number | null] => {
    if (!span || span.start === span.end) return [null, null];
    const { start, end } = at(span);
    return [start, end];
  };
  return figures.map((one) => {
    const { figure, links } = one;
    const targets = (role: Link["role"]): string => targetsIn(links, role).join(" ");
    const victims = figure.mentions.filter(({ role }) => role === "victim").map(({ text }) => text);
    return [
      ...facts(article),
      ...[one.id, ...places(one), words(one), figure.harm, figure.min, figure.max, figure.qualifier],
      ...[words(figure.number), ...places(figure.number), words(figure.trigger), ...places(figure.trigger)],
      ...[
        figure.victims,
        figure.victimType,
        victims.join("; "),
        figure.perpetrator,
        figure.place,
        figure.date,
      ],
      ...[figure.source, figure.scope, figure.status],
      ...[targets("partOf"), targets("sameAs"), targets("conflictsWith")],
      ...[one.review, one.by, one.at, one.detector, one.rule, one.confidence],
      attributesCell(one.attributes),
    ];
  });
}

function tallyRow(article: DatasetArticle, tally: ReturnType<typeof tallyOf>): Cell[] {
  const bounds = (total: Total | undefined): Cell[] => [
    total?.min ?? null,
    total?.max ?? null,
    total?.best ?? null,
  ];
  const perHarm = (cells: (harm: Harm) => Cell[]): Cell[] => harms.flatMap(cells);
  return [
    ...facts(article),
    article.figures.length,
    ...perHarm((harm) => [tally[harm] ? 1 : 0, ...bounds(tally[harm]), tally[harm]?.perpetrators ?? null]),
    ...perHarm((harm) => bounds(tally.feared?.[harm])),
    ...perHarm((harm) => bounds(tally.cumulative?.[harm])),
    ...perHarm((harm) => [article.totals[harm]?.note ?? null]),
  ];
}

const facts = ({ id, published, language, event, sha256 }: DatasetArticle): Cell[] => [
  id,
  published,
  language,
  event,
  sha256,
];
