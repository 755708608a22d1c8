import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { detect } from "../../../server/src/detect/detect.ts";
import type { CasualtyFigure } from "../../../server/src/detect/detection.ts";
import { unmark } from "../../support/marks.ts";
import { tableOf } from "../../support/tables.ts";

const sentencesOf = (file: string): string[] =>
  [...tableOf(file).values()].flat().map((line) => unmark(line).text);
const english = sentencesOf("figures/en.txt");
const arabic = sentencesOf("figures/ar.txt");

/** Articles of up to six sentences of the tables, in paragraphs. */
const articles = fc
  .array(fc.tuple(fc.constantFrom(...english, ...arabic), fc.constantFrom(" ", "\n\n")), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.flat().join("").trim());

/** What figures say, without where they stand. */
const said = (figures: readonly CasualtyFigure[]): string[] =>
  figures.map(({ harm, min, max, qualifier, status }) => `${harm} ${min}–${max} ${qualifier} ${status}`);

test("a figure's words are those of its span, and its bounds are in order", () => {
  fc.assert(
    fc.property(articles, (text) => {
      for (const figure of detect(text).figures) {
        for (const part of [figure, figure.number, figure.trigger])
          assert.equal(part.text, text.slice(part.start, part.end));
        assert.ok(figure.number.start >= figure.start && figure.number.end <= figure.end, figure.text);
        assert.ok(figure.min === null || figure.max === null || figure.min <= figure.max);
        assert.ok((figure.min ?? 0) >= 0);
        if (figure.status === "negated") assert.deepEqual([figure.min, figure.max], [0, 0]);
      }
    }),
  );
});

test("figures come in the order of the text, the longer first", () => {
  fc.assert(
    fc.property(articles, (text) => {
      const { figures } = detect(text);
      assert.deepEqual(
        [...figures].sort((a, b) => a.start - b.start || b.end - a.end).map(({ id }) => id),
        figures.map((_, n) => `f${n + 1}`),
      );
    }),
  );
});

test("figures refer to figures of their article and harm, never to themselves, nor in a circle", () => {
  fc.assert(
    fc.property(articles, (text) => {
      const { figures } = detect(text);
      const byId = new Map(figures.map((figure) => [figure.id, figure]));
      for (const figure of figures) {
        for (const id of [figure.partOf, figure.sameAs, ...figure.conflictsWith]) {
          if (id === null) continue;
          assert.ok(id !== figure.id);
          assert.equal(byId.get(id)?.harm, figure.harm);
        }
        const seen = new Set<string>();
        for (let at: CasualtyFigure | undefined = figure; at; at = byId.get(at.partOf ?? at.sameAs ?? "")) {
          assert.ok(!seen.has(at.id), `${text}: ${[...seen].join(" ")}`);
          seen.add(at.id);
        }
        for (const id of figure.conflictsWith) assert.ok(byId.get(id)?.conflictsWith.includes(figure.id));
      }
    }),
  );
});

test("a part is no larger than its whole", () => {
  fc.assert(
    fc.property(articles, (text) => {
      const { figures } = detect(text);
      for (const part of figures) {
        const whole = figures.find(({ id }) => id === part.partOf);
        if (whole && whole.max !== null && part.min !== null)
          assert.ok(part.min <= whole.max, `${part.text} of ${whole.text}`);
      }
    }),
  );
});

test("composed or decomposed letters, Arabic or Latin digits say the same", () => {
  fc.assert(
    fc.property(fc.constantFrom(...english, ...arabic), (text) => {
      const figures = said(detect(text).figures);
      assert.deepEqual(said(detect(text.normalize("NFD")).figures), figures, text);
      assert.deepEqual(said(detect(text.normalize("NFC")).figures), figures, text);
      const indic = text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
      if (!/\d[.,:]\d|[A-Za-z]\d|\d[A-Za-z]/.test(text))
        assert.deepEqual(said(detect(indic).figures), figures, indic);
    }),
    { numRuns: 400 },
  );
});

test("numbers are read in a text of capitals as in any other", () => {
  const numbered = (figures: readonly CasualtyFigure[]): string[] =>
    said(figures.filter(({ qualifier, max }) => qualifier !== "named" && max !== 1)).sort();
  for (const text of english) {
    const figures = detect(text).figures;
    // Who is named is told by capitals alone in many a sentence, and in a few a text of capitals seems to name somebody.
    const names = (own: string): number =>
      detect(own).entities.filter(({ label }) => label === "PERSON" || label === "ORG").length;
    if (figures.some(({ qualifier }) => qualifier === "named") || names(text.toUpperCase()) > names(text))
      continue;
    assert.deepEqual(numbered(detect(text.toUpperCase()).figures), numbered(figures), text);
  }
});
