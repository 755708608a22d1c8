import * as vscode from "vscode";
import type { Api } from "../../../client/src/extension.ts";
import type { PublishedAnnotation, PublishParams } from "../../../server/src/protocol.ts";

/** How long something may take on the slowest machine, in ms. */
const PATIENCE = 30_000;

export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>("dateline.dateline");
  if (!extension) throw new Error("The extension is not there.");
  return extension.activate();
}

export const folder = (): vscode.Uri => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (!first) throw new Error("No folder is open.");
  return first.uri;
};

export const fileUri = (name: string): vscode.Uri => vscode.Uri.joinPath(folder(), name);

/** Waits for an event after which `wanted` gives something; tried at once, too. */
export function when<T>(event: vscode.Event<unknown>, wanted: () => T | undefined, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const value = wanted();
      if (value === undefined) return;
      clearTimeout(timer);
      listener.dispose();
      resolve(value);
    };
    const listener = event(look);
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`This never came: ${what}`));
    }, PATIENCE);
    look();
  });
}

/** The annotations of the document's present text, once `wanted` holds for them. */
export async function annotations(
  document: vscode.TextDocument,
  wanted: (published: PublishParams) => boolean = () => true,
  what = "annotations",
): Promise<PublishParams> {
  const { store } = await api();
  return when(
    store.onDidChange,
    () => {
      const current = vscode.workspace.textDocuments.find(
        ({ uri }) => uri.toString() === document.uri.toString(),
      );
      const published = current && store.of(current);
      return published && wanted(published) ? published : undefined;
    },
    what,
  );
}

/** Opens an article and waits until it is shown with its annotations. */
export async function openArticle(
  name: string,
): Promise<{ editor: vscode.TextEditor; published: PublishParams }> {
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  await vscode.window.showTextDocument(document);
  const article = await when(
    vscode.workspace.onDidOpenTextDocument,
    () =>
      vscode.workspace.textDocuments.find(
        ({ uri, languageId }) => uri.path.endsWith(`/${name}`) && languageId === "article",
      ),
    `${name} as an article`,
  );
  const editor = await vscode.window.showTextDocument(article);
  return { editor, published: await annotations(article) };
}

/** Selects the n-th place where words stand, or puts the cursor into it; done when the keys know of it. */
export async function select(
  editor: vscode.TextEditor,
  words: string,
  { nth = 1, cursor = false } = {},
): Promise<vscode.Range> {
  const text = editor.document.getText();
  let at = -1;
  for (let i = 0; i < nth; i++) at = text.indexOf(words, at + 1);
  if (at < 0) throw new Error(`There is no “${words}” in ${editor.document.fileName}.`);
  const start = editor.document.positionAt(cursor ? at + 1 : at);
  const end = cursor ? start : editor.document.positionAt(at + words.length);
  const selection = new vscode.Selection(start, end);
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenter);
  if (!editor.selection.isEqual(selection)) {
    const changed = new Promise<void>((resolve) => {
      const listener = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        if (textEditor !== editor || !selections[0]?.isEqual(selection)) return;
        listener.dispose();
        resolve();
      });
    });
    editor.selection = selection;
    await changed;
    // The extension has set its context keys by then; what is sent after them arrives after them.
    await vscode.commands.executeCommand("setContext", "dateline.tests", at);
  }
  return selection;
}

/** Puts the cursor into the first place where words stand. */
export const cursorIn = (editor: vscode.TextEditor, words: string): Promise<vscode.Range> =>
  select(editor, words, { cursor: true });

/** What an annotation is, in words. */
export const said = ({ text, label, figure, status }: PublishedAnnotation): string =>
  `${text}: ${label ?? `${figure?.harm} ${figure?.count}`} ${status}`;

/** Waits until the article has, or no longer has, an annotation that is said so. */
export const has = (document: vscode.TextDocument, words: string): Promise<PublishParams> =>
  annotations(document, (published) => published.annotations.some((one) => said(one) === words), words);

/** What the sidecar of the active article holds, once all that was decided is written. */
export async function sidecar(
  name: string,
): Promise<{ annotations: { quote: string; status: string; start: number; end: number; label?: string }[] }> {
  await vscode.commands.executeCommand("dateline.retrySave");
  const bytes = await vscode.workspace.fs.readFile(fileUri(`${name}.dateline.json`));
  return JSON.parse(new TextDecoder().decode(bytes));
}
