// What the server tells of an article.

import type { Decision } from "../annotations/annotation.ts";
import type { LinkRole } from "../annotations/links.ts";
import type { OwnTotal } from "../annotations/ownTotals.ts";
import type { Attributes } from "../annotations/tagset.ts";
import type { FigureStatus, Harm, Qualifier, Scope, Tally, VictimType } from "../detect/detection.ts";
import type { Range } from "../positions.ts";

/** `suggested` is never stored; the others are in the sidecar. */
export type Status = "suggested" | Decision;

/** The entity that a mention belongs to, as far as the article tells. */
export interface PublishedEntity {
  /** One id for all mentions of one entity of the article. */
  readonly id: string;
  /** The fullest form of the name in the article. */
  readonly name: string;
  /** All forms in the article, the fullest first. */
  readonly forms: readonly string[];
  /** How many mentions of it the article has. */
  readonly count: number;
  /** A normalised value: an ISO date, an amount with its currency. */
  readonly value: string | null;
}

/** A figure with the words of what it refers to. */
export interface PublishedFigure {
  readonly harm: Harm;
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: Qualifier;
  /** The bounds as a reader says them: "at least 31", "80 to 200", the word itself where it is vague. */
  readonly count: string;
  /** The number expression and the word of harm, as written; null where there is none. */
  readonly number: string | null;
  readonly numberRange: Range | null;
  readonly trigger: string | null;
  readonly triggerRange: Range | null;
  readonly victims: string | null;
  readonly victimType: VictimType;
  readonly perpetrator: string | null;
  readonly place: string | null;
  readonly date: string | null;
  readonly source: string | null;
  readonly scope: Scope;
  readonly status: FigureStatus;
  /** The words of the figures that this one is part of, repeats, or contradicts. */
  readonly partOf: string | null;
  readonly sameAs: string | null;
  readonly conflictsWith: readonly string[];
  /** Where the mentions and figures stand that it refers to. */
  readonly links: readonly FigureLink[];
}

/** A mention or figure that a figure refers to. */
export interface FigureLink {
  readonly role: LinkRole;
  readonly range: Range;
}

/** An annotation as it is shown: a decision or a suggestion. */
export interface PublishedAnnotation {
  /** Of a decision for ever, of a suggestion for this version of the text. */
  readonly id: string;
  readonly kind: "entity" | "figure";
  readonly status: Status;
  /** Where an orphan would stand, the range is empty. */
  readonly range: Range;
  /** The words that were decided on: those of the range, unless they were edited since or are lost. */
  readonly text: string;
  /** An entity's label; null for a figure. */
  readonly label: string | null;
  readonly attributes: Attributes;
  /** 0 to 1; null where an annotator added it. */
  readonly confidence: number | null;
  /** What found it: a detector's rule. */
  readonly origin: string | null;
  /** What the project says of its name, in words; null where it says nothing. */
  readonly reason: string | null;
  /** Who decided, and when. */
  readonly by: string | null;
  readonly at: string | null;
  /** What it was before it was corrected, in words; null where it was not. */
  readonly was: string | null;
  /** The text inside it was edited since it was decided. */
  readonly touched: boolean;
  /** Annotators are of several opinions on it, and nobody has settled that yet. */
  readonly disputed: boolean;
  /** Somebody has settled it. */
  readonly adjudicated: boolean;
  readonly entity: PublishedEntity | null;
  readonly figure: PublishedFigure | null;
}

/**
 * Something that keeps an article from being annotated (`article`, `sidecar`), its annotations from being saved
 * (`unsaved`), or suggestions from being made (`size`).
 */
export interface ArticleProblem {
  readonly kind: "article" | "sidecar" | "unsaved" | "size";
  /** For the user: what is wrong and what to do. */
  readonly message: string;
}

/** One line of the tally: "killed", "at least 31", "3 of them attackers". */
export interface TallyLine {
  readonly name: string;
  readonly total: string;
  readonly note: string | null;
  /** The figures that it rests on, by id: those that are added, or joined to a range; or would rest on. */
  readonly figures: readonly string[];
  /** The harm whose total it is, which can be set by hand; null for what is feared or counted over a longer time. */
  readonly harm: Harm | null;
  /** What an annotator has set in place of what the figures add up to. */
  readonly byHand: OwnTotal | null;
}

/** One thing that an article says of itself, with the words that say it. */
export interface HeadLine {
  readonly kind: "published" | "place" | "agency" | "byline" | "language";
  /** Where its words stand; of a language, its first paragraph. Null where the sidecar or the caller says it. */
  readonly range: Range | null;
  /** As it is shown: the words of the article, a date as ISO 8601, "English". */
  readonly text: string;
  /** Of a language that only some of the paragraphs have, how many: "2 paragraphs"; else null. */
  readonly note: string | null;
}

/** Server to client, after each analysis, correction and change of the sidecar: all that an article's text shows. */
export interface PublishParams {
  readonly uri: string;
  readonly version: number;
  /** In whose name decisions are made, and as who sees it the article is shown. */
  readonly annotator: string;
  readonly language: "en" | "ar";
  readonly published: string | null;
  /** What the article says of itself, in the order in which it is shown; what it does not say is left out. */
  readonly head: readonly HeadLine[];
  /** By position; orphans and rejected ones among them. */
  readonly annotations: readonly PublishedAnnotation[];
  readonly tally: Tally;
  /** How numbers that are not exact are counted in it. */
  readonly codebook: string;
  /** The tally in words, a line each. */
  readonly totals: readonly TallyLine[];
  readonly problems: readonly ArticleProblem[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /**
   * True where only the paragraph that was typed in has been read again, right after the key, and all else is as it was:
   * the tally, how often an entity is named, links between paragraphs. The whole follows when the typing rests, with the
   * same ids. Only a client that takes deltas is sent this.
   */
  readonly preliminary?: true;
}
export const publish = "annotations/publish";
