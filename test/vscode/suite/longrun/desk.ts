import * as vscode from "vscode";
import type { PublishedAnnotation } from "../../../../server/src/protocol.ts";
import { annotations, api, openArticle, when } from "../support.ts";
import { type Book, type Entry, isSame, same, shownEntry } from "./book.ts";
import { stored } from "./repository.ts";

/** What the annotator of the long run has at hand, and the book of what was decided. */
export interface Desk {
  readonly random: () => number;
  /** The decisions that the branch at hand must have, and those of each other branch. */
  book: Book;
  branch: string;
  readonly branches: Map<string, Book>;
  /** The article in the active editor. */
  name: string;
  editor: vscode.TextEditor;
  /** What was done, the last at the end. */
  readonly done: string[];
}

/** One act of the annotator; gives what was done, in words, or null where there was nothing to do it on. */
export type Act = (desk: Desk) => Promise<string | null>;

export const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

export function pick<T>({ random }: Desk, all: readonly T[]): T {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error("There is nothing to pick from.");
  return found;
}

export const entriesOf = ({ book, name }: Desk): readonly Entry[] => book.get(name) ?? [];

/** The article of a document, by its path from the folder. */
export const nameOf = (document: vscode.TextDocument): string =>
  vscode.workspace.asRelativePath(document.uri, false);

/** All articles that are open. */
export const openArticles = (): readonly vscode.TextDocument[] =>
  vscode.workspace.textDocuments.filter(({ languageId, isClosed }) => languageId === "article" && !isClosed);

/**
 * Waits until an open article shows just the decisions that the book has of it. One without a tab is let go of by the editor
 * some minutes later, whenever that is, and shows nothing then.
 */
export async function showsBook(desk: Desk, document: vscode.TextDocument, what: string): Promise<void> {
  const { store } = await api();
  const name = nameOf(document);
  const wanted = desk.book.get(name) ?? [];
  let shown: readonly Entry[] = [];
  const offset = ({ line, character }: { line: number; character: number }): number =>
    document.offsetAt(new vscode.Position(line, character));
  try {
    await when(
      (listener) =>
        vscode.Disposable.from(
          store.onDidChange(listener),
          vscode.workspace.onDidCloseTextDocument(listener),
        ),
      () => {
        const current = openArticles().find((open) => nameOf(open) === name);
        if (!current) return tabsOf((open) => open === name).length === 0 || undefined;
        const published = store.of(current)?.annotations;
        if (!published) return undefined;
        shown = published
          .filter(({ status }) => status !== "suggested")
          .map((one) => shownEntry(one, offset));
        return isSame(shown, wanted) || undefined;
      },
      what,
    );
  } catch (error) {
    same(shown, wanted, `${name}, after ${what}, in the editor`);
    throw error;
  }
}

export async function open(desk: Desk, name: string): Promise<void> {
  const { editor } = await openArticle(name);
  desk.name = name;
  desk.editor = editor;
  await showsBook(desk, editor.document, "opening");
}

/** Stores the active article with all that was decided on it. */
export async function save(desk: Desk): Promise<void> {
  await desk.editor.document.save();
  await run("dateline.retrySave");
}

/** Stores all that is open; the editor keeps a text for some minutes after its tab is closed. */
export async function saveAll(desk: Desk): Promise<void> {
  for (const document of openArticles()) {
    const name = nameOf(document);
    if (!desk.book.has(name) || tabsOf((open) => open === name).length === 0) continue;
    desk.editor = await vscode.window.showTextDocument(document);
    desk.name = name;
    await save(desk);
  }
}

/**
 * Waits until each article with a tab has the text that its file has now, and shows the decisions of the book. What has none
 * is let go of at any time, and read anew when it is opened: where a folder came back nobody tells the editor before.
 */
export async function followed(desk: Desk, what: string): Promise<void> {
  for (const document of openArticles()) {
    const name = nameOf(document);
    if (!desk.book.has(name) || tabsOf((open) => open === name).length === 0) continue;
    await asStored(document, what);
    if (!document.isClosed) await showsBook(desk, document, what);
  }
}

/**
 * Waits until a text is the one that is stored. What git writes right behind the editor's own saving the editor passes over at
 * times (once in some 1,500 acts): then it is told to read the file anew, as a person would.
 */
async function asStored(document: vscode.TextDocument, what: string): Promise<void> {
  const name = nameOf(document);
  const text = stored(name);
  const isRead = (): Promise<boolean> =>
    when(
      vscode.workspace.onDidChangeTextDocument,
      () => document.isClosed || document.getText() === text || undefined,
      `${name} as it is stored, after ${what}`,
    );
  try {
    await isRead();
  } catch {
    console.log(`The editor had not read ${name} anew, after ${what}.`);
    await vscode.window.showTextDocument(document);
    await run("workbench.action.files.revert");
    await isRead();
  }
}

/** The tabs of texts whose path from the folder fits. */
export const tabsOf = (isMeant: (name: string) => boolean): readonly vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputText && isMeant(vscode.workspace.asRelativePath(input.uri, false)),
    );

/** Closes the tabs whose articles fit. */
export async function close(isMeant: (name: string) => boolean): Promise<void> {
  const tabs = tabsOf(isMeant);
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
}

/** What the active article shows of its present text. */
export async function shown({ editor }: Desk): Promise<readonly PublishedAnnotation[]> {
  const { store } = await api();
  return store.of(editor.document)?.annotations ?? (await annotations(editor.document)).annotations;
}
