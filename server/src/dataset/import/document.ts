import type { FigureRecord } from "../../annotations/annotation.ts";
import type { Span } from "../../text/span.ts";
import type { LeftOut } from "../exporter.ts";
import type { Review } from "../selection.ts";

/** Where something stands in a dataset, as a user can look it up. */
export interface Place {
  /** The file's name below the dataset's folder, with `/`. */
  readonly file: string;
  /** From 1; null where a file is one thing, or has no lines. */
  readonly line: number | null;
  /** What the dataset itself calls it. */
  readonly id: string | null;
}

/** What all annotations that were read have; the span in UTF-16 code units of the document's text. */
interface Read extends Span {
  /** The id that it has in a sidecar, where the dataset carries one; null where it does not. */
  readonly id: string | null;
  /** What was decided; `suggested` where nobody has. */
  readonly review: Review;
  /** Who decided, and when (ISO 8601); null where the dataset does not say it. */
  readonly by: string | null;
  readonly at: string | null;
  /** What suggested it, with its version, the rule, and how sure it was, 0 to 1. */
  readonly detector: string | null;
  readonly rule: string | null;
  readonly confidence: number | null;
  /** The words that the dataset gives, where it has no text to compare them with. */
  readonly words: string | null;
  /** What else the dataset says of it by name, and what an annotator wrote on it. */
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly note: string | null;
}

export interface ReadEntity extends Read {
  readonly kind: "entity";
  readonly label: string;
}

export interface ReadFigure extends Read {
  readonly kind: "figure";
  /** What the format does not carry is open or unknown. */
  readonly figure: FigureRecord;
  /** How much of a figure the format carries: its harm alone, all fields but where their words stand, or all. */
  readonly said: "harm" | "fields" | "all";
}

export type ReadAnnotation = ReadEntity | ReadFigure;

/** What one annotation is to another; both by their number in the document. */
export interface ReadRelation {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** One text of a dataset with what one pass over it says: a task answered by two annotators is two documents. */
export interface ReadDocument {
  readonly kind: "document";
  readonly place: Place;
  /** What the dataset calls the article, with `/`. */
  readonly name: string | null;
  /**
   * As the dataset has it; for formats of tokens these with a space between, a line a sentence. Null where the dataset
   * goes without: then all offsets count code points of the text with the hash.
   */
  readonly text: string | null;
  /** Of the text in UTF-8 with LF as line end, in lower-case hexadecimal. */
  readonly sha256: string | null;
  readonly published: string | null;
  readonly event: string | null;
  /** Somebody has looked at the text, also where nothing was found in it. */
  readonly reviewed: boolean;
  /** In the order of the dataset. */
  readonly annotations: readonly ReadAnnotation[];
  readonly relations: readonly ReadRelation[];
  /** What the dataset says and has no place in a document. */
  readonly left: readonly LeftOut[];
  /** How much of the file is read, 0 to 1. */
  readonly reached: number;
}

/** Something in a dataset that could not be read: what is wrong, and what to do. All else is read. */
export interface ReadProblem {
  readonly kind: "problem";
  readonly place: Place;
  readonly message: string;
}

export type ReadItem = ReadDocument | ReadProblem;

/** A file of a dataset. */
export interface DatasetFile {
  /** Its name below the dataset's folder, with `/`. */
  readonly name: string;
  /** @throws where the file system fails, or the file is gone */
  readonly read: () => Promise<Uint8Array>;
  /** Another file of the dataset by its name below the folder; null where there is none, or it lies outside. */
  readonly beside: (name: string) => Promise<Uint8Array | null>;
}

/** A format that datasets are read from. It never throws for what is in a file: that is a problem in the result. */
export interface Importer {
  readonly name: string;
  /** What of a dataset comes in, in a few words for `--help`. */
  readonly about: string;
  /** Which of a folder's files are the dataset's data, in the order in which they are read. */
  readonly files: (names: readonly string[]) => readonly string[];
  /** The documents of a file, and what is wrong with it, in order; no more than one is held at a time where it can be. */
  readonly read: (file: DatasetFile) => AsyncIterable<ReadItem>;
}

/** Files with one of these extensions, in order of their names. */
export const withExtension =
  (...extensions: readonly string[]): Importer["files"] =>
  (names) =>
    names.filter((name) => extensions.some((extension) => name.toLowerCase().endsWith(extension))).sort();
