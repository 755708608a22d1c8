import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  changed,
  dateProblem,
  type FigureDraft,
  parseBounds,
  typedBounds,
} from "../../client/src/commands/figureInput.ts";
import {
  changedLinks,
  figureChoices,
  linksOf,
  mentionChoices,
  noLinks,
} from "../../client/src/commands/figureLinks.ts";
import { completionsOf } from "../../client/src/dataset/completions.ts";
import { RANGE, rangesOf } from "../../client/src/dataset/ranges.ts";
import { childrenOf, nodesOf } from "../../client/src/outline/nodes.ts";
import type { HeadLine, PublishedAnnotation } from "../../server/src/protocol.ts";

test("the tree begins with what the article says of itself, where it says more than its language", () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } };
  const language: HeadLine = { kind: "language", text: "English", range, note: null };
  const place: HeadLine = { kind: "place", text: "ADEN", range, note: null };
  const roots = (head: HeadLine[]): string[] =>
    nodesOf(
      {
        uri: "file:///a.txt",
        annotator: "me",
        version: 1,
        language: "en",
        published: null,
        head,
        annotations: [],
        tally: {},
        codebook: "literal",
        totals: [],
        problems: [],
        canUndo: false,
        canRedo: false,
      },
      [],
    ).flatMap((node) => [node.id, ...childrenOf(node).map(({ id }) => id)]);
  assert.deepEqual(roots([place, language]), ["article", "h:place:0", "h:language:1"]);
  assert.deepEqual(roots([language]), []);
});

test("an entity of one mention has its name in the tree, as one of several has, where that is not its words", () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } };
  const mention = (text: string, name: string) =>
    ({
      id: text,
      kind: "entity",
      status: "accepted",
      text,
      label: "LOC",
      range,
      figure: null,
      entity: { id: text, name },
    }) as never;
  const published = { uri: "file:///a.txt", version: 1, head: [], totals: [], codebook: "literal" };
  const annotations = [mention("Taiz", "Taizz City"), mention("Bir\nZanqar", "Bir Zanqar")];
  const [places] = nodesOf({ ...published, annotations } as never, []);
  assert.ok(places);
  assert.deepEqual(
    childrenOf(places).map((node) => (node.type === "annotation" ? node.name : node.type)),
    ["Taizz City", undefined],
  );
});

test("bounds are read as annotators type them", () => {
  const check = (typed: string, min: number | null, max: number | null, qualifier: string): void =>
    assert.deepEqual(parseBounds(typed), { min, max, qualifier }, typed);
  check("31", 31, 31, "exact");
  check("12,500", 12_500, 12_500, "exact");
  check("31+", 31, null, "at_least");
  check("at least 31", 31, null, "at_least");
  check("<=20", 0, 20, "at_most");
  check(">30", 31, null, "more_than");
  check("<20", 0, 19, "fewer_than");
  check("80-200", 80, 200, "range");
  check("~30", 30, 30, "about");
  check("٣١", 31, 31, "exact");
  check("?", null, null, "vague");
});

test("what cannot be read says how to type it", () => {
  assert.match(String(parseBounds("many")), /Type one of/);
  assert.match(String(parseBounds("200-80")), /above the upper bound/);
  assert.match(String(parseBounds("9".repeat(30))), /too large/);
});

test("bounds that are shown can be typed again", () => {
  const number = fc.nat(1_000_000);
  const bounds = fc.oneof(
    number.map((n) => `${n}`),
    number.map((n) => `${n}+`),
    number.map((n) => `>${n}`),
    number.map((n) => `~${n}`),
    fc.integer({ min: 1, max: 1000 }).map((n) => `<=${n}`),
    fc.integer({ min: 2, max: 1000 }).map((n) => `<${n}`),
    fc
      .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 501, max: 999 }))
      .map(([a, b]) => `${a}-${b}`),
    fc.constant("?"),
  );
  fc.assert(
    fc.property(bounds, (typed) => {
      const read = parseBounds(typed);
      assert.ok(typeof read !== "string");
      assert.deepEqual(parseBounds(typedBounds(read)), read);
    }),
  );
});

