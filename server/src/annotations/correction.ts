import type { CasualtyFigure, Detections, EntityMention } from "../detect/detection.ts";
import { contains, type Span, sameSpan, trimmed } from "../text/span.ts";
import { anchorOf } from "./anchor.ts";
import type { Annotation, EntityAnnotation, FigureAnnotation, FigureRecord, Was } from "./annotation.ts";
import { type Edge, movedEdge } from "./boundary.ts";
import { recordOf } from "./record.ts";

/** The fields of a figure that an annotator sets; offsets follow from the text. */
export type FigureChanges = Partial<Omit<FigureRecord, "number" | "trigger" | "mentions">>;

/** One act of the annotator. Spans are UTF-16 code units; ids are those of the published annotations. */
export type Correction =
  | { readonly type: "accept"; readonly ids: readonly string[] }
  | { readonly type: "reject"; readonly ids: readonly string[] }
  | { readonly type: "relabel"; readonly ids: readonly string[]; readonly label: string }
  | { readonly type: "remove"; readonly ids: readonly string[] }
  | { readonly type: "resize"; readonly id: string; readonly span: Span }
  | { readonly type: "moveEdge"; readonly id: string; readonly edge: Edge }
  | { readonly type: "add"; readonly span: Span; readonly label: string }
  | { readonly type: "addFigure"; readonly span: Span; readonly changes: FigureChanges }
  | { readonly type: "editFigure"; readonly id: string; readonly changes: FigureChanges };

/** What a correction is made on and by whom. The clock and the source of ids are the caller's. */
export interface CorrectionContext {
  readonly text: string;
  /** The suggestions of the very text that the annotator saw. */
  readonly detections: Detections;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly detector: string;
  readonly newId: () => string;
}

/** What a correction changed, by id; the inverse has the two sides swapped. */
export interface Change {
  readonly removed: readonly Annotation[];
  readonly added: readonly Annotation[];
}

export const inverse = ({ removed, added }: Change): Change => ({ removed: added, added: removed });

/** A correction that cannot be carried out; the message is for the annotator. */
export class CorrectionError extends Error {
  override readonly name = "CorrectionError";
}

/** The decisions after a change. */
export function applyChange(decided: readonly Annotation[], change: Change): Annotation[] {
  const gone = new Set([...change.removed, ...change.added].map(({ id }) => id));
  return [...decided.filter(({ id }) => !gone.has(id)), ...change.added];
}

/**
 * What a correction changes in the decisions; nothing is modified. A suggestion that is decided on becomes an
 * annotation with an id of its own.
 * @throws CorrectionError where an id is unknown, the span is empty, or the correction does not fit what it is for
 */
export function changeOf(
  decided: readonly Annotation[],
  correction: Correction,
  context: CorrectionContext,
): Change {
  switch (correction.type) {
    case "accept":
      return each(decided, correction.ids, context, (target) => accepted(target, context));
    case "reject":
      return each(decided, correction.ids, context, (target) => rejected(target, context));
    case "relabel":
      return each(decided, correction.ids, context, (target) =>
        relabelled(target, correction.label, context),
      );
    case "remove":
      return each(decided, correction.ids, context, (target) =>
        target.fresh ? rejected(target, context) : null,
      );
    case "resize":
      return each(decided, [correction.id], context, (target) => resized(target, correction.span, context));
    case "moveEdge":
      return each(decided, [correction.id], context, (target) => withEdge(target, correction.edge, context));
    case "editFigure":
      return each(decided, [correction.id], context, (target) => edited(target, correction.changes, context));
    case "add":
      return addEntity(decided, correction.span, correction.label, context);
    case "addFigure":
      return addFigure(correction.span, correction.changes, context);
  }
}

/** What an id stands for: a decision, or a suggestion made into one that nobody has decided yet. */
interface Target {
  readonly annotation: Annotation;
  /** It was a suggestion until now. */
  readonly fresh: boolean;
}

