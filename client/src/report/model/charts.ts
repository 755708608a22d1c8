import * as l10n from "@vscode/l10n";
import {
  type Cell,
  type DatasetReport,
  type HarmToll,
  type ReportAgreementResult,
  type ReportPair,
  type TollPart,
  type TollRest,
  termOf,
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

const stateNames = () => ({
  problem: l10n.t("Problem"),
  conflict: l10n.t("Conflict"),
  review: l10n.t("In review"),
  new: l10n.t("New"),
  done: l10n.t("Done"),
});

/** A harm as a heading. */
export function harmName(harm: string): string {
  if (harm === "mixed") return l10n.t("Killed or injured");
  const name = termOf(harm).replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

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

const nothingDecided = (): string =>
  l10n.t("Nothing is decided yet: open an article and accept what is right in it.");

function statesChart({ states, articles }: DatasetReport): Chart {
  const rows = (["new", "review", "done", "conflict", "problem"] as const).map(
    (state) => [stateNames()[state], states[state]] as const,
  );
  return {
    id: "review",
    title: l10n.t("Review"),
    about: l10n.t("Articles by how far they are."),
    harm: null,
    shape: "bars",
    bars: articles === 0 ? [] : rows.map(([name, value]) => ({ name, value })),
    columns: [l10n.t("State"), l10n.t("Articles")],
    rows,
    empty: l10n.t("There are no articles. Open a folder of them, or change the filter of the list."),
  };
}

const annotatorsChart = ({ annotators }: DatasetReport): Chart => ({
  id: "annotators",
  title: l10n.t("Annotators"),
  about: l10n.t("Articles in which each annotator has decided something."),
  harm: null,
  shape: "bars",
  bars: annotators.map(({ name, articles }) => ({ name, value: articles })),
  columns: [l10n.t("Annotator"), l10n.t("Articles"), l10n.t("Marked done")],
  rows: annotators.map(({ name, articles, done }) => [name, articles, done]),
  empty: nothingDecided(),
});

function agreementChart({ shared }: DatasetReport, agreement: AgreementState): Chart {
  const pairs = agreement.state === "measured" ? agreement.result.pairs : [];
  const leftOut = agreement.state === "measured" ? agreement.result.leftOut : 0;
  const unreadable = agreement.state === "measured" ? agreement.result.unreadable : [];
  const name = ({ left, right }: ReportPair): string => `${left} – ${right}`;
  return {
    id: "agreement",
    title: l10n.t("Agreement"),
    about: sentences(
      l10n.t(
        "Krippendorff’s alpha of place and label, two annotators at a time: 1 is full agreement, 0 what chance would give.",
      ),
      shared === 1 && l10n.t("1 article with decisions of several."),
      shared > 1 && l10n.t("{0} articles with decisions of several.", n(shared)),
      leftOut === 1 && l10n.t("1 annotator with fewer articles in common left out."),
      leftOut > 1 && l10n.t("{0} annotators with fewer articles in common left out.", n(leftOut)),
      unreadable.length === 1 && l10n.t("1 article could not be read."),
      unreadable.length > 1 && l10n.t("{0} articles could not be read.", n(unreadable.length)),
    ),
    harm: null,
    shape: "share",
    bars: pairs.flatMap((pair) => (pair.alpha === null ? [] : [{ name: name(pair), value: pair.alpha }])),
    columns: [
      l10n.t("Annotators"),
      l10n.t("Articles"),
      l10n.t("Alpha"),
      l10n.t("Alpha of entities"),
      l10n.t("Alpha of figures"),
      "F",
      l10n.t("Disagreements"),
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
          ? l10n.t("No article has decisions of more than one annotator yet.")
          : agreement.state === "measuring"
            ? l10n.t("Measuring agreement …")
            : l10n.t("There is too little to measure: no two annotators have marked the same article."),
  };
}

const thousandths = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000;

const labelsChart = ({ labels }: DatasetReport): Chart => ({
  id: "labels",
  title: l10n.t("Labels"),
  about: l10n.t("Accepted, corrected and added mentions by label."),
  harm: null,
  shape: "bars",
  bars: labels.slice(0, MOST).map(({ label, mentions }) => ({ name: label, value: mentions })),
  columns: [l10n.t("Label"), l10n.t("Mentions"), l10n.t("Articles")],
  rows: labels.map(({ label, mentions, articles }) => [label, mentions, articles]),
  empty: nothingDecided(),
});

/** The most bars of a chart; its table has all. */
const MOST = 40;

const figuresChart = ({ figures }: DatasetReport): Chart => ({
  id: "figures",
  title: l10n.t("Casualty figures"),
  about: l10n.t("Accepted, corrected and added figures by harm, repeats and parts among them."),
  harm: null,
  shape: "bars",
  bars: figures.map(({ harm, figures: count }) => ({ name: harmName(harm), value: count })),
  columns: [l10n.t("Harm"), l10n.t("Figures"), l10n.t("Articles")],
  rows: figures.map(({ harm, figures: count, articles }) => [harmName(harm), count, articles]),
  empty: nothingDecided(),
});

const PERIODS = {
  day: {
    column: () => l10n.t("Day"),
    about: () => l10n.t("By the day in which it happened, else in which the article was published."),
  },
  month: {
    column: () => l10n.t("Month"),
    about: () => l10n.t("By the month in which it happened, else in which the article was published."),
  },
  year: {
    column: () => l10n.t("Year"),
    about: () => l10n.t("By the year in which it happened, else in which the article was published."),
  },
} as const;

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
    title: l10n.t("{0}: over time", harmName(harm)),
    about: sentences(
      PERIODS[unit].about(),
      undated && l10n.t("Without a date: {0}.", n(undated.number)),
      retold > 0 && l10n.t("Of articles on the same event the latest counts ({0} left out).", n(retold)),
    ),
    harm,
    shape: "time",
    bars: names.map((name) => ({ name, value: known.get(name) ?? 0 })),
    columns: [PERIODS[unit].column(), l10n.t("Number"), l10n.t("Articles")],
    rows: periods.map(rowOf),
    empty: l10n.t("No toll is decided yet: accept or correct the figures of an article."),
  };
}

const placesChart = (toll: HarmToll): Chart =>
  partsChart(toll, toll.places, toll.more.places, {
    id: "by-place",
    column: l10n.t("Place"),
    title: l10n.t("{0}: by place", harmName(toll.harm)),
    about: l10n.t("By the place that figures name."),
    empty: l10n.t("No figure names its place yet: edit a figure to set it."),
  });

const actorsChart = (toll: HarmToll): Chart =>
  partsChart(toll, toll.actors, toll.more.actors, {
    id: "by-perpetrator",
    column: l10n.t("Perpetrator"),
    title: l10n.t("{0}: by perpetrator", harmName(toll.harm)),
    about: l10n.t("By the perpetrator that figures name."),
    empty: l10n.t("No figure names its perpetrator yet: edit a figure to set it."),
  });

function partsChart(
  { harm }: HarmToll,
  parts: readonly TollPart[],
  more: TollRest,
  {
    id,
    column,
    title,
    about,
    empty,
  }: Pick<Chart, "id" | "title" | "about" | "empty"> & { readonly column: string },
): Chart {
  const unstated = parts.find(({ name }) => name === null);
  return {
    id: `${harm}-${id}`,
    title,
    about: sentences(
      about,
      unstated && l10n.t("Not stated: {0}.", n(unstated.number)),
      more.parts > 0 && l10n.t("Beyond these {0} more with {1} together.", n(more.parts), n(more.number)),
    ),
    harm,
    shape: "bars",
    bars: parts.flatMap(({ name, number }) => (name === null ? [] : [{ name, value: number }])),
    columns: [column, l10n.t("Number"), l10n.t("Articles")],
    rows: parts.map(rowOf),
    empty,
  };
}

const rowOf = ({ name, number, articles }: TollPart): Cell[] => [
  name ?? l10n.t("not stated"),
  number,
  articles,
];

const n = (number: number): string => number.toLocaleString("en");

/** Sentences one behind the other, without those that there is no need for. */
const sentences = (...all: readonly (string | false | undefined)[]): string =>
  all.filter((one) => one !== false && one !== undefined).join(" ");
