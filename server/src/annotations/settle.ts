import * as l10n from "@vscode/l10n";
import type { Annotation, Opinion } from "./annotation.ts";
import { type Context, CorrectionError } from "./context.ts";
import { decidedBy, holding, isDecision, opinionFrom, rebased } from "./opinion.ts";

/**
 * Names one of the decisions of an annotation in conflict: who made it and when, and beside that its number, for those
 * that nobody signed: null for the annotation's own, else that of the opinion.
 */
export interface Choice {
  readonly opinion: number | null;
  readonly by: string | null;
  readonly at: string | null;
}

/**
 * The opinion that is named, null for the annotation's own decision. Opinions may have come and gone since it was named:
 * who made it and when goes before the number.
 * @throws CorrectionError where it is gone
 */
function chosen(annotation: Annotation, { opinion, by, at }: Choice): Opinion | null {
  const isNamed = (one: Annotation | Opinion): boolean => one.by === by && one.at === at;
  const numbered = opinion === null ? annotation : annotation.opinions[opinion];
  const named = [annotation, ...annotation.opinions].filter(isNamed);
  const found = numbered && isNamed(numbered) ? numbered : named.length === 1 ? named[0] : undefined;
  if (!found)
    throw new CorrectionError(
      l10n.t("What you chose has been decided otherwise since; look at the choices again."),
    );
  return found === annotation ? null : (found as Opinion);
}

/**
 * An annotation in conflict as it is when somebody has chosen: its own decision, or one of the opinions. What was
 * not chosen stays beside it as an opinion. Where the choice is that there should be none, what other annotators decided
 * stands; null where that is nothing.
 * @throws CorrectionError where there is no such opinion
 */
export function settledOn(annotation: Annotation, choice: Choice, context: Context): Annotation | null {
  const opinion = chosen(annotation, choice);
  if (opinion && !isDecision(opinion)) {
    // As if who made the decision took it back; nobody's is that of who chooses.
    const by = annotation.by ?? context.by;
    const left = decidedBy({ ...annotation, by }, null, by, context.anchors);
    return left && { ...left, conflict: false };
  }
  const held = opinion ? holding(annotation, opinion) : annotation;
  const placed = opinion && held.status !== "orphaned" ? { ...held, ...context.anchors.at(held) } : held;
  const others = annotation.opinions.filter((one) => one !== opinion && isDecision(one));
  const signed = { ...placed, by: context.by, at: context.at };
  const own = opinion || annotation.by !== context.by ? [opinionFrom(annotation, signed)] : [];
  const opinions = [...rebased({ ...annotation, opinions: others }, signed), ...own];
  return { ...signed, opinions, conflict: false, adjudicated: opinions.length > 0 };
}