function each(
  decided: readonly Annotation[],
  ids: readonly string[],
  context: CorrectionContext,
  change: (target: Target) => Annotation | null,
): Change {
  const removed: Annotation[] = [];
  const added: Annotation[] = [];
  const byId = new Map(decided.map((annotation) => [annotation.id, annotation]));
  const suggested = new Map<string, EntityMention | CasualtyFigure>(
    [...context.detections.entities, ...context.detections.figures].map((item) => [item.id, item]),
  );
  for (const id of new Set(ids)) {
    const known = byId.get(id);
    const suggestion = suggested.get(id);
    if (!known && !suggestion) {
      throw new CorrectionError(
        "This annotation is no longer there; the text or the sidecar has changed. Look again.",
      );
    }
    const target = known
      ? { annotation: known, fresh: false }
      : suggestion
        ? { annotation: decide(suggestion, context), fresh: true }
        : null;
    if (!target) continue;
    const after = change(target);
    if (after === target.annotation && !target.fresh) continue;
    if (!target.fresh) removed.push(target.annotation);
    if (after) added.push(after);
  }
  return { removed, added };
}

/** A suggestion as an accepted annotation. */
function decide(suggestion: EntityMention | CasualtyFigure, context: CorrectionContext): Annotation {
  const common = {
    ...anchorOf(context.text, suggestion),
    id: context.newId(),
    status: "accepted" as const,
    was: null,
    by: context.by,
    at: context.at,
    detector: context.detector,
    touched: false,
    lost: null,
    extra: {},
  };
  return "harm" in suggestion
    ? { ...common, kind: "figure", figure: recordOf(suggestion, context.detections) }
    : { ...common, kind: "entity", label: suggestion.label };
}

const signed = (context: CorrectionContext): Pick<Annotation, "by" | "at"> => ({
  by: context.by,
  at: context.at,
});

function accepted({ annotation, fresh }: Target, context: CorrectionContext): Annotation {
  if (fresh) return annotation;
  refuseOrphan(annotation);
  if (annotation.status !== "rejected") {
    return annotation.touched
      ? { ...annotation, ...anchorOf(context.text, annotation), touched: false, ...signed(context) }
      : annotation;
  }
  const { status: _, ...was } = annotation.was ?? {};
  const status = annotation.was === null || Object.keys(was).length === 0 ? "accepted" : "corrected";
  return { ...annotation, status, was: emptyToNull(was), ...signed(context) };
}

function rejected({ annotation, fresh }: Target, context: CorrectionContext): Annotation | null {
  if (fresh) return { ...annotation, status: "rejected" };
  // What an annotator added and then rejects was never suggested: there is nothing to keep away.
  if (annotation.status === "added") return null;
  if (annotation.status === "orphaned") return null;
  return annotation.status === "rejected"
    ? annotation
    : { ...annotation, status: "rejected", ...signed(context) };
}

function relabelled({ annotation, fresh }: Target, label: string, context: CorrectionContext): Annotation {
  if (annotation.kind !== "entity") {
    throw new CorrectionError("A casualty figure has no label; edit the figure to change its harm.");
  }
  refuseOrphan(annotation);
  if (annotation.label === label && annotation.status !== "rejected") return annotation;
  const was: Was = { ...annotation.was, label: annotation.was?.label ?? annotation.label };
  return correctedTo({ ...annotation, label }, annotation, was, fresh, context);
}

function resized({ annotation, fresh }: Target, span: Span, context: CorrectionContext): Annotation {
  refuseOrphan(annotation);
  const place = trimmedSpan(context.text, span);
  if (sameSpan(place, annotation)) return annotation;
  const { start, end, quote } = annotation;
  const was: Was =
    annotation.was?.quote === undefined ? { ...annotation.was, start, end, quote } : annotation.was;
  const moved = { ...annotation, ...anchorOf(context.text, place), touched: false };
  return correctedTo(moved, annotation, was, fresh, context);
}

function withEdge(target: Target, edge: Edge, context: CorrectionContext): Annotation {
  const moved = movedEdge(context.text, target.annotation, edge);
  if (!moved) throw new CorrectionError("There is no further word to take in or to leave out.");
  return resized(target, moved, context);
}

function edited(
  { annotation, fresh }: Target,
  changes: FigureChanges,
  context: CorrectionContext,
): Annotation {
  if (annotation.kind !== "figure") {
    throw new CorrectionError("This is no casualty figure; relabel it or add a figure from a selection.");
  }
  refuseOrphan(annotation);
  const figure = { ...annotation.figure, ...changes };
  checkFigure(figure);
  const was: Was = { ...annotation.was, figure: annotation.was?.figure ?? annotation.figure };
  return correctedTo({ ...annotation, figure }, annotation, was, fresh, context);
}

