import type { Annotation, EntityAnnotation, Opinion, Was } from "./annotation.ts";

// A label's new name is no decision on any annotation: who decided what, and when, stays as it is.

/** Whether an annotation has a label, or had it, in anybody's opinion. */
export const hasLabel = (annotation: Annotation, label: string): annotation is EntityAnnotation =>
  annotation.kind === "entity" &&
  (annotation.label === label ||
    annotation.was?.label === label ||
    annotation.opinions.some((opinion) => opinion.label === label));

/** An annotation with a label's new name wherever it has the old one. */
export function withRenamedLabel(annotation: EntityAnnotation, from: string, to: string): EntityAnnotation {
  const named = (label: string): string => (label === from ? to : label);
  const label = named(annotation.label);
  // What says the same as the annotation itself is left out where it is stored.
  const { label: former, ...was }: Was = annotation.was ?? {};
  const before = former === undefined || named(former) === label ? was : { ...was, label: named(former) };
  const isCorrected = Object.keys(before).length > 0;
  const { status } = annotation;
  return {
    ...annotation,
    label,
    was: isCorrected ? before : null,
    status: status === "corrected" && !isCorrected ? "accepted" : status,
    opinions: annotation.opinions.map(
      ({ label: own, ...opinion }): Opinion =>
        own === undefined || named(own) === label ? opinion : { ...opinion, label: named(own) },
    ),
  };
}
