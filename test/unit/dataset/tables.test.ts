import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { Annotation, FigureAnnotation } from "../../../server/src/annotations/annotation.ts";
import { acled } from "../../../server/src/dataset/acled.ts";
import type { Exporter } from "../../../server/src/dataset/exporter.ts";
import { figuresCsv } from "../../../server/src/dataset/figuresCsv.ts";
import { ucdp } from "../../../server/src/dataset/ucdp.ts";
import { csvRow } from "../../../server/src/text/csv.ts";
import { acceptedFigures, annotatedArticle, datasetOf, render } from "../../support/datasets.ts";

type Row = Record<string, string>;

/** The rows of a table that a format makes of one article. */
function rows(
  exporter: Exporter,
  file: string,
  article: { text: string; annotations: readonly Annotation[] },
  more: Parameters<typeof datasetOf>[1] = {},
): Row[] {
  const { files } = render(exporter, [datasetOf(article, more)]);
  return parse(files.get(file)!, { columns: true });
}

/** A text with the figures that detection finds in it, each changed. */
function withFigures(text: string, change: (figure: FigureAnnotation, n: number) => object) {
  const annotations = acceptedFigures(text).map((one, n) => ({
    ...one,
    figure: { ...one.figure, ...change(one, n) },
  }));
  return { text, annotations: annotations as Annotation[] };
}

test("a cell that a spreadsheet would run has an apostrophe before it, which can be told from the text's own", () => {
  for (const [cell, written] of [
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ["＝1", "'＝1"],
    ["'=1", "''=1"],
    ["'x", "'x"],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ] as const)
    assert.equal(csvRow([cell]), `${written}\r\n`);
  assert.equal(csvRow([-1, 0.5, null, ""]), "-1,0.5,,\r\n");
});

test("whatever stands in the cells of a row, a reader of RFC 4180 gets it back", () => {
  const cell = fc.string({
    unit: fc.constantFrom("=", "'", '"', ",", "\n", "\r", "\t", "@", "a", "ب", "😀"),
  });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      const [row] = parse(csvRow(cells), { recordDelimiter: "\r\n" }) as string[][];
      const plain = row!.map((text) => (/^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text));
      assert.deepEqual(plain, cells);
    }),
  );
});

test("figures.csv: every field of the record, offsets in code points", () => {
  const text = "😀 At least 31 militants were killed in Abyan on Friday, military officials said.";
  const article = annotatedArticle(text.replace("Abyan", "[Abyan:LOC]"));
  const [row, ...others] = rows(figuresCsv, "figures.csv", article, {
    id: "a b.txt",
    published: "2012-06-16",
  });
  assert.deepEqual(others, []);
  const { start, end, sha256, figure, ...plain } = row!;
  assert.equal([...text].slice(Number(start), Number(end)).join(""), "At least 31 militants");
  assert.match(sha256!, /^0{64}$/);
  assert.ok(figure);
  assert.deepEqual(plain, {
    article: "a b.txt",
    published: "2012-06-16",
    language: "en",
    event: "",
    text: "At least 31 militants",
    harm: "killed",
    min: "31",
    max: "",
    qualifier: "at_least",
    number: "31",
    number_start: "11",
    number_end: "13",
    trigger: "killed",
    trigger_start: "29",
    trigger_end: "35",
    victims: "militants",
    victim_type: "combatant",
    victim_entities: "",
    perpetrator: "",
    place: "Abyan",
    date: "",
    source: "military officials",
    scope: "incident",
    status: "asserted",
    part_of: "",
    same_as: "",
    conflicts_with: "",
    review: "accepted",
    by: "annotator",
    at: "2026-01-02T03:04:05Z",
    detector: "dateline@0.1.0",
    rule: "",
    confidence: "",
    attributes: "",
  });
});

test("figures.csv without the text has no words of it but the coded fields", () => {
  const article = datasetOf(annotatedArticle("At least 31 militants were killed in Abyan."));
  const { files } = render(figuresCsv, [article], { text: false });
  const [row] = parse(files.get("figures.csv")!, { columns: true }) as Row[];
  assert.deepEqual([row!["text"], row!["number"], row!["trigger"]], ["", "", ""]);
  assert.deepEqual([row!["start"], row!["end"], row!["victims"]], ["0", "21", "militants"]);
});

