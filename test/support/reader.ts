import { TextDocument } from "vscode-languageserver-textdocument";
import { type Laid, laidOut } from "../../client/src/reader/model/article.ts";
import type { Inline } from "../../client/src/reader/model/nesting.ts";
import type { Correction } from "../../server/src/annotations/correction.ts";
import { defaultTagset, type Label } from "../../server/src/annotations/tagset.ts";
import { headLines } from "../../server/src/features/headLines.ts";
import { tallyLines } from "../../server/src/features/totals.ts";
import { viewOf } from "../../server/src/features/view.ts";
import { toRange } from "../../server/src/positions.ts";
import type { LayoutResult, PublishedAnnotation, PublishParams } from "../../server/src/protocol.ts";
import { paragraphs } from "../../server/src/text/document.ts";
import { contextFor, corrected } from "./annotations.ts";

/** What the server says of a text, after corrections. */
export function said(
  text: string,
  ...corrections: Correction[]
): { document: TextDocument; publication: PublishParams; layout: LayoutResult } {
  const document = TextDocument.create("file:///a.txt", "article", 1, text);
  const { detections } = contextFor(text);
  const view = viewOf(document, detections, corrected(text, ...corrections), "literal");
  const layout = {
    paragraphs: paragraphs(text).map(({ language, ...span }) => ({
      range: toRange(document, span),
      language,
    })),
  };
  const publication: PublishParams = {
    uri: document.uri,
    version: 1,
    annotator: "annotator",
    language: detections.language,
    published: detections.published,
    head: headLines(document, detections),
    annotations: view.items.map(({ published }) => published),
    tally: view.tally,
    totals: tallyLines(view),
    codebook: "literal",
    problems: [],
    canUndo: false,
    canRedo: false,
  };
  return { document, publication, layout };
}

/** A text as the reader lays it out; `change` may put other annotations in place of those that were found. */
export function laid(
  text: string,
  corrections: readonly Correction[] = [],
  change: (publication: PublishParams) => Partial<PublishParams> = () => ({}),
  labels: readonly Label[] = defaultTagset.labels,
): Laid {
  const { document, publication, layout } = said(text, ...corrections);
  const source = { name: "a.txt", text, labels, offsetAt: document.offsetAt.bind(document) };
  return laidOut(source, { ...publication, ...change(publication) }, layout);
}

/** An annotation like another, on other words. */
export const on = (
  document: TextDocument,
  like: PublishedAnnotation,
  id: string,
  start: number,
  end: number,
): PublishedAnnotation => ({
  ...like,
  id,
  range: toRange(document, { start, end }),
  text: document.getText().slice(start, end),
});

/** A paragraph with its marks: `killed {figure:31 {norp:Syrian} soldiers}`. */
export const marked = (inlines: readonly Inline[], nameOf: (mark: number) => string): string =>
  inlines
    .map((one) => (typeof one === "string" ? one : `{${nameOf(one.mark)}:${marked(one.inside, nameOf)}}`))
    .join("");

/** The words of a paragraph alone. */
export const plain = (inlines: readonly Inline[]): string =>
  inlines.map((one) => (typeof one === "string" ? one : plain(one.inside))).join("");
