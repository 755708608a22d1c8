// Datasets in.

/** The formats that a dataset can be imported from; the server's registry has the same, which a test holds together. */
export const importFormats = [
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
] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Client to server: takes a dataset into sidecars; with work-done progress, and cancelled as any request. */
export interface ImportParams {
  /** Files of the dataset, or folders of them. */
  readonly uris: readonly string[];
  readonly format: ImportFormat;
  /** Articles, or folders of them, that the texts are looked for in. */
  readonly articles: readonly string[];
  /** Where texts that are in no article become new ones; listed where it is left out. */
  readonly folder?: string;
  /** Who decided, where the dataset does not say it. */
  readonly by?: string;
  /** Nothing is written. */
  readonly dryRun?: boolean;
  readonly workDoneToken?: string | number;
}

/** What came in, in numbers and lines for the user. */
export interface ImportReport {
  readonly documents: number;
  /** Articles whose sidecars say more now, and those that are new, as URIs. */
  readonly changed: readonly string[];
  readonly created: readonly string[];
  /** New annotations; decisions known already; those beside decisions of others; of these, those to be settled. */
  readonly added: number;
  readonly known: number;
  readonly opinions: number;
  readonly conflicts: number;
  /** What could not be read or placed: file, place, what is wrong, what to do. */
  readonly problems: readonly string[];
  readonly leftOut: readonly string[];
  readonly remarks: readonly string[];
  /** It was cancelled; what is counted came in whole, and the rest not at all. */
  readonly cancelled: boolean;
}
export const importDataset = "dataset/import";
