import * as l10n from "@vscode/l10n";
import { element } from "../../reader/model/tree.ts";
import { toNode } from "../../reader/page/dom.ts";
import { type Chart, chartsOf, harmName } from "../model/charts.ts";
import type { Sent, Shown, ToPage } from "../model/messages.ts";
import { head, table } from "../model/render.ts";
import { drawingOf, svgOf } from "./plots.ts";

// The script of the report's page: draws what the extension sends, and has it save what is asked for.

declare function acquireVsCodeApi(): {
  postMessage(message: Sent): void;
  getState(): { readonly harm?: string } | undefined;
  setState(state: { readonly harm: string }): void;
};

const editor = acquireVsCodeApi();
const main = document.querySelector("main") ?? document.body.appendChild(document.createElement("main"));

/** How wide charts are in a file, in CSS pixels. */
const ON_PAPER = 720;

let shown: Shown | undefined;
let harm = editor.getState()?.harm;

const charts = (): readonly Chart[] => (shown ? chartsOf(shown.report, shown.agreement) : []);

function show(): void {
  if (!shown) return;
  // What is drawn anew keeps the keyboard and its place, and the tables that are open.
  const focused = document.activeElement?.id;
  const open = new Set([...document.querySelectorAll("details[open]")].map(({ id }) => id));
  const { tolls } = shown.report;
  if (!tolls.some((toll) => toll.harm === harm)) harm = tolls[0]?.harm;
  const all = charts();
  main.replaceChildren(
    toNode(head(shown)),
    ...all.filter((chart) => chart.harm === null).map((chart) => section(chart, open)),
    ...(tolls.length === 0 ? [noTolls()] : [harmPicker(tolls.map((toll) => toll.harm))]),
    ...all.filter((chart) => chart.harm !== null && chart.harm === harm).map((chart) => section(chart, open)),
  );
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function section(chart: Chart, open: ReadonlySet<string>): HTMLElement {
  const made = document.createElement("section");
  made.className = chart.harm === null ? "chart" : "chart toll";
  made.dataset["chart"] = chart.id;
  made.append(
    toNode(element("h2", { id: `title-${chart.id}` }, chart.title)),
    toNode(element("p", { class: "about" }, chart.about)),
  );
  made.setAttribute("aria-labelledby", `title-${chart.id}`);
  if (chart.bars.length === 0) made.append(toNode(element("p", { class: "empty" }, chart.empty)));
  else made.append(svgOf(chart, width()));
  if (chart.rows.length === 0) return made;
  const details = document.createElement("details");
  details.id = `table-${chart.id}`;
  details.open = open.has(details.id);
  const summary = document.createElement("summary");
  summary.id = `summary-${chart.id}`;
  summary.textContent = l10n.t("Table");
  summary.setAttribute("aria-label", `${l10n.t("Table")}: ${chart.title}`);
  details.append(summary, toNode(table(chart)));
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(
    button(chart, "csv", l10n.t("Save as CSV"), () => editor.postMessage({ type: "csv", chart: chart.id })),
  );
  if (chart.bars.length > 0)
    actions.append(
      button(chart, "svg", l10n.t("Save as SVG"), () =>
        editor.postMessage({ type: "svg", chart: chart.id, drawing: drawingOf(svgOf(chart, ON_PAPER)) }),
      ),
    );
  made.append(details, actions);
  return made;
}

function button({ id, title }: Chart, kind: "csv" | "svg", words: string, act: () => void): HTMLElement {
  const made = document.createElement("button");
  made.id = `${kind}-${id}`;
  made.type = "button";
  made.textContent = words;
  made.setAttribute("aria-label", `${words}: ${title}`);
  made.addEventListener("click", act);
  return made;
}

function harmPicker(harms: readonly string[]): HTMLElement {
  const label = document.createElement("label");
  label.className = "harm";
  const select = document.createElement("select");
  select.id = "harm";
  for (const one of harms) select.add(new Option(harmName(one), one, false, one === harm));
  select.addEventListener("change", () => {
    harm = select.value;
    editor.setState({ harm });
    show();
  });
  label.append(`${l10n.t("Tolls of:")} `, select);
  return label;
}

const noTolls = (): Node =>
  toNode(
    element(
      "section",
      { class: "chart" },
      element("h2", {}, l10n.t("Tolls")),
      element(
        "p",
        { class: "empty" },
        l10n.t("No toll is decided yet: accept or correct the casualty figures of an article."),
      ),
    ),
  );

const width = (): number => Math.max(240, Math.min(900, main.clientWidth));

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "empty") {
    shown = undefined;
    main.replaceChildren(toNode(element("p", { class: "empty" }, data.message)));
  } else if (data.type === "language") l10n.config({ contents: data.strings });
  else if (data.type === "report") {
    shown = data.shown;
    show();
  } else if (shown) {
    const drawn = charts().filter(({ bars }) => bars.length > 0);
    editor.postMessage({
      type: "save",
      drawings: drawn.map((chart) => [chart.id, drawingOf(svgOf(chart, ON_PAPER))]),
    });
  }
});

let before = width();
new ResizeObserver(() => {
  if (width() === before) return;
  before = width();
  show();
}).observe(main);

editor.postMessage({ type: "ready" });
