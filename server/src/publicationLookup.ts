import type { PublishedAnnotation, PublishedEntity, Splice } from "./protocol.ts";
import { STEP, type Steps } from "./text/steps.ts";

/** What is looked up of a publication with each key: found once, so that a key does not cost what the whole article does. */
export interface PublicationLookup {
  /** The entities by label and words, as the whole article last told them. */
  readonly entities: ReadonlyMap<string, PublishedEntity>;
  /** The annotations whose figures refer to other lines than their own. */
  readonly far: readonly Far[];
  /** How many lines below its first one an annotation goes on, at the most. */
  readonly tallest: number;
}

/** An annotation with the lines beside its own that its figure's links lead to. */
export interface Far {
  readonly annotation: PublishedAnnotation;
  readonly lines: readonly number[];
}

export const entityKey = (label: string | null, words: string): string => `${label} ${words}`;

/** The lookup of a publication of the whole, in steps. */
export function* lookupOf(annotations: readonly PublishedAnnotation[]): Steps<PublicationLookup> {
  const entities = new Map<string, PublishedEntity>();
  const far: Far[] = [];
  let tallest = 0;
  for (const [n, annotation] of annotations.entries()) {
    if (n % STEP === 0) yield;
    const { label, text, entity } = annotation;
    if (entity) entities.set(entityKey(label, text), entity);
    far.push(...farIn(annotation));
    tallest = Math.max(tallest, heightOf(annotation));
  }
  return { entities, far, tallest };
}

/** The lookup of a publication in which some annotations have become others. */
export function lookupAfter(
  lookup: PublicationLookup,
  former: readonly PublishedAnnotation[],
  splices: readonly Splice[],
): PublicationLookup {
  const gone = splices.flatMap(({ at, removed }) => former.slice(at, at + removed));
  const wereFar = new Set(gone.filter((annotation) => farIn(annotation).length > 0));
  const come = splices.flatMap(({ added }) => added);
  const left =
    wereFar.size > 0 ? lookup.far.filter(({ annotation }) => !wereFar.has(annotation)) : lookup.far;
  return {
    entities: lookup.entities,
    far: [...left, ...come.flatMap(farIn)],
    tallest: Math.max(lookup.tallest, ...come.map(heightOf)),
  };
}

const heightOf = ({ range }: PublishedAnnotation): number => range.end.line - range.start.line;

function farIn(annotation: PublishedAnnotation): Far[] {
  const { start, end } = annotation.range;
  const lines = (annotation.figure?.links ?? [])
    .map(({ range }) => range.start.line)
    .filter((line) => line < start.line || line > end.line);
  return lines.length > 0 ? [{ annotation, lines }] : [];
}
