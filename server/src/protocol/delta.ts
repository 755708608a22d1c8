// What the server tells of an article where the client knows most of it already.

import type { Position, Range } from "../positions.ts";
import type { PublishedAnnotation, PublishedFigure, PublishParams } from "./publish.ts";

/** A stretch of the list of annotations that has become another. */
export interface Splice {
  /** Where it begins in the former list, and how many annotations of that it replaces. */
  readonly at: number;
  readonly removed: number;
  readonly added: readonly PublishedAnnotation[];
}

/** How the lines of a text have moved: those below one, by so many, up where that is less than nought. */
export interface LineShift {
  readonly below: number;
  readonly by: number;
}

/**
 * Server to client, in place of `annotations/publish` and only to a client that has asked for `deltas`: the same, with
 * the annotations as changes of those that were sent of this article before, in either way.
 */
export interface PublishDelta extends Omit<PublishParams, "annotations"> {
  /** The version of the text that was sent before, and how many annotations it came with. */
  readonly base: { readonly version: number; readonly annotations: number };
  /** What stands below a line of the former text stands in another line now; the splices are of the list after that. */
  readonly shift?: LineShift;
  /** By position; none overlaps another. */
  readonly splices: readonly Splice[];
}
export const publishDelta = "annotations/publishDelta";

/** What an article shows, by what it showed before; null where the delta was made of something else. */
export function withDelta(former: PublishParams, delta: PublishDelta): PublishParams | null {
  const { base, splices, shift, ...rest } = delta;
  if (former.version !== base.version || former.annotations.length !== base.annotations) return null;
  return { ...rest, annotations: spliced(lowered(former.annotations, shift ?? null), splices) };
}

/** What becomes of a list of annotations: the same objects wherever nothing is new. */
export function spliced(
  former: readonly PublishedAnnotation[],
  splices: readonly Splice[],
): PublishedAnnotation[] {
  // Whole stretches are copied at once: the list is long, and changes at a few places.
  const parts: (readonly PublishedAnnotation[])[] = [];
  let next = 0;
  for (const { at, removed, added } of splices) {
    parts.push(former.slice(next, at), added);
    next = at + removed;
  }
  const start: PublishedAnnotation[] = [];
  return start.concat(...parts, former.slice(next));
}

/** Annotations after lines have moved: the same objects where nothing of them has. */
export const lowered = (
  annotations: readonly PublishedAnnotation[],
  shift: LineShift | null,
): readonly PublishedAnnotation[] =>
  shift === null ? annotations : annotations.map((annotation) => loweredAnnotation(annotation, shift));

/** A range after lines have moved; the same object where it has not. */
export function loweredRange(range: Range, { below, by }: LineShift): Range {
  const { start, end } = range;
  if (start.line <= below && end.line <= below) return range;
  const own = ({ line, character }: Position): Position => ({
    line: line > below ? line + by : line,
    character,
  });
  return { start: own(start), end: own(end) };
}

function loweredAnnotation(annotation: PublishedAnnotation, shift: LineShift): PublishedAnnotation {
  const range = loweredRange(annotation.range, shift);
  const figure = annotation.figure && loweredFigure(annotation.figure, shift);
  return range === annotation.range && figure === annotation.figure
    ? annotation
    : { ...annotation, range, figure };
}

function loweredFigure(figure: PublishedFigure, shift: LineShift): PublishedFigure {
  const own = (range: Range | null): Range | null => range && loweredRange(range, shift);
  const [numberRange, triggerRange] = [own(figure.numberRange), own(figure.triggerRange)];
  const links = figure.links.map((link) => {
    const range = loweredRange(link.range, shift);
    return range === link.range ? link : { ...link, range };
  });
  const isSame =
    numberRange === figure.numberRange &&
    triggerRange === figure.triggerRange &&
    links.every((link, n) => link === figure.links[n]);
  return isSame ? figure : { ...figure, numberRange, triggerRange, links };
}