test("figures.csv has rejected figures and suggestions as such", () => {
  const text = "Ten people were killed. Two soldiers were wounded. Five people were abducted.";
  const [first, second] = acceptedFigures(text);
  const annotations: Annotation[] = [{ ...first!, status: "rejected" }, second!];
  const found = rows(figuresCsv, "figures.csv", { text, annotations }, { choice: { suggested: true } });
  assert.deepEqual(
    found.map(({ harm, review, confidence }) => [harm, review, confidence !== ""]),
    [
      ["killed", "rejected", false],
      ["injured", "accepted", false],
      ["abducted", "suggested", true],
    ],
  );
});

test("tallies.csv: repeats are not added, what is open is empty, what is not reported is 0", () => {
  const text = "Ten people were killed. Dozens were wounded.";
  const [row] = rows(figuresCsv, "tallies.csv", { text, annotations: acceptedFigures(text) });
  assert.deepEqual(
    ["killed_reported", "killed_min", "killed_max", "killed_best", "injured_reported", "injured_min"].map(
      (name) => row![name],
    ),
    ["1", "10", "10", "10", "1", ""],
  );
  assert.deepEqual([row!["missing_reported"], row!["missing_min"], row!["figures"]], ["0", "", "2"]);
  const coded = { text, annotations: acceptedFigures(text) };
  assert.equal(rows(figuresCsv, "tallies.csv", coded, { codebook: "acled" })[0]!["injured_min"], "12");
  const [empty] = rows(figuresCsv, "tallies.csv", { text: "", annotations: [] });
  assert.equal(empty!["killed_reported"], "0");
});

const ATTACK =
  "Three soldiers and two civilians were killed. Four people died elsewhere. A suicide bomber was killed.";

test("UCDP GED: deaths by kind add up to best, within low and high; one row a place and day", () => {
  const article = withFigures(ATTACK, (one, n) => ({
    date: n < 2 ? "2012-06-15" : "2012-06",
    place: n < 2 ? "Aden" : "Taiz",
    perpetrator: n < 2 ? "Ansar al-Sharia" : null,
    victimType: /soldier/.test(one.quote)
      ? "security_force"
      : /civilian/.test(one.quote)
        ? "civilian"
        : /bomber/.test(one.quote)
          ? "perpetrator"
          : "unknown",
    mentions: [],
  }));
  const found = rows(ucdp, "events.csv", article, { id: "x.txt", published: "2012-06-16" });
  const pick = (row: Row, ...names: string[]): string => names.map((name) => row[name]).join(" | ");
  assert.deepEqual(
    found.map((row) =>
      pick(row, "id", "relid", "where_description", "date_prec", "date_start", "date_end", "side_a"),
    ),
    [
      "1 | x.txt#1 | Aden | 1 | 2012-06-15 | 2012-06-15 | Ansar al-Sharia",
      "2 | x.txt#2 | Taiz | 4 | 2012-06-01 | 2012-06-30 | ",
    ],
  );
  assert.deepEqual(
    found.map((row) =>
      pick(row, "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high"),
    ),
    ["0 | 3 | 2 | 0 | 5 | 5 | 5", "1 | 0 | 0 | 4 | 5 | 5 | 5"],
  );
});

test("UCDP GED: an open bound never puts high below best; an open number is no row and is reported", () => {
  const text = "At least 31 militants were killed.";
  const [row] = rows(ucdp, "events.csv", { text, annotations: acceptedFigures(text) });
  assert.deepEqual([row!["low"], row!["best"], row!["high"]], ["31", "31", "31"]);
  const vague = "Dozens of militants were killed.";
  const { files, leftOut } = render(ucdp, [datasetOf({ text: vague, annotations: acceptedFigures(vague) })]);
  assert.equal(files.get("events.csv")!.toString().split("\r\n").length, 2, "the header alone");
  assert.match(leftOut.map(({ reason }) => reason(1)).join(), /left open/);
});

test("ACLED: fatalities are the least reported, vague words by ACLED's codebook", () => {
  for (const [text, fatalities] of [
    ["At least 31 militants were killed in Abyan.", "31"],
    ["Dozens of militants were killed.", "12"],
    ["Between 80 and 200 people were killed.", "80"],
  ] as const) {
    const [row] = rows(acled, "events.csv", { text, annotations: acceptedFigures(text) }, { id: "x.txt" });
    assert.equal(row!["fatalities"], fatalities, text);
    assert.equal(row!["event_id_cnty"], "x.txt#1");
  }
});
