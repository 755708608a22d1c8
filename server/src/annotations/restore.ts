import { type Anchors, anchorsIn } from "./anchor.ts";
import type { Annotation } from "./annotation.ts";
import type { Change } from "./correction.ts";
import { sameValue } from "./json.ts";
import { sameDecision } from "./merge.ts";
import { decidedBy, decisionOf, holding, isDecision, isOwn } from "./opinion.ts";

// An earlier version of an article's decisions brought back. Invariant, a test: what another annotator has decided since
// stays as it is, unless the caller says otherwise.

/** What makes the decisions of now those of then. */
export interface Restoration {
  readonly change: Change;
  /** On how many annotations that the version has otherwise, or not at all, the decisions of others stay. */
  readonly kept: number;
}

/** What makes one list of decisions another, whoever made them. */
export function restored(now: readonly Annotation[], then: readonly Annotation[]): Change {
  const before = byId(now);
  const ids = new Set(then.map(({ id }) => id));
  const other = then.filter((annotation) => {
    const own = before.get(annotation.id);
    return !own || !sameDecision(own, annotation);
  });
  const replaced = other.map(({ id }) => before.get(id)).filter((own) => own !== undefined);
  return { removed: [...now.filter(({ id }) => !ids.has(id)), ...replaced], added: other };
}

/**
 * The same for one annotator: what others have decided since then stays, beside what the annotator had decided.
 * Both lists are of `text`, in UTF-16 code units.
 */
export function restoredFor(
  name: string,
  now: readonly Annotation[],
  then: readonly Annotation[],
  text: string,
): Restoration {
  const anchors = anchorsIn(text);
  const { removed, added } = restored(now, then);
  const versions = byId(added);
  const kept = removed.flatMap((own) => {
    const version = versions.get(own.id);
    if (sameValue(othersOn(own, name), version ? othersOn(version, name) : [])) return [];
    return [{ own, after: withThen(own, version, name, anchors) }];
  });
  const mixed = new Map(kept.map(({ own, after }) => [own.id, after]));
  const isSame = (own: Annotation): boolean => {
    const after = mixed.get(own.id);
    return after !== undefined && after !== null && sameDecision(own, after);
  };
  return {
    change: {
      removed: removed.filter((own) => !isSame(own)),
      added: [
        ...added.filter(({ id }) => !mixed.has(id)),
        ...kept.flatMap(({ own, after }) => (after && !isSame(own) ? [after] : [])),
      ],
    },
    kept: kept.length,
  };
}

const byId = (annotations: readonly Annotation[]): Map<string, Annotation> =>
  new Map(annotations.map((annotation) => [annotation.id, annotation]));

/** What others than an annotator decided on an annotation, and when. */
const othersOn = (annotation: Annotation, name: string): object[] =>
  [
    ...(isOwn(annotation, name) || annotation.by === name ? [] : [annotation]),
    ...annotation.opinions
      .filter((opinion) => isDecision(opinion) && opinion.by !== name)
      .map((opinion) => holding(annotation, opinion)),
  ].map((decision) => {
    const { by, at, status, start, end } = decision;
    return {
      by,
      at,
      status,
      start,
      end,
      says: decision.kind === "entity" ? decision.label : decision.figure,
    };
  });

/** An annotation of now with what an annotator had decided on it then, which may be nothing. */
function withThen(
  own: Annotation,
  version: Annotation | undefined,
  name: string,
  anchors: Anchors,
): Annotation | null {
  const decision = version && (isOwn(version, name) ? version : decisionOf(version, name));
  if (!decision && !isOwn(own, name) && !decisionOf(own, name)) return own;
  const after = decision && { ...decision, opinions: own.opinions, conflict: own.conflict };
  return decidedBy(own, after ?? null, name, anchors);
}
