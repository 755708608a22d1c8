import { commands, Range, type TextDocument, TextEditorRevealType, type ViewColumn } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import type { AnnotationStore } from "../annotationStore.ts";
import { show } from "../focus.ts";
import { toRange } from "../ranges.ts";
import { editorFor, visibleEditor } from "./editors.ts";
import type { Laid, Place } from "./model/article.ts";
import type { FromPage } from "./model/messages.ts";
import { offsetAtPosition, offsetOf } from "./model/spots.ts";

/** What a page shows: an article at a version of its text. */
export interface OnPage {
  readonly document: TextDocument;
  readonly version: number;
  readonly laid: Laid;
}

/** What is to be done about what a page shows. */
export type Act = Exclude<FromPage, { type: "ready" | "undo" }>;

/**
 * Does what a page asks: decides on an annotation, or shows a place in the editor. Places that the page does not have are
 * left alone. `column` is the page's own, where no editor is opened over it.
 */
export async function carryOut(
  page: OnPage,
  message: Act,
  store: AnnotationStore,
  column: ViewColumn | undefined,
): Promise<void> {
  const { document, version, laid } = page;
  switch (message.type) {
    case "decide": {
      const id = idAt(laid, message.place);
      if (id === undefined) return;
      const target: protocol.CommandArguments = { uri: document.uri.toString(), version, ids: [id] };
      await commands.executeCommand(protocol.commands[message.act], target);
      return;
    }
    case "scroll": {
      const offset = offsetAtPosition(laid.spans, message.position);
      if (offset === undefined) return;
      const top = document.positionAt(offset);
      visibleEditor(document)?.revealRange(new Range(top, top), TextEditorRevealType.AtTop);
      return;
    }
    case "go": {
      const id = idAt(laid, message.place);
      const annotation = store.of(document)?.annotations.find((one) => one.id === id);
      if (annotation) await showInEditor(page, toRange(annotation.range), column, message.focus);
      return;
    }
    case "select": {
      const [start, end] = [offsetOf(laid.spans, message.from), offsetOf(laid.spans, message.to)];
      if (start === undefined || end === undefined) return;
      const range = new Range(document.positionAt(start), document.positionAt(end));
      await showInEditor(page, range, column, false);
      return;
    }
  }
}

const idAt = ({ ids }: Laid, { paragraph, mark }: Place): string | undefined => ids[paragraph]?.[mark];

async function showInEditor(
  { document, version }: OnPage,
  range: Range,
  column: ViewColumn | undefined,
  focus: boolean,
): Promise<void> {
  const editor = await editorFor(document, column, focus);
  // The text may have gone on while its editor was opened.
  if (document.version === version) show(editor, range);
}
