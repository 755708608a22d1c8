import assert from "node:assert/strict";
import { test } from "node:test";
import { config } from "@vscode/l10n";
import fc from "fast-check";
import { type AgreementState, type Chart, chartsOf } from "../../../client/src/report/model/charts.ts";
import { type Drawing, drawingIn, svgFile, toSvg } from "../../../client/src/report/model/drawing.ts";
import { fromPage } from "../../../client/src/report/model/messages.ts";
import { allPeriods } from "../../../client/src/report/model/periods.ts";
import { csvOf, reportFile, spoken } from "../../../client/src/report/model/render.ts";
import type { DatasetReport, HarmToll } from "../../../server/src/protocol.ts";
import { bundleIn } from "../../support/translations.ts";

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(1)> " onmouseover='x' </style> عدن`;
const FORMULA = "=cmd|' /C calc'!A0";

const TOLL: HarmToll = {
  harm: "killed",
  number: 37,
  articles: 2,
  unit: "month",
  periods: [
    { name: "2012-11", number: 31, articles: 1 },
    { name: "2013-02", number: 5, articles: 1 },
    { name: null, number: 1, articles: 1 },
  ],
  places: [
    { name: HOSTILE, number: 31, articles: 1 },
    { name: null, number: 6, articles: 2 },
  ],
  actors: [{ name: null, number: 37, articles: 2 }],
  more: { places: { parts: 0, number: 0 }, actors: { parts: 2, number: 9 } },
};

const REPORT: DatasetReport = {
  total: 10,
  articles: 4,
  states: { problem: 0, conflict: 0, review: 1, new: 2, done: 1 },
  languages: { en: 3, ar: 1 },
  decisions: 12,
  disputed: 1,
  open: 3,
  unseen: 2,
  shared: 1,
  labels: [
    { label: FORMULA, mentions: 5, articles: 2 },
    { label: HOSTILE, mentions: 1, articles: 1 },
  ],
  figures: [{ harm: "killed", figures: 3, articles: 2 }],
  annotators: [{ name: HOSTILE, articles: 2, done: 1 }],
  tolls: [TOLL],
  retold: 1,
};

const AGREED: AgreementState = {
  state: "measured",
  result: {
    pairs: [
      {
        left: HOSTILE,
        right: "sa",
        articles: 1,
        disagreements: 2,
        exact: 0.66666,
        alpha: 0.5,
        entities: 0.5,
        figures: null,
      },
    ],
    leftOut: 1,
    unreadable: [],
  },
};

/** Runs an act with the interface in Arabic. */
function inArabic<T>(act: () => T): T {
  config({ contents: bundleIn("client/l10n/bundle.l10n.ar.json") });
  try {
    return act();
  } finally {
    config({ contents: {} });
  }
}

const shown = { report: REPORT, agreement: AGREED, query: HOSTILE };
const charts = chartsOf(REPORT, AGREED);
const chart = (id: string): Chart => {
  const found = charts.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
};

const svg = (...children: Drawing["children"]): Drawing => ({
  tag: "svg",
  attributes: { width: "10", fill: "var(--toll)" },
  children,
});

test("each chart has its own id, and a table of which the bars are a part", () => {
  assert.deepEqual(
    charts.map(({ id }) => id),
    [
      "review",
      "annotators",
      "agreement",
      "labels",
      "figures",
      "killed-over-time",
      "killed-by-place",
      "killed-by-perpetrator",
    ],
  );
  for (const { columns, rows } of charts) for (const row of rows) assert.equal(row.length, columns.length);
});

test("what has nothing to draw says what to do", () => {
  const empty = { ...REPORT, articles: 0, labels: [], figures: [], annotators: [], tolls: [], shared: 0 };
  for (const { bars, empty: words } of chartsOf(empty, { state: "measuring" })) {
    assert.deepEqual(bars, []);
    assert.match(words, /[.:]/);
  }
  const agreement = (state: AgreementState, shared = 1): string | undefined =>
    chartsOf({ ...REPORT, shared }, state).find(({ id }) => id === "agreement")?.empty;
  assert.match(agreement({ state: "measuring" }) ?? "", /^Measuring/);
  assert.match(agreement({ state: "measuring" }, 0) ?? "", /^No article has decisions of more than one/);
  assert.equal(agreement({ state: "failed", message: "It failed." }), "It failed.");
});

test("periods without a toll are drawn too, and what has no date is said", () => {
  const { bars, about } = chart("killed-over-time");
  assert.deepEqual(
    bars.map(({ name, value }) => `${name} ${value}`),
    ["2012-11 31", "2012-12 0", "2013-01 0", "2013-02 5"],
  );
  assert.match(about, /Without a date: 1\..*\(1 left out\)/);
  assert.deepEqual(allPeriods(["2012-02-28", "2012-03-01"], "day"), [
    "2012-02-28",
    "2012-02-29",
    "2012-03-01",
  ]);
  assert.deepEqual(allPeriods(["0001", "2012"], "year"), ["0001", "2012"], "too many to draw");
  assert.deepEqual(allPeriods(["9998", "9999"], "year"), ["9998", "9999"], "there is none behind the last");
  assert.deepEqual(allPeriods([], "day"), []);
});

test("a table is CSV in which no cell is a formula", () => {
  assert.equal(csvOf(chart("labels")).split("\r\n")[1], `'${FORMULA},5,2`);
  assert.equal(csvOf(chart("agreement")).split("\r\n")[0]?.split(",")[0], "Annotators");
  assert.match(csvOf(chart("agreement")), /,1,0\.5,0\.5,,0\.667,2\r\n$/);
  assert.match(csvOf(chart("killed-by-place")), /\r\nnot stated,6,2\r\n$/);
});

