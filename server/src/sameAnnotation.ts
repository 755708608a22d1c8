// Whether two annotations show the same. Each field is compared by name: reading them one after the other is several times
// faster than going over the keys, or writing both as JSON, and an article has thousands.

import type { Range } from "./positions.ts";
import type { FigureLink, PublishedAnnotation, PublishedEntity, PublishedFigure } from "./protocol.ts";

/** Whether a client would be told the same by both. */
export const isSameAnnotation = (a: PublishedAnnotation, b: PublishedAnnotation): boolean =>
  a === b ||
  (a.id === b.id &&
    a.kind === b.kind &&
    a.status === b.status &&
    isSameRange(a.range, b.range) &&
    a.text === b.text &&
    a.label === b.label &&
    isSameAttributes(a.attributes, b.attributes) &&
    a.confidence === b.confidence &&
    a.origin === b.origin &&
    a.reason === b.reason &&
    a.by === b.by &&
    a.at === b.at &&
    a.was === b.was &&
    a.touched === b.touched &&
    a.disputed === b.disputed &&
    a.adjudicated === b.adjudicated &&
    isSameEntity(a.entity, b.entity) &&
    isSameFigure(a.figure, b.figure));

function isSameRange(a: Range | null, b: Range | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

/** Nearly all have none. Of two orders of the keys one is sent again, which does no harm. */
const isSameAttributes = (
  a: PublishedAnnotation["attributes"],
  b: PublishedAnnotation["attributes"],
): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function isSameEntity(a: PublishedEntity | null, b: PublishedEntity | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    a.id === b.id &&
    a.name === b.name &&
    a.count === b.count &&
    a.value === b.value &&
    isSameList(a.forms, b.forms, (one, other) => one === other)
  );
}

function isSameFigure(a: PublishedFigure | null, b: PublishedFigure | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    a.harm === b.harm &&
    a.min === b.min &&
    a.max === b.max &&
    a.qualifier === b.qualifier &&
    a.count === b.count &&
    a.number === b.number &&
    isSameRange(a.numberRange, b.numberRange) &&
    a.trigger === b.trigger &&
    isSameRange(a.triggerRange, b.triggerRange) &&
    a.victims === b.victims &&
    a.victimType === b.victimType &&
    a.perpetrator === b.perpetrator &&
    a.place === b.place &&
    a.date === b.date &&
    a.source === b.source &&
    a.scope === b.scope &&
    a.status === b.status &&
    a.partOf === b.partOf &&
    a.sameAs === b.sameAs &&
    isSameList(a.conflictsWith, b.conflictsWith, (one, other) => one === other) &&
    isSameList(a.links, b.links, isSameLink)
  );
}

const isSameLink = (a: FigureLink, b: FigureLink): boolean =>
  a.role === b.role && isSameRange(a.range, b.range);

function isSameList<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  for (const [n, one] of a.entries()) {
    const other = b[n];
    if (other === undefined || !isSame(one, other)) return false;
  }
  return true;
}
