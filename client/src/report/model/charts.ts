import type {
  Cell,
  DatasetReport,
  HarmToll,
  ReportAgreementResult,
  ReportPair,
  TollPart,
  TollRest,
} from "../../../../server/src/protocol.ts";
import { allPeriods } from "./periods.ts";

// The charts of the report: what each draws, and the table of the same numbers, which is what is saved as CSV.

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly value: number;
}

export interface Chart {
  /** Unique in the report; also the name of its files. */
  readonly id: string;
  readonly title: string;
  /** What is counted, in a sentence or two. */
  readonly about: string;
  /** Of tolls: shown where this harm is chosen. */
  readonly harm: string | null;
  /** Bars lie below each other, or stand along the time; those of agreement end at 1. */
  readonly shape: "bars" | "time" | "share";
  readonly bars: readonly Bar[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What to do, where there is nothing to draw. */
  readonly empty: string;
}

/** How agreement stands: measured, being measured, or why it is not. */
export type AgreementState =
  | { readonly state: "measured"; readonly result: ReportAgreementResult }
  | { readonly state: "measuring" }
  | { readonly state: "failed"; readonly message: string };

const STATES = {
  problem: "Problem",
  conflict: "Conflict",
  review: "In review",
  new: "New",
  done: "Done",
} as const;

const HARMS: Readonly<Record<string, string>> = { mixed: "Killed or injured" };

/** A harm as a heading. */
export const harmName = (harm: string): string =>
  HARMS[harm] ?? harm.charAt(0).toUpperCase() + harm.slice(1).replaceAll("_", " ");

/** All charts, in the order in which they are shown. */
export function chartsOf(report: DatasetReport, agreement: AgreementState): readonly Chart[] {
  return [
    statesChart(report),
    annotatorsChart(report),
    agreementChart(report, agreement),
    labelsChart(report),
    figuresChart(report),
    ...report.tolls.flatMap((toll) => [timeChart(toll, report), placesChart(toll), actorsChart(toll)]),
  ];
}

const START = "Nothing is decided yet: open an article and accept what is right in it.";

function statesChart({ states, articles }: DatasetReport): Chart {
  const rows = (["new", "review", "done", "conflict", "problem"] as const).map(
    (state) => [STATES[state], states[state]] as const,
  );
  return {
    id: "review",
    title: "Review",
    about: "Articles by how far they are.",
    harm: null,
    shape: "bars",
    bars: articles === 0 ? [] : rows.map(([name, value]) => ({ name, value })),
    columns: ["State", "Articles"],
    rows,
    empty: "There are no articles. Open a folder of them, or change the filter of the list.",
  };
}

const annotatorsChart = ({ annotators }: DatasetReport): Chart => ({
  id: "annotators",
  title: "Annotators",
  about: "Articles in which each annotator has decided something.",
  harm: null,
  shape: "bars",
  bars: annotators.map(({ name, articles }) => ({ name, value: articles })),
  columns: ["Annotator", "Articles", "Marked done"],
  rows: annotators.map(({ name, articles, done }) => [name, articles, done]),
  empty: START,
});

function agreementChart({ shared }: DatasetReport, agreement: AgreementState): Chart {
  const pairs = agreement.state === "measured" ? agreement.result.pairs : [];
  const leftOut = agreement.state === "measured" ? agreement.result.leftOut : 0;
  const unreadable = agreement.state === "measured" ? agreement.result.unreadable : [];
  const name = ({ left, right }: ReportPair): string => `${left} – ${right}`;
  const more = [
    leftOut === 0 ? "" : ` ${counted(leftOut, "annotator")} with fewer articles in common left out.`,
    unreadable.length === 0 ? "" : ` ${counted(unreadable.length, "article")} could not be read.`,
  ].join("");
  return {
    id: "agreement",
    title: "Agreement",
    about: `Krippendorff’s alpha of place and label, two annotators at a time: 1 is full agreement, 0 what chance would give. ${counted(shared, "article")} with decisions of several.${more}`,
    harm: null,
    shape: "share",
    bars: pairs.flatMap((pair) => (pair.alpha === null ? [] : [{ name: name(pair), value: pair.alpha }])),
    columns: [
      "Annotators",
      "Articles",
      "Alpha",
      "Alpha of entities",
      "Alpha of figures",
      "F",
      "Disagreements",
    ],
    rows: pairs.map((pair) => [
      name(pair),
      pair.articles,
      ...[pair.alpha, pair.entities, pair.figures, pair.exact].map(thousandths),
      pair.disagreements,
    ]),
    empty:
      agreement.state === "failed"
        ? agreement.message
        : shared === 0
          ? "No article has decisions of more than one annotator yet."
          : agreement.state === "measuring"
            ? "Measuring agreement …"
            : "There is too little to measure: no two annotators have marked the same article.",
  };
}

const thousandths = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000;

const labelsChart = ({ labels }: DatasetReport): Chart => ({
  id: "labels",
  title: "Labels",
  about: "Accepted, corrected and added mentions by label.",
  harm: null,
  shape: "bars",
  bars: labels.slice(0, MOST).map(({ label, mentions }) => ({ name: label, value: mentions })),
  columns: ["Label", "Mentions", "Articles"],
  rows: labels.map(({ label, mentions, articles }) => [label, mentions, articles]),
  empty: START,
});

/** The most bars of a chart; its table has all. */
const MOST = 40;

const figuresChart = ({ figures }: DatasetReport): Chart => ({
  id: "figures",
  title: "Casualty figures",
  about: "Accepted, corrected and added figures by harm, repeats and parts among them.",
  harm: null,
  shape: "bars",
  bars: figures.map(({ harm, figures: count }) => ({ name: harmName(harm), value: count })),
  columns: ["Harm", "Figures", "Articles"],
  rows: figures.map(({ harm, figures: count, articles }) => [harmName(harm), count, articles]),
  empty: START,
});

const NO_TOLL = "No toll is decided yet: accept or correct the figures of an article.";

function timeChart({ harm, unit, periods }: HarmToll, { retold }: DatasetReport): Chart {
  const dated = periods.filter(({ name }) => name !== null);
  const known = new Map(dated.map(({ name, number }) => [name, number]));
  const names = allPeriods(
    dated.flatMap(({ name }) => (name === null ? [] : [name])),
    unit,
  );
  const undated = periods.find(({ name }) => name === null);
  return {
    id: `${harm}-over-time`,
    title: `${harmName(harm)}: over time`,
    about: [
      `By the ${unit} in which it happened, else in which the article was published.`,
      undated ? ` Without a date: ${n(undated.number)}.` : "",
      retold > 0 ? ` Of articles on the same event the latest counts (${n(retold)} left out).` : "",
    ].join(""),
    harm,
    shape: "time",
    bars: names.map((name) => ({ name, value: known.get(name) ?? 0 })),
    columns: [unit === "day" ? "Day" : unit === "month" ? "Month" : "Year", "Number", "Articles"],
    rows: periods.map(rowOf),
    empty: NO_TOLL,
  };
}

const placesChart = (toll: HarmToll): Chart =>
  partsChart(toll, toll.places, toll.more.places, { id: "by-place", what: "place", column: "Place" });

const actorsChart = (toll: HarmToll): Chart =>
  partsChart(toll, toll.actors, toll.more.actors, {
    id: "by-perpetrator",
    what: "perpetrator",
    column: "Perpetrator",
  });

function partsChart(
  { harm }: HarmToll,
  parts: readonly TollPart[],
  more: TollRest,
  { id, what, column }: { readonly id: string; readonly what: string; readonly column: string },
): Chart {
  const unstated = parts.find(({ name }) => name === null);
  return {
    id: `${harm}-${id}`,
    title: `${harmName(harm)}: by ${what}`,
    about: [
      `By the ${what} that figures name.`,
      unstated ? ` Not stated: ${n(unstated.number)}.` : "",
      more.parts > 0 ? ` Beyond these ${n(more.parts)} more with ${n(more.number)} together.` : "",
    ].join(""),
    harm,
    shape: "bars",
    bars: parts.flatMap(({ name, number }) => (name === null ? [] : [{ name, value: number }])),
    columns: [column, "Number", "Articles"],
    rows: parts.map(rowOf),
    empty: `No figure names its ${what} yet: edit a figure to set it.`,
  };
}

const rowOf = ({ name, number, articles }: TollPart): Cell[] => [name ?? NOT_STATED, number, articles];

const NOT_STATED = "not stated";

const n = (number: number): string => number.toLocaleString("en");
const counted = (number: number, one: string): string => `${n(number)} ${one}${number === 1 ? "" : "s"}`;
