import * as l10n from "@vscode/l10n";
import { type Span, sameSpan, trimmed } from "../text/span.ts";
import type { Annotation, FigureRecord, Reference, Was } from "./annotation.ts";
import { type Edge, movedEdge } from "./boundary.ts";
import {
  type AttributeChange,
  type Context,
  CorrectionError,
  checkOrder,
  type FigureChanges,
  type FigureFields,
} from "./context.ts";
import { sameValue } from "./json.ts";
import { referencesOf, withReferences } from "./links.ts";
import { withAttribute } from "./tagset.ts";
import type { Target } from "./target.ts";

// What each correction makes of one annotation. Nothing is modified; an annotation that is given back as it came is as
// the annotator wants it already.

const signed = (context: Context): Pick<Annotation, "by" | "at"> => ({
  by: context.by,
  at: context.at,
});

export function accepted({ annotation, fresh }: Target, context: Context): Annotation {
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

export function rejected({ annotation, fresh, asSuggestion }: Target, context: Context): Annotation | null {
  if (fresh) return { ...annotation, status: "rejected" };
  // What an annotator added and then rejects was never suggested: there is nothing to keep away.
  if (annotation.status === "added" && !asSuggestion) return null;
  if (annotation.status === "orphaned") return null;
  return annotation.status === "rejected"
    ? annotation
    : { ...annotation, status: "rejected", ...signed(context) };
}

/** A decision is taken back, and the suggestion is open again; a suggestion itself is removed by rejecting it. */
export function removed(target: Target, context: Context): Annotation | null {
  const { annotation, fresh, asSuggestion } = target;
  if (fresh) return rejected(target, context);
  return asSuggestion && annotation.status === "rejected" ? annotation : null;
}

export function relabelled({ annotation }: Target, label: string, context: Context): Annotation {
  if (annotation.kind !== "entity") {
    throw new CorrectionError(l10n.t("A casualty figure has no label; edit the figure to change its harm."));
  }
  refuseOrphan(annotation);
  if (annotation.label === label && annotation.status !== "rejected") return annotation;
  const was: Was = { ...annotation.was, label: annotation.was?.label ?? annotation.label };
  return correctedTo({ ...annotation, label }, annotation, was, context);
}

/** What is said of something is said of what stands: a suggestion is accepted with it, and what was rejected too. */
export function attributed(target: Target, { name, value }: AttributeChange, context: Context): Annotation {
  const standing = target.annotation.status === "rejected" ? accepted(target, context) : target.annotation;
  refuseOrphan(standing);
  const attributes = withAttribute(standing.attributes, name, value);
  if (sameValue(attributes, standing.attributes)) return standing;
  return { ...standing, attributes, ...signed(context) };
}

export function resized({ annotation }: Target, span: Span, context: Context): Annotation {
  refuseOrphan(annotation);
  const place = trimmedSpan(context.text, span);
  if (sameSpan(place, annotation)) return annotation;
  const { start, end, quote } = annotation;
  const was: Was =
    annotation.was?.quote === undefined ? { ...annotation.was, start, end, quote } : annotation.was;
  const moved = { ...annotation, ...context.anchors.at(place), touched: false };
  return correctedTo(moved, annotation, was, context);
}

export function withEdge(target: Target, edge: Edge, context: Context): Annotation {
  const moved = movedEdge(context.text, target.annotation, edge);
  if (!moved) throw new CorrectionError(l10n.t("There is no further word to take in or to leave out."));
  return resized(target, moved, context);
}

export function edited(
  target: Target,
  changes: FigureChanges,
  decided: readonly Annotation[],
  context: Context,
): Annotation {
  const { annotation } = target;
  if (annotation.kind !== "figure") {
    throw new CorrectionError(
      l10n.t("This is no casualty figure; relabel it or add a figure from a selection."),
    );
  }
  refuseOrphan(annotation);
  const figure = changedRecord(annotation.figure, changes, annotation, decided, context);
  if (sameValue(figure, annotation.figure)) return accepted(target, context);
  checkFigure(figure);
  const was: Was = { ...annotation.was, figure: annotation.was?.figure ?? annotation.figure };
  return correctedTo({ ...annotation, figure }, annotation, was, context);
}

/** The mention that a field of a figure was taken from, by the field's name. */
const ROLES: { readonly [Field in keyof FigureFields]?: Reference["role"] } = {
  victims: "victim",
  perpetrator: "perpetrator",
  place: "place",
  source: "source",
};

/**
 * A record with fields and links set by hand; a mention that such a field referred to says nothing of it any more, unless
 * it is set anew.
 */
export function changedRecord(
  record: FigureRecord,
  { links = {}, ...fields }: FigureChanges,
  own: Span,
  decided: readonly Annotation[],
  context: Context,
): FigureRecord {
  const gone = new Set<Reference["role"]>();
  for (const [field, role] of Object.entries(ROLES) as [keyof FigureFields, Reference["role"]][])
    if (field in fields && fields[field] !== record[field]) gone.add(role);
  const mentions = record.mentions.filter(({ role }) => !gone.has(role));
  const linked = withReferences({ ...record, mentions }, referencesOf(links, own, decided, context));
  return { ...linked, ...fields };
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

export function trimmedSpan(text: string, span: Span): Span {
  const place = trimmed(text, { start: Math.max(0, span.start), end: Math.min(text.length, span.end) });
  if (!place) throw new CorrectionError(l10n.t("Nothing is selected; select the words to annotate first."));
  return place;
}

function refuseOrphan(annotation: Annotation): void {
  if (annotation.status === "orphaned") {
    throw new CorrectionError(
      l10n.t("“{0}” is no longer in the text; restore the words or remove the annotation.", annotation.quote),
    );
  }
}

/** @throws CorrectionError where bounds are no whole numbers, below zero, or in the wrong order */
export function checkFigure({ min, max }: FigureRecord): void {
  for (const bound of [min, max]) {
    if (bound !== null && (!Number.isSafeInteger(bound) || bound < 0)) {
      throw new CorrectionError(l10n.t("A bound is a whole number from 0 on, or open; {0} is not.", bound));
    }
  }
  checkOrder({ min, max });
}
