import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, isDrawn, noteEdit } from "../../client/src/drawn.ts";

const at = (line: number, start: number, end: number, lastLine = line) => ({
  start: { line, character: start },
  end: { line: lastLine, character: end },
});
const typed = (line: number, text: string) => ({ range: at(line, 3, 3), text });

test("a type of decorations is set anew where its places are others, or an edit may have moved what is drawn", () => {
  const places = [at(1, 0, 4), at(5, 2, 6), at(7, 0, 3, 9)];
  const fresh = () => drawn(new Map([["loc", places]]));
  const copy = structuredClone(places);
  assert.ok(isDrawn(fresh(), "loc", copy));
  assert.ok(isDrawn(fresh(), "org", []));
  assert.ok(!isDrawn(fresh(), "org", copy));
  assert.ok(!isDrawn(fresh(), "loc", copy.slice(1)));
  assert.ok(!isDrawn(fresh(), "loc", [...copy.slice(0, 2), at(7, 0, 4, 9)]));
  for (const [line, text, stays] of [
    [2, "a", true],
    // An edit and its undoing leave the same places, but the editor may have lost what it drew there.
    [5, "a", false],
    [8, "a", false],
    [2, "a\n", false],
  ] as const) {
    const own = fresh();
    noteEdit(own, typed(line, text));
    assert.equal(isDrawn(own, "loc", copy), stays, `${text} in line ${line}`);
  }
  const own = fresh();
  noteEdit(own, { range: at(2, 0, 0, 3), text: "" });
  assert.ok(!isDrawn(own, "loc", copy));
});
