import * as l10n from "@vscode/l10n";
import {
  type DecorationOptions,
  type Disposable,
  MarkdownString,
  OverviewRulerLane,
  type TextEditor,
  ThemeColor,
  window,
} from "vscode";
import { type LinkRole, quotation } from "../../server/src/protocol.ts";
import type { AnnotationStore } from "./annotationStore.ts";
import { focusOf } from "./focus.ts";
import { createLook } from "./pieces.ts";
import { meant, toRange } from "./ranges.ts";

const roleNames = (): Readonly<Record<LinkRole, string>> => ({
  victim: l10n.t("Victims of"),
  perpetrator: l10n.t("Perpetrator of"),
  place: l10n.t("Place of"),
  source: l10n.t("Source of"),
  partOf: l10n.t("Holds as a part"),
  sameAs: l10n.t("Says the same as"),
  conflictsWith: l10n.t("Conflicts with"),
});

/** Frames what the figure under the cursor refers to: its mentions, and other figures; nothing that moves words. */
export function drawLinks(store: AnnotationStore): Disposable[] {
  const frame = createLook({
    borderStyle: "solid",
    borderWidth: "1px",
    borderRadius: "2px",
    borderColor: new ThemeColor("dateline.linkBorder"),
    overviewRulerColor: new ThemeColor("dateline.linkBorder"),
    overviewRulerLane: OverviewRulerLane.Left,
  });
  const framed = new WeakSet<TextEditor>();
  // Called for each move of the cursor in any text: the window is told only where there is, or was, something to frame.
  const draw = (editor: TextEditor): void => {
    const links = linksAt(editor, store);
    if (links.length === 0 && !framed.has(editor)) return;
    frame.draw(editor, links);
    if (links.length > 0) framed.add(editor);
    else framed.delete(editor);
  };
  return [
    frame,
    window.onDidChangeTextEditorSelection(({ textEditor }) => draw(textEditor)),
    ...[store.onDidChange, store.onDidType].map((changed) =>
      changed((uri) => {
        for (const editor of window.visibleTextEditors)
          if (editor.document.uri.toString() === uri) draw(editor);
      }),
    ),
  ];
}

function linksAt(editor: TextEditor, store: AnnotationStore): DecorationOptions[] {
  const annotations = store.of(editor.document)?.annotations ?? [];
  const own = meant(annotations, focusOf(editor)).find(({ figure }) => figure !== null);
  return (own?.figure?.links ?? []).map(({ role, range }) => ({
    range: toRange(range),
    hoverMessage: new MarkdownString().appendText(`${roleNames()[role]} ${quotation(own?.text ?? "")}`),
  }));
}
