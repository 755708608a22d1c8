import assert from "node:assert/strict";
import { markClusters, markEntities, markFigures, markHead, unmark } from "./marks.ts";

/** Detection finds exactly the figures that are marked. */
export function checkFigures(marked: string, published?: string): void {
  assert.equal(markFigures(unmark(marked).text, published), marked);
}

/** Detection finds exactly the entities that are marked, of the labels given. */
export function checkEntities(marked: string, labels?: readonly string[]): void {
  assert.equal(markEntities(unmark(marked).text, labels), marked);
}

/** Of what an article says of itself exactly the words that are marked are found; `⏎` stands for a blank line. */
export function checkHead(marked: string): void {
  const text = unmark(marked).text.replaceAll(" ⏎ ", "\n\n");
  assert.equal(markHead(text).replaceAll("\n\n", " ⏎ "), marked);
}

/** Of the mentions that are marked, detection finds all, and those of one name as one entity. */
export function checkClusters(marked: string): void {
  const { text, marks } = unmark(marked);
  assert.equal(markClusters(text, marks), marked);
}
