import type { LineShift, PublishDelta, PublishedAnnotation, PublishParams, Splice } from "./protocol.ts";
import { isSameAnnotation } from "./sameAnnotation.ts";
import { finished, STEP, type Steps } from "./text/steps.ts";

/** How what an article shows has become another, where that is known. */
export interface KnownChange {
  readonly former: PublishParams;
  /** How lines have moved, before the splices are put in; null where they have not. */
  readonly shift?: LineShift | null;
  readonly splices: readonly Splice[];
}

/** What has become another since the former publication; null where that is so much that the whole is better sent. */
export function deltaOf(former: PublishParams, next: PublishParams): PublishDelta | null {
  return deltaBy({ former, splices: splicesOf(former.annotations, next.annotations) }, next);
}

/** The same where it is known what has become another. */
export function deltaBy(
  { former, splices, shift = null }: KnownChange,
  { annotations, ...rest }: PublishParams,
): PublishDelta | null {
  const added = splices.reduce((sum, splice) => sum + splice.added.length, 0);
  if (added * 2 > annotations.length) return null;
  return {
    ...rest,
    base: { version: former.version, annotations: former.annotations.length },
    ...(shift ? { shift } : {}),
    splices,
  };
}

/** What makes another list of one. */
export const splicesOf = (
  former: readonly PublishedAnnotation[],
  next: readonly PublishedAnnotation[],
): Splice[] => finished(splicing(former, next));

/**
 * The same in steps, so that other work can come between. What has kept its id and its place among those that have is kept;
 * both lists are by position, so that hardly anything else is alike.
 */
export function* splicing(
  former: readonly PublishedAnnotation[],
  next: readonly PublishedAnnotation[],
): Steps<Splice[]> {
  const splices: Splice[] = [];
  const places = new Map(former.map(({ id }, n) => [id, n]));
  yield;
  /** What of both lists comes behind the last that was kept. */
  let [at, from] = [0, 0];
  const replace = (to: number, until: number): void => {
    if (to > at || until > from) splices.push({ at, removed: to - at, added: next.slice(from, until) });
  };
  for (const [n, one] of next.entries()) {
    if (n % STEP === 0) yield;
    const place = places.get(one.id) ?? -1;
    const other = former[place];
    if (place < at || !other || !isSameAnnotation(other, one)) continue;
    replace(place, n);
    [at, from] = [place + 1, n + 1];
  }
  replace(former.length, next.length);
  return splices;
}
