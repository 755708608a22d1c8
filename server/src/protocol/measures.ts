import type { Range } from "../positions.ts";
import type { CompareSide } from "./comparison.ts";

/**
 * Measures articles, as `workspace/executeCommand` for every client, with work-done progress and cancelled as any request:
 * who can be compared in them, how far these agree, how good detection is, and what there is.
 */
export const measureCommands = {
  sources: "dateline.measureSources",
  agreement: "dateline.measureAgreement",
  evaluation: "dateline.measureEvaluation",
  stats: "dateline.measureStats",
} as const;

/** Articles, or folders of them. */
export interface MeasureParams {
  readonly uris: readonly string[];
}

export interface MeasureSourcesResult {
  /** All who decided something, with how much, by name. */
  readonly annotators: readonly { readonly name: string; readonly decisions: number }[];
  /** Other branches, the latest first. */
  readonly branches: readonly string[];
}

export interface MeasureAgreementParams extends MeasureParams {
  /** Two or more; what is here and branches cannot stand beside annotators. */
  readonly sides: readonly CompareSide[];
}

/** What is done with suggestions that nobody has decided on: their articles left out, or they set aside, or wrong. */
export type UndecidedRule = "leave" | "ignore" | "wrong";

export interface MeasureEvaluationParams extends MeasureParams {
  readonly undecided: UndecidedRule;
}

/** What was measured, for people. */
export interface MeasureResult {
  readonly title: string;
  /** In a sentence. */
  readonly summary: string;
  /** All of it as a page that needs nothing beside it; everything in it that came from files is escaped. */
  readonly html: string;
  /** What could not be read, a line each. */
  readonly leftOut: readonly string[];
}

/** A place in an article that a measurement lists. */
export interface MeasuredPlace {
  readonly uri: string;
  /** Below the folder that was named. */
  readonly path: string;
  readonly range: Range;
  /** What stands there and what of it is apart. */
  readonly words: string;
}

/** A place where two sides differ. */
export interface MeasuredDisagreement extends MeasuredPlace {
  readonly left: CompareSide;
  readonly right: CompareSide;
}

export interface MeasureEvaluationResult extends MeasureResult {
  /** Where detection is wrong, article by article, in order of places; no more than the first thousand. */
  readonly errors: readonly MeasuredPlace[];
  /** How many there are beyond these. */
  readonly more: number;
}

export interface MeasureAgreementResult extends MeasureResult {
  /** Article by article, in order of places; no more than the first thousand. */
  readonly disagreements: readonly MeasuredDisagreement[];
  /** How many there are beyond these. */
  readonly more: number;
}
