import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { candidatesIn } from "../../../server/src/annotations/candidates.ts";
import { textChange } from "../../../server/src/annotations/change.ts";
import { applyChange, changeOf } from "../../../server/src/annotations/correction.ts";
import { afterEdit } from "../../../server/src/annotations/edit.ts";
import { logLine, reanchored } from "../../../server/src/annotations/reanchor.ts";
import { lostPlaces } from "../../../server/src/features/lost.ts";
import { contextFor, corrected, entityOn } from "../../support/annotations.ts";
import { articles } from "../../torture/corpus.ts";
import { newResult, torture } from "../../torture/run.ts";

/** All figures and entities of a text, accepted. */
function accepted(text: string): Annotation[] {
  const { entities, figures } = contextFor(text).detections;
  return corrected(text, { type: "accept", ids: [...entities, ...figures].map(({ id }) => id) });
}

/** What words of one text are in another: the words there, `lost`, or with `*` what was touched. */
function found(text: string, words: string, after: string, label = "LOC"): string {
  const [one] = reanchored([entityOn(text, words, label)], after);
  if (!one || one.annotation.status === "orphaned") return "lost";
  const { start, end, touched } = one.annotation;
  return `${after.slice(start, end)}${touched ? "*" : ""}`;
}

const REPORT = "Officials said on Friday that 12 people were killed in the old market of Aden, a port.";

test("a number stays the same number, in digits and in words", () => {
  for (const [words, by] of [
    ["12", "412"],
    ["12", "14"],
    ["12", "12 thousand"],
    ["12", "12,500"],
    ["12", "twelve hundred"],
  ] as const)
    assert.equal(found(REPORT, "12 people", REPORT.replace(words, by)), "lost", by);
  const spelt = REPORT.replace("12", "five");
  assert.equal(found(spelt, "five people", REPORT.replace("12", "twenty-five")), "lost");
  const mixed = "أعدم في سبتمبر 1921 قادة";
  assert.equal(found(mixed, "سبتمبر 1921", mixed.replace("1921", "1921 thousand"), "DATE"), "lost");
  const arabic = "قال مسؤول إن خمسة جنود قتلوا في هجوم على نقطة تفتيش في أبين";
  assert.equal(found(arabic, "خمسة جنود", arabic.replace("خمسة", "خمسة عشر")), "lost");
  assert.equal(found(arabic, "جنود", arabic.replace("جنود", "جنودا")), "lost");
});

test("the same number with another town's words around it is not taken", () => {
  const text = "In Taiz 15 people were killed on Monday.\n\nIn Aden a bridge was opened by the governor.";
  const after = "In Aden a bridge was opened by the governor.\n\nFar off, 15 people were killed by a flood.";
  assert.equal(found(text, "15 people", after), "lost");
});

test("marks, tatweel, white space and line ends make no difference", () => {
  const arabic = "وقال مسؤول إن قتالاً دار في محافظة أبين يوم الجمعة بعد الظهر";
  const written = "وقال مسؤول إنّ قتالا دار في\r\n محافظـة ابين يوم الجمعة بعد الظهر";
  assert.equal(found(arabic, "محافظة أبين", `مقدمة.\n${written}`), "محافظـة ابين");
});

test("a word inside another is another word", () => {
  assert.equal(found("He went to Iran.", "Iran", "The Iranian minister spoke of it."), "lost");
});

test("other letters are never taken, words put in between are marked", () => {
  const text = "He said on Monday that the Government of Iran had agreed to talk about it at last.";
  assert.equal(found(text, "Government of Iran", text.replace("Iran", "Iraq"), "ORG"), "lost");
  assert.equal(
    found(text, "Government of Iran", text.replace("of Iran", "of southern Iran"), "ORG"),
    "Government of southern Iran*",
  );
});

test("a figure lands with its number and its word of harm, or not at all", () => {
  const text = "ADEN: At least 31 militants were killed in Abyan on Friday, military officials said.";
  const before = accepted(text);
  const figure = (after: string): Annotation | undefined =>
    reanchored(before, after)
      .map(({ annotation }) => annotation)
      .find(({ kind }) => kind === "figure");
  const moved = `A new line.\n${text}`;
  const kept = figure(moved);
  assert.ok(kept?.kind === "figure" && kept.status === "accepted");
  for (const part of [kept.figure.number, kept.figure.trigger, ...kept.figure.mentions])
    assert.equal(part && moved.slice(part.start, part.end), part?.text);
  assert.equal(figure(text.replace("killed", "arrested"))?.status, "orphaned");
});

