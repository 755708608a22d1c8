import type { CasualtyFigure, Detections, EntityMention, Harm } from "../detect/detection.ts";
import { byPosition, overlaps, type Span, sameSpan } from "../text/span.ts";
import { type Annotation, byPlace, type EntityAnnotation, type FigureAnnotation } from "./annotation.ts";

/** What is shown for a text: the annotator's decisions, and the suggestions that they leave open. */
export interface Reconciled {
  /** By place. */
  readonly decided: readonly Annotation[];
  readonly entities: readonly EntityMention[];
  readonly figures: readonly CasualtyFigure[];
}

/**
 * Detections beside decisions: what was decided wins, and a rejected suggestion stays away even where detection would
 * now cut it otherwise. All offsets are UTF-16 code units of one text.
 */
export function reconcile(detections: Detections, decisions: readonly Annotation[]): Reconciled {
  const decided = [...decisions].sort(byPlace);
  return {
    decided,
    entities: openEntities(detections.entities, decided),
    figures: openFigures(detections.figures, decided),
  };
}

/** A name that something suggests, as far as decisions settle it. */
type SuggestedEntity = Span & { readonly label: string; readonly text: string };

/** A figure that something suggests, as far as decisions settle it. */
type SuggestedFigure = Span & { readonly harm: Harm; readonly number: Span };

/** The suggested names that no decision settles, by place; decisions come by place. */
export const openEntities = <S extends SuggestedEntity>(
  suggested: readonly S[],
  decided: readonly Annotation[],
): S[] =>
  unclaimed(
    suggested,
    decided.filter((one): one is EntityAnnotation => one.kind === "entity" && one.status !== "orphaned"),
    settlesEntity,
  );

/** The same of figures. */
export const openFigures = <S extends SuggestedFigure>(
  suggested: readonly S[],
  decided: readonly Annotation[],
): S[] =>
  unclaimed(
    suggested,
    decided.filter((one): one is FigureAnnotation => one.kind === "figure" && one.status !== "orphaned"),
    settlesFigure,
  );

/** The suggestions that no decision settles, by place; decisions come by place, so that each list is walked once. */
function unclaimed<S extends Span, A extends Annotation>(
  suggestions: readonly S[],
  decided: readonly A[],
  settles: (decision: A, suggestion: S) => boolean,
): S[] {
  let first = 0;
  // Spans nest, so a decision may end behind later ones: how far back one must look is the longest span.
  const longest = decided.reduce((most, one) => Math.max(most, reachOf(one)), 0);
  return [...suggestions].sort(byPosition).filter((suggestion) => {
    while (first < decided.length && (decided[first]?.start ?? 0) + longest < suggestion.start) first++;
    for (let i = first; i < decided.length; i++) {
      const decision = decided[i];
      if (!decision || decision.start - longest > suggestion.end) break;
      if (settles(decision, suggestion)) return false;
    }
    return true;
  });
}

const reachOf = (decision: Annotation): number =>
  Math.max(decision.end - decision.start, (decision.was?.end ?? 0) - (decision.was?.start ?? 0)) + 1;

/** The place that a resized annotation was suggested at, moved along with it. */
function formerSpan(decision: Annotation): Span {
  const { was } = decision;
  if (was?.start === undefined || was.end === undefined) return decision;
  return { start: Math.min(was.start, decision.start), end: Math.max(was.end, decision.end) };
}

function settlesEntity(decision: EntityAnnotation, suggestion: SuggestedEntity): boolean {
  if (!overlaps(decision, suggestion))
    return overlaps(formerSpan(decision), suggestion) && decision.was?.quote === suggestion.text;
  if (decision.status !== "rejected") return true;
  return (
    sameSpan(decision, suggestion) ||
    decision.label === suggestion.label ||
    decision.was?.label === suggestion.label
  );
}

function settlesFigure(decision: FigureAnnotation, suggestion: SuggestedFigure): boolean {
  const { figure, was } = decision;
  if (figure.harm !== suggestion.harm && was?.figure?.harm !== suggestion.harm) return false;
  if (figure.number && overlaps(figure.number, suggestion.number)) return true;
  return (
    overlaps(decision, suggestion.number) ||
    sameSpan(decision, suggestion) ||
    sameSpan(formerSpan(decision), suggestion)
  );
}
