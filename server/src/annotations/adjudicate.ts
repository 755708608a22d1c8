import * as l10n from "@vscode/l10n";
import type { Anchors } from "./anchor.ts";
import { anchorsIn } from "./anchor.ts";
import type { Annotation, Opinion } from "./annotation.ts";
import type { Pair } from "./compare.ts";
import { type CorrectionContext, CorrectionError } from "./context.ts";
import type { Change } from "./correction.ts";
import { decidedBy, holding, isDecision, opinionFrom, rebased } from "./opinion.ts";

/**
 * What is made of a pair: one side's decision becomes the result, in the name of who adjudicates, with all that had been
 * decided kept as opinions; or with `agree` the annotator takes over the other side's decision as an own one, and
 * nothing is adjudicated.
 */
export type Verdict = "left" | "right" | "agree";

/** A side's annotator, where it is one; a side may also be a branch. */
export interface Sides {
  readonly left: string | null;
  readonly right: string | null;
}

/**
 * What a verdict changes in the decisions. The two annotations of a pair with two ids become one.
 * @throws CorrectionError where there is nothing to agree with, or nothing to take
 */
export function adjudication(
  decided: readonly Annotation[],
  pair: Pair,
  verdict: Verdict,
  sides: Sides,
  context: CorrectionContext,
): Change {
  const anchors = anchorsIn(context.text);
  const stored = new Map(decided.map((annotation) => [annotation.id, annotation]));
  const [first, second] = [pair.left, pair.right].filter((one) => one !== null);
  if (!first) throw new CorrectionError(l10n.t("There is nothing here to decide on."));
  const former = [...new Set([pair.left?.id, pair.right?.id])]
    .map((id) => (id === undefined ? undefined : stored.get(id)))
    .filter((one) => one !== undefined);
  // What only the branch has comes in as the branch has it.
  const foreign = [pair.left, pair.right].filter(
    (one): one is Annotation => one !== null && former.every((own) => !holds(own, one)),
  );
  const [base = first, ...others] = [
    ...former,
    ...foreign.filter((one) => former.length > 0 || one !== first),
  ];
  const whole = united(base, others);
  const result =
    verdict === "agree"
      ? agreed(whole, agreedWith(pair, sides, context.by), context, anchors)
      : adjudicated(whole, pair[verdict] ?? { ...(second ?? first), status: "rejected" }, context, anchors);
  return { removed: former, added: [result] };
}

/** Whether a stored annotation has a decision among those on it. */
const holds = (own: Annotation, decision: Annotation): boolean =>
  own.id === decision.id && (own.by === decision.by || own.opinions.some(({ by }) => by === decision.by));

/** All decisions on an annotation, each by its annotator; what was adjudicated before is none. */
const decisionsOn = (annotation: Annotation): Annotation[] => [
  ...(annotation.adjudicated ? [] : [annotation]),
  ...annotation.opinions.filter(isDecision).map((opinion) => holding(annotation, opinion)),
];

/** An annotation with what was decided on others beside what was decided on it, each known annotator's last. */
function united(base: Annotation, others: readonly Annotation[]): Annotation {
  const opinions: Opinion[] = [...base.opinions];
  for (const decision of others.flatMap(decisionsOn)) {
    const { by, at } = decision;
    if (by !== null && by === base.by && !base.adjudicated) continue;
    const known = by === null ? -1 : opinions.findIndex((opinion) => opinion.by === by);
    if (known < 0) opinions.push(opinionFrom(decision, base));
    else if ((opinions[known]?.at ?? "") < (at ?? "")) opinions[known] = opinionFrom(decision, base);
  }
  return { ...base, opinions };
}

/** The other side's decision, as the annotator sees it; of two other annotators the one that stands alone. */
function agreedWith({ left, right, differences }: Pair, sides: Sides, name: string): Annotation {
  const side = sides.left === name ? right : sides.right === name ? left : null;
  const only = differences.length === 0 || !left || !right ? (left ?? right) : null;
  const decision = side ?? (sides.left === name || sides.right === name ? null : only);
  if (!decision)
    throw new CorrectionError(
      only
        ? l10n.t("The other side has decided nothing here to agree with; take one side instead.")
        : l10n.t("You are neither of the two: take one side to settle it."),
    );
  return decision;
}

function agreed(
  base: Annotation,
  decision: Annotation,
  { by, at }: CorrectionContext,
  anchors: Anchors,
): Annotation {
  const own = { ...decision, ...anchors.at(decision), id: base.id, by, at, touched: false };
  const { opinions, conflict, adjudicated: settled } = base;
  const after = decidedBy(base, { ...own, opinions, conflict, adjudicated: settled }, by, anchors);
  return after ?? base;
}

function adjudicated(
  base: Annotation,
  decision: Annotation,
  { by, at }: CorrectionContext,
  anchors: Anchors,
): Annotation {
  const result: Annotation = {
    ...decision,
    ...anchors.at(decision),
    id: base.id,
    detector: base.detector,
    rule: base.rule,
    confidence: base.confidence,
    extra: base.extra,
    opinions: [],
    conflict: false,
    adjudicated: true,
    touched: false,
    by,
    at,
  };
  const own = base.adjudicated ? [] : [opinionFrom(base, result)];
  return { ...result, opinions: [...own, ...rebased(base, result).filter(isDecision)] };
}
