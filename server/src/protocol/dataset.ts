// All articles of the workspace: how far each is, what it counts, and marking it done. Only what is seen crosses the
// wire: groups and pages of rows, and which articles changed.

import type { ArticleState, Review } from "../annotations/review.ts";

export type { ArticleState };

/** By what articles are sorted: path, newest, state, most dead, most to review; alike ones by path. */
export const articleSorts = ["name", "date", "state", "deaths", "open"] as const;
export type ArticleSort = (typeof articleSorts)[number];

export const articleGroups = ["state", "folder"] as const;
export type ArticleGroup = (typeof articleGroups)[number];

/** Client to server: counts, groups and a page of the articles for which a query holds. Starts the index. */
export const datasetStatus = "dataset/status";
export interface StatusParams {
  /** As it is typed: `state:new killed>=50`; all articles without one. */
  readonly query?: string;
  readonly sort?: ArticleSort;
  readonly group?: ArticleGroup;
  /** Rows of this group alone, by its key. */
  readonly within?: string;
  /** Which rows: so many from this one on; none where the number is left out. */
  readonly offset?: number;
  readonly limit?: number;
}
export interface StatusResult {
  /** What is wrong with the query; then nothing is listed. UTF-16 code units of what was typed. */
  readonly problem: { readonly message: string; readonly start: number; readonly end: number } | null;
  /** All articles of the workspace, and those of them that are done. */
  readonly total: number;
  readonly done: number;
  /** Those of them that somebody must look into: problems and conflicts. */
  readonly attention: number;
  /** How many the query holds for, by state too. */
  readonly matched: number;
  readonly states: Readonly<Record<ArticleState, number>>;
  /**
   * Articles in which nobody has looked for suggestions, so that their tolls are those of decisions alone: of the matched
   * ones, and of those that the query might hold for then.
   */
  readonly unseen: number;
  readonly groups: readonly ArticleGroupRow[];
  /** In `within`, or of all. */
  readonly rows: readonly ArticleRow[];
  /** How far the first reading of the workspace is; null when it is done. */
  readonly indexing: { readonly done: number; readonly of: number } | null;
}
export interface ArticleGroupRow {
  readonly key: string;
  readonly name: string;
  readonly articles: number;
  readonly done: number;
}
export interface ArticleRow {
  readonly uri: string;
  /** Below its workspace folder. */
  readonly path: string;
  readonly title: string;
  readonly state: ArticleState;
  /** It was done, and its text has changed since. */
  readonly stale: boolean;
  readonly language: "en" | "ar";
  readonly published: string | null;
  readonly decisions: number;
  /** Suggestions to review; null where nobody has looked. */
  readonly open: number | null;
  readonly lost: number;
  readonly conflicts: number;
  readonly disputed: number;
  readonly annotators: readonly string[];
  /** The toll in words: `killed at least 31, injured 5`; empty where none is stated. */
  readonly toll: string;
  /** Who said that it is done, and when. */
  readonly reviewed: { readonly by: string | null; readonly at: string | null } | null;
  /** Why it cannot be read. */
  readonly problem: string | null;
}

/** Server to client, in batches: articles changed, came or went. */
export const datasetChanged = "dataset/changed";
export interface DatasetChangedParams {
  /** Null: too many to name. */
  readonly uris: readonly string[] | null;
}

/** Client to server: the states of files, for badges; null for what is no article. Starts the index. */
export const datasetStates = "dataset/states";
export interface StatesParams {
  readonly uris: readonly string[];
}
export interface StatesResult {
  readonly states: readonly (Pick<ArticleRow, "state" | "stale" | "open" | "reviewed" | "problem"> | null)[];
}

/** Client to server: what a query may ask for in this workspace, the most frequent first. */
export const datasetFacets = "dataset/facets";
export interface FacetsResult {
  readonly labels: readonly string[];
  readonly annotators: readonly string[];
  readonly events: readonly string[];
  readonly harms: readonly string[];
}

/** Client to server: the next article that is not done, behind one in the order of a list, from its top after its end. */
export const datasetNext = "dataset/next";
export interface NextParams extends Pick<StatusParams, "query" | "sort"> {
  readonly from: string | null;
}
export interface NextResult {
  readonly uri: string | null;
}

/** Client to server: says that articles are done, or not, or what was said before; with progress, cancelled as any. */
export const datasetMark = "dataset/mark";
export interface MarkParams {
  readonly articles: readonly {
    readonly uri: string;
    /** A `Review` is one that stood there before, and comes back just as it was. */
    readonly mark: "done" | "open" | Review;
  }[];
  readonly workDoneToken?: string | number;
}
export interface MarkResult {
  /** What changed, with what stood there before: sent as `mark` it takes the act back. */
  readonly changed: readonly { readonly uri: string; readonly before: Review | null }[];
  /** What could not be marked and why, a line each. */
  readonly leftOut: readonly string[];
}

/**
 * Client to server: looks for suggestions in articles that are not open and in which nobody has looked since they
 * changed, so that tolls and what is to review are known of all. With progress; cancelled, what was found so far stays.
 */
export const datasetLook = "dataset/look";
export interface LookParams extends Pick<StatusParams, "query"> {
  readonly workDoneToken?: string | number;
}
export interface LookResult {
  readonly looked: number;
  readonly cancelled: boolean;
}

/** Client to server: looks at all files again. */
export const datasetRefresh = "dataset/refresh";

/** Corrections of whole articles as `workspace/executeCommand`; the first argument has a `uri`, or `uris`. */
export const datasetCommands = { done: "dateline.markDone", open: "dateline.markNotDone" } as const;
