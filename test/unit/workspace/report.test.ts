import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { identitiesOf } from "../../../server/src/detect/resolve/identity.ts";
import { noNames } from "../../../server/src/detect/resolve/nameIndex.ts";
import type { ArticleEntry, IndexedFigure } from "../../../server/src/workspace/index/entry.ts";
import { entryOf } from "../../../server/src/workspace/index/entry.ts";
import { reportOf } from "../../../server/src/workspace/index/report.ts";
import { corrected, entityOn } from "../../support/annotations.ts";

const NO_FIGURE: IndexedFigure = {
  id: "f",
  text: "31 militants",
  harm: "killed",
  min: 31,
  max: 31,
  qualifier: "exact",
  number: "31",
  victims: "militants",
  victimType: "combatant",
  perpetrator: null,
  place: null,
  date: null,
  source: null,
  scope: "incident",
  status: "asserted",
  counts: null,
};

/** An entry whose toll is what its figures add to it, and more of it than its text says. */
function entry(
  path: string,
  figures: readonly Partial<IndexedFigure>[] = [],
  more: Partial<ArticleEntry> = {},
): ArticleEntry {
  const whole = figures.map((figure, n) => ({ ...NO_FIGURE, id: `${n}`, ...figure }));
  const killed = whole.reduce((sum, { counts }) => sum + (counts ?? 0), 0);
  return {
    ...entryOf({
      uri: `file:///w/${path}`,
      path,
      text: "",
      language: "en",
      textHash: "",
      published: "2012-06-15",
      event: null,
      decided: [],
      review: null,
      totals: {},
      codebook: "literal",
      suggested: null,
    }),
    figures: whole,
    tally: killed === 0 ? {} : { killed: { min: killed, max: killed, best: killed, perpetrators: 0 } },
    ...more,
  };
}

/** A list of a toll in words: `Aden 31 in 1`, `– 5 in 2` for what is not stated. */
const said = (parts: readonly { name: string | null; number: number; articles: number }[]): string =>
  parts.map(({ name, number, articles }) => `${name ?? "–"} ${number} in ${articles}`).join(", ");

const tollIn = (entries: readonly ArticleEntry[]) => {
  const [toll] = reportOf(entries).tolls;
  assert.ok(toll);
  return toll;
};

test("a report of nothing counts nothing", () => {
  const report = reportOf([]);
  assert.equal(report.articles, 0);
  assert.deepEqual([report.labels, report.figures, report.annotators, report.tolls], [[], [], [], []]);
});

test("labels, harms, states, languages and annotators are counted", () => {
  const report = reportOf([
    entry("1.txt", [{ counts: 3 }, { harm: "injured" }], {
      labels: { LOC: 2, ORG: 1 },
      annotators: ["mo", "sa"],
    }),
    entry("2.txt", [{ counts: 1 }], {
      labels: { LOC: 1 },
      annotators: ["sa"],
      language: "ar",
      statuses: { accepted: 2, corrected: 0, added: 0, rejected: 1, orphaned: 0 },
      reviewed: { by: "sa", at: "2026-01-01" },
      suggested: { open: 4, tally: {}, entities: [], figures: [] },
    }),
    entry("3.txt", [], { reviewed: { by: "mo", at: "2026-01-01" }, stale: true }),
    entry("4.txt", [], { problem: "not UTF-8" }),
  ]);
  assert.deepEqual(
    report.labels.map(({ label, mentions, articles }) => `${label} ${mentions} in ${articles}`),
    ["LOC 3 in 2", "ORG 1 in 1"],
  );
  assert.deepEqual(
    report.figures.map(({ harm, figures, articles }) => `${harm} ${figures} in ${articles}`),
    ["killed 2 in 2", "injured 1 in 1"],
  );
  // Whose text has changed since is not done.
  assert.deepEqual(
    report.annotators.map(({ name, articles, done }) => `${name} ${articles} ${done}`),
    ["sa 2 1", "mo 1 0"],
  );
  assert.deepEqual(report.states, { problem: 1, conflict: 0, review: 1, new: 1, done: 1 });
  assert.deepEqual(report.languages, { en: 3, ar: 1 });
  const { decisions, open, unseen, shared } = report;
  assert.deepEqual({ decisions, open, unseen, shared }, { decisions: 3, open: 4, unseen: 2, shared: 1 });
});

test("a toll is divided by place, perpetrator and day as figures say, with what is not stated last", () => {
  const toll = tollIn([
    entry("1.txt", [
      { counts: 31, place: "Aden", perpetrator: "AQAP", date: "2012-06-14" },
      { counts: null, place: "Aden", perpetrator: "AQAP" },
      { counts: 2, place: "Taiz" },
    ]),
    entry("2.txt", [{ counts: 5, place: "ADEN" }]),
    entry("3.txt", [{ counts: 5, place: "Aden" }], { published: "2012-06-20" }),
    entry("4.txt", [{ counts: 60, place: null }]),
  ]);
  assert.equal(`${toll.number} in ${toll.articles}`, "103 in 4");
  assert.equal(said(toll.places), "Aden 41 in 3, Taiz 2 in 1, – 60 in 1");
  assert.equal(said(toll.actors), "AQAP 31 in 1, – 72 in 4");
  assert.equal(toll.unit, "day");
  assert.equal(said(toll.periods), "2012-06-14 31 in 1, 2012-06-15 67 in 3, 2012-06-20 5 in 1");
});

