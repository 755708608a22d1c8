// What all articles add up to, for the report: counts alone, whatever the number of articles.

import type { ArticleState } from "../annotations/review.ts";
import type { Harm } from "../detect/detection.ts";
import type { StatusParams, StatusResult } from "./dataset.ts";

/**
 * Client to server: what has been decided in the articles for which a query holds. Starts the index, and answers when all
 * articles have been read.
 */
export const datasetReport = "dataset/report";
export type ReportParams = Pick<StatusParams, "query">;
export interface ReportResult extends Pick<StatusResult, "problem"> {
  /** Null where something is wrong with the query. */
  readonly report: DatasetReport | null;
}

/** Decisions alone count: what is only suggested does not. */
export interface DatasetReport {
  /** Of the workspace. */
  readonly total: number;
  /** For which the query holds, by state and language too. */
  readonly articles: number;
  readonly states: Readonly<Record<ArticleState, number>>;
  readonly languages: Readonly<Record<"en" | "ar", number>>;
  /** Annotations with a decision, and those of them that annotators differ on. */
  readonly decisions: number;
  readonly disputed: number;
  /** Suggestions that nobody has decided, in the articles where somebody has looked for them; in the others not known. */
  readonly open: number;
  readonly unseen: number;
  /** Entities that stand in the texts, the most frequent first. */
  readonly labels: readonly {
    readonly label: string;
    readonly mentions: number;
    readonly articles: number;
  }[];
  /** Figures that stand in the texts, by harm. */
  readonly figures: readonly { readonly harm: Harm; readonly figures: number; readonly articles: number }[];
  readonly annotators: readonly ReportAnnotator[];
  /** Articles in which two or more annotators have decided. */
  readonly shared: number;
  /** Harms of which there is a toll. */
  readonly tolls: readonly HarmToll[];
  /** Articles whose tolls are left out, for a later one tells of the same event. */
  readonly retold: number;
}

export interface ReportAnnotator {
  readonly name: string;
  /** In which they decided something. */
  readonly articles: number;
  /** Which they marked done. */
  readonly done: number;
}

/** One harm over all articles; the parts of each list but for `more` add up to the number. */
export interface HarmToll {
  readonly harm: Harm;
  readonly number: number;
  readonly articles: number;
  /** How long the periods are. */
  readonly unit: "day" | "month" | "year";
  /** When it happened, else when it was published; in order, those between without a toll left out. */
  readonly periods: readonly TollPart[];
  /** The most first. */
  readonly places: readonly TollPart[];
  readonly actors: readonly TollPart[];
  /** What is beyond the longest of these lists. */
  readonly more: { readonly places: TollRest; readonly actors: TollRest };
}

export interface TollRest {
  readonly parts: number;
  readonly number: number;
}

export interface TollPart {
  /** A name as it is most often written, or a period as ISO 8601; null for what is not stated. */
  readonly name: string | null;
  readonly number: number;
  readonly articles: number;
}

/**
 * Client to server: how far annotators agree, two and two, in the articles for which a query holds and in which two or
 * more have decided. Reads these, with work-done progress; cancelled as any request.
 */
export const datasetAgreement = "dataset/agreement";
export interface ReportAgreementParams extends ReportParams {
  readonly workDoneToken?: string | number;
}
export interface ReportAgreementResult {
  /** Those who share the most articles first. */
  readonly pairs: readonly ReportPair[];
  /** Annotators that are left out, for there are too many: those who share the fewest articles. */
  readonly leftOut: number;
  /** A line for each article that could not be read. */
  readonly unreadable: readonly string[];
}
export interface ReportPair {
  readonly left: string;
  readonly right: string;
  /** On which both have decided. */
  readonly articles: number;
  readonly disagreements: number;
  /** F of places and labels, 0 to 1; null where neither marked anything. */
  readonly exact: number | null;
  /** Krippendorff's alpha for unitising, of all, of entities and of figures; null without variation. */
  readonly alpha: number | null;
  readonly entities: number | null;
  readonly figures: number | null;
}
