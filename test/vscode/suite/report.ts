import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ToPage } from "../../../client/src/report/model/messages.ts";
import type { Report } from "../../../client/src/report/report.ts";
import type { DatasetReport } from "../../../server/src/protocol.ts";
import { annotations, api, cursorIn, fileUri, openArticle, when } from "./support.ts";
import { drawn, drawnIn, hasWindow, press, quickInput } from "./window.ts";

const FIRST = "01-sahel-market.txt";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** The first report sent to the page that fits, with agreement measured. */
function reported(report: Report, wanted: (report: DatasetReport) => boolean): Promise<DatasetReport> {
  let last: DatasetReport | undefined = report.shown?.report;
  let measured = report.shown?.agreement.state === "measured";
  const listener = report.onDidPost((message: ToPage) => {
    if (message.type !== "report") return;
    last = message.shown.report;
    measured = message.shown.agreement.state === "measured";
  });
  return when(
    report.onDidPost,
    () => (last && measured && wanted(last) ? last : undefined),
    "the report",
  ).finally(() => listener.dispose());
}

/** What a script gives in the page of the report, once it is true. */
const onPage = <T>(script: string, what: string): Promise<T> =>
  drawnIn<T>("main > header, main > .empty", script, what);

/** Has something saved, where the editor's own dialog offers to; gives what was written. */
async function saved(act: () => PromiseLike<unknown>, name: string): Promise<string> {
  const { reports } = await api();
  let written: vscode.Uri | undefined;
  const listener = reports.onDidSave((uri) => {
    written = uri;
  });
  await act();
  await quickInput("Save the");
  await drawn(
    `[...document.querySelectorAll(".quick-input-widget input")].some((input) => input.value.endsWith(${JSON.stringify(`/${name}`)})) &&
      !document.querySelector(".quick-input-widget .monaco-progress-container.active")`,
    "the path in the dialog",
  );
  await press("Enter");
  await when(reports.onDidSave, () => written, `${name} on disk`);
  listener.dispose();
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(name)));
}

const clicked = (button: string) => () =>
  onPage(
    `document.querySelector(${JSON.stringify(button)}) && (document.querySelector(${JSON.stringify(button)}).click(), true)`,
    button,
  );

export function reportTests(): void {
  describe("the report", () => {
    let report: Report;

    it("opens, and says what to do where nothing is decided", async () => {
      await openArticle(FIRST);
      await run("dateline.report.open");
      const { reports } = await api();
      assert.ok(reports.current);
      report = reports.current;
      const { articles, decisions, tolls } = await reported(report, ({ articles }) => articles === 6);
      assert.deepEqual({ articles, decisions, tolls }, { articles: 6, decisions: 0, tolls: [] });
      if (!hasWindow) return;
      assert.match(
        await onPage<string>(
          `document.querySelector('[data-chart="labels"] .empty')?.textContent`,
          "no labels",
        ),
        /Nothing is decided yet/,
      );
      assert.equal(await onPage(`document.querySelectorAll("svg.plot").length`, "one chart"), 1);
    });

    it("counts what is decided while it is open, under the filter of the list", async () => {
      const { editor } = await openArticle(FIRST);
      const { annotations: all } = await annotations(editor.document);
      const places = all.filter(({ label, status }) => label === "LOC" && status === "suggested");
      await run("dateline.accept", {
        uri: editor.document.uri.toString(),
        ids: all.filter(({ status }) => status === "suggested").map(({ id }) => id),
      });
      await annotations(editor.document, ({ annotations: now }) =>
        now.every(({ status }) => status !== "suggested"),
      );
      await run("dateline.report.open");
      const { labels, tolls } = await reported(report, ({ decisions }) => decisions > 0);
      assert.equal(labels.find(({ label }) => label === "LOC")?.mentions, places.length);
      const [killed] = tolls;
      assert.equal(`${killed?.harm} ${killed?.number}`, "killed 30");
      await run("dateline.articles.filter", "lang:ar");
      assert.equal((await reported(report, ({ articles }) => articles < 6)).articles, 2);
      await run("dateline.articles.clearFilter");
      await reported(report, ({ articles }) => articles === 6);
    });

    it("draws within its policy, and says each chart to a screen reader", async function () {
      if (!hasWindow) return this.skip();
      const said = await onPage<string>(
        `document.querySelector('[data-chart="killed-by-place"] svg[role="img"]')?.getAttribute("aria-label")`,
        "tolls by place",
      );
      assert.match(said, /^Killed: by place\./);
      // The library's own style sheet would not be let in.
      assert.equal(
        await onPage(`document.querySelectorAll("main style").length === 0`, "no style in the page"),
        true,
      );
      // Of several tables each is told apart by ear.
      assert.equal(
        await onPage(`document.querySelector("#summary-labels").getAttribute("aria-label")`, "a name"),
        "Table: Labels",
      );
      await onPage(`(document.querySelector("#summary-labels").click(), true)`, "the table");
      assert.match(
        await onPage<string>(`document.querySelector("#table-labels[open] table")?.textContent`, "the table"),
        /LOC/,
      );
    });

    it("saves a chart as CSV and as SVG, by buttons and the editor's own dialog", async function () {
      if (!hasWindow) return this.skip();
      const csv = await saved(clicked("#csv-labels"), "labels.csv");
      assert.match(csv, /^Label,Mentions,Articles\r\nLOC,\d+,1\r\n/);
      const svg = await saved(clicked("#svg-killed-by-place"), "killed-by-place.svg");
      assert.match(svg, /^<\?xml[^>]*>\n<svg /);
      assert.doesNotMatch(svg, /var\(|<style|<script/);
      assert.match(svg, /<text/);
    });

    it("is saved whole as a file without a script", async function () {
      if (!hasWindow) return this.skip();
      const html = await saved(() => run("dateline.report.save"), "report.html");
      assert.match(html, /<h1>Report<\/h1>/);
      assert.match(html, /<svg [\s\S]*Killed: by place/);
      assert.doesNotMatch(html, /<script|<link/);
    });

    it("is closed with its page", async () => {
      report.panel.dispose();
      assert.equal((await api()).reports.current, undefined);
      await cursorIn((await openArticle(FIRST)).editor, "market");
    });
  });
}