test("names of one place or actor in both languages are one", () => {
  const entries = [
    entry("1.txt", [{ counts: 3, place: "Aden", perpetrator: "Houthis" }]),
    entry("2.txt", [{ counts: 4, place: "عدن", perpetrator: "الحوثيون" }]),
    entry("3.txt", [{ counts: 1, place: "ADEN", perpetrator: "Houthis" }]),
    entry("4.txt", [{ counts: 2, place: "Dhamra", perpetrator: "Red Valley Front" }]),
  ];
  const { of } = identitiesOf(noNames);
  const [toll] = reportOf(entries, () => of).tolls;
  assert.equal(said(toll?.places ?? []), "Aden 8 in 3, Dhamra 2 in 1");
  assert.equal(said(toll?.actors ?? []), "Houthis 8 in 3, Red Valley Front 2 in 1");
});

test("periods are as long as the dates need, and a month takes the day of publication in it", () => {
  const at = (date: string | null, published: string | null): ArticleEntry =>
    entry("a.txt", [{ counts: 1, date }], { published });
  const periods = (...entries: ArticleEntry[]): string => {
    const { unit, periods: parts } = tollIn(entries);
    return `${unit}: ${said(parts)}`;
  };
  assert.equal(periods(at("2012-06", "2012-06-15")), "day: 2012-06-15 1 in 1");
  assert.equal(periods(at("2012-05", "2012-06-15")), "month: 2012-05 1 in 1");
  assert.equal(
    periods(at("2012-01-01", null), at("2012-12-31", null), at("2012-12-01", null)),
    "month: 2012-01 1 in 1, 2012-12 2 in 2",
  );
  assert.equal(periods(at("1998", null), at("2012-12-31", null)), "year: 1998 1 in 1, 2012 1 in 1");
  assert.equal(periods(at(null, null)), "day: – 1 in 1");
});

test("Arabic names that differ in spelling alone are one, shown as most often written", () => {
  const places = ["أبين", "ابين", "أبين"].map((place) => entry("a.txt", [{ counts: 2, place }]));
  assert.equal(said(tollIn(places).places), "أبين 6 in 3");
});

test("a toll that figures do not add up to is divided only where they say the same", () => {
  const byHand = { tally: { killed: { min: 40, max: 40, best: 40, perpetrators: 0 } } };
  const two = [
    { counts: 10, place: "Aden" },
    { counts: 20, place: "Taiz" },
  ];
  assert.equal(said(tollIn([entry("1.txt", two, byHand)]).places), "– 40 in 1");
  assert.equal(said(tollIn([entry("1.txt", two.slice(0, 1), byHand)]).places), "Aden 40 in 1");
  assert.equal(said(tollIn([entry("1.txt", [], byHand)]).places), "– 40 in 1");
});

test("of articles on one event the latest counts, whatever their order", () => {
  const first = entry("1.txt", [{ counts: 10 }], { event: "abyan" });
  const later = entry("2.txt", [{ counts: 31 }], { event: "abyan", published: "2012-06-16" });
  const silent = entry("3.txt", [], { event: "abyan", published: "2012-06-17" });
  for (const entries of [
    [first, later, silent],
    [silent, later, first],
  ]) {
    assert.equal(tollIn(entries).number, 31);
    assert.equal(reportOf(entries).retold, 1);
  }
});

test("what is beyond the longest list is counted", () => {
  const places = Array.from({ length: 30 }, (_, n) =>
    entry(`${n}.txt`, [{ counts: 30 - n, place: `P${n}` }]),
  );
  const { places: listed, more } = tollIn(places);
  assert.equal(listed.length, 25);
  assert.deepEqual(more.places, { parts: 5, number: 1 + 2 + 3 + 4 + 5 });
});

test("every list of a toll adds up to it", () => {
  const name = fc.option(fc.constantFrom("Aden", "ADEN", "عدن", "Taiz", " "), { nil: null });
  const figure = fc.record({
    counts: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
    place: name,
    perpetrator: name,
    date: fc.option(fc.constantFrom("2012", "2012-06", "2012-06-14"), { nil: null }),
  });
  const articles = fc.array(fc.array(figure, { maxLength: 4 }), { maxLength: 40 });
  fc.assert(
    fc.property(articles, (all) => {
      for (const { number, periods, places, actors, more } of reportOf(all.map((one) => entry("a.txt", one)))
        .tolls) {
        const sum = (parts: readonly { number: number }[]): number =>
          parts.reduce((n, part) => n + part.number, 0);
        assert.equal(sum(periods), number);
        assert.equal(sum(places) + more.places.number, number);
        assert.equal(sum(actors) + more.actors.number, number);
      }
    }),
  );
});

test("a decided figure counts in the toll, with its number", () => {
  const text = "At least 31 militants were killed. Aden.";
  const decided = corrected(text, {
    type: "addFigure",
    span: { start: 0, end: 21 },
    changes: { harm: "killed", min: 31, max: null, qualifier: "at_least" },
  });
  const facts = { ...entry("1.txt"), text, decided: [...decided, entityOn(text, "Aden")] };
  const indexed = entryOf({ ...facts, review: null, totals: {}, codebook: "literal" });
  assert.deepEqual(
    indexed.figures.map(({ counts }) => counts),
    [31],
  );
  assert.equal(tollIn([indexed]).number, 31);
});
