import type { CasualtyFigure, Detections, EntityMention } from "../detect/detection.ts";
import { contains, type Span, sameSpan, trimmed } from "../text/span.ts";
import { type Anchors, anchorsIn } from "./anchor.ts";
import type {
  Annotation,
  EntityAnnotation,
  FigureAnnotation,
  FigureRecord,
  Reference,
  Was,
} from "./annotation.ts";
import { type Edge, movedEdge } from "./boundary.ts";
import { sameValue } from "./json.ts";
import { recordOf } from "./record.ts";
import { storageProblem } from "./sidecar.ts";

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

/** The same, with what is looked up in the text for all annotations of one correction. */
interface Context extends CorrectionContext {
  readonly anchors: Anchors;
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
  const change = unchecked(decided, correction, { ...context, anchors: anchorsIn(context.text) });
  // What could not be read back would lock the article.
  for (const annotation of change.added) {
    const problem = storageProblem(annotation);
    if (problem !== null)
      throw new CorrectionError(`“${annotation.quote}” cannot be annotated so: ${problem}.`);
  }
  return change;
}

function unchecked(decided: readonly Annotation[], correction: Correction, context: Context): Change {
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
      return each(decided, correction.ids, context, (target) => removed(target, context));
    case "resize":
      return each(decided, [correction.id], context, (target) => resized(target, correction.span, context));
    case "moveEdge":
      return each(decided, [correction.id], context, (target) => withEdge(target, correction.edge, context));
    case "editFigure":
      return each(decided, [correction.id], context, (target) => edited(target, correction.changes, context));
    case "add":
      return addEntity(decided, correction.span, correction.label, context);
    case "addFigure":
      return addFigure(decided, correction.span, correction.changes, context);
  }
}

/** What an id stands for: a decision, or a suggestion made into one that nobody has decided yet. */
interface Target {
  readonly annotation: Annotation;
  /** It was a suggestion until now. */
  readonly fresh: boolean;
  /** The annotator meant a suggestion: one that is fresh, or that was decided since the annotator saw it. */
  readonly asSuggestion: boolean;
}

function each(
  decided: readonly Annotation[],
  ids: readonly string[],
  context: Context,
  change: (target: Target) => Annotation | null,
): Change {
  const removed: Annotation[] = [];
  const added: Annotation[] = [];
  const byId = new Map(decided.map((annotation) => [annotation.id, annotation]));
  const suggested = new Map<string, EntityMention | CasualtyFigure>(
    [...context.detections.entities, ...context.detections.figures].map((item) => [item.id, item]),
  );
  const bySpan = decisionsBySpan(decided);
  const done = new Set<string>();
  for (const id of new Set(ids)) {
    const target = targetOf(byId.get(id), suggested.get(id), bySpan, context);
    if (done.has(target.annotation.id)) continue;
    done.add(target.annotation.id);
    const after = change(target);
    if (after === target.annotation && !target.fresh) continue;
    if (!target.fresh) removed.push(target.annotation);
    if (after) added.push(after);
  }
  return { removed, added };
}

/** @throws CorrectionError where an id is neither a decision's nor a suggestion's */
function targetOf(
  known: Annotation | undefined,
  suggestion: EntityMention | CasualtyFigure | undefined,
  bySpan: ReadonlyMap<string, readonly Annotation[]>,
  context: Context,
): Target {
  if (known) return { annotation: known, fresh: false, asSuggestion: false };
  if (!suggestion) {
    throw new CorrectionError(
      "This annotation is no longer there; the text or the sidecar has changed. Look again.",
    );
  }
  // A suggestion's id outlives the decision on it until the next publication: a key that is pressed twice means the
  // decision that the first press made.
  const decision = bySpan.get(spanKey(suggestion))?.find((one) => isDecisionOn(one, suggestion));
  return decision
    ? { annotation: decision, fresh: false, asSuggestion: true }
    : { annotation: decide(suggestion, context), fresh: true, asSuggestion: true };
}

const spanKey = ({ start, end }: Span): string => `${start}-${end}`;

/** Decisions by the places where they stand and where they were suggested; orphans have none. */
function decisionsBySpan(decided: readonly Annotation[]): Map<string, Annotation[]> {
  const found = new Map<string, Annotation[]>();
  for (const decision of decided) {
    if (decision.status === "orphaned") continue;
    const { start, end } = { ...decision, ...decision.was };
    for (const key of new Set([spanKey(decision), spanKey({ start, end })])) {
      const list = found.get(key);
      if (list) list.push(decision);
      else found.set(key, [decision]);
    }
  }
  return found;
}

/** Whether a decision at a suggestion's place was made on just this suggestion, whatever it has become. */
function isDecisionOn(decision: Annotation, suggestion: EntityMention | CasualtyFigure): boolean {
  if (decision.kind === "entity" || !("harm" in suggestion))
    return decision.kind === "entity" && !("harm" in suggestion);
  const { figure, was } = decision;
  if (figure.harm !== suggestion.harm && was?.figure?.harm !== suggestion.harm) return false;
  return figure.number === null || sameSpan(figure.number, suggestion.number);
}

