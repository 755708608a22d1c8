import type { DatasetArticle } from "./article.ts";

/** Why something is left out, as it is said with its number: "1 entity that …", "2 entities that …". */
export type Reason = (count: number) => string;

/** How many things are left out for one reason. */
export interface LeftOut {
  readonly reason: Reason;
  readonly count: number;
  /** Each of them with its words and offsets, where a user can look them up one by one. */
  readonly places?: readonly string[];
}

/** A piece of a file of the dataset, which is written behind what the file has already. */
export interface Piece {
  /** Its name below the dataset's folder, with `/`. */
  readonly file: string;
  readonly content: string | Uint8Array;
  /** Nothing comes behind it: the file can be closed. */
  readonly whole?: true;
}

/** What one article became in a format. */
export interface Rendered {
  readonly pieces: readonly Piece[];
  /** How many annotations it holds. */
  readonly annotations: number;
  /** What the format cannot hold, each reason once. */
  readonly leftOut: readonly LeftOut[];
  /** What is in the dataset but needs care where it is read. */
  readonly remarks?: readonly LeftOut[];
}

/** What holds for a whole dataset. */
export interface DatasetSettings {
  /** Off: offsets and a hash of the text in place of the text, and no words of it but the fields of figures. */
  readonly text: boolean;
  /** The licence that a card names; null where the user names none. */
  readonly licence: string | null;
  /** What makes the suggestions, with its version. */
  readonly detector: string;
}

/** One dataset as it is written: articles in order, then the end. It holds no more than its counts between articles. */
export interface Rendering {
  /** @param part the part of the split that the article belongs to; `all` where there is no split */
  add(article: DatasetArticle, part: string): Rendered;
  /** What stands behind the last article, and beside the data. */
  finish(): readonly Piece[];
}

/** A format that datasets are written in. The same articles in the same order give the same bytes. */
export interface Exporter {
  readonly name: string;
  /** For `--help`, in a few words. */
  readonly about: string;
  /** Rejected suggestions have a place in it. */
  readonly rejected: boolean;
  /** So has all else that was decided: what is lost, said twice, or on white space. */
  readonly everything?: true;
  /** It can be written without the texts. */
  readonly textless: boolean;
  readonly start: (settings: DatasetSettings) => Rendering;
}

/** A format in which each article is a record of its own, and each part of a split one file of them. */
export interface RecordFormat {
  readonly name: string;
  readonly about: string;
  /** Of the files, with its dot. */
  readonly extension: string;
  readonly render: (article: DatasetArticle) => Omit<Rendered, "pieces"> & { readonly text: string };
  /** Files that stand beside the data, by name. */
  readonly companions?: Readonly<Record<string, string>>;
}

/** The exporter of a format of records. */
export const ofRecords = ({ name, about, extension, render, companions = {} }: RecordFormat): Exporter => ({
  name,
  about,
  rejected: false,
  textless: false,
  start: () => ({
    add(article, part) {
      const { text, ...rendered } = render(article);
      return { pieces: [{ file: `${part}${extension}`, content: text }], ...rendered };
    },
    finish: () => wholeFiles(companions),
  }),
});

/** Files that are written at once, by name. */
export const wholeFiles = (files: Readonly<Record<string, string>>): Piece[] =>
  Object.entries(files).map(([file, content]) => ({ file, content, whole: true }));

/** The reasons that something was left out for; those with a count of 0 are none. */
export const counted = (...all: readonly LeftOut[]): LeftOut[] => all.filter(({ count }) => count > 0);
