import { sameSpan } from "../../text/span.ts";
import { type Aligned, aligned, type Labelled } from "./pairing.ts";
import { addScores, noScore, type Score } from "./score.ts";

/**
 * The four measures of SemEval-2013 task 9.1, which follow MUC: `strict` wants place and label, `exact` the place,
 * `partial` counts half for what merely overlaps, whatever its label, `type` wants the label where both overlap.
 */
export const schemes = ["strict", "exact", "partial", "type"] as const;
export type Scheme = (typeof schemes)[number];
export type SpanScores = Readonly<Record<Scheme, Score>>;

/**
 * Scores of found spans against wanted ones. `right` is COR + PAR / 2 of the task's description, `found` its ACT,
 * `wanted` its POS. Each span is in one pair at most: a second one that overlaps the same is spurious.
 */
export function spanScores({ pairs, onlyLeft, onlyRight }: Aligned<Labelled, Labelled>): SpanScores {
  const count = (right: (wanted: Labelled, found: Labelled) => number): Score => ({
    right: pairs.reduce((sum, [wanted, found]) => sum + right(wanted, found), 0),
    wanted: pairs.length + onlyLeft.length,
    found: pairs.length + onlyRight.length,
  });
  return {
    strict: count((a, b) => (sameSpan(a, b) && a.label === b.label ? 1 : 0)),
    exact: count((a, b) => (sameSpan(a, b) ? 1 : 0)),
    partial: count((a, b) => (sameSpan(a, b) ? 1 : 0.5)),
    type: count((a, b) => (a.label === b.label ? 1 : 0)),
  };
}

/** The scores of each label as if there were no other, so that `strict` and `exact` are one. */
export function scoresByLabel(
  wanted: readonly Labelled[],
  found: readonly Labelled[],
): Map<string, SpanScores> {
  const labels = [...new Set([...wanted, ...found].map(({ label }) => label))].sort();
  return new Map(
    labels.map((label) => {
      const of = (spans: readonly Labelled[]) => spans.filter((span) => span.label === label);
      return [label, spanScores(aligned(of(wanted), of(found)))];
    }),
  );
}

/** Two sets of scores as one. */
export const addSpanScores = (a: SpanScores | undefined, b: SpanScores): SpanScores =>
  Object.fromEntries(
    schemes.map((scheme) => [scheme, addScores(a?.[scheme] ?? noScore, b[scheme])]),
  ) as Record<Scheme, Score>;
