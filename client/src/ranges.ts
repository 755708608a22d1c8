import { Range } from "vscode";
import type { PublishedAnnotation, Range as WireRange } from "../../server/src/protocol.ts";
import { isVisible } from "./annotationStore.ts";

export const toRange = ({ start, end }: WireRange): Range =>
  new Range(start.line, start.character, end.line, end.character);

export const fromRange = ({ start, end }: Range): WireRange => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});

const size = (range: Range): [number, number] => [
  range.end.line - range.start.line,
  range.end.line === range.start.line ? range.end.character - range.start.character : range.end.character,
];

/** Order by extent, the smaller first. */
const bySize = (a: Range, b: Range): number => {
  const [lines, characters] = size(a);
  const [otherLines, otherCharacters] = size(b);
  return lines - otherLines || characters - otherCharacters;
};

/**
 * The annotations that a selection means: for a cursor the smallest under it; for a selection the one that it covers
 * exactly, else all inside it as they are read, else the smallest around it. Several only where they share a span or lie in the selection.
 */
export function meant(annotations: readonly PublishedAnnotation[], selection: Range): PublishedAnnotation[] {
  // Asked at every move of the cursor, by several: of thousands those on its lines are looked at.
  const isNear = ({ range }: PublishedAnnotation): boolean =>
    range.start.line <= selection.end.line && range.end.line >= selection.start.line;
  const placed = annotations
    .filter((annotation) => isNear(annotation) && isVisible(annotation))
    .map((annotation) => ({ annotation, range: toRange(annotation.range) }))
    .sort((a, b) => bySize(a.range, b.range));
  if (!selection.isEmpty) {
    const exact = placed.filter(({ range }) => range.isEqual(selection));
    if (exact.length > 0) return exact.map(({ annotation }) => annotation);
    const inside = placed.filter(({ range }) => selection.contains(range));
    if (inside.length > 0)
      return inside
        .sort((a, b) => a.range.start.compareTo(b.range.start))
        .map(({ annotation }) => annotation);
  }
  const around = placed.filter(({ range }) => range.contains(selection));
  const [smallest] = around;
  return around.filter(({ range }) => smallest?.range.isEqual(range)).map(({ annotation }) => annotation);
}
