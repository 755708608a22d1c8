import type { Annotation, Opinion } from "../../annotations/annotation.ts";
import { sameValue } from "../../annotations/json.ts";
import { isDecision, opinionFrom, saysSame } from "../../annotations/opinion.ts";
import { withAttribute } from "../../annotations/tagset.ts";
import type { Incoming } from "./decisions.ts";

// Decisions of a dataset beside those of a sidecar. What stands in the sidecar is never changed: what another annotator
// decided on the same is an opinion, and where nobody says who, or the same annotator decided otherwise, it is a conflict
// too, which waits to be settled. Taken in twice, a dataset changes nothing.

/** What became of the decisions of a dataset. */
export interface Taken {
  readonly annotations: readonly Annotation[];
  /** The ids that the decisions have now, in the order in which they came. */
  readonly ids: readonly string[];
  /** New annotations. */
  readonly added: number;
  /** Decisions that the sidecar has already. */
  readonly known: number;
  /** Decisions that stand beside those of others now, and how many of these are conflicts. */
  readonly opinions: number;
  readonly conflicts: number;
  /** Decisions whose notes found no place, for the sidecar has the annotation already. */
  readonly unkept: number;
}

/** Takes the decisions of one document in; those of one document are never opinions on each other. */
export function taken(decided: readonly Annotation[], incoming: readonly Incoming[]): Taken {
  const places = new Map<string, Annotation[]>();
  for (const one of decided)
    for (const place of placesOf(one)) places.set(place, [...(places.get(place) ?? []), one]);
  const byId = new Map(decided.map((one) => [one.id, one]));
  const used = new Set<string>();
  const changed = new Map<string, Annotation>();
  const added: Annotation[] = [];
  const ids: string[] = [];
  const taking = new Set(byId.keys());
  let [known, opinions, conflicts, unkept] = [0, 0, 0, 0];
  for (const { annotation, said } of incoming) {
    const open = placesOf(annotation)
      .flatMap((place) => places.get(place) ?? [])
      .filter(({ id }) => !used.has(id));
    const same = used.has(annotation.id) ? undefined : byId.get(annotation.id);
    const own = sameOne(same, annotation) ?? twinOf(open, annotation);
    if (!own) {
      const id = taking.has(annotation.id) ? `${annotation.id}-${taking.size}` : annotation.id;
      taking.add(id);
      added.push({ ...annotation, id });
      ids.push(id);
      continue;
    }
    used.add(own.id);
    ids.push(own.id);
    // Keys of an annotation are its own, and not a part of an opinion on it.
    if (!hasAll(own.extra, annotation.extra)) unkept++;
    const after = beside(own, completed(annotation, own, said));
    if (after === own) known++;
    else {
      changed.set(own.id, after);
      opinions++;
      if (after.conflict && !own.conflict) conflicts++;
    }
  }
  return {
    annotations: [...decided.map((one) => changed.get(one.id) ?? one), ...added],
    ids,
    added: added.length,
    known,
    opinions,
    conflicts,
    unkept,
  };
}

const hasAll = (own: Annotation["extra"], more: Annotation["extra"]): boolean =>
  Object.entries(more).every(([key, value]) => sameValue(own[key], value));

/** What an annotation is on: its words, and those where it had been suggested. */
function placesOf({ kind, status, start, end, was }: Annotation): string[] {
  if (status === "orphaned") return [];
  const places = [`${kind} ${start}-${end}`];
  if (was?.start !== undefined && was.end !== undefined) places.push(`${kind} ${was.start}-${was.end}`);
  return places;
}

/** The annotation of a decision's own id, wherever it stands by now. */
const sameOne = (own: Annotation | undefined, one: Annotation): Annotation | undefined =>
  own && own.kind === one.kind && own.status !== "orphaned" ? own : undefined;

/**
 * The annotation that a decision is on too: one that says the same, else one of the same label or
 * harm, else for an entity one of another label, unless one of the two is rejected: who rejects a label has no other in mind.
 */
function twinOf(here: readonly Annotation[], one: Annotation): Annotation | undefined {
  const isRejected = ({ status }: Annotation): boolean => status === "rejected";
  const alike = here.filter((own) => nameOf(own) === nameOf(one));
  return (
    alike.find((own) => saysSame(own, one)) ??
    alike.find((own) => isRejected(own) === isRejected(one)) ??
    alike[0] ??
    (one.kind === "entity" && !isRejected(one) ? here.find((own) => !isRejected(own)) : undefined)
  );
}

const nameOf = (one: Annotation): string => (one.kind === "entity" ? one.label : one.figure.harm);

/** A decision with what its dataset does not speak of as the sidecar has it. */
function completed(decision: Annotation, own: Annotation, said: Incoming["said"]): Annotation {
  const attributes = Object.entries(decision.attributes).reduce(
    (all, [name, value]) => withAttribute(all, name, value),
    own.attributes,
  );
  const one = { ...decision, attributes };
  if (one.kind !== "figure" || own.kind !== "figure" || said === "all") return one;
  const { number, trigger, mentions } = own.figure;
  return { ...one, figure: said === "harm" ? own.figure : { ...one.figure, number, trigger, mentions } };
}

/** An annotation with a decision beside its own; as it is where that is known already. */
function beside(own: Annotation, one: Annotation): Annotation {
  const isSame = saysSame(own, one);
  // Nobody has signed it, and it says nothing new; or its annotator has it so already.
  if (isSame && (one.by === null || own.by === one.by)) return own;
  const opinion = opinionFrom(one, own);
  const others = own.opinions.filter((other) => isDecision(other) && other.by === one.by);
  if (others.some((other) => sameSaying(other, opinion))) return own;
  // What an annotator decided before is not what they think now.
  if (own.by !== null && own.by === one.by && isEarlier(one.at, own.at)) return own;
  if (others.some((other) => isEarlier(one.at, other.at) && one.by !== null)) return own;
  const isUnclear = one.by === null || own.by === null || own.by === one.by || others.length > 0;
  return {
    ...own,
    opinions: [...own.opinions, opinion],
    conflict: own.conflict || (!isSame && isUnclear),
  };
}

/** Whether two opinions say the same, whenever it was said. */
const sameSaying = ({ at: _, ...a }: Opinion, { at: __, ...b }: Opinion): boolean => sameValue(a, b);

const isEarlier = (a: string | null, b: string | null): boolean => a !== null && b !== null && a < b;
