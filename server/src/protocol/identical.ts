// Acts on all mentions with the same words.

import type { Act } from "../annotations/identical.ts";
import type { Range } from "../positions.ts";
import type { Status } from "./publish.ts";

/**
 * Acts on all mentions with the same words, as `workspace/executeCommand` for every client, with work-done progress and
 * cancelled as any request: what there is to act on, the act on those of them that are named, and its undoing.
 */
export const identicalCommands = {
  find: "dateline.findIdentical",
  apply: "dateline.applyIdentical",
  undo: "dateline.undoIdentical",
} as const;

/** The mention to begin with, what is to be done to those like it, and where. */
export interface FindIdenticalParams {
  /** An open article. */
  readonly uri: string;
  readonly version?: number;
  /** An entity of it; without one the words of `range`. */
  readonly ids?: readonly string[];
  readonly range?: Range;
  readonly act: Act;
  /** The label to give; of `accept` the mention's own where it is left out. */
  readonly label?: string;
  readonly scope: "article" | "workspace";
  /** Off where they are left out: then case is of consequence, and diacritics and hyphens are not. */
  readonly ignoreCase?: boolean;
  readonly matchMarks?: boolean;
}

/** A mention that can be acted on. */
export interface IdenticalMention {
  /** Names it for `apply`, as long as text and decision stay as they are. */
  readonly id: string;
  readonly range: Range;
  readonly text: string;
  /** The words of its line before and behind it. */
  readonly before: string;
  readonly after: string;
  /** What stands there: `suggested`, a decision, or null for nothing. */
  readonly status: Status | null;
  readonly label: string | null;
  readonly by: string | null;
  /** The annotation that it lies in: "ORG Aden Free Zone". */
  readonly within: string | null;
  /** It would overrule another decision, or break the annotation around it: not meant unless it is chosen. */
  readonly apart: boolean;
}

export interface IdenticalArticle {
  readonly uri: string;
  /** Below the workspace folder. */
  readonly path: string;
  /** Of the text that the mentions stand in: SHA-256 in hexadecimal. */
  readonly sha256: string;
  readonly mentions: readonly IdenticalMention[];
}

export interface FindIdenticalResult {
  readonly text: string;
  /** The label that they would get; null where labels are of no matter. */
  readonly label: string | null;
  /** That of the mention's article first, the others by path. */
  readonly articles: readonly IdenticalArticle[];
  /** How many are so already. */
  readonly already: number;
  /** What was not looked at, and why, a line each. */
  readonly leftOut: readonly string[];
}

export interface ApplyIdenticalParams {
  readonly act: Act;
  readonly label?: string;
  readonly articles: readonly {
    readonly uri: string;
    /** As it was given, or a version of an open text. */
    readonly sha256?: string;
    readonly version?: number;
    readonly ids: readonly string[];
  }[];
}

/** What an act on several articles, or its undoing, did and did not do. */
export interface IdenticalReport {
  readonly articles: number;
  readonly mentions: number;
  /** What was left as it is, and why, a line each. */
  readonly leftOut: readonly string[];
}
