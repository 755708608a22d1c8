// Decisions beside those of another annotator, branch or commit.

import type { Verdict } from "../annotations/adjudicate.ts";
import type { Decision } from "../annotations/annotation.ts";
import type { Agreement, Difference } from "../annotations/compare.ts";
import type { Range } from "../positions.ts";

/** One side of a comparison: an annotator's decisions, or those of a branch or commit; else those that are shown. */
export interface CompareSide {
  readonly annotator?: string;
  readonly ref?: string;
}

/** The client's own command that shows a comparison; links run it with a `CompareArguments`. */
export const compareCommand = "dateline.compare";
export interface CompareArguments {
  readonly uri: string;
  readonly version?: number;
  /** The annotations that are meant: the comparison begins at the first of them that is not settled. */
  readonly ids?: readonly string[];
  /** Who is compared; asked for where they are left out. */
  readonly sides?: readonly [CompareSide, CompareSide];
}

/** Client to server: between whom the decisions on an article can be compared. */
export const compareSources = "annotations/compareSources";
export interface CompareSourcesResult {
  /** In whose name decisions are made. */
  readonly annotator: string;
  /** All who decided something, with how much. */
  readonly annotators: readonly { readonly name: string; readonly decisions: number }[];
  /** Other branches, the latest first. */
  readonly branches: readonly string[];
}

/** Client to server: two sides' decisions on an article, pair by pair; refused as a correction is. */
export const compare = "annotations/compare";
export interface CompareParams {
  readonly uri: string;
  readonly version: number;
  readonly left: CompareSide;
  readonly right: CompareSide;
}
/** What one side decided, in words and place. */
export interface ComparedDecision {
  readonly id: string;
  readonly range: Range;
  readonly text: string;
  readonly status: Decision;
  /** An entity's label; a figure's harm and bounds in words. */
  readonly what: string;
  readonly by: string | null;
  readonly at: string | null;
}
export interface ComparedPair {
  readonly key: string;
  readonly kind: "entity" | "figure";
  readonly left: ComparedDecision | null;
  readonly right: ComparedDecision | null;
  readonly differences: readonly Difference[];
  /** The differences in words: "label: LOC, ORG"; empty where there are none. */
  readonly words: string;
  readonly settled: boolean;
}
export interface CompareResult {
  readonly version: number;
  /** By place. */
  readonly pairs: readonly ComparedPair[];
  readonly agreement: Agreement;
  /** "14 agree, 3 differ" */
  readonly summary: string;
}

/** Client to server: makes one decision of a pair, as one step that can be undone; refused as a correction is. */
export const adjudicate = "annotations/adjudicate";
export interface AdjudicateParams extends CompareParams {
  readonly keys: readonly string[];
  readonly verdict: Verdict;
}