/** A suggestion as an accepted annotation. */
function decide(suggestion: EntityMention | CasualtyFigure, context: Context): Annotation {
  const common = {
    ...context.anchors.at(suggestion),
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

const signed = (context: Context): Pick<Annotation, "by" | "at"> => ({
  by: context.by,
  at: context.at,
});

function accepted({ annotation, fresh }: Target, context: Context): Annotation {
  if (fresh) return annotation;
  refuseOrphan(annotation);
  if (annotation.status !== "rejected") {
    return annotation.touched
      ? { ...annotation, ...context.anchors.at(annotation), touched: false, ...signed(context) }
      : annotation;
  }
  const { status: _, ...was } = annotation.was ?? {};
  const status = annotation.was === null || Object.keys(was).length === 0 ? "accepted" : "corrected";
  return { ...annotation, status, was: emptyToNull(was), ...signed(context) };
}

function rejected({ annotation, fresh, asSuggestion }: Target, context: Context): Annotation | null {
  if (fresh) return { ...annotation, status: "rejected" };
  // What an annotator added and then rejects was never suggested: there is nothing to keep away.
  if (annotation.status === "added" && !asSuggestion) return null;
  if (annotation.status === "orphaned") return null;
  return annotation.status === "rejected"
    ? annotation
    : { ...annotation, status: "rejected", ...signed(context) };
}

/** A decision is taken back, and the suggestion is open again; a suggestion itself is removed by rejecting it. */
function removed(target: Target, context: Context): Annotation | null {
  const { annotation, fresh, asSuggestion } = target;
  if (fresh) return rejected(target, context);
  return asSuggestion && annotation.status === "rejected" ? annotation : null;
}

function relabelled({ annotation }: Target, label: string, context: Context): Annotation {
  if (annotation.kind !== "entity") {
    throw new CorrectionError("A casualty figure has no label; edit the figure to change its harm.");
  }
  refuseOrphan(annotation);
  if (annotation.label === label && annotation.status !== "rejected") return annotation;
  const was: Was = { ...annotation.was, label: annotation.was?.label ?? annotation.label };
  return correctedTo({ ...annotation, label }, annotation, was, context);
}

function resized({ annotation }: Target, span: Span, context: Context): Annotation {
  refuseOrphan(annotation);
  const place = trimmedSpan(context.text, span);
  if (sameSpan(place, annotation)) return annotation;
  const { start, end, quote } = annotation;
  const was: Was =
    annotation.was?.quote === undefined ? { ...annotation.was, start, end, quote } : annotation.was;
  const moved = { ...annotation, ...context.anchors.at(place), touched: false };
  return correctedTo(moved, annotation, was, context);
}

function withEdge(target: Target, edge: Edge, context: Context): Annotation {
  const moved = movedEdge(context.text, target.annotation, edge);
  if (!moved) throw new CorrectionError("There is no further word to take in or to leave out.");
  return resized(target, moved, context);
}

function edited(target: Target, changes: FigureChanges, context: Context): Annotation {
  const { annotation } = target;
  if (annotation.kind !== "figure") {
    throw new CorrectionError("This is no casualty figure; relabel it or add a figure from a selection.");
  }
  refuseOrphan(annotation);
  const figure = changedRecord(annotation.figure, changes);
  if (sameValue(figure, annotation.figure)) return accepted(target, context);
  checkFigure(figure);
  const was: Was = { ...annotation.was, figure: annotation.was?.figure ?? annotation.figure };
  return correctedTo({ ...annotation, figure }, annotation, was, context);
}

/** The mention that a field of a figure was taken from, by the field's name. */
const ROLES: { readonly [Field in keyof FigureChanges]?: Reference["role"] } = {
  victims: "victim",
  perpetrator: "perpetrator",
  place: "place",
  source: "source",
};

/** A record with fields set by hand; a mention that such a field referred to says nothing of it any more. */
function changedRecord(record: FigureRecord, changes: FigureChanges): FigureRecord {
  const gone = new Set<Reference["role"]>();
  for (const [field, role] of Object.entries(ROLES) as [keyof FigureChanges, Reference["role"]][])
    if (field in changes && changes[field] !== record[field]) gone.add(role);
  return { ...record, ...changes, mentions: record.mentions.filter(({ role }) => !gone.has(role)) };
}

/** The corrected annotation, or the accepted one where a correction leads back to what was suggested. */
function correctedTo(after: Annotation, before: Annotation, was: Was, context: Context): Annotation {
  if (before.status === "added") return { ...after, was: before.was, ...signed(context) };
  const rest = withoutSame(was, after);
  const status = rest === null ? "accepted" : "corrected";
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
  if (after.kind === "figure" && kept.figure && sameValue(kept.figure, after.figure)) delete kept.figure;
  return emptyToNull(kept);
}

const emptyToNull = (was: Was): Was | null => (Object.keys(was).length > 0 ? was : null);

function addEntity(decided: readonly Annotation[], span: Span, label: string, context: Context): Change {
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
    return unchecked(
      decided,
      same ? { type: "accept", ids: [id] } : { type: "relabel", ids: [id], label },
      context,
    );
  }
  const added: EntityAnnotation = { ...addedBy(place, context), kind: "entity", label };
  return { removed: [], added: [added] };
}

function addFigure(
  decided: readonly Annotation[],
  span: Span,
  changes: FigureChanges,
  context: Context,
): Change {
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
  const known = decided.find(
    (one) =>
      one.kind === "figure" &&
      isStanding(one) &&
      sameSpan(one, place) &&
      one.figure.harm === figure.harm &&
      sameSpan(one.figure.number ?? place, figure.number ?? place),
  );
  // Added twice, it is one figure, with the fields of the second time.
  if (known) return unchecked(decided, { type: "editFigure", id: known.id, changes }, context);
  const added: FigureAnnotation = { ...addedBy(place, context), kind: "figure", figure };
  return { removed: [], added: [added] };
}

const isStanding = ({ status }: Annotation): boolean => status !== "orphaned" && status !== "rejected";

const addedBy = (span: Span, context: Context): Omit<EntityAnnotation, "kind" | "label"> => ({
  ...context.anchors.at(span),
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