/** The corrected annotation, or the accepted one where a correction leads back to what was suggested. */
function correctedTo(
  after: Annotation,
  before: Annotation,
  was: Was,
  fresh: boolean,
  context: CorrectionContext,
): Annotation {
  if (before.status === "added") return { ...after, was: before.was, ...signed(context) };
  const rest = withoutSame(was, after);
  const status = rest === null && !fresh ? "accepted" : "corrected";
  return { ...after, status, was: rest, ...signed(context) };
}

/** What still differs from `after`; null where nothing does. */
function withoutSame(was: Was, after: Annotation): Was | null {
  const { status: _, ...rest } = was;
  const kept: { -readonly [K in keyof Was]: Was[K] } = { ...rest };
  if (after.kind === "entity" && kept.label === after.label) delete kept.label;
  if (kept.quote === after.quote && kept.start === after.start) {
    delete kept.start;
    delete kept.end;
    delete kept.quote;
  }
  if (after.kind === "figure" && kept.figure && JSON.stringify(kept.figure) === JSON.stringify(after.figure))
    delete kept.figure;
  return emptyToNull(kept);
}

const emptyToNull = (was: Was): Was | null => (Object.keys(was).length > 0 ? was : null);

function addEntity(
  decided: readonly Annotation[],
  span: Span,
  label: string,
  context: CorrectionContext,
): Change {
  const place = trimmedSpan(context.text, span);
  const known = decided.find(
    (one) => one.kind === "entity" && one.status !== "orphaned" && sameSpan(one, place),
  );
  const suggestion = context.detections.entities.find((mention) => sameSpan(mention, place));
  const [id] = known ? [known.id] : suggestion ? [suggestion.id] : [];
  if (id !== undefined) {
    const same =
      known?.kind === "entity"
        ? known.label === label && known.status !== "rejected"
        : suggestion?.label === label;
    return changeOf(
      decided,
      same ? { type: "accept", ids: [id] } : { type: "relabel", ids: [id], label },
      context,
    );
  }
  const added: EntityAnnotation = { ...addedBy(place, context), kind: "entity", label };
  return { removed: [], added: [added] };
}

function addFigure(span: Span, changes: FigureChanges, context: CorrectionContext): Change {
  const place = trimmedSpan(context.text, span);
  const inside = context.detections.figures.find((figure) => contains(place, figure.number));
  const figure: FigureRecord = {
    harm: "killed",
    min: null,
    max: null,
    qualifier: "vague",
    number: inside?.number ?? null,
    trigger: inside?.trigger ?? null,
    victims: null,
    victimType: "unknown",
    perpetrator: null,
    place: null,
    date: null,
    source: null,
    scope: "incident",
    status: "asserted",
    mentions: [],
    ...changes,
  };
  checkFigure(figure);
  const added: FigureAnnotation = { ...addedBy(place, context), kind: "figure", figure };
  return { removed: [], added: [added] };
}

const addedBy = (span: Span, context: CorrectionContext): Omit<EntityAnnotation, "kind" | "label"> => ({
  ...anchorOf(context.text, span),
  id: context.newId(),
  status: "added",
  was: null,
  by: context.by,
  at: context.at,
  detector: null,
  touched: false,
  lost: null,
  extra: {},
});

function trimmedSpan(text: string, span: Span): Span {
  const place = trimmed(text, { start: Math.max(0, span.start), end: Math.min(text.length, span.end) });
  if (!place) throw new CorrectionError("Nothing is selected; select the words to annotate first.");
  return place;
}

function refuseOrphan(annotation: Annotation): void {
  if (annotation.status === "orphaned") {
    throw new CorrectionError(
      `“${annotation.quote}” is no longer in the text; restore the words or remove the annotation.`,
    );
  }
}

/** @throws CorrectionError where bounds are no whole numbers, below zero, or in the wrong order */
function checkFigure({ min, max }: FigureRecord): void {
  for (const bound of [min, max]) {
    if (bound !== null && (!Number.isSafeInteger(bound) || bound < 0)) {
      throw new CorrectionError(`A bound is a whole number from 0 on, or open; ${bound} is not.`);
    }
  }
  if (min !== null && max !== null && min > max) {
    throw new CorrectionError(`The lower bound (${min}) is above the upper bound (${max}).`);
  }
}
