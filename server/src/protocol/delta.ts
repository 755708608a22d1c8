// What the server tells of an article where the client knows most of it already.

import type { PublishedAnnotation, PublishParams } from "./publish.ts";

/** A stretch of the list of annotations that has become another. */
export interface Splice {
  /** Where it begins in the former list, and how many annotations of that it replaces. */
  readonly at: number;
  readonly removed: number;
  readonly added: readonly PublishedAnnotation[];
}

/**
 * Server to client, in place of `annotations/publish` and only to a client that has asked for `deltas`: the same, with
 * the annotations as changes of those that were sent of this article before, in either way.
 */
export interface PublishDelta extends Omit<PublishParams, "annotations"> {
  /** The version of the text that was sent before, and how many annotations it came with. */
  readonly base: { readonly version: number; readonly annotations: number };
  /** By position; none overlaps another. */
  readonly splices: readonly Splice[];
}
export const publishDelta = "annotations/publishDelta";

/** What an article shows, by what it showed before; null where the delta was made of something else. */
export function withDelta(former: PublishParams, delta: PublishDelta): PublishParams | null {
  const { base, splices, ...rest } = delta;
  if (former.version !== base.version || former.annotations.length !== base.annotations) return null;
  return { ...rest, annotations: spliced(former.annotations, splices) };
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
