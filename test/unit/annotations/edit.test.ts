import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { afterEdit, type Edit } from "../../../server/src/annotations/edit.ts";
import { annotatedText, entityOn, markAnnotations } from "../../support/annotations.ts";

/** Replaces words of a text and gives the edit. */
function replaced(text: string, words: string, by: string): { text: string; edit: Edit } {
  const start = text.indexOf(words);
  const end = start + words.length;
  return { text: text.slice(0, start) + by + text.slice(end), edit: { start, end, inserted: by.length } };
}

/** A marked text, an edit of it, and the marked text that follows; `*` marks what was edited inside. */
function check(before: string, words: string, by: string, after: string): void {
  const { text, annotations } = annotatedText(before);
  const { text: next, edit } = replaced(text, words, by);
  assert.equal(
    markAnnotations(
      next,
      annotations.map((one) => afterEdit(one, edit, next)),
    ),
    after,
  );
}

test("what stands behind an edit moves, what stands before it stays", () => {
  check("In [Aden:LOC] and [Taiz:LOC].", "and", "as well as in", "In [Aden:LOC] as well as in [Taiz:LOC].");
});

test("an insertion at either edge stays outside", () => {
  check("In [Aden:LOC].", "In ", "In old ", "In old [Aden:LOC].");
  check("In [Aden:LOC].", ".", " city.", "In [Aden:LOC] city.");
});

test("an edit inside, or over one end, marks the annotation as touched", () => {
  check("In [Port Sudan:LOC].", "rt Su", "rt of Su", "In [Port of Sudan:LOC*].");
  check("In [Port Sudan:LOC].", "In Port", "Near", "Near[ Sudan:LOC*].");
  check("In [Port Sudan:LOC] now.", "Sudan now", "Said", "In [Port :LOC*]Said.");
});

test("a deleted annotation is an orphan, and undoing the deletion brings it back", () => {
  const text = "Fighting in Aden and Taiz went on.";
  const decided = [entityOn(text, "Aden"), entityOn(text, "Taiz")];
  const words = "in Aden and Taiz ";
  const { text: without, edit } = replaced(text, words, "");
  const orphans = decided.map((one) => afterEdit(one, edit, without));
  assert.deepEqual(
    orphans.map(({ status }) => status),
    ["orphaned", "orphaned"],
  );
  const undone: Edit = { start: edit.start, end: edit.start, inserted: words.length };
  const back = orphans.map((one) => afterEdit(one, undone, text));
  assert.equal(markAnnotations(text, back), "Fighting in [Aden:LOC] and [Taiz:LOC] went on.");
  assert.deepEqual(
    back.map(({ was }) => was),
    [null, null],
  );
});

test("words that stand once in what replaces them keep their annotation", () => {
  check("In [Aden:LOC] now.", "In Aden now", "Now in Aden", "Now in [Aden:LOC].");
  check("In [Aden:LOC] now.", "In Aden now", "Aden, Aden", "Aden, Aden.");
  check("Of [12:MONEY] men.", "Of 12", "Of 412", "Of 412 men.");
});

test("whatever edits: an annotation that is not touched or lost stands on its own words", () => {
  const edits = fc.array(fc.tuple(fc.nat(60), fc.nat(12), fc.string({ unit: "grapheme", maxLength: 6 })), {
    maxLength: 12,
  });
  const base = "Clashes in Aden, then in مأرب and 👩‍🚒 Taiz; Aden again.";
  fc.assert(
    fc.property(edits, (list) => {
      let text = base;
      let decided = [
        entityOn(base, "Aden"),
        entityOn(base, "مأرب"),
        entityOn(base, "👩‍🚒 Taiz"),
        entityOn(base, "Aden", "LOC", 2),
      ] as ReturnType<typeof afterEdit>[];
      for (const [at, length, insert] of list) {
        const start = Math.min(at, text.length);
        const end = Math.min(start + length, text.length);
        const next = text.slice(0, start) + insert + text.slice(end);
        decided = decided.map((one) => afterEdit(one, { start, end, inserted: insert.length }, next));
        text = next;
        for (const one of decided) {
          assert.ok(one.start >= 0 && one.end <= text.length && one.start <= one.end);
          if (one.status !== "orphaned" && !one.touched)
            assert.equal(text.slice(one.start, one.end), one.quote);
        }
      }
    }),
  );
});
