import type { Annotation } from "./annotation.ts";
import { sameValue } from "./json.ts";
import { type Fields, mergeFields } from "./mergeFields.ts";
import type { StoredAnnotation } from "./schema.ts";
import { fromStored, toStored } from "./stored.ts";

/** Decisions of two sides brought together. */
export interface Merged {
  readonly annotations: readonly Annotation[];
  /** Ids of what both sides decided, each in its own way; ours stands, theirs is kept beside it as an opinion. */
  readonly conflicts: readonly string[];
}

/**
 * Three-way merge of decisions by id and field: what one side changed, added or removed is taken; a field that both
 * changed differently stays ours, with theirs among its `opinions` and `conflict` set; so does what one side removed and
 * the other changed. What both sides added on the same words is one annotation, or a conflict. Nothing is lost: each
 * decision of either side is a result, an opinion, or was taken back by the other side while it was as before.
 * All offsets must count the same text in the same unit. A conflict that a side had is merged like any field.
 */
export function mergeAnnotations(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): Merged {
  const before = byId(base);
  const our = byId(ours);
  const their = byId(theirs);
  const same = sameAdded(
    ours.filter(({ id }) => !before.has(id) && !their.has(id)),
    theirs.filter(({ id }) => !before.has(id) && !our.has(id)),
  );
  const paired = new Set(same.values());
  const annotations: Annotation[] = [];
  const conflicts: string[] = [];
  const take = (own: Annotation, other: Annotation, former: Annotation | undefined): void => {
    const { annotation, conflict } = mergedOf(own, other, former);
    annotations.push(annotation);
    if (conflict) conflicts.push(annotation.id);
  };
  const takeOne = (one: Annotation): void => {
    const former = before.get(one.id);
    if (!former) annotations.push(one);
    else if (!saysTheSame(one, former)) {
      // The other side has taken back what was changed here.
      conflicts.push(one.id);
      annotations.push(withOpinion(one, { status: "removed" }));
    }
  };
  for (const own of ours) {
    const twin = same.get(own);
    const other = their.get(own.id) ?? twin;
    if (!other) takeOne(own);
    // Which id stays must not depend on who merges.
    else if (twin && twin.id < own.id) take({ ...own, id: twin.id }, twin, undefined);
    else take(own, twin ? { ...twin, id: own.id } : other, before.get(own.id));
  }
  for (const other of theirs) if (!our.has(other.id) && !paired.has(other)) takeOne(other);
  return { annotations, conflicts };
}

const byId = (annotations: readonly Annotation[]): Map<string, Annotation> =>
  new Map(annotations.map((annotation) => [annotation.id, annotation]));

/** Whether two annotations say the same of the same place, as they would be stored, and keep the same beside it. */
export const sameDecision = (a: Annotation, b: Annotation): boolean =>
  a === b || sameValue(said(toStored(a)), said(toStored(b)));

/** The order of keys is no part of what is said, nor is the context that an anchor keeps. */
const said = ({ prefix: _, suffix: __, occurrence: ___, ...rest }: Fields): Fields => rest;

/** Whether nobody has decided anything between two states: places that moved with the text are no decision. */
function saysTheSame(a: Annotation, b: Annotation): boolean {
  if (sameDecision(a, b)) return true;
  const untouched = (one: Annotation): Fields => ({ ...said(toStored(one)), touched: false });
  if (a.status !== "orphaned" && b.status !== "orphaned") return sameValue(untouched(a), untouched(b));
  // Of what is lost there is no place to compare.
  return a.quote === b.quote && a.by === b.by && a.at === b.at;
}

/** What both sides added on the same words, ours with theirs, one to one. */
function sameAdded(
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): ReadonlyMap<Annotation, Annotation> {
  const places = new Map<string, Annotation[]>();
  for (const one of theirs)
    for (const key of subjects(one)) places.set(key, [...(places.get(key) ?? []), one]);
  const found = new Map<Annotation, Annotation>();
  const used = new Set<Annotation>();
  const pair = (own: Annotation, other: Annotation | undefined): void => {
    if (!other || found.has(own)) return;
    found.set(own, other);
    used.add(other);
  };
  const candidates = (own: Annotation): Annotation[] =>
    subjects(own).flatMap((key) => (places.get(key) ?? []).filter((one) => !used.has(one)));
  // Those that say the same first, so that of two on one place the right ones become one.
  for (const own of ours)
    pair(
      own,
      candidates(own).find((one) => likeDecision(own, one)),
    );
  for (const own of ours) pair(own, found.has(own) ? undefined : candidates(own)[0]);
  return found;
}

const likeDecision = (a: Annotation, b: Annotation): boolean =>
  (a.status === "rejected") === (b.status === "rejected") &&
  (a.kind === "entity"
    ? b.kind === "entity" && a.label === b.label
    : b.kind === "figure" && sameValue(a.figure, b.figure));

/** What an annotation is on: its place, and the one where it had been suggested; of a figure with its number. */
function subjects(annotation: Annotation): string[] {
  if (annotation.status === "orphaned") return [];
  const { start, end, was } = annotation;
  const number = annotation.kind === "figure" ? annotation.figure.number : null;
  const key = (from: number, to: number): string =>
    number ? `figure ${number.start}-${number.end}` : `${annotation.kind} ${from}-${to}`;
  return [...new Set([key(start, end), key(was?.start ?? start, was?.end ?? end)])];
}

function mergedOf(
  own: Annotation,
  other: Annotation,
  former: Annotation | undefined,
): { readonly annotation: Annotation; readonly conflict: boolean } {
  if (sameDecision(own, other)) return { annotation: own, conflict: false };
  if (former && sameDecision(other, former)) return { annotation: own, conflict: false };
  if (former && sameDecision(own, former)) return { annotation: other, conflict: false };
  const { fields, opinion } = mergeFields(former && toStored(former), toStored(own), toStored(other));
  // An object that is known is kept: it knows more than what is stored.
  const merged = fromStored(fields as StoredAnnotation);
  const annotation = sameDecision(merged, own) ? own : sameDecision(merged, other) ? other : merged;
  return opinion
    ? { annotation: withOpinion(annotation, opinion), conflict: true }
    : { annotation, conflict: false };
}

/** An annotation in conflict with what another side decided. */
function withOpinion(annotation: Annotation, opinion: Fields): Annotation {
  const stored = toStored(annotation);
  const known = Array.isArray(stored["opinions"]) ? stored["opinions"] : [];
  const opinions = known.some((one) => sameValue(one, opinion)) ? known : [...known, opinion];
  return fromStored({ ...stored, opinions, conflict: true } as unknown as StoredAnnotation);
}
