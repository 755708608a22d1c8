import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { detect } from "../../../server/src/detect/detect.ts";
import type { Tally } from "../../../server/src/detect/detection.ts";
import type { Codebook } from "../../../server/src/detect/resolve/codebook.ts";
import { resolveDate } from "../../../server/src/detect/resolve/dates.ts";

test("news looks back: days of the week and days without a year are the last ones before the publication", () => {
  const on = (date: Parameters<typeof resolveDate>[0], published: string | null = "2012-06-15") =>
    resolveDate(date, published);
  assert.equal(on({ kind: "weekday", weekday: 5 }), "2012-06-15");
  assert.equal(on({ kind: "weekday", weekday: 4 }), "2012-06-14");
  assert.equal(on({ kind: "weekday", weekday: 6 }), "2012-06-09");
  assert.equal(on({ kind: "day", year: null, month: 4, day: 24 }), "2012-04-24");
  assert.equal(on({ kind: "day", year: null, month: 12, day: 24 }), "2011-12-24");
  assert.equal(on({ kind: "days", days: -1 }, "2012-03-01"), "2012-02-29");
  assert.equal(on({ kind: "month", year: null, month: 10 }), "2011-10");
  assert.equal(on({ kind: "relative", unit: "year", by: -1 }), "2011");
  assert.equal(on({ kind: "relative", unit: "month", by: -1 }, "2012-01-10"), "2011-12");
});

test("without a publication date relative dates stay open, full ones do not", () => {
  assert.equal(resolveDate({ kind: "weekday", weekday: 5 }, null), null);
  assert.equal(resolveDate({ kind: "day", year: null, month: 4, day: 24 }, null), null);
  assert.equal(resolveDate({ kind: "day", year: 2012, month: 2, day: 29 }, null), "2012-02-29");
  assert.equal(resolveDate({ kind: "day", year: 2011, month: 2, day: 29 }, null), null);
});

test("the article says when it was published near its top, the sidecar goes before it", () => {
  const published = (text: string, options = {}) => detect(text, options).published;
  assert.equal(published("date 2012-06-15 A tribesman stands guard."), "2012-06-15");
  assert.equal(published("Headline\n\n09/11/2017 06:22 by admin\n\nBeirut: Troops entered."), "2017-11-09");
  assert.equal(published("OUAGADOUGOU, March 3, 2024 (Wire) - Gunmen came."), "2024-03-03");
  assert.equal(
    published("The attacks of September 11, 2001 changed the city for ever and its people."),
    null,
  );
  assert.equal(published("Gunmen came.", { published: "2020-01-01" }), "2020-01-01");
  assert.equal(published("date 2012-06-15 A man.", { published: "2020-01-01" }), "2012-06-15");
  assert.equal(published("date 2012-06-15 A man.", { sidecarPublished: "2020-01-01" }), "2020-01-01");
});

/** The tally of a text, of one harm as `min-max best`. */
const tally = (text: string, codebook: Codebook = "literal"): Tally => detect(text, { codebook }).tally;

test("repeats, parts and totals over a longer time are not added; different incidents are", () => {
  assert.deepEqual(
    tally("17 people were killed in Aden. The 17 people were killed by gunmen.").killed?.best,
    17,
  );
  assert.deepEqual(tally("12 people, including 3 children, were killed.").killed?.best, 12);
  assert.deepEqual(tally("Five men were killed. In another town, seven women were killed.").killed?.best, 12);
  const long = tally("More than 300 people have been killed since March 2011.");
  assert.equal(long.killed, undefined);
  assert.deepEqual(long.cumulative?.killed, { min: 301, max: null, best: 301 });
});

test("attackers are counted and given apart; nobody is zero; nothing is absent", () => {
  assert.deepEqual(tally("Three guards and one attacker were killed.").killed, {
    min: 4,
    max: 4,
    best: 4,
    perpetrators: 1,
  });
  assert.deepEqual(tally("No one was injured.").injured, { min: 0, max: 0, best: 0, perpetrators: 0 });
  assert.equal(tally("Talks went on.").killed, undefined);
});

test("a codebook gives vague words a number", () => {
  const text = "Dozens of people were killed.";
  assert.deepEqual(tally(text).killed, { min: null, max: null, best: null, perpetrators: 0 });
  assert.equal(tally(text, "acled").killed?.best, 12);
  assert.equal(tally("Civilians were killed.", "airwars").killed?.min, 2);
  assert.equal(tally(text, "gtd").killed?.best, null);
});

test("detection never throws, and its spans are in bounds, ordered and true to the text", () => {
  const words = [
    "killed",
    "31",
    "at least",
    "militants",
    "قتل",
    "شخصاً",
    "12",
    "Aden",
    "،",
    ".",
    "\n\n",
    "Al-",
    "Qaeda",
    "including",
    "and",
    "🙂",
    "of",
    "the",
    "'s",
    "—",
  ];
  const texts = fc.oneof(
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(" ")),
    fc.string({ unit: "binary", maxLength: 80 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { entities, figures } = detect(text, { published: "2020-02-02" });
      let end = 0;
      for (const mention of entities) {
        assert.ok(mention.start >= end && mention.end > mention.start && mention.end <= text.length);
        assert.equal(mention.text, text.slice(mention.start, mention.end));
        end = mention.end;
      }
      for (const figure of figures) {
        for (const part of [figure, figure.number, figure.trigger])
          assert.equal(part.text, text.slice(part.start, part.end));
        assert.ok(figure.min === null || figure.max === null || figure.min <= figure.max);
        assert.ok(figure.confidence >= 0 && figure.confidence <= 1);
      }
    }),
    { numRuns: 300 },
  );
});

test("of the names that begin with one word the longest that stands there is meant, however many there are", () => {
  const surname = (n: number): string =>
    `Zz${[...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
  const told = Array.from(
    { length: 400 },
    (_, n) => `President Mohammed ${surname(n)} Kaldor-${surname(n)} spoke.`,
  );
  const text = `${told.join("\n\n")}\n\nThen mohammed came, Mohammed ${surname(7)} Kaldor-${surname(7)} went, and ${surname(9)} Kaldor-${surname(9)} and Kaldor-${surname(3)} stayed.`;
  const last = text.lastIndexOf("\n");
  assert.deepEqual(
    detect(text)
      .entities.filter(({ start }) => start > last)
      .map(({ text: words }) => words),
    [
      `Mohammed ${surname(7)} Kaldor-${surname(7)}`,
      `${surname(9)} Kaldor-${surname(9)}`,
      `Kaldor-${surname(3)}`,
    ],
  );
});
