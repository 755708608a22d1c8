import { type Annotation, mapSpans, restoredAt } from "./annotation.ts";
import { sameValue } from "./json.ts";
import { toStored } from "./stored.ts";

/**
 * Whether two states of an annotation are of one decision: alike in all but what edits of the text change, which is the
 * places, the mark of being touched, and being an orphan.
 */
export const isSameDecision = (a: Annotation, b: Annotation): boolean =>
  a === b || (a.id === b.id && sameValue(decisionOf(a), decisionOf(b)));

function decisionOf(annotation: Annotation): Record<string, unknown> {
  const placed = annotation.status === "orphaned" ? restoredAt(annotation, annotation) : annotation;
  const nowhere = mapSpans({ ...placed, touched: false }, () => ({ start: 0, end: 0 }));
  const { prefix: _, suffix: __, occurrence: ___, ...rest } = toStored(nowhere);
  return rest;
}