test("what a figure refers to is chosen among what stands in the article, the nearest mention of a name", () => {
  const at = (line: number): PublishedAnnotation["range"] => ({
    start: { line, character: 0 },
    end: { line, character: 4 },
  });
  const one = (id: string, text: string, line: number, more: object): PublishedAnnotation =>
    ({
      id,
      kind: "entity",
      status: "accepted",
      text,
      range: at(line),
      label: "LOC",
      figure: null,
      ...more,
    }) as never;
  const figure = (id: string, line: number, harm: string, links: object[] = []): PublishedAnnotation =>
    one(id, id, line, { kind: "figure", label: null, figure: { harm, count: "3", links } });
  const own = figure("own", 5, "killed", [
    { role: "place", range: at(4) },
    { role: "sameAs", range: at(7) },
    { role: "source", range: at(40) },
  ]);
  const all = [
    one("a", "Aden", 0, {}),
    one("b", "عدن", 2, {}),
    one("c", "Aden", 4, {}),
    one("d", "Taiz", 6, { status: "rejected" }),
    one("e", "police", 6, { label: "ORG" }),
    figure("hurt", 7, "injured"),
    figure("dead", 7, "killed"),
    own,
  ];
  assert.deepEqual(mentionChoices("place", all, own.range), [
    { id: "c", text: "Aden", line: 5 },
    { id: "b", text: "عدن", line: 3 },
  ]);
  assert.deepEqual(
    mentionChoices("source", all, own.range).map(({ id }) => id),
    ["e"],
  );
  assert.deepEqual(
    figureChoices(own, "killed", all).map(({ id }) => id),
    ["dead", "hurt"],
  );
  const links = linksOf(own, all);
  assert.deepEqual(links, { ...noLinks, place: ["c"], sameAs: ["dead"] });
  assert.deepEqual(changedLinks(links, { ...links, place: [], partOf: ["hurt"] }), {
    place: [],
    partOf: ["hurt"],
  });
});

test("dates are days, months or years that exist", () => {
  for (const date of ["", "2012", "2012-06", "2012-02-29"]) assert.equal(dateProblem(date), null, date);
  for (const date of ["15 June", "2011-02-29", "2012-13", "12-06-15"]) assert.ok(dateProblem(date), date);
});

test("only the fields that were changed are sent, bounds together", () => {
  const before: FigureDraft = {
    harm: "killed",
    min: 31,
    max: null,
    qualifier: "at_least",
    victims: "militants",
    victimType: "combatant",
    perpetrator: null,
    place: "Abyan",
    date: null,
    source: null,
    scope: "incident",
    status: "asserted",
    links: noLinks,
  };
  assert.deepEqual(changed(before, { ...before }), {});
  assert.deepEqual(changed(before, { ...before, place: "Aden" }), { place: "Aden" });
  assert.deepEqual(changed(before, { ...before, max: 31, source: "a nurse" }), {
    min: 31,
    max: 31,
    qualifier: "at_least",
    source: "a nurse",
  });
});

test("a filter is gone on with from its last part, with values of the workspace", () => {
  const facets = {
    labels: ["LOC", "ORG"],
    annotators: ["Sa Li", "mo"],
    events: [],
    harms: ["killed", "injured"],
  };
  const values = (typed: string): string[] => completionsOf(typed, facets).map(({ value }) => value);
  assert.deepEqual(values("state:d"), ["state:done"]);
  assert.deepEqual(values("killed>=50 -sta").at(0), "killed>=50 -state:new");
  assert.deepEqual(values("label:"), ["label:LOC", "label:ORG", "label:killed", "label:injured"]);
  assert.deepEqual(values("by:s"), ['by:"Sa Li"']);
  assert.deepEqual(values("market"), []);
  assert.ok(values("").includes("killed>="));
  for (const value of values("")) assert.notEqual(value, "");
});

test("a large group is parted, so that opening it takes no time", () => {
  const parts = rangesOf({ key: "new", name: "new", articles: 2 * RANGE + 1, done: 0 });
  assert.deepEqual(
    parts.map((part) => part.type === "range" && [part.from, part.to]),
    [
      [0, RANGE],
      [RANGE, 2 * RANGE],
      [2 * RANGE, 2 * RANGE + 1],
    ],
  );
});
