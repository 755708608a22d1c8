import * as l10n from "@vscode/l10n";
import { annotationCount, articleCount, suggestionCount } from "../../annotations/counts.ts";
import { isolated } from "../../text/isolated.ts";
import { fieldNames } from "../measure/figureFields.ts";
import { type Kind, kinds } from "../measure/marking.ts";
import {
  captionOf,
  columns,
  kindInWords,
  NOTHING,
  percent,
  type Report,
  type ReportTable,
  shareInWords,
} from "../measure/report.ts";
import type { Scheme } from "../measure/spanScores.ts";
import type { EvaluatedRun, Evaluation, EvaluationRow } from "./evaluation.ts";
import { type Confused, nameOf, type Subject } from "./runScores.ts";

const schemesInWords = (): Readonly<Record<Scheme, string>> => ({
  strict: l10n.t("strict"),
  exact: l10n.t("exact"),
  partial: l10n.t("partial"),
  type: l10n.t("type"),
});

/** Errors as a page lists them: the place and what is wrong there, and how many there are beyond these. */
export interface ListedErrors {
  readonly places: readonly (readonly [place: string, words: string])[];
  readonly more: number;
}

/** How many errors a list that is held has at most. */
export const MOST_LISTED = 1000;

/** An evaluation as tables, with the errors where there is a list of them. */
export function evaluationReport(evaluation: Evaluation, errors?: ListedErrors): Report {
  const { runs, comparison } = evaluation;
  const [first = "", second = ""] = runs.map(({ name }) => isolated(name));
  return {
    title:
      runs.length > 1
        ? l10n.t("Evaluation of {0} and {1}", first, second)
        : l10n.t("Evaluation of {0}", first),
    remarks: remarksOn(evaluation),
    tables: [
      ...runs.flatMap((run) => tablesOf(run, runs.length > 1 ? run.name : null)),
      ...(comparison ? [comparisonTable(runs, comparison)] : []),
      ...(errors && errors.places.length > 0 ? [errorTable(errors)] : []),
    ],
  };
}

const errorTable = ({ places, more }: ListedErrors): ReportTable => ({
  caption:
    more > 0 ? l10n.t("errors, the first {0} of {1}", places.length, places.length + more) : l10n.t("errors"),
  columns: [l10n.t("place"), l10n.t("what is wrong")].map((name) => ({ name, numeric: false })),
  rows: places,
});

function remarksOn({ articles, left, open, disputed, options, runs }: Evaluation): string[] {
  const { undecided, samples, seed, by, labels } = options;
  const lines = [
    by === undefined
      ? l10n.t("{0}, measured against what was decided.", articleCount(articles))
      : l10n.t("{0}, measured against what {1} decided.", articleCount(articles), isolated(by)),
    ...(labels ? [l10n.t("Of these labels alone: {0}.", labels.map(isolated).join(", "))] : []),
    ...(articles > 0 ? [valuesIn(articles, samples, seed)] : []),
  ];
  const add = (number: number, text: string): void => {
    if (number > 0) lines.push(text);
  };
  add(left.withoutDecisions, l10n.t("Left out: {0} without decisions.", articleCount(left.withoutDecisions)));
  add(
    left.notWhole,
    l10n.t(
      "Left out: {0} with {1} that nobody has decided on; the rules “ignore” and “wrong” count these articles.",
      articleCount(left.notWhole),
      suggestionCount(open.inArticlesLeftOut),
    ),
  );
  add(left.notInRun, l10n.t("Left out: {0} that a run does not have.", articleCount(left.notInRun)));
  add(
    open.setAside,
    l10n.t(
      "Set aside: {0} that nobody has decided on, neither right nor wrong.",
      annotationCount(open.setAside),
    ),
  );
  if (undecided === "wrong") lines.push(l10n.t("What nobody has decided on counts as wrong."));
  add(
    disputed,
    l10n.t("{0} on which annotators differ: the first decision counts.", annotationCount(disputed)),
  );
  if (runs.length > 1)
    lines.push(
      l10n.t(
        "p: paired approximate randomisation over articles, {0} samples; not adjusted for the number of comparisons.",
        samples,
      ),
    );
  return lines;
}

/** What the values of so many articles, at least one, are. */
const valuesIn = (articles: number, samples: number, seed: number): string =>
  articles > 1
    ? l10n.t(
        "Values are per cent; 95 % intervals by {0} bootstrap samples of articles, seed {1}.",
        samples,
        seed,
      )
    : l10n.t("Values are per cent; one article has no intervals.");

