import * as l10n from "@vscode/l10n";
import { decisions } from "../annotations/annotation.ts";
import { annotationCount, articleCount, suggestionCount } from "../annotations/counts.ts";
import { termOf } from "../annotations/terms.ts";
import { columns, NOTHING, type Report } from "./measure/report.ts";
import { type Decisions, type Stats, sumOf } from "./stats.ts";

const counts = (own: Decisions): string[] =>
  [...decisions.map((decision) => own[decision]), sumOf(own)].map(String);

/** Stats as tables. */
export function statsReport({
  articles,
  open,
  labels,
  annotators,
  disputed,
  adjudicated,
  tallies,
}: Stats): Report {
  const states = decisions.map(termOf);
  const { untouched, decided, begun, whole, unreadable } = articles;
  const all = untouched + decided + unreadable.length;
  const totals = decisions.map((decision) =>
    String(labels.reduce((sum, { decisions: own }) => sum + own[decision], 0)),
  );
  const sum = labels.reduce((count, { decisions: own }) => count + sumOf(own), 0);
  return {
    title: l10n.t("Annotations in {0}", articleCount(all)),
    remarks: [
      open === null
        ? l10n.t("{0} disputed, {1} adjudicated.", annotationCount(disputed), adjudicated)
        : l10n.t(
            "{0} undecided in articles that are begun; {1} disputed, {2} adjudicated.",
            suggestionCount(open),
            annotationCount(disputed),
            adjudicated,
          ),
      ...(tallies.length > 0
        ? [l10n.t("The tally adds up articles: an event that two of them report counts twice.")]
        : []),
    ],
    tables: [
      {
        caption: l10n.t("Articles"),
        columns: columns(l10n.t("state"), l10n.t("articles")),
        rows: [
          [l10n.t("without decisions"), String(untouched)],
          ...(begun === null || whole === null
            ? [[l10n.t("with decisions"), String(decided)]]
            : [
                [l10n.t("begun: suggestions are open"), String(begun)],
                [l10n.t("whole: every suggestion is decided"), String(whole)],
              ]),
          ...(unreadable.length > 0 ? [[l10n.t("cannot be read"), String(unreadable.length)]] : []),
        ],
      },
      {
        caption: l10n.t("Decisions by label"),
        columns: columns(l10n.t("label"), ...states, l10n.t("all")),
        rows: [
          ...labels.map(({ label, decisions: own }) => [label, ...counts(own)]),
          [l10n.t("all"), ...totals, String(sum)],
        ],
      },
      {
        caption: l10n.t("Decisions by annotator"),
        columns: columns(
          l10n.t("annotator"),
          l10n.t("articles"),
          ...states,
          l10n.t("all"),
          l10n.t("second opinions"),
        ),
        rows: annotators.map(({ name, articles: number, decisions: own, opinions }) => [
          name ?? NOTHING,
          String(number),
          ...counts(own),
          String(opinions),
        ]),
      },
      {
        caption: l10n.t("Tally"),
        columns: columns(
          l10n.t("harm"),
          l10n.t("articles"),
          l10n.t("at least"),
          l10n.t("at most"),
          l10n.t("best"),
        ),
        rows: tallies.map(({ harm, articles: number, min, max, best }) => [
          termOf(harm),
          String(number),
          String(min),
          max === null ? l10n.t("open") : String(max),
          String(best),
        ]),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
}
