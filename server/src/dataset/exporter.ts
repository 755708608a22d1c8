import type { DatasetArticle } from "./article.ts";

/** What one article became in a format. */
export interface Rendered {
  readonly text: string;
  /** How many annotations it holds. */
  readonly annotations: number;
  /** What the format cannot hold, counted by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** A format that datasets are written in. Pure: an article in, text out; the same article gives the same bytes. */
export interface Exporter {
  readonly name: string;
  /** Of a dataset's files, with its dot. */
  readonly extension: string;
  readonly render: (article: DatasetArticle) => Rendered;
  /** Files that stand beside the data, by name. */
  readonly companions: Readonly<Record<string, string>>;
}
