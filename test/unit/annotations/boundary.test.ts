import assert from "node:assert/strict";
import { test } from "node:test";
import { type Edge, movedEdge } from "../../../server/src/annotations/boundary.ts";

test("an edge of an annotation moves by a word, in either direction and script", () => {
  /** A text with its annotation in brackets, before and after. */
  const check = (before: string, edge: Edge, after: string | null): void => {
    const text = before.replace(/[[\]]/g, "");
    const start = before.indexOf("[");
    const moved = movedEdge(text, { start, end: before.indexOf("]") - 1 }, edge);
    assert.equal(
      moved && `${text.slice(0, moved.start)}[${text.slice(moved.start, moved.end)}]${text.slice(moved.end)}`,
      after,
    );
  };
  check("In the [town] of Rada.", "extendStart", "In [the town] of Rada.");
  check("In the [town] of Rada.", "extendEnd", "In the [town of] Rada.");
  check("In [the town of] Rada.", "shrinkStart", "In the [town of] Rada.");
  check("In [the town of] Rada.", "shrinkEnd", "In [the town] of Rada.");
  check("In [town].", "shrinkStart", null);
  check("[In] town.", "extendStart", null);
  check("In Aden\n\n[Rada] fell.", "extendStart", null);
  check("Fighting in [Aden]\r\nRada fell.", "extendEnd", null);
  check("In [Port\nSudan] now.", "extendEnd", "In [Port\nSudan now].");
  check("في مدينة [أبين] اليوم", "extendStart", "في [مدينة أبين] اليوم");
  check("the US-[backed] force", "extendStart", "the [US-backed] force");
  check("e\u0301t [la\u0301] bas", "extendEnd", "e\u0301t [la\u0301 bas]");
});