test("a screen reader is told the numbers of a chart", () => {
  assert.match(spoken(chart("review")), /^Review\. Articles by how far they are\. New 2, In review 1, /);
});

/** The tags of HTML, each with its attributes' names. */
const tagsIn = (html: string): string[] =>
  [...html.replace(/<style>[\s\S]*?<\/style>/g, "").matchAll(/<([a-z0-9]+)([^<>]*)>/gi)].map(
    ([, tag = "", attributes = ""]) =>
      [tag, ...attributes.replace(/="[^"]*"/g, "=").matchAll(/[\w-]+(?==)/g)].join(" "),
  );

test("in a saved report words of strangers are text, and nothing runs or loads", () => {
  const drawings = new Map(
    charts.map(({ id }) => [id, svg({ tag: "title", attributes: {}, children: [HOSTILE] })]),
  );
  const html = reportFile(shown, drawings, [{ css: "p{}", hash: "x" }]);
  const tags = tagsIn(html);
  for (const tag of ["script", "img", "iframe", "link", "a"])
    assert.ok(!tags.some((one) => one.split(" ")[0] === tag), tag);
  assert.ok(!tags.some((one) => / (on\w+|src|href|style)/.test(one)));
  assert.match(html, /default-src 'none'; style-src 'sha256-x'|default-src &#39;none&#39;/);
  assert.equal(tags.filter((tag) => tag.startsWith("svg")).length, charts.length);
  assert.match(html, /عدن/);
});

test("a drawing of the page is taken by a list of what charts are made of", () => {
  const good = svg({ tag: "rect", attributes: { x: "1", fill: "currentColor" }, children: [] }, "a < b");
  assert.deepEqual(drawingIn(structuredClone(good)), good);
  const bad: unknown[] = [
    null,
    "svg",
    { ...good, tag: "g" },
    svg({ tag: "script", attributes: {}, children: ["alert(1)"] }),
    svg({ tag: "foreignObject", attributes: {}, children: [] }),
    svg({ tag: "rect", attributes: { onload: "alert(1)" }, children: [] }),
    svg({ tag: "rect", attributes: { href: "https://example.org" }, children: [] }),
    svg({ tag: "rect", attributes: { fill: "url(https://example.org/x)" }, children: [] }),
    svg({ tag: "rect", attributes: { style: "x" }, children: [] }),
    { ...good, children: [3] },
    { ...good, attributes: { width: 3 } },
  ];
  for (const one of bad) assert.equal(drawingIn(one), undefined, JSON.stringify(one));
});

test("whatever the page sends is a message or nothing", () => {
  assert.deepEqual(fromPage({ type: "ready" }), { type: "ready" });
  assert.deepEqual(fromPage({ type: "csv", chart: "labels" }), { type: "csv", chart: "labels" });
  assert.equal(fromPage({ type: "svg", chart: "labels", drawing: { tag: "script" } }), undefined);
  assert.equal(fromPage({ type: "save", drawings: [["labels", {}]] }), undefined);
  assert.equal(fromPage({ type: "save", drawings: [["labels", svg()]] })?.type, "save");
  fc.assert(fc.property(fc.anything(), (value) => void fromPage(value)));
});

test("a chart as a file has its colours in it, and stays well-formed whatever its words", () => {
  const heading = { title: "A <title>", about: "One word ".repeat(40), direction: "rtl" } as const;
  const text = svg({ tag: "text", attributes: { fill: "currentColor" }, children: ["\u0000<&"] });
  const wide = { ...text, attributes: { ...text.attributes, width: "400", height: "100" } };
  const file = svgFile(wide, heading);
  assert.match(file, /^<\?xml[^>]*>\n<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assert.match(file, /<text fill="#1f1f1f"> &lt;&amp;<\/text>/);
  assert.doesNotMatch(file, /var\(|currentColor/);
  // By itself it says what it is, in lines that are no wider than it.
  assert.match(file, /<text x="388" direction="rtl"[^>]*>A &lt;title&gt;<\/text>/);
  const lines = [...file.matchAll(/>((?:One|word)[^<]*)</g)].map(([, words = ""]) => words);
  assert.ok(lines.length > 3 && lines.every(({ length }) => length <= 60), lines.join("|"));
  const [, height] = /height="(\d+)"/.exec(file) ?? [];
  assert.ok(Number(height) > 100 + lines.length * 12);
  assert.equal(toSvg(svg()), `<svg width="10" fill="var(--toll)"></svg>`);
});

test("in Arabic the report runs from right to left, in Arabic throughout, and its files are named as ever", () => {
  const arabic = inArabic(() => chartsOf(REPORT, AGREED));
  assert.deepEqual(
    arabic.map(({ id }) => id),
    charts.map(({ id }) => id),
  );
  for (const { title, about, columns } of arabic)
    for (const words of [title, about, ...columns]) assert.match(words, /^[^a-z]*(?:F|CSV)?[^a-z]*$/, words);
  const file = inArabic(() => reportFile(shown, new Map(), []));
  assert.match(file, /^<!DOCTYPE html>\n<html lang="ar" dir="rtl">/);
  assert.match(file, /<h1>التقرير<\/h1>/);
  assert.match(reportFile(shown, new Map(), []), /<html lang="en" dir="ltr">/);
});
