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
  const annotations: PublishedAnnotation[] = [];
  let next = 0;
  for (const { at, removed, added } of splices) {
    for (const one of former.slice(next, at)) annotations.push(one);
    annotations.push(...added);
    next = at + removed;
  }
  for (const one of former.slice(next)) annotations.push(one);
  return annotations;
}

/** What has become another since the former publication; null where that is so much that the whole is better sent. */
export function deltaOf(former: PublishParams, next: PublishParams): PublishDelta | null {
  return deltaBy({ former, splices: splicesOf(former.annotations, next.annotations) }, next);
}

/** The same where it is known what has become another. */
export function deltaBy(
  { former, splices }: { readonly former: PublishParams; readonly splices: readonly Splice[] },
  { annotations, ...rest }: PublishParams,
): PublishDelta | null {
  const added = splices.reduce((sum, splice) => sum + splice.added.length, 0);
  if (added * 2 > annotations.length) return null;
  return {
    ...rest,
    base: { version: former.version, annotations: former.annotations.length },
    splices,
  };
}

/**
 * What makes another list of one. Lists of one length differ place by place; else all between the same beginning and the
 * same end is another.
 */
export function splicesOf(
  former: readonly PublishedAnnotation[],
  next: readonly PublishedAnnotation[],
): Splice[] {
  const shorter = Math.min(former.length, next.length);
  let first = 0;
  while (first < shorter && isSame(former[first], next[first])) first++;
  let last = 0;
  while (last < shorter - first && isSame(former.at(-1 - last), next.at(-1 - last))) last++;
  const [removed, added] = [former.length - first - last, next.slice(first, next.length - last)];
  if (removed !== added.length) return [{ at: first, removed, added }];
  const splices: Splice[] = [];
  for (let n = 0; n < removed; n++) {
    const from = n;
    while (n < removed && !isSame(former[first + n], added[n])) n++;
    if (n > from) splices.push({ at: first + from, removed: n - from, added: added.slice(from, n) });
  }
  return splices;
}

/** Annotations as they are written on the wire: each is written once, and compared with what comes before and after it. */
const written = new WeakMap<PublishedAnnotation, string>();

function textOf(annotation: PublishedAnnotation): string {
  const known = written.get(annotation) ?? JSON.stringify(annotation);
  written.set(annotation, known);
  return known;
}

const isSame = (a: PublishedAnnotation | undefined, b: PublishedAnnotation | undefined): boolean =>
  a !== undefined && b !== undefined && textOf(a) === textOf(b);
