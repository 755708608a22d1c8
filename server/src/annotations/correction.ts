import * as l10n from "@vscode/l10n";
import type { Harm } from "../detect/detection.ts";
import { contains, type Span, sameSpan } from "../text/span.ts";
import { anchorsIn } from "./anchor.ts";
import type { Annotation, EntityAnnotation, FigureAnnotation, FigureRecord } from "./annotation.ts";
import type { Edge } from "./boundary.ts";
import {
  type AttributeChange,
  type Context,
  type CorrectionContext,
  CorrectionError,
  type FigureChanges,
} from "./context.ts";
import {
  accepted,
  attributed,
  changedRecord,
  checkFigure,
  edited,
  rejected,
  relabelled,
  removed,
  resized,
  trimmedSpan,
  withEdge,
} from "./decide.ts";
import type { HeaderChange } from "./header.ts";
import { seenBy, undisputed } from "./opinion.ts";
import { ownTotalChange, type TotalByHand } from "./ownTotals.ts";
import { placedOn } from "./placing.ts";
import { bareFigure } from "./record.ts";
import { type Choice, settledOn } from "./settle.ts";
import { storageProblem } from "./stored.ts";
import { each } from "./target.ts";

export { type CorrectionContext, CorrectionError, type FigureChanges } from "./context.ts";

/** One act of the annotator. Spans are UTF-16 code units; ids are those of the published annotations. */
export type Correction =
  | { readonly type: "accept"; readonly ids: readonly string[] }
  | { readonly type: "reject"; readonly ids: readonly string[] }
  | { readonly type: "relabel"; readonly ids: readonly string[]; readonly label: string }
  | { readonly type: "remove"; readonly ids: readonly string[] }
  | ({ readonly type: "setAttribute"; readonly ids: readonly string[] } & AttributeChange)
  | { readonly type: "resize"; readonly id: string; readonly span: Span }
  | { readonly type: "place"; readonly id: string; readonly span: Span }
  | { readonly type: "moveEdge"; readonly id: string; readonly edge: Edge }
  | { readonly type: "add"; readonly span: Span; readonly label: string }
  | {
      readonly type: "label";
      readonly ids: readonly string[];
      readonly spans: readonly Span[];
      readonly label: string;
    }
  | { readonly type: "addFigure"; readonly span: Span; readonly changes: FigureChanges }
  | { readonly type: "editFigure"; readonly id: string; readonly changes: FigureChanges }
  | { readonly type: "setTally"; readonly harm: Harm; readonly total: TotalByHand | null }
  | ({ readonly type: "settle"; readonly id: string } & Choice);

/** What a correction changed, by id; the inverse has the two sides swapped. */
export interface Change {
  readonly removed: readonly Annotation[];
  readonly added: readonly Annotation[];
  /** What it says of the article as a whole. */
  readonly header?: HeaderChange;
  /** The act on several articles that it is a part of, by its own id; absent for what was done in one. */
  readonly act?: string;
}

export const inverse = ({ removed, added, header, ...act }: Change): Change => ({
  ...act,
  ...(header ? { header: { before: header.after, after: header.before } } : {}),
  removed: added,
  added: removed,
});

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
      throw new CorrectionError(l10n.t("“{0}” cannot be annotated so: {1}.", annotation.quote, problem));
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
    case "setAttribute":
      return each(decided, correction.ids, context, (target) => attributed(target, correction, context));
    case "resize":
      return each(decided, [correction.id], context, (target) => resized(target, correction.span, context));
    case "place":
      return each(decided, [correction.id], context, (target) => placedOn(target, correction.span, context));
    case "moveEdge":
      return each(decided, [correction.id], context, (target) => withEdge(target, correction.edge, context));
    case "editFigure":
      return each(decided, [correction.id], context, (target) =>
        edited(target, correction.changes, decided, context),
      );
    case "setTally": {
      const { harm, total } = correction;
      const { header, by, at } = context;
      return { removed: [], added: [], header: ownTotalChange(header, harm, total && { ...total, by, at }) };
    }
    case "settle": {
      const before = decided.find(({ id, conflict }) => id === correction.id && conflict);
      if (!before) throw new CorrectionError(l10n.t("This conflict has been settled already; look again."));
      const after = settledOn(before, correction, context);
      return { removed: [before], added: after ? [after] : [] };
    }
    case "add":
      return labelled(decided, [], [correction.span], correction.label, context);
    case "label":
      return labelled(decided, correction.ids, correction.spans, correction.label, context);
    case "addFigure":
      return addFigure(decided, correction.span, correction.changes, context);
  }
}

/** Annotations by their ids, and words that may not be annotated yet, are given a label. */
function labelled(
  decided: readonly Annotation[],
  ids: readonly string[],
  spans: readonly Span[],
  label: string,
  context: Context,
): Change {
  const key = ({ start, end }: Span): string => `${start}-${end}`;
  const known = new Map<string, string>();
  for (const mention of context.detections.entities) known.set(key(mention), mention.id);
  for (const one of decided.map((own) => seenBy(own, context.by)).reverse())
    if (one.kind === "entity" && one.status !== "orphaned") known.set(key(one), one.id);
  const places = new Map(
    spans.map((span) => {
      const place = trimmedSpan(context.text, span);
      return [key(place), place] as const;
    }),
  );
  const found = [...places.keys()].map((place) => known.get(place)).filter((id) => id !== undefined);
  const change = each(decided, [...ids, ...found], context, (target) => {
    const { annotation } = target;
    const isSo =
      annotation.kind === "entity" && annotation.label === label && annotation.status !== "rejected";
    return isSo ? accepted(target, context) : relabelled(target, label, context);
  });
  const added = [...places]
    .filter(([place]) => !known.has(place))
    .map(([, place]): EntityAnnotation => ({ ...addedBy(place, context), kind: "entity", label }));
  return { removed: change.removed, added: [...change.added, ...added] };
}

function addFigure(
  decided: readonly Annotation[],
  span: Span,
  changes: FigureChanges,
  context: Context,
): Change {
  const place = trimmedSpan(context.text, span);
  const inside = context.detections.figures.find((figure) => contains(place, figure.number));
  const plain: FigureRecord = {
    ...bareFigure("killed"),
    number: inside?.number ?? null,
    trigger: inside?.trigger ?? null,
  };
  const figure = changedRecord(plain, changes, place, decided, context);
  checkFigure(figure);
  const known = decided
    .map((own) => seenBy(own, context.by))
    .find(
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
  attributes: {},
  was: null,
  ...undisputed,
  by: context.by,
  at: context.at,
  detector: null,
  rule: null,
  confidence: null,
  touched: false,
  lost: null,
  extra: {},
});
