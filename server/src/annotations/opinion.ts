import { type Span, sameSpan } from "../text/span.ts";
import type { Anchors } from "./anchor.ts";
import type { Annotation, FigureRecord, Opinion, Was } from "./annotation.ts";
import { sameValue } from "./json.ts";

// Several annotators on one annotation. Invariants, each of them a test:
// - The first decision stays the annotation's own until it is adjudicated; what others decide stands in `opinions`,
//   each annotator's once, and never changes what another decided.
// - An opinion says the same of the same words whatever becomes of the annotation's own decision.

/** What an annotation has that one annotator alone decided. */
export const undisputed = { opinions: [], conflict: false, adjudicated: false } as const;

/** For whom decisions are shown. */
export interface Reader {
  readonly name: string;
  /** Whether what others decided is shown too. */
  readonly others: boolean;
}

/** Whether the annotation's own decision is somebody's to change; one that nobody signed is everybody's. */
export const isOwn = (annotation: Annotation, name: string): boolean =>
  annotation.by === null || annotation.by === name;

/** Whether an opinion is a decision; the other kind is that there should be none. */
export const isDecision = ({ status }: Opinion): boolean => status !== "removed";

/** Whether an opinion says what the annotation's own decision says. */
export function agrees(annotation: Annotation, opinion: Opinion): boolean {
  if (!isDecision(opinion)) return false;
  const held = holding(annotation, opinion);
  return opinion.quote !== undefined && opinion.start === undefined ? false : saysSame(annotation, held);
}

/** Whether two decisions say the same of the same words; what is rejected twice is. */
export function saysSame(a: Annotation, b: Annotation): boolean {
  if (a.status === "rejected" || b.status === "rejected") return a.status === b.status;
  if (!sameSpan(a, b) || a.kind !== b.kind) return false;
  if (a.kind === "entity") return b.kind === "entity" && a.label === b.label;
  return b.kind === "figure" && sameFigure(a.figure, b.figure);
}

/** Whether two records say the same; where their mentions stand is no part of that. */
export function sameFigure(
  { mentions: _, ...a }: FigureRecord,
  { mentions: __, ...b }: FigureRecord,
): boolean {
  return sameValue(a, b);
}

/** The opinions that differ from what the annotation's own decision says, and have not been settled. */
export function dissent(annotation: Annotation): readonly Opinion[] {
  if (annotation.status === "orphaned") return [];
  return annotation.opinions.filter(
    (opinion) =>
      !agrees(annotation, opinion) && (!annotation.adjudicated || isLater(opinion.at, annotation.at)),
  );
}

const isLater = (a: string | null, b: string | null): boolean => a !== null && (b === null || a > b);

/** What one annotator decided; null where that is nothing. */
export function decisionOf(annotation: Annotation, name: string): Annotation | null {
  const opinion = opinionOf(annotation, name);
  if (opinion) return holding(annotation, opinion);
  return annotation.by === name ? annotation : null;
}

const opinionOf = ({ opinions }: Annotation, name: string): Opinion | undefined =>
  opinions.findLast(({ by }) => by === name);

/** An annotation as a reader sees it: with the reader's own decision, unless that has been settled since. */
export function seenBy(annotation: Annotation, name: string): Annotation {
  const opinion = opinionOf(annotation, name);
  if (!opinion || annotation.status === "orphaned") return annotation;
  return annotation.adjudicated && !isLater(opinion.at, annotation.at)
    ? annotation
    : holding(annotation, opinion);
}

/** All that a reader sees; without others what the reader has decided, and nothing else. */
export function allSeenBy(decided: readonly Annotation[], { name, others }: Reader): Annotation[] {
  return decided
    .filter((one) => others || isOwn(one, name) || opinionOf(one, name) !== undefined)
    .map((one) => seenBy(one, name));
}

/** How many decisions there are, opinions among them. */
export const decisionsIn = (decided: readonly Annotation[]): number =>
  decided.reduce((sum, { opinions }) => sum + 1 + opinions.length, 0);

