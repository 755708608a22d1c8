// What a page that shows an article for reading needs beside its annotations.

import type { Range } from "../positions.ts";

/** Client to server: the paragraphs of an open article. Refused where the text has gone on since `version`. */
export const layout = "annotations/layout";
export interface LayoutParams {
  readonly uri: string;
  readonly version: number;
}

/** A stretch of text that is read on its own, and the language that most of its letters are of. */
export interface LayoutParagraph {
  readonly range: Range;
  readonly language: "en" | "ar";
}

export interface LayoutResult {
  /** In order; the blank text between them belongs to none. */
  readonly paragraphs: readonly LayoutParagraph[];
}
