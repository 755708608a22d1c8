import type { Annotation } from "./annotation.ts";
import { type Context, CorrectionError } from "./context.ts";
import { holding, isDecision, opinionFrom, rebased } from "./opinion.ts";

/**
 * An annotation in conflict as it is when somebody has chosen: its own decision, or the opinion of a number. What was
 * not chosen stays beside it as an opinion. Null where the choice is that there should be none.
 * @throws CorrectionError where there is no such opinion
 */
export function settledOn(
  annotation: Annotation,
  choice: number | null,
  context: Context,
): Annotation | null {
  const opinion = choice === null ? null : annotation.opinions[choice];
  if (opinion === undefined) throw new CorrectionError("This opinion is no longer there; look again.");
  if (opinion && !isDecision(opinion)) return null;
  const held = opinion ? holding(annotation, opinion) : annotation;
  const placed = opinion && held.status !== "orphaned" ? { ...held, ...context.anchors.at(held) } : held;
  const others = annotation.opinions.filter((one) => one !== opinion && isDecision(one));
  const signed = { ...placed, by: context.by, at: context.at };
  const own = opinion || annotation.by !== context.by ? [opinionFrom(annotation, signed)] : [];
  const opinions = [...rebased({ ...annotation, opinions: others }, signed), ...own];
  return { ...signed, opinions, conflict: false, adjudicated: opinions.length > 0 };
}