/** The names of all who decided something, with how much, in order of their names. */
export function deciders(decided: readonly Annotation[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { by, opinions } of decided)
    for (const name of new Set([by, ...opinions.map((opinion) => opinion.by)]))
      if (name !== null) found.set(name, (found.get(name) ?? 0) + 1);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What an annotation is when an annotator has decided `after` on it, or has taken back what the annotator had decided:
 * the annotator's own decision is replaced, to that of another it is an opinion. Null where no decision is left.
 */
export function decidedBy(
  before: Annotation,
  after: Annotation | null,
  name: string,
  anchors: Anchors,
): Annotation | null {
  if (isOwn(before, name)) {
    if (after) return settled({ ...after, opinions: rebased(before, after) });
    const [first, ...others] = before.opinions.filter(isDecision);
    if (!first || before.status === "orphaned") return null;
    const own = holding(before, first);
    const promoted = { ...own, ...anchors.at(own) };
    return settled({ ...promoted, opinions: rebased({ ...before, opinions: others }, promoted) });
  }
  const others = before.opinions.filter(({ by }) => by !== name);
  if (!after) return settled({ ...before, opinions: others });
  const own = seenSince(before, after);
  return settled({ ...own, opinions: [...others, opinionFrom(after, own)] });
}

/** Text that was edited inside an annotation has been looked at when another annotator confirms the same place. */
const seenSince = (before: Annotation, after: Annotation): Annotation =>
  before.touched && !after.touched && sameSpan(before, after)
    ? { ...before, quote: after.quote, prefix: after.prefix, suffix: after.suffix, touched: false }
    : before;

/** Opinions that keep what they say when the annotation's own decision is another one. */
export const rebased = (before: Annotation, after: Annotation): Opinion[] =>
  before.opinions.map((opinion) =>
    !isDecision(opinion) || (opinion.quote !== undefined && opinion.start === undefined)
      ? opinion
      : { ...opinionFrom(holding(before, opinion), after) },
  );

/** A conflict of a merge is over when all say the same. */
const settled = (annotation: Annotation): Annotation =>
  annotation.conflict && annotation.opinions.every((opinion) => agrees(annotation, opinion))
    ? { ...annotation, conflict: false }
    : annotation;

/** A decision as an opinion beside another one on the same. */
export function opinionFrom(decision: Annotation, own: Annotation): Opinion {
  const { status, by, at, start, end, quote } = decision;
  return {
    status: status === "added" && own.by !== by ? "accepted" : status,
    ...(decision.kind === "entity" && (own.kind !== "entity" || own.label !== decision.label)
      ? { label: decision.label }
      : {}),
    ...(sameSpan(decision, own) ? {} : { start, end, quote }),
    ...(decision.kind === "figure" && (own.kind !== "figure" || !sameValue(own.figure, decision.figure))
      ? { figure: decision.figure }
      : {}),
    by,
    at,
  };
}

/** An annotation as an opinion has it, with what had been suggested as what it was before. */
export function holding(annotation: Annotation, opinion: Opinion): Annotation {
  const { label, start, end, quote, figure, by, at } = opinion;
  const status = opinion.status === "removed" ? annotation.status : opinion.status;
  const place =
    start === undefined || end === undefined
      ? {}
      : { start, end, quote: quote ?? annotation.quote, touched: false };
  const held: Annotation =
    annotation.kind === "entity"
      ? { ...annotation, ...place, label: label ?? annotation.label, status, by, at }
      : { ...annotation, ...place, figure: figure ?? annotation.figure, status, by, at };
  const was = status === "orphaned" ? held.was : differing(suggestionOf(annotation), held);
  return { ...held, was, adjudicated: false };
}

/** What had been suggested, or first been added: label, place and record. */
interface Suggested extends Span {
  readonly label: string | null;
  readonly quote: string;
  readonly figure: FigureRecord | null;
}

function suggestionOf(annotation: Annotation): Suggested {
  const { was } = annotation;
  const placed = was?.start !== undefined && was.end !== undefined && was.quote !== undefined;
  return {
    label: annotation.kind === "entity" ? (was?.label ?? annotation.label) : null,
    start: placed ? (was.start ?? annotation.start) : annotation.start,
    end: placed ? (was.end ?? annotation.end) : annotation.end,
    quote: was?.quote ?? annotation.quote,
    figure: annotation.kind === "figure" ? (was?.figure ?? annotation.figure) : null,
  };
}

function differing(suggested: Suggested, held: Annotation): Was | null {
  const { start, end, quote, label, figure } = suggested;
  const was: Was = {
    ...(held.kind === "entity" && label !== null && label !== held.label ? { label } : {}),
    ...(sameSpan(suggested, held) ? {} : { start, end, quote }),
    ...(held.kind === "figure" && figure !== null && !sameValue(figure, held.figure) ? { figure } : {}),
  };
  return Object.keys(was).length > 0 ? was : null;
}