test("a changed value is marked at its place, and placing the figure there reads the new value", () => {
  const text = "ADEN: At least 31 militants were killed in Abyan on Friday, military officials said.";
  const after = text.replace("31", "34");
  const decided = reanchored(accepted(text), after).map(({ annotation }) => annotation);
  const [place] = lostPlaces(after, decided);
  assert.equal(place?.code, "changed");
  assert.match(place?.message ?? "", /“At least 31 militants” \(killed\).*“At least 34 militants”/);
  const change = changeOf(
    decided,
    { type: "place", id: place?.id ?? "", span: place ?? { start: 0, end: 0 } },
    contextFor(after),
  );
  const placed = applyChange(decided, change).find(({ id }) => id === place?.id);
  assert.ok(placed?.kind === "figure" && placed.status === "corrected");
  assert.equal(placed.quote, "At least 34 militants");
  assert.equal(placed.figure.min, 34);
  assert.equal(placed.figure.number?.text, "34");
  assert.equal(placed.was?.figure?.min, 31);
});

test("two places as good are both marked, and none is taken", () => {
  const text = "Clashes went on in the north of the town of Rada on Friday.";
  const after = `${text}\n\n${text}`.replace("Clashes", "Heavy clashes");
  const orphan = reanchored([{ ...entityOn(text, "Rada"), start: 400, end: 404 }], `x ${after} `)[0];
  assert.equal(orphan?.annotation.status, "orphaned");
  assert.equal(lostPlaces(`x ${after} `, orphan ? [orphan.annotation] : []).length, 2);
});

test("an orphan comes back with its words, and is looked for when asked", () => {
  const lost = reanchored([entityOn(REPORT, "Aden")], "Nothing is left.")[0];
  assert.ok(lost && lost.step === null);
  assert.match(logLine(lost), /“Aden” 73-77 → lost, score 0\.\d\d/);
  const [again] = reanchored([lost.annotation], REPORT);
  assert.deepEqual([again?.annotation.status, again?.annotation.start], ["accepted", 73]);
  assert.equal(candidatesIn("A storm hit Aden.", [])(lost.annotation)[0]?.text, "Aden");
});

test("after any edits, outside or in the editor, nothing stands on other words or another number", () => {
  const corpus = articles(12);
  let [found, stand] = [0, 0];
  fc.assert(
    fc.property(fc.nat(), fc.nat(corpus.length - 1), fc.nat(corpus.length - 1), (seed, n, m) => {
      const result = newResult();
      const [article, foreign] = [corpus[n], corpus[m]];
      if (article && foreign) torture(article, foreign.text, seed, result);
      found += result.ours.found;
      stand += result.ours.stand;
      for (const count of [result.ours, result.editor])
        assert.equal(
          count.wrong + count.wrongParts,
          0,
          count.faults.find((one) => /wrong|part/.test(one)),
        );
    }),
    { numRuns: 60 },
  );
  assert.ok(found >= 0.9 * stand, `${found} of ${stand}`);
});

test("what a figure refers to is found again when words that were deleted are back", () => {
  const text =
    "Gunmen kill 17 at market\n\nGunmen stormed a market in Aden on Friday, killing at least 17 people, officials said.";
  const all = accepted(text);
  const figures = all.filter(({ kind }) => kind === "figure");
  assert.equal(figures.length, 2);
  const at = text.indexOf("17");
  // Somebody deletes the headline's number, which the other figure repeats; then git brings the text back.
  const after = text.slice(0, at) + text.slice(at + 2);
  const change = textChange(text, after);
  const edited = all.map((one) => afterEdit(one, change));
  const stored = reanchored(edited, after).map(({ annotation }) => annotation);
  const back = reanchored(stored, text).map(({ annotation }) => annotation);
  for (const one of back) {
    assert.notEqual(one.status, "orphaned", one.quote);
    if (one.kind !== "figure") continue;
    const { number, trigger, mentions } = one.figure;
    for (const part of [number, trigger, ...mentions])
      if (part) assert.equal(text.slice(part.start, part.end), part.text, `${one.quote}: ${part.text}`);
  }
});
