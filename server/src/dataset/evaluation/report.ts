import { FIELD_NAMES } from "../measure/figureFields.ts";
import { type Kind, kinds } from "../measure/marking.ts";
import { columns, NOTHING, numberOf, percent, type Report, type ReportTable } from "../measure/report.ts";
import type { Scheme } from "../measure/spanScores.ts";
import type { EvaluatedRun, Evaluation, EvaluationRow } from "./evaluation.ts";
import { type Confused, nameOf, type Subject } from "./runScores.ts";

const KINDS: Readonly<Record<Kind, string>> = { entity: "entities", figure: "figures" };

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
  return {
    title: `Evaluation of ${runs.map(({ name }) => name).join(" and ")}`,
    remarks: remarksOn(evaluation),
    tables: [
      ...runs.flatMap((run) => tablesOf(run, runs.length > 1 ? `${run.name}: ` : "")),
      ...(comparison ? [comparisonTable(runs, comparison)] : []),
      ...(errors && errors.places.length > 0 ? [errorTable(errors)] : []),
    ],
  };
}

const errorTable = ({ places, more }: ListedErrors): ReportTable => ({
  caption: `errors${more > 0 ? `, the first ${places.length} of ${places.length + more}` : ""}`,
  columns: ["place", "what is wrong"].map((name) => ({ name, numeric: false })),
  rows: places,
});

function remarksOn({ articles, left, open, disputed, options, runs }: Evaluation): string[] {
  const { undecided, samples, seed, by, labels } = options;
  const lines = [
    `${numberOf(articles, "article")}, measured against ${by === undefined ? "what was decided" : `what ${by} decided`}${labels ? ` on ${labels.join(", ")}` : ""}. Values are per cent; ${articles > 1 ? `95 % intervals by ${samples} bootstrap samples of articles, seed ${seed}` : "one article has no intervals"}.`,
  ];
  const add = (number: number, text: string): void => {
    if (number > 0) lines.push(text);
  };
  add(left.withoutDecisions, `Left out: ${numberOf(left.withoutDecisions, "article")} without decisions.`);
  add(
    left.notWhole,
    `Left out: ${numberOf(left.notWhole, "article")} with ${numberOf(open.inArticlesLeftOut, "suggestion")} that nobody has decided on; the rules “ignore” and “wrong” count these articles.`,
  );
  add(left.notInRun, `Left out: ${numberOf(left.notInRun, "article")} that a run does not have.`);
  add(
    open.setAside,
    `Set aside: ${numberOf(open.setAside, "annotation")} that nobody has decided on, neither right nor wrong.`,
  );
  if (undecided === "wrong") lines.push("What nobody has decided on counts as wrong.");
  add(disputed, `${numberOf(disputed, "annotation")} on which annotators differ: the first decision counts.`);
  if (runs.length > 1)
    lines.push(
      `p: paired approximate randomisation over articles, ${samples} samples; not adjusted for the number of comparisons.`,
    );
  return lines;
}

function tablesOf({ rows, confusion }: EvaluatedRun, before: string): ReportTable[] {
  const row = (subject: Subject): EvaluationRow | undefined => found(rows, subject);
  const wholes = kinds.flatMap((kind) =>
    (["strict", "exact", "partial", "type"] as const).map((scheme) => row({ of: "kind", kind, scheme })),
  );
  const labels = rows.filter(({ subject }) => subject.of === "label" && subject.scheme === "strict");
  const fields = rows.filter(({ subject }) => subject.of === "field");
  return [
    {
      caption: `${before}entities and figures`,
      columns: columns("measure", "precision", "recall", "F", "right", "found", "wanted"),
      rows: wholes.flatMap((one) =>
        one?.subject.of === "kind" && one.found + one.wanted > 0
          ? [[`${KINDS[one.subject.kind]}, ${one.subject.scheme}`, ...measures(one), ...counts(one)]]
          : [],
      ),
    },
    {
      caption: `${before}labels, strict and partial`,
      columns: columns("label", "precision", "recall", "F", "partial F", "found", "wanted"),
      rows: labels.map((one) => [
        labelOf(one.subject),
        ...measures(one),
        percent(row(withScheme(one.subject, "partial"))?.f ?? null),
        String(one.found),
        String(one.wanted),
      ]),
    },
    {
      caption: `${before}figures, field by field`,
      columns: columns("field", "precision", "recall", "F", "the same"),
      rows: fields.flatMap((one) =>
        one.subject.of === "field" && one.found + one.wanted > 0
          ? [
              [
                FIELD_NAMES[one.subject.field],
                ...measures(one),
                `${one.same?.same ?? 0} of ${one.same?.of ?? 0}`,
              ],
            ]
          : [],
      ),
    },
    ...kinds.map((kind) => confusionTable(before, kind, confusion)),
  ].filter((table) => table.rows.length > 0);
}

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
function confusionTable(before: string, kind: Kind, confusion: readonly Confused[]): ReportTable {
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
    caption: `${before}${KINDS[kind]}: wanted (rows) and found (columns)`,
    columns: columns("", ...labels, "missed"),
    rows: own.length === 0 ? [] : [...labels.map((gold) => line(gold, gold)), line(null, "spurious")],
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
    caption: `F of ${first?.name ?? ""} and of ${second?.name ?? ""}`,
    columns: columns("measure", "first", "second", "difference", "p"),
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
  if (subject.of === "field") return `figures: ${FIELD_NAMES[subject.field]}`;
  return `${subject.of === "label" ? subject.label : KINDS[subject.kind]}, ${subject.scheme}`;
}