function tablesOf({ rows, confusion }: EvaluatedRun, of: string | null): ReportTable[] {
  const names = fieldNames();
  const row = (subject: Subject): EvaluationRow | undefined => found(rows, subject);
  const wholes = kinds.flatMap((kind) =>
    (["strict", "exact", "partial", "type"] as const).map((scheme) => row({ of: "kind", kind, scheme })),
  );
  const labels = rows.filter(({ subject }) => subject.of === "label" && subject.scheme === "strict");
  const fields = rows.filter(({ subject }) => subject.of === "field");
  return [
    {
      caption: captionOf(of, l10n.t("entities and figures")),
      columns: columns(l10n.t("measure"), ...ratios(), l10n.t("right"), l10n.t("found"), l10n.t("wanted")),
      rows: wholes.flatMap((one) =>
        one?.subject.of === "kind" && one.found + one.wanted > 0
          ? [[subjectInWords(one.subject), ...measures(one), ...counts(one)]]
          : [],
      ),
    },
    {
      caption: captionOf(of, l10n.t("labels, strict and partial")),
      columns: columns(l10n.t("label"), ...ratios(), l10n.t("partial F"), l10n.t("found"), l10n.t("wanted")),
      rows: labels.map((one) => [
        labelOf(one.subject),
        ...measures(one),
        percent(row(withScheme(one.subject, "partial"))?.f ?? null),
        String(one.found),
        String(one.wanted),
      ]),
    },
    {
      caption: captionOf(of, l10n.t("figures, field by field")),
      columns: columns(l10n.t("field"), ...ratios(), l10n.t("the same")),
      rows: fields.flatMap((one) =>
        one.subject.of === "field" && one.found + one.wanted > 0
          ? [
              [
                names[one.subject.field],
                ...measures(one),
                shareInWords(one.same?.same ?? 0, one.same?.of ?? 0),
              ],
            ]
          : [],
      ),
    },
    ...kinds.map((kind) => confusionTable(of, kind, confusion)),
  ].filter((table) => table.rows.length > 0);
}

const ratios = (): string[] => [l10n.t("precision"), l10n.t("recall"), l10n.t("F")];

const labelOf = (subject: Subject): string => (subject.of === "label" ? subject.label : "");

const withScheme = (subject: Subject, scheme: Scheme): Subject =>
  subject.of === "field" ? subject : { ...subject, scheme };

const found = <R extends { readonly subject: Subject }>(
  rows: readonly R[],
  subject: Subject,
): R | undefined => rows.find((one) => nameOf(one.subject) === nameOf(subject));

const measures = ({ precision, recall, f, interval }: EvaluationRow): string[] => [
  percent(precision, interval.precision),
  percent(recall, interval.recall),
  percent(f, interval.f),
];

const counts = ({ right, found: all, wanted }: EvaluationRow): string[] => [right, all, wanted].map(String);

/** Rows are what was wanted, columns what was found there. */
function confusionTable(of: string | null, kind: Kind, confusion: readonly Confused[]): ReportTable {
  const own = confusion.filter((one) => one.kind === kind);
  const labels = [...new Set(own.flatMap(({ gold, found: as }) => [gold, as]))].filter((one) => one !== null);
  labels.sort();
  const times = (gold: string | null, as: string | null): string =>
    String(own.find((one) => one.gold === gold && one.found === as)?.count ?? NOTHING);
  const line = (gold: string | null, name: string): string[] => [
    name,
    ...labels.map((as) => times(gold, as)),
    gold === null ? NOTHING : times(gold, null),
  ];
  return {
    caption: captionOf(
      of,
      kind === "entity"
        ? l10n.t("entities: wanted (rows) and found (columns)")
        : l10n.t("figures: wanted (rows) and found (columns)"),
    ),
    columns: columns("", ...labels, l10n.t("missed")),
    rows: own.length === 0 ? [] : [...labels.map((gold) => line(gold, gold)), line(null, l10n.t("spurious"))],
  };
}

function comparisonTable(
  runs: readonly EvaluatedRun[],
  comparison: NonNullable<Evaluation["comparison"]>,
): ReportTable {
  const [first, second] = runs;
  const f = (run: EvaluatedRun | undefined, subject: Subject): number | null =>
    (run && found(run.rows, subject))?.f ?? null;
  const shown = comparison.filter(({ subject }) => subject.of !== "label" || subject.scheme === "strict");
  return {
    caption: l10n.t("F of {0} and of {1}", isolated(first?.name ?? ""), isolated(second?.name ?? "")),
    columns: columns(l10n.t("measure"), l10n.t("first"), l10n.t("second"), l10n.t("difference"), "p"),
    rows: shown
      .filter(({ difference }) => difference !== null)
      .map(({ subject, difference, p }) => [
        subjectInWords(subject),
        percent(f(first, subject)),
        percent(f(second, subject)),
        signed(difference ?? 0),
        (p ?? 1).toFixed(4),
      ]),
  };
}

const signed = (share: number): string => `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)}`;

function subjectInWords(subject: Subject): string {
  if (subject.of === "field") return captionOf(kindInWords("figure"), fieldNames()[subject.field]);
  const what = subject.of === "label" ? isolated(subject.label) : kindInWords(subject.kind);
  return l10n.t("{0}, {1}", what, schemesInWords()[subject.scheme]);
}
