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

/**
 * Whether the annotation's own decision is somebody's to change; one that nobody signed is everybody's who has not
 * decided beside it.
 */
export const isOwn = (annotation: Annotation, name: string): boolean =>
  annotation.by === name || (annotation.by === null && opinionOf(annotation, name) === undefined);

/** Whether an opinion is a decision; the other kind is that there should be none. */
export const isDecision = ({ status }: Opinion): boolean => status !== "removed";

/** Whether an opinion says what the annotation's own decision says. */
export function agrees(annotation: Annotation, opinion: Opinion): boolean {
  if (!isDecision(opinion)) return false;
  return !isLost(opinion) && saysSame(annotation, holding(annotation, opinion));
}

/** Whether two decisions say the same of the same words; what is rejected twice is. */
export function saysSame(a: Annotation, b: Annotation): boolean {
  if (a.status === "rejected" || b.status === "rejected") return a.status === b.status;
  if (!sameSpan(a, b) || a.kind !== b.kind || !sameValue(a.attributes, b.attributes)) return false;
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

/** What one annotator decided, lost where its words are gone; null where that is nothing. */
export function decisionOf(annotation: Annotation, name: string): Annotation | null {
  const opinion = opinionOf(annotation, name);
  if (opinion) return holding(annotation, opinion);
  return annotation.by === name ? annotation : null;
}

/**
 * The opinion of an annotator beside the annotation's own decision. Where that is the annotator's too, as when one
 * person decided differently on two branches, it stands and the other is none; who adjudicates may have had another.
 */
function opinionOf({ by: own, adjudicated, opinions }: Annotation, name: string): Opinion | undefined {
  if (own === name && !adjudicated) return undefined;
  return opinions
    .filter((opinion) => opinion.by === name && isDecision(opinion))
    .reduce<Opinion | undefined>((last, one) => (last && isLater(last.at, one.at) ? last : one), undefined);
}

/** Whether the words of an opinion are gone from the text. */
const isLost = ({ start, end, quote }: Opinion): boolean =>
  quote !== undefined && (start === undefined || (start === end && quote !== ""));

/** An annotation as a reader sees it: with the reader's own decision, unless that has been settled since, or is lost. */
export function seenBy(annotation: Annotation, name: string): Annotation {
  const opinion = opinionOf(annotation, name);
  if (!opinion || isLost(opinion) || annotation.status === "orphaned") return annotation;
  return annotation.adjudicated && !isLater(opinion.at, annotation.at)
    ? annotation
    : holding(annotation, opinion);
}

/** All that a reader sees; without others what the reader has decided, and nothing else. */
export function allSeenBy(decided: readonly Annotation[], { name, others }: Reader): Annotation[] {
  return decided
    .filter((one) => others || isOwn(one, name) || hasDecided(one, name))
    .map((one) => seenBy(one, name));
}

/** Whether an annotator has a decision on it that stands in the text. */
export function hasDecided(annotation: Annotation, name: string): boolean {
  const decision = decisionOf(annotation, name);
  return decision !== null && decision.status !== "orphaned";
}

/** How many decisions there are, opinions among them. */
export const decisionsIn = (decided: readonly Annotation[]): number =>
  decided.reduce((sum, { opinions }) => sum + 1 + opinions.filter(isDecision).length, 0);

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
    const promoted = own.status === "orphaned" ? own : { ...own, ...anchors.at(own) };
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
    !isDecision(opinion)
      ? opinion
      : isLost(opinion)
        ? { ...saidBy(before, after), ...opinion }
        : { ...unknownIn(opinion), ...opinionFrom(holding(before, opinion), after) },
  );

/** What an opinion beside `before` says where it leaves that out, as far as it is not understood beside `after`. */
const saidBy = (before: Annotation, after: Annotation): Pick<Opinion, "label" | "figure" | "attributes"> => ({
  ...(before.kind === "entity" ? { label: before.label } : { figure: before.figure }),
  ...(sameValue(before.attributes, after.attributes) ? {} : { attributes: before.attributes }),
});

/** What a sidecar says more of an opinion: a note, keys of a newer version. */
function unknownIn(opinion: Opinion): object {
  const {
    status: _,
    label: __,
    start: ___,
    end: ____,
    quote: _____,
    lost: ______,
    attributes: _______,
    figure,
    by,
    at,
    ...more
  } = opinion;
  return more;
}

/** A conflict of a merge is over when all say the same. */
const settled = (annotation: Annotation): Annotation =>
  annotation.conflict && annotation.opinions.every((opinion) => agrees(annotation, opinion))
    ? { ...annotation, conflict: false }
    : annotation;

/** A decision as an opinion beside another one on the same. */
export function opinionFrom(decision: Annotation, own: Annotation): Opinion {
  const { status, was, by, at, start, end, quote } = decision;
  const standing = status === "orphaned" ? (was?.status ?? "accepted") : status;
  return {
    status: standing === "added" && own.by !== by ? "accepted" : standing,
    ...(decision.kind === "entity" && (own.kind !== "entity" || own.label !== decision.label)
      ? { label: decision.label }
      : {}),
    ...(sameSpan(decision, own) ? {} : { start, end, quote }),
    ...(decision.kind === "figure" && (own.kind !== "figure" || !sameValue(own.figure, decision.figure))
      ? { figure: decision.figure }
      : {}),
    ...(sameValue(decision.attributes, own.attributes) ? {} : { attributes: decision.attributes }),
    by,
    at,
  };
}

/**
 * An annotation as an opinion has it, with what had been suggested as what it was before. Lost where its words are, or
 * the annotation is: where others of its words stand it would be a decision that nobody made.
 */
export function holding(annotation: Annotation, opinion: Opinion): Annotation {
  const { label, start, end, quote, lost, figure, attributes = annotation.attributes, by, at } = opinion;
  const status = opinion.status === "removed" ? annotation.status : opinion.status;
  const isGone = annotation.status === "orphaned" || isLost(opinion);
  const place = isGone
    ? { end: annotation.start, quote: quote ?? annotation.quote, lost: lost ?? annotation.lost }
    : start === undefined || end === undefined
      ? {}
      : { start, end, quote: quote ?? annotation.quote, touched: false };
  const held: Annotation =
    annotation.kind === "entity"
      ? { ...annotation, ...place, label: label ?? annotation.label, attributes, status, by, at }
      : { ...annotation, ...place, figure: figure ?? annotation.figure, attributes, status, by, at };
  const former = differing(suggestionOf(annotation), held);
  if (!isGone) return { ...held, was: status === "orphaned" ? held.was : former, adjudicated: false };
  const was = { ...former, status: status === "orphaned" ? (annotation.was?.status ?? "accepted") : status };
  return { ...held, status: "orphaned", was, adjudicated: false };
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
