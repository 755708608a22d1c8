import { TextDocument } from "vscode-languageserver-textdocument";
import { type Edit, type TextChange, textChange } from "./annotations/change.ts";
import type { Correction } from "./annotations/correction.ts";
import type { ContentChange } from "./articlesHost.ts";
import type { IncomingCorrection } from "./correctionSchema.ts";
import { toSpan } from "./positions.ts";

// What clients send, as the server's own rooms take it.

/** Makes the changes of one `didChange` in a document, and tells of each step what it did to the text. */
export function* changesOf(
  document: TextDocument,
  version: number,
  changes: readonly ContentChange[],
): Generator<TextChange> {
  for (const step of together(document, changes)) {
    const before = document.getText();
    const edits = step.map(
      ({ range, text }) => range && { ...toSpan(document, range), inserted: text.length },
    );
    TextDocument.update(document, step as never, version);
    const known = edits.filter((edit) => edit !== undefined).reverse();
    if (step.some(({ text }, n) => mayJoinLineEnd(before, edits[n], text)))
      TextDocument.update(document, [{ text: document.getText() }], version);
    yield textChange(before, document.getText(), known.length > 0 ? known : undefined);
  }
}

/**
 * Whether a CR may have come to stand before an LF: the two are one line's end then, but `TextDocument`, which counts only
 * the lines that were changed, would have two. Given the whole text, it counts all.
 */
const mayJoinLineEnd = (before: string, edit: Edit | undefined, text: string): boolean =>
  edit !== undefined && (text.endsWith("\r") || before[edit.start - 1] === "\r");

/**
 * Changes as steps, each of which can be taken at once: editors send those of one act, as replacing all, from the end
 * of the text to its beginning, so that none moves another.
 */
function together(document: TextDocument, changes: readonly ContentChange[]): ContentChange[][] {
  const descends = changes.every(({ range }, n) => {
    const before = changes[n - 1]?.range;
    if (!range) return false;
    return n === 0 || (before && document.offsetAt(range.end) <= document.offsetAt(before.start));
  });
  return descends ? [[...changes]] : changes.map((change) => [change]);
}

/** A correction with its ranges as spans of UTF-16 code units. */
export function inSpans(document: TextDocument, correction: IncomingCorrection["correction"]): Correction {
  if ("ranges" in correction) {
    const { ranges, ...rest } = correction;
    return { ...rest, spans: ranges.map((range) => toSpan(document, range)) };
  }
  if (!("range" in correction)) return correction;
  const { range, ...rest } = correction;
  return { ...rest, span: toSpan(document, range) } as Correction;
}
