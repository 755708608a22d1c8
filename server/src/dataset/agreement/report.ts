import { FIELD_NAMES } from "../measure/figureFields.ts";
import { coefficient, columns, numberOf, percent, type Report, type ReportTable } from "../measure/report.ts";
import { measuresOf } from "../measure/score.ts";
import type {
  Agreement,
  AgreementSubject,
  GroupAgreement,
  NumberAgreement,
  PairAgreement,
} from "./agreement.ts";

/** Agreement as tables. */
export function agreementReport({ sides, pairs, group, left, overlapping }: Agreement): Report {
  const remarks = [
    ...pairs.map(
      (pair) =>
        `${pair.left} and ${pair.right}: ${numberOf(pair.articles, "article")} on which both have decided, ${numberOf(pair.disagreements, "disagreement")}.`,
    ),
    ...(group
      ? [`All ${sides.length} together: ${numberOf(group.articles, "article")} on which each has decided.`]
      : []),
    "F is per cent: exact of place and label, overlap of places that overlap under one label. αU is Krippendorff's alpha for unitizing, over the articles as one continuum of code points; α of a field is his alpha for nominal values, of a number for a ratio scale. 1 is agreement, 0 what chance would make.",
  ];
  if (left.alone > 0)
    remarks.push(`Left out: ${numberOf(left.alone, "article")} on which fewer than two have decided.`);
  if (overlapping > 0)
    remarks.push(
      `αU leaves out ${numberOf(overlapping, "annotation")} inside or across a longer one of the same label and annotator.`,
    );
  return {
    title: `Agreement of ${sides.join(", ")}`,
    remarks,
    tables: [
      ...pairs.flatMap((pair) =>
        pairTables(pair, pairs.length > 1 ? `${pair.left} and ${pair.right}: ` : ""),
      ),
      ...(group && group.articles > 0 ? groupTables(group) : []),
    ],
  };
}

const KINDS = { entity: "entities", figure: "figures" } as const;

const subjectOf = ({ kind, label }: AgreementSubject): string =>
  label ?? (kind === null ? "all" : KINDS[kind]);

function pairTables(pair: PairAgreement, before: string): ReportTable[] {
  const fields = pair.fields.filter(({ of }) => of > 0);
  return [
    {
      caption: `${before}where it stands and what it is`,
      columns: columns("label", "exact F", "overlap F", "αU", pair.left, pair.right),
      rows: pair.spans
        .filter(({ units }) => units > 0)
        .map(({ exact, overlap, alpha, ...subject }) => [
          subjectOf(subject),
          percent(measuresOf(exact).f),
          percent(measuresOf(overlap).f),
          coefficient(alpha),
          String(exact.wanted),
          String(exact.found),
        ]),
    },
    {
      caption: `${before}figures, field by field`,
      columns: columns("field", "the same", "per cent", "α"),
      rows: [
        ...fields.map(({ field, same, of, alpha }) => [
          FIELD_NAMES[field],
          `${same} of ${of}`,
          percent(same / of),
          coefficient(alpha),
        ]),
        ...numberRows(pair.numbers).map(([name = "", of = "", alpha = ""]) => [name, of, "", alpha]),
      ],
    },
  ].filter(({ rows }) => rows.length > 0);
}

function groupTables({ spans, fields, numbers }: GroupAgreement): ReportTable[] {
  const figures = spans.some(({ kind, units }) => kind === "figure" && units > 0);
  return [
    {
      caption: "All together: where it stands and what it is",
      columns: columns("label", "αU", "annotations"),
      rows: spans
        .filter(({ units }) => units > 0)
        .map(({ alpha, units, ...subject }) => [subjectOf(subject), coefficient(alpha), String(units)]),
    },
    {
      caption: "All together: figures, field by field",
      columns: columns("field", "α"),
      rows: figures
        ? [
            ...fields.map(({ field, alpha }) => [FIELD_NAMES[field], coefficient(alpha)]),
            ...numberRows(numbers).map(([name = "", , alpha = ""]) => [name, alpha]),
          ]
        : [],
    },
  ].filter(({ rows }) => rows.length > 0);
}

const BOUNDS = { min: "least number, as a ratio", max: "greatest number, as a ratio" } as const;

const numberRows = (numbers: readonly NumberAgreement[]): string[][] =>
  numbers
    .filter(({ of }) => of > 0)
    .map(({ bound, of, alpha }) => [BOUNDS[bound], `of ${of}`, coefficient(alpha)]);
