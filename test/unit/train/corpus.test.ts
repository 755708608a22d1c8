import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { addScores, fScore, noScore } from "../../../server/src/dataset/measure/score.ts";
import { detect } from "../../../server/src/detect/detect.ts";
import { harms, qualifiers } from "../../../server/src/detect/detection.ts";
import { readings, unfoldedLength } from "../../../server/src/text/arabic.ts";
import { tokenize } from "../../../server/src/text/token.ts";
import { ownCorpusFiles } from "../../../server/train/corpora.ts";
import { isFigure, type MarkedSentence, readMarked } from "../../../server/train/marked.ts";

const sentencesOf = (file: string): MarkedSentence[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map(readMarked);

/** Where a mark may begin: at a token, behind its clitics. */
function beginnings(text: string): Set<number> {
  const found = new Set<number>();
  for (const token of tokenize(text)) {
    found.add(token.start);
    for (const { at } of readings(token.norm)) {
      found.add(token.start + unfoldedLength(token.text, at));
      // `لل` keeps its first letter inside the name.
      if (at > 0) found.add(token.start + unfoldedLength(token.text, at - 1));
    }
  }
  return found;
}

for (const language of ["en", "ar"] as const)
  test(`our own ${language} corpus holds 600 sentences and more, each once, marked on its tokens`, () => {
    const ids = new Set<string>();
    const texts = new Set<string>();
    for (const file of ownCorpusFiles(language)) {
      for (const { id, text, entities, figures } of sentencesOf(file)) {
        const where = `${path.basename(file)} ${id}`;
        assert.ok(!ids.has(`${file} ${id}`), `${where}: the id stands twice`);
        assert.ok(!texts.has(text), `${where}: the sentence stands twice`);
        ids.add(`${file} ${id}`);
        texts.add(text);
        const starts = beginnings(text);
        const ends = new Set(tokenize(text).map(({ end }) => end));
        for (const { start, end, label } of entities) {
          assert.match(label, /^(PERSON|ORG|LOC|NORP)$/, where);
          assert.ok(
            starts.has(start) && ends.has(end),
            `${where}: “${text.slice(start, end)}” is off the tokens`,
          );
        }
        for (const figure of figures) {
          assert.ok((harms as readonly string[]).includes(figure.harm), `${where}: ${figure.harm}`);
          assert.ok(
            (qualifiers as readonly string[]).includes(figure.qualifier),
            `${where}: ${figure.qualifier}`,
          );
          assert.ok(text.includes(figure.number) && text.includes(figure.trigger), where);
        }
      }
    }
    assert.ok(texts.size >= 600, `${texts.size} sentences`);
  });

/** What detection has to find of our own corpus, F of exact spans and of figures: a little below what it finds now. */
const FLOORS = { en: { names: 0.96, figures: 0.8 }, ar: { names: 0.89, figures: 0.7 } } as const;

for (const language of ["en", "ar"] as const)
  test(`detection finds the names and figures of our own ${language} corpus`, () => {
    let names = noScore;
    let figures = noScore;
    for (const { text, entities, figures: marked } of ownCorpusFiles(language).flatMap(sentencesOf)) {
      const found = detect(text);
      const shown = found.entities.filter(({ label }) => /^(PERSON|ORG|LOC|NORP)$/.test(label));
      const right = shown.filter((one) =>
        entities.some(
          ({ start, end, label }) => one.start === start && one.end === end && one.label === label,
        ),
      );
      names = addScores(names, { right: right.length, found: shown.length, wanted: entities.length });
      const open = [...marked];
      for (const figure of found.figures) {
        const at = open.findIndex((gold) => isFigure(figure, gold));
        if (at >= 0) open.splice(at, 1);
      }
      figures = addScores(figures, {
        right: marked.length - open.length,
        found: found.figures.length,
        wanted: marked.length,
      });
    }
    assert.ok(fScore(names) >= FLOORS[language].names, `names: F ${fScore(names)}`);
    assert.ok(fScore(figures) >= FLOORS[language].figures, `figures: F ${fScore(figures)}`);
  });
