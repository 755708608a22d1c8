import type { DatasetArticle } from "./article.ts";

/** Why something is left out, as it is said behind its number: "1 entity that …", "2 entities that …". */
export interface Reason {
  readonly one: string;
  readonly many: string;
}

/** How many things are left out for one reason. */
export interface LeftOut {
  readonly reason: Reason;
  readonly count: number;
}

/** What one article became in a format. */
export interface Rendered {
  readonly text: string;
  /** How many annotations it holds. */
  readonly annotations: number;
  /** What the format cannot hold, each reason once. */
  readonly leftOut: readonly LeftOut[];
}

/** A format that datasets are written in. Pure: an article in, text out; the same article gives the same bytes. */
export interface Exporter {
  readonly name: string;
  /** Of a dataset's files, with its dot. */
  readonly extension: string;
  /** What each of its files begins with. */
  readonly header?: string;
  /** Rejected and lost annotations are a part of it, and not left out. */
  readonly allDecisions?: true;
  readonly render: (article: DatasetArticle) => Rendered;
  /** Files that stand beside the data, by name. */
  readonly companions: Readonly<Record<string, string>>;
}
