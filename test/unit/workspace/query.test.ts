import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ArticleEntry } from "../../../server/src/workspace/index/entry.ts";
import { entryOf } from "../../../server/src/workspace/index/entry.ts";
import { facetsOf, inOrderOf, matching, statesIn } from "../../../server/src/workspace/index/filter.ts";
import { parseQuery } from "../../../server/src/workspace/index/query.ts";
import { corrected, entityOn } from "../../support/annotations.ts";

/** An entry of an article with a text, and more of it than its decisions say. */
function entry(path: string, text: string, more: Partial<ArticleEntry> = {}): ArticleEntry {
  const spans = ["At least 31 militants", "At least 120 people"].filter((words) => text.includes(words));
  const figures = spans.map((words) => text.indexOf(words));
  const decided = figures.flatMap((start, n) =>
    corrected(text, {
      type: "addFigure",
      span: { start, end: start + (spans[n] ?? "").length },
      changes: { harm: "killed", min: Number(/\d+/.exec(spans[n] ?? "")), max: null, qualifier: "at_least" },
    }),
  );
  const places = text.includes("Aden") ? [entityOn(text, "Aden")] : [];
  return {
    ...entryOf({
      uri: `file:///w/${path}`,
      path,
      text,
      language: "en",
      textHash: "",
      published: null,
      event: null,
      decided: [...decided, ...places],
      review: null,
      totals: {},
      codebook: "literal",
      suggested: null,
    }),
    ...more,
  };
}

const all = [
  entry("1.txt", "At least 31 militants were killed in Aden.", { published: "2012-06-15", event: "abyan" }),
  entry("2.txt", "At least 120 people were killed.", { published: "2012-07-01", disputed: 1 }),
  entry("10.txt", "مقتل جنود في عدن\n\nقال مسؤول.", { language: "ar", published: "2013-01-01" }),
  entry("done.txt", "Nothing happened.", { reviewed: { by: "Sa", at: "2026-01-01" } }),
  entry("stale.txt", "Nothing happened.", {
    reviewed: { by: "Mo Al-Haddad", at: "2026-01-01" },
    stale: true,
  }),
  entry("bad.txt", "", { problem: "not UTF-8" }),
  entry("merge.txt", "Aden", { conflicts: 1 }),
  entry("lost.txt", "Aden", { statuses: { accepted: 0, corrected: 0, added: 0, rejected: 0, orphaned: 2 } }),
  entry("seen.txt", "Ten people.", {
    suggested: {
      open: 4,
      entities: [],
      figures: [],
      tally: { killed: { min: 60, max: 90, best: null, perpetrators: 0 } },
    },
  }),
];

/** The articles that a query leaves, by name without `.txt`. */
function found(typed: string): string {
  const { query, problem } = parseQuery(typed);
  assert.ok(query, problem?.message);
  return matching(all, query)
    .map(({ path }) => path.replace(".txt", ""))
    .join(" ");
}

test("articles are filtered by what is typed", () => {
  const rows: [string, string][] = [
    ["", "1 2 10 done stale bad merge lost seen"],
    ["state:done", "done"],
    ["is:new", "10 seen"],
    ["state:problem,conflict", "bad merge lost"],
    ["state:review", "1 2 stale"],
    ["killed >= 50", "2 seen"],
    ["killed>=٥٠", "2 seen"],
    ["deaths ≥ 60", "2 seen"],
    ["killed<50", "1"],
    ["killed=31", "1"],
    ["killed:120", "2"],
    ["killed>=1,000", ""],
    ["-killed>0", "10 done stale bad merge lost"],
    ["injured < 10", ""],
    ["label:LOC", "1 merge lost"],
    ["label:loc,killed", "1 2 merge lost"],
    ["by:annotator", "1 2 merge lost"],
    ["by:sa", "done"],
    ["by:mo", "stale"],
    ["by:haddad", "stale"],
    ['by:"mo al-haddad"', "stale"],
    ["by:had", ""],
    ["by:.", ""],
    ["event:Abyan", "1"],
    ["lang:arabic", "10"],
    ["name:ade", "1 merge lost"],
    ["militants", "1"],
    ["عدن", "10"],
    ['"killed in aden"', "1"],
    ["-nothing -state:problem", "1 2 10 merge seen"],
    ["date:2012", "1 2"],
    ["date:2012-06", "1"],
    ["date:2012-06-15", "1"],
    ["published>2012-06", "2 10"],
    ["date:2012-06..2012-07", "1 2"],
    ["date:..2012-06", "1"],
    ["date:2012-07..", "2 10"],
    ["open>2", "seen"],
    ["lost>0", "lost"],
    ["disputed>0", "2"],
    ["decisions:0", "10 done stale bad seen"],
    ["state:review killed>100", "2"],
    ["12:30", ""],
  ];
  for (const [typed, expected] of rows) {
    assert.equal(found(typed), expected, typed);
  }
});

test("what is wrong with a query is said, with its place", () => {
  const rows: [string, RegExp, string][] = [
    ["state:open", /no state “open”: there are problem, conflict, review, new, done/, "state:open"],
    ["militants colour:red", /no “colour” to filter by: there are state, label, .*killed/, "colour:red"],
    ["killed>=many", /“many” is no whole number: write killed>=50/, "killed>=many"],
    ["killed:3.5", /no whole number/, "killed:3.5"],
    ["date:yesterday", /“yesterday” is no date: write date:2012-06-15/, "date:yesterday"],
    ["date:..", /is no date/, "date:.."],
    ["date>2012..2013", /takes one date/, "date>2012..2013"],
    ["label>LOC", /“label” is no number: write label:LOC/, "label>LOC"],
    ["state:", /Behind state: a value is missing/, "state:"],
    ['x "market', /quotation mark is not closed/, '"market'],
    ["lang:fr", /no language “fr”/, "lang:fr"],
    ['""', /no words/, '""'],
  ];
  for (const [typed, message, place] of rows) {
    const { problem } = parseQuery(typed);
    assert.match(problem?.message ?? "", message, typed);
    assert.equal(typed.slice(problem?.start, problem?.end), place);
  }
});

test("any text is a query or a problem inside it", () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom("state:", "killed>=", '"', "«", "-", "٥", "date:", "..", " "),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const typed = parts.join("");
      const { problem } = parseQuery(typed);
      if (problem)
        assert.ok(problem.start >= 0 && problem.start < problem.end && problem.end <= typed.length);
    }),
  );
});

test("articles are sorted as wanted, and alike ones stay by path", () => {
  const order = (sort: Parameters<typeof inOrderOf>[1]): string =>
    inOrderOf(all, sort)
      .map(({ path }) => path.replace(".txt", ""))
      .join(" ");
  assert.equal(order("name"), "1 2 10 done stale bad merge lost seen");
  assert.equal(order("date"), "10 2 1 done stale bad merge lost seen");
  assert.equal(order("state"), "bad lost merge 1 2 stale 10 seen done");
  assert.equal(order("deaths"), "2 seen 1 10 done stale bad merge lost");
  assert.equal(order("open"), "seen 1 2 10 done stale bad merge lost");
  assert.deepEqual(statesIn(all), { problem: 2, conflict: 1, review: 3, new: 2, done: 1 });
  assert.deepEqual(facetsOf(all), {
    labels: ["LOC"],
    annotators: ["annotator"],
    events: ["abyan"],
    harms: ["killed"],
  });
});
