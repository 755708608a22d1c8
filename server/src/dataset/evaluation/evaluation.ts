import type { Intervals, Significance } from "../measure/resample.ts";
import type { Measures, Score } from "../measure/score.ts";
import type { Confused, Subject } from "./runScores.ts";

/**
 * What becomes of suggestions that nobody has decided on: articles with any of them are left out, they are set aside as
 * neither right nor wrong, or they are wrong, as where everything in the articles was annotated by hand.
 */
export const undecidedRules = ["leave", "ignore", "wrong"] as const;
export type UndecidedRule = (typeof undecidedRules)[number];

export interface EvaluationOptions {
  readonly undecided: UndecidedRule;
  /** Labels of entities and harms of figures; all where they are left out. */
  readonly labels?: readonly string[] | undefined;
  /** Whose decisions are wanted; the annotations' own where it is left out. */
  readonly by?: string | undefined;
  /** How often chance is asked, for intervals and for significance. */
  readonly samples: number;
  readonly seed: number;
}

/** A score with what it says. */
export interface EvaluationRow extends Score, Measures {
  readonly subject: Subject;
  readonly interval: Intervals;
  /** Of a field: in how many of the figures that were found where one was wanted it is the same. */
  readonly same: { readonly same: number; readonly of: number } | null;
}

export interface EvaluatedRun {
  readonly name: string;
  /** All of a kind, then label by label, then fields of figures. */
  readonly rows: readonly EvaluationRow[];
  readonly confusion: readonly Confused[];
}

export interface Evaluation {
  /** How many articles are measured. */
  readonly articles: number;
  readonly left: {
    readonly withoutDecisions: number;
    /** With suggestions that nobody has decided on. */
    readonly notWhole: number;
    /** Which a run does not have. */
    readonly notInRun: number;
    /** A line each, for the user. */
    readonly unreadable: readonly string[];
  };
  /** Suggestions that nobody has decided on. */
  readonly open: { readonly inArticlesLeftOut: number; readonly setAside: number };
  /** Annotations on which annotators differ, where the first decision counts. */
  readonly disputed: number;
  readonly options: EvaluationOptions;
  readonly runs: readonly EvaluatedRun[];
  /** Of two runs; null where there is one. */
  readonly comparison: readonly (Significance & { readonly subject: Subject })[] | null;
}
