import assert from "node:assert/strict";
import { markClusters, markEntities, markFigures, unmark } from "./marks.ts";

/** Detection finds exactly the figures that are marked. */
export function checkFigures(marked: string, published?: string): void {
  assert.equal(markFigures(unmark(marked).text, published), marked);
}

/** Detection finds exactly the entities that are marked, of the labels given. */
export function checkEntities(marked: string, labels?: readonly string[]): void {
  assert.equal(markEntities(unmark(marked).text, labels), marked);
}

/** Of the mentions that are marked, detection finds all, and those of one name as one entity. */
export function checkClusters(marked: string): void {
  const { text, marks } = unmark(marked);
  assert.equal(markClusters(text, marks), marked);
}
