import { decisions } from "../annotations/annotation.ts";
import { columns, NOTHING, numberOf, type Report } from "./measure/report.ts";
import { type Decisions, type Stats, sumOf } from "./stats.ts";

const counts = (own: Decisions): string[] =>
  [...decisions.map((decision) => own[decision]), sumOf(own)].map(String);

const STATES = decisions.map((decision) => (decision === "orphaned" ? "lost" : decision));

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
  const { untouched, begun, whole, unreadable } = articles;
  const all = untouched + begun + whole + unreadable.length;
  const totals = decisions.map((decision) =>
    String(labels.reduce((sum, { decisions: own }) => sum + own[decision], 0)),
  );
  const sum = labels.reduce((count, { decisions: own }) => count + sumOf(own), 0);
  return {
    title: `Annotations in ${numberOf(all, "article")}`,
    remarks: [
      `${numberOf(open, "suggestion")} undecided in articles that are begun; ${numberOf(disputed, "annotation")} disputed, ${adjudicated} adjudicated.`,
      ...(tallies.length > 0
        ? ["The tally adds up articles: an event that two of them report counts twice."]
        : []),
    ],
    tables: [
      {
        caption: "Articles",
        columns: columns("state", "articles"),
        rows: [
          ["without decisions", String(untouched)],
          ["begun: suggestions are open", String(begun)],
          ["whole: every suggestion is decided", String(whole)],
          ...(unreadable.length > 0 ? [["cannot be read", String(unreadable.length)]] : []),
        ],
      },
      {
        caption: "Decisions by label",
        columns: columns("label", ...STATES, "all"),
        rows: [
          ...labels.map(({ label, decisions: own }) => [label, ...counts(own)]),
          ["all", ...totals, String(sum)],
        ],
      },
      {
        caption: "Decisions by annotator",
        columns: columns("annotator", "articles", ...STATES, "all", "second opinions"),
        rows: annotators.map(({ name, articles: number, decisions: own, opinions }) => [
          name ?? NOTHING,
          String(number),
          ...counts(own),
          String(opinions),
        ]),
      },
      {
        caption: "Tally",
        columns: columns("harm", "articles", "at least", "at most", "best"),
        rows: tallies.map(({ harm, articles: number, min, max, best }) => [
          harm,
          String(number),
          String(min),
          max === null ? "open" : String(max),
          String(best),
        ]),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
}
