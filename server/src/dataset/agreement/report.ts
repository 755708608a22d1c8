import * as l10n from "@vscode/l10n";
import { annotationCount, articleCount, disagreementCount } from "../../annotations/counts.ts";
import { isolated } from "../../text/isolated.ts";
import { fieldNames } from "../measure/figureFields.ts";
import {
  captionOf,
  coefficient,
  columns,
  kindInWords,
  percent,
  type Report,
  type ReportTable,
  shareInWords,
} from "../measure/report.ts";
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
    ...pairs.map(({ left, right, articles, disagreements }) =>
      l10n.t(
        "{0} and {1}: {2} on which both have decided, {3}.",
        isolated(left),
        isolated(right),
        articleCount(articles),
        disagreementCount(disagreements),
      ),
    ),
    ...(group
      ? [
          l10n.t(
            "All {0} together: {1} on which each has decided.",
            sides.length,
            articleCount(group.articles),
          ),
        ]
      : []),
    l10n.t(
      "F is per cent: exact of place and label, overlap of places that overlap under one label. αU is Krippendorff's alpha for unitizing, over the articles as one continuum of code points; α of a field is his alpha for nominal values, of a number for a ratio scale. 1 is agreement, 0 what chance would make.",
    ),
  ];
  if (left.alone > 0)
    remarks.push(l10n.t("Left out: {0} on which fewer than two have decided.", articleCount(left.alone)));
  if (overlapping > 0)
    remarks.push(
      l10n.t(
        "αU leaves out {0} inside or across a longer one of the same label and annotator.",
        annotationCount(overlapping),
      ),
    );
  return {
    title: l10n.t("Agreement of {0}", sides.map(isolated).join(", ")),
    remarks,
    tables: [
      ...pairs.flatMap((pair) =>
        pairTables(
          pair,
          pairs.length > 1 ? l10n.t("{0} and {1}", isolated(pair.left), isolated(pair.right)) : null,
        ),
      ),
      ...(group && group.articles > 0 ? groupTables(group) : []),
    ],
  };
}

const subjectOf = ({ kind, label }: AgreementSubject): string =>
  label ?? (kind === null ? l10n.t("all") : kindInWords(kind));

function pairTables(pair: PairAgreement, of: string | null): ReportTable[] {
  const names = fieldNames();
  const fields = pair.fields.filter(({ of }) => of > 0);
  return [
    {
      caption: captionOf(of, l10n.t("where it stands and what it is")),
      columns: columns(l10n.t("label"), l10n.t("exact F"), l10n.t("overlap F"), "αU", pair.left, pair.right),
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
      caption: captionOf(of, l10n.t("figures, field by field")),
      columns: columns(l10n.t("field"), l10n.t("the same"), l10n.t("per cent"), "α"),
      rows: [
        ...fields.map(({ field, same, of, alpha }) => [
          names[field],
          shareInWords(same, of),
          percent(same / of),
          coefficient(alpha),
        ]),
        ...numberRows(pair.numbers).map(([name = "", of = "", alpha = ""]) => [name, of, "", alpha]),
      ],
    },
  ].filter(({ rows }) => rows.length > 0);
}

function groupTables({ spans, fields, numbers }: GroupAgreement): ReportTable[] {
  const names = fieldNames();
  const figures = spans.some(({ kind, units }) => kind === "figure" && units > 0);
  return [
    {
      caption: captionOf(l10n.t("All together"), l10n.t("where it stands and what it is")),
      columns: columns(l10n.t("label"), "αU", l10n.t("annotations")),
      rows: spans
        .filter(({ units }) => units > 0)
        .map(({ alpha, units, ...subject }) => [subjectOf(subject), coefficient(alpha), String(units)]),
    },
    {
      caption: captionOf(l10n.t("All together"), l10n.t("figures, field by field")),
      columns: columns(l10n.t("field"), "α"),
      rows: figures
        ? [
            ...fields.map(({ field, alpha }) => [names[field], coefficient(alpha)]),
            ...numberRows(numbers).map(([name = "", , alpha = ""]) => [name, alpha]),
          ]
        : [],
    },
  ].filter(({ rows }) => rows.length > 0);
}

const boundInWords = (bound: NumberAgreement["bound"]): string =>
  bound === "min" ? l10n.t("least number, as a ratio") : l10n.t("greatest number, as a ratio");

const numberRows = (numbers: readonly NumberAgreement[]): string[][] =>
  numbers
    .filter(({ of }) => of > 0)
    .map(({ bound, of, alpha }) => [boundInWords(bound), l10n.t("of {0}", of), coefficient(alpha)]);
