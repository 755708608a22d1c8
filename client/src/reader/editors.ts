import { TabInputText, type TextDocument, type TextEditor, ViewColumn, window } from "vscode";

/** The editor of a document that can be seen; of several the active one. */
export function visibleEditor(document: TextDocument): TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = window;
  if (activeTextEditor?.document === document) return activeTextEditor;
  return visibleTextEditors.find((editor) => editor.document === document);
}

/**
 * An editor of a document: the one that can be seen, else a new one where its tab is, else beside what stands in `other`.
 * With `focus` it takes the keyboard.
 */
export async function editorFor(
  document: TextDocument,
  other: ViewColumn | undefined,
  focus: boolean,
): Promise<TextEditor> {
  const visible = visibleEditor(document);
  if (visible && !focus) return visible;
  const uri = document.uri.toString();
  const group = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri),
  );
  const beside = other === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
  return window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? group?.viewColumn ?? beside,
    preserveFocus: !focus,
  });
}
