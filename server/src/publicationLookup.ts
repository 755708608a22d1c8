import type { PublishedAnnotation, PublishedEntity, Splice } from "./protocol.ts";
import { STEP, type Steps } from "./text/steps.ts";

/** What is looked up of a publication with each key: found once, so that a key does not cost what the whole article does. */
export interface PublicationLookup {
  /** The entities by label and words, as the whole article last told them. */
  readonly entities: ReadonlyMap<string, PublishedEntity>;
  /** The annotations with a figure that refers to other lines than its own. */
  readonly far: readonly PublishedAnnotation[];
  /** How many lines below its first one an annotation goes on, at the most. */
  readonly tallest: number;
}

export const entityKey = (label: string | null, words: string): string => `${label} ${words}`;

/** The lookup of a publication of the whole, in steps. */
export function* lookupOf(annotations: readonly PublishedAnnotation[]): Steps<PublicationLookup> {
  const entities = new Map<string, PublishedEntity>();
  const far: PublishedAnnotation[] = [];
  let tallest = 0;
  for (const [n, annotation] of annotations.entries()) {
    if (n % STEP === 0) yield;
    const { label, text, entity } = annotation;
    if (entity) entities.set(entityKey(label, text), entity);
    if (isFar(annotation)) far.push(annotation);
    tallest = Math.max(tallest, heightOf(annotation));
  }
  return { entities, far, tallest };
}

/** The lookup of a publication in which some annotations have become others. */
export function lookupAfter(
  { entities, far, tallest }: PublicationLookup,
  former: readonly PublishedAnnotation[],
  splices: readonly Splice[],
): PublicationLookup {
  const gone = new Set(splices.flatMap(({ at, removed }) => former.slice(at, at + removed)));
  const come = splices.flatMap(({ added }) => added);
  return {
    entities,
    far: [...far.filter((annotation) => !gone.has(annotation)), ...come.filter(isFar)],
    tallest: Math.max(tallest, ...come.map(heightOf)),
  };
}

const heightOf = ({ range }: PublishedAnnotation): number => range.end.line - range.start.line;

const isFar = ({ range, figure }: PublishedAnnotation): boolean =>
  figure?.links.some(
    (link) => link.range.start.line < range.start.line || link.range.start.line > range.end.line,
  ) ?? false;
