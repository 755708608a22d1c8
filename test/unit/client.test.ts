import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newEdge } from "../../client/src/commands/boundaries.ts";
import { dateProblem, parseBounds, typedBounds } from "../../client/src/commands/figureInput.ts";

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

test("dates are days, months or years that exist", () => {
  for (const date of ["", "2012", "2012-06", "2012-02-29"]) assert.equal(dateProblem(date), null, date);
  for (const date of ["15 June", "2011-02-29", "2012-13", "12-06-15"]) assert.ok(dateProblem(date), date);
});

test("an edge of an annotation moves by a word, in either direction and script", () => {
  /** A text with its annotation in brackets, before and after. */
  const check = (before: string, edge: Parameters<typeof newEdge>[3], after: string | null): void => {
    const text = before.replace(/[[\]]/g, "");
    const start = before.indexOf("[");
    const moved = newEdge(text, start, before.indexOf("]") - 1, edge);
    assert.equal(
      moved && `${text.slice(0, moved.start)}[${text.slice(moved.start, moved.end)}]${text.slice(moved.end)}`,
      after,
    );
  };
  check("In the [town] of Rada.", "startBack", "In [the town] of Rada.");
  check("In the [town] of Rada.", "endOn", "In the [town of] Rada.");
  check("In [the town of] Rada.", "startOn", "In the [town of] Rada.");
  check("In [the town of] Rada.", "endBack", "In [the town] of Rada.");
  check("In [town].", "startOn", null);
  check("[In] town.", "startBack", null);
  check("في مدينة [أبين] اليوم", "startBack", "في [مدينة أبين] اليوم");
  check("the US-[backed] force", "startBack", "the [US-backed] force");
  check("e\u0301t [la\u0301] bas", "endOn", "e\u0301t [la\u0301 bas]");
});
