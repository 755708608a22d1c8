// Datasets out.

import type { Status } from "./publish.ts";

/** The formats that a dataset can be exported in; the server's registry has the same, which a test holds together. */
export const exportFormats = [
  "csv",
  "spacy",
  "doccano",
  "prodigy",
  "labelstudio",
  "brat",
  "conll",
  "conll-bioes",
  "huggingface",
  "w3c",
  "uima",
  "ucdp",
  "acled",
  "provenance",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** In a dataset's folder, which lies in the chosen one and is called as its format: which files an export wrote. */
export const exportManifest = "dateline-export.json";

/** Client to server: writes a dataset; with work-done progress, and cancelled as any request. */
export interface ExportParams {
  /** Articles, or folders of them. */
  readonly uris: readonly string[];
  readonly format: ExportFormat;
  /** The folder to write into; made where it is missing. The dataset gets a folder of the format's name inside. */
  readonly folder: string;
  /** Suggestions that nobody has decided too. */
  readonly suggested: boolean;
  /** Labels of entities and harms of figures; all where they are left out. */
  readonly labels?: readonly string[];
  /** Whose decisions; everybody's where they are left out. */
  readonly annotators?: readonly string[];
  /** `accepted`, `corrected`, `added`, `rejected`, `suggested`; all decisions where they are left out. */
  readonly states?: readonly Exclude<Status, "orphaned">[];
  /** False: offsets and a hash in place of the texts, where the format can go without. */
  readonly text?: boolean;
  /** Shares in percent, as `80/10/10` or `80/20`, with the number that decides who goes where. */
  readonly split?: string;
  readonly seed?: number;
  /** `event`: reports of one event never stand on both sides of the split. */
  readonly splitBy?: "article" | "event";
  /** For a dataset's card. */
  readonly licence?: string;
  /** Each annotation that overlaps another is named in the report. */
  readonly listOverlaps?: boolean;
  readonly workDoneToken?: string | number;
}

/** What an export wrote and left out, in numbers and words. */
export interface ExportReport {
  readonly articles: number;
  readonly annotations: number;
  /** What was left out and why, a line each. */
  readonly leftOut: readonly string[];
  /** What is in the dataset and needs care where it is read, a line each. */
  readonly remarks: readonly string[];
  readonly files: readonly string[];
}
export const exportDataset = "dataset/export";
