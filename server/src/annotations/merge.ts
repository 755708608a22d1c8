import type { Annotation } from "./annotation.ts";
import { sameValue } from "./json.ts";
import { opinionFrom } from "./opinion.ts";
import { toStored } from "./stored.ts";

/** Decisions of two sides brought together. */
export interface Merged {
  readonly annotations: readonly Annotation[];
  /** Ids that both sides changed, each in its own way; ours stands, theirs is kept beside it as an opinion. */
  readonly conflicts: readonly string[];
}

/**
 * Three-way merge of decisions by id: what one side changed, added or removed is taken; what both changed differently
 * stays ours, with theirs among its `opinions`; a removal never wins over a change. All offsets must count the same
 * text in the same unit.
 */
export function mergeAnnotations(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): Merged {
  const before = byId(base);
  const their = byId(theirs);
  const our = byId(ours);
  const annotations: Annotation[] = [];
  const conflicts: string[] = [];
  for (const [id, own] of our) {
    const former = before.get(id);
    const other = their.get(id);
    if (!other) {
      if (!former || !sameDecision(own, former)) annotations.push(own);
    } else if (sameDecision(own, other) || (former && sameDecision(other, former))) {
      annotations.push(own);
    } else if (former && sameDecision(own, former)) {
      annotations.push(other);
    } else {
      conflicts.push(id);
      annotations.push(withOpinion(own, other));
    }
  }
  for (const [id, other] of their) {
    if (our.has(id)) continue;
    const former = before.get(id);
    if (!former || !sameDecision(other, former)) annotations.push(other);
  }
  return { annotations, conflicts };
}

const byId = (annotations: readonly Annotation[]): Map<string, Annotation> =>
  new Map(annotations.map((annotation) => [annotation.id, annotation]));

/**
 * Whether two annotations say the same of the same place, as they would be stored: the order of keys is no part of
 * that, nor is the context that an anchor keeps.
 */
export const sameDecision = (a: Annotation, b: Annotation): boolean => a === b || sameValue(said(a), said(b));

function said(annotation: Annotation): Record<string, unknown> {
  const { prefix: _, suffix: __, occurrence: ___, ...rest } = toStored(annotation);
  return rest;
}

const withOpinion = (own: Annotation, other: Annotation): Annotation => ({
  ...own,
  opinions: [...own.opinions, opinionFrom(other, own)],
  conflict: true,
});
