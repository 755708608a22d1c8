import * as l10n from "@vscode/l10n";
import { csvRow, interfaceDirection, isolated, listed } from "../../../../server/src/protocol.ts";
import { type Style, scriptless } from "../../reader/model/shell.ts";
import { type Element, element, toHtml } from "../../reader/model/tree.ts";
import { type Chart, chartsOf } from "./charts.ts";
import { type Drawing, type Heading, toSvg } from "./drawing.ts";
import type { Shown } from "./messages.ts";

/** The head of the report: what it is of. */
export function head({ report, query }: Shown): Element {
  const { articles, total, states, decisions, disputed, open, unseen } = report;
  const isAll = query.trim() === "";
  const facts: readonly (readonly [string, string])[] = [
    [l10n.t("Articles"), n(articles)],
    [l10n.t("Done"), n(states.done)],
    [l10n.t("Decisions"), n(decisions)],
    [l10n.t("Disputed"), n(disputed)],
    [
      l10n.t("To review"),
      unseen === 0
        ? n(open)
        : unseen === articles
          ? l10n.t("not known")
          : l10n.t("{0} (not known of {1} articles)", n(open), n(unseen)),
    ],
  ];
  return element(
    "header",
    {},
    element("h1", {}, l10n.t("Report")),
    element(
      "p",
      {},
      isAll
        ? l10n.t(
            "What is decided in all articles of the workspace. Suggestions count only once they are accepted.",
          )
        : l10n.t(
            "What is decided in {0} of {1} articles. Suggestions count only once they are accepted.",
            n(articles),
            n(total),
          ),
      ...(isAll ? [] : [` ${l10n.t("Filter:")} `, element("bdi", {}, query), "."]),
    ),
    element(
      "dl",
      {},
      ...facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    ),
  );
}

const n = (number: number): string => number.toLocaleString("en");

/** The numbers of a chart. */
export const table = ({ title, columns, rows }: Chart): Element =>
  element(
    "table",
    {},
    element("caption", {}, title),
    element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
    element(
      "tbody",
      {},
      ...rows.map((cells) =>
        element(
          "tr",
          {},
          ...cells.map((cell, column) =>
            column === 0
              ? element("th", { scope: "row" }, element("bdi", {}, `${cell}`))
              : element("td", {}, cell === null ? "–" : typeof cell === "number" ? inTable(cell) : cell),
          ),
        ),
      ),
    ),
  );

const inTable = (number: number): string => number.toLocaleString("en", { maximumFractionDigits: 3 });

/** The table of a chart as CSV, RFC 4180, with the columns' names first; names that a spreadsheet would run are guarded. */
export const csvOf = ({ columns, rows }: Chart): string => [columns, ...rows].map(csvRow).join("");

/** Whether charts run from the right, as the words of the interface do. */
export const runsFromRight = (): boolean => interfaceDirection() === "rtl";

/** What a screen reader says of a chart instead of its shapes. */
export const spoken = ({ title, about, bars }: Chart): string =>
  `${title}. ${about} ${listed([
    ...bars.slice(0, SPOKEN).map(({ name, value }) => `${isolated(name)} ${inTable(value)}`),
    bars.length > SPOKEN ? "…" : "",
  ])}.`;

/** What a chart says above it where it is a file of its own. */
export const headingOf = ({ title, about }: Chart): Heading => ({
  title,
  about,
  direction: interfaceDirection(),
});

/** How many bars are said; the table has all of them. */
const SPOKEN = 5;

/** The whole report as a file, without a script: each chart with its table, all harms. */
export function reportFile(
  shown: Shown,
  drawings: ReadonlyMap<string, Drawing>,
  styles: readonly Style[],
): string {
  const parts = chartsOf(shown.report, shown.agreement).map((chart) => {
    const drawing = drawings.get(chart.id);
    const tone = chart.harm === null ? "chart" : "chart toll";
    return [
      `<section class="${tone}">`,
      toHtml(element("h2", {}, chart.title)),
      toHtml(element("p", { class: "about" }, chart.about)),
      drawing ? toSvg(drawing) : toHtml(element("p", { class: "empty" }, chart.empty)),
      chart.rows.length > 0 ? toHtml(table(chart)) : "",
      "</section>",
    ].join("\n");
  });
  return scriptless(l10n.t("Report"), [toHtml(head(shown)), ...parts], styles);
}
