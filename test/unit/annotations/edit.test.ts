import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { textChange } from "../../../server/src/annotations/change.ts";
import { afterEdit } from "../../../server/src/annotations/edit.ts";
import { toStored } from "../../../server/src/annotations/stored.ts";
import {
  annotatedText,
  contextFor,
  corrected,
  entityOn,
  markAnnotations,
} from "../../support/annotations.ts";

/** Annotations after words of their text were replaced, and the text then. */
function replaced<A extends Annotation>(text: string, words: string, by: string, annotations: readonly A[]) {
  const start = text.indexOf(words);
  const end = start + words.length;
  const next = text.slice(0, start) + by + text.slice(end);
  const change = textChange(text, next, [{ start, end, inserted: by.length }]);
  return { text: next, annotations: annotations.map((one) => afterEdit(one, change)) };
}

/** Annotations after a whole new text came in the place of theirs. */
const rewritten = (text: string, next: string, annotations: readonly Annotation[]): Annotation[] =>
  annotations.map((one) => afterEdit(one, textChange(text, next)));

/** A marked text, an edit of it, and the marked text that follows; `*` marks what was edited inside. */
function check(before: string, words: string, by: string, after: string): void {
  const { text, annotations } = annotatedText(before);
  const next = replaced(text, words, by, annotations);
  assert.equal(markAnnotations(next.text, next.annotations), after);
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
  check("In [Port Sudan:LOC].", "In Port", "Near", "Near [Sudan:LOC*].");
  check("In [Port Sudan:LOC] now.", "Sudan now", "Said", "In [Port:LOC*] Said.");
});

test("a deleted annotation is an orphan, and undoing the deletion brings it back", () => {
  const text = "Fighting in Aden and Taiz went on.";
  const decided = [entityOn(text, "Aden"), entityOn(text, "Taiz")];
  const words = "in Aden and Taiz ";
  const { text: without, annotations: orphans } = replaced(text, words, "", decided);
  assert.deepEqual(
    orphans.map(({ status }) => status),
    ["orphaned", "orphaned"],
  );
  const at = text.indexOf(words);
  const undone = textChange(without, text, [{ start: at, end: at, inserted: words.length }]);
  const back = orphans.map((one) => afterEdit(one, undone));
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

test("an annotation neither begins nor ends with a blank, and one of nothing but blanks is an orphan", () => {
  check("In [Port\n\nSudan:LOC] now.", "Sudan now", "Said", "In [Port:LOC*]\n\nSaid.");
  const text = "In Port Sudan now.";
  const first = replaced(text, "Sudan", "", [entityOn(text, "Port Sudan")]);
  const second = replaced(first.text, "Port", "", first.annotations);
  assert.deepEqual(
    second.annotations.map(({ status, quote }) => `${quote} ${status}`),
    ["Port Sudan orphaned"],
  );
});

test("what was cut short and is whole again is as it was", () => {
  const text = "In Port Sudan now.";
  const cut = replaced(text, "t Sudan", "", [entityOn(text, "Port Sudan")]);
  assert.equal(markAnnotations(cut.text, cut.annotations), "In [Por:LOC*] now.");
  const back = replaced(cut.text, " now", "t Sudan now", cut.annotations);
  assert.equal(markAnnotations(back.text, back.annotations), "In [Port Sudan:LOC] now.");
  check("In [Aden:LOC] now.", "Aden", "Abyan", "In Abyan now.");
});

test("a text that is sent whole, with other line ends or a few other lines, keeps repeated names", () => {
  const before =
    "A.\r\nFighting in [Aden:LOC] went on.\r\n\r\nTroops left [Aden:LOC] and [Port\r\nSudan:LOC].\r\n\r\n[Aden:LOC] fell.\r\nB.\r\n";
  for (const change of [
    (text: string) => text.replaceAll("\r\n", "\n"),
    (text: string) => text.replace("A.", "AA.\r\nMore.").replace("B.", "BB."),
    (text: string) => text.replaceAll("\r\n", "\n").replace("A.", "Aden.").replace("\nB.", "\nAden."),
    (text: string) => text.replace("A.", "Now").replace("Fighting in", "Clashes in").replace("B.", "C."),
  ]) {
    const { text, annotations } = annotatedText(before);
    const next = change(text);
    assert.equal(markAnnotations(next, rewritten(text, next, annotations)), change(before));
    assert.equal(markAnnotations(text, rewritten(next, text, rewritten(text, next, annotations))), before);
  }
});

test("a name that is repeated in a rewritten line is found by what stands around it", () => {
  const text = "He left Aden for Taiz on Friday. She stayed in Aden with him.";
  const second = entityOn(text, "Aden", "LOC", 2);
  const next = "Later he left Aden for Taiz on Friday. They say she stayed in Aden with him, so far.";
  assert.equal(rewritten(text, next, [second])[0]?.start, next.lastIndexOf("Aden"));
});

test("the parts of a figure go where the figure goes, however often their words stand there", () => {
  const text = "He said 31 people were killed on day 31.";
  const figures = corrected(text, {
    type: "accept",
    ids: contextFor(text).detections.figures.map(({ id }) => id),
  });
  const next = "Later he said 31 people were killed on day 31 or so, perhaps";
  const [figure] = rewritten(text, next, figures);
  assert.ok(figure?.kind === "figure");
  assert.equal(next.slice(figure.start, figure.end), "31 people");
  assert.equal(figure.figure.number?.start, figure.start);
  assert.equal(figure.touched, false);
});

test("deleting and undoing leaves a figure's parts, and what was suggested, where they were", () => {
  const text = "In 5 towns, 5 people were killed. End.";
  const [figure] = corrected(text, {
    type: "accept",
    ids: contextFor(text).detections.figures.map(({ id }) => id),
  });
  assert.ok(figure);
  const place = "Fighting in Abyan province went on.";
  const [abyan] = contextFor(place).detections.entities;
  const span = { start: place.indexOf("Abyan"), end: place.indexOf(" went") };
  const [resized] = corrected(place, { type: "resize", id: abyan!.id, span });
  assert.ok(resized?.was?.quote);
  for (const [before, annotation] of [
    [text, figure],
    [place, resized],
  ] as const) {
    for (let start = 0; start < before.length; start += 3) {
      for (let end = start + 1; end <= before.length; end += 4) {
        const without = before.slice(0, start) + before.slice(end);
        const deleted = textChange(before, without, [{ start, end, inserted: 0 }]);
        const undone = textChange(without, before, [{ start, end: start, inserted: end - start }]);
        const back = afterEdit(afterEdit(annotation, deleted), undone);
        if (back.touched) continue;
        assert.deepEqual(toStored(back), toStored(annotation), `${start}-${end}`);
      }
    }
  }
});

test("whatever text comes: what both texts share is not in the edits, and they lead from one to the other", () => {
  const words = fc.constantFrom("Aden", "Taiz", "12", "412", "مأرب", "👩‍🚒", " ", ".", "\n", "\r\n", "\r");
  const texts = fc.array(words, { maxLength: 30 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const { edits, shifts } = textChange(before, after);
      let text = "";
      let from = 0;
      for (const [n, { start, end, inserted }] of edits.entries()) {
        assert.ok(start >= from && end >= start);
        text += before.slice(from, start);
        assert.equal(text.length, start + (shifts[n] ?? 0));
        text += after.slice(text.length, text.length + inserted);
        from = end;
      }
      assert.equal(text + before.slice(from), after);
    }),
  );
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
        const change = textChange(text, next, [{ start, end, inserted: insert.length }]);
        decided = decided.map((one) => afterEdit(one, change));
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
