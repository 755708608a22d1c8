import assert from "node:assert/strict";
import { existsSync, type FSWatcher, watch } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { annotations, fileUri, openArticle, when } from "./support.ts";
import { drawn, hasWindow, press } from "./window.ts";

const FIRST = "80-files.txt";
const RENAMED = "81-files.txt";
const COPY = "82-files.txt";
const TEXT = "Shells hit the mill near Qarzabad.\n";

const sidecarOf = (name: string): vscode.Uri => fileUri(`${name}.dateline.json`);

/** Waits until the article has the decision that it was given at first. */
const decided = (document: vscode.TextDocument): Promise<unknown> =>
  annotations(
    document,
    (published) =>
      published.annotations.some(
        ({ text, label, status }) => text === "Qarzabad" && label === "LOC" && status !== "suggested",
      ),
    "the decision on Qarzabad",
  );

/**
 * Resolves when a file is there, or is no longer there. The system's own watching is asked and not the editor's: that one
 * begins later than it says, and keeps to itself what comes and goes within an instant, as a lock.
 */
export async function exists(uri: vscode.Uri, wanted: boolean): Promise<void> {
  const file = uri.fsPath;
  const isSo = (): boolean => existsSync(file) === wanted;
  let watcher: FSWatcher | null = null;
  const seen = new vscode.EventEmitter<void>();
  /** Watches the nearest folder that is there: it may be made, or go, with the file. */
  const follow = (): void => {
    watcher?.close();
    let at = path.dirname(file);
    while (!existsSync(at)) at = path.dirname(at);
    try {
      watcher = watch(at, () => {
        if (!isSo()) follow();
        seen.fire();
      });
    } catch {
      // It has gone since: the folder above it is there.
      follow();
    }
  };
  follow();
  try {
    await when(seen.event, () => (isSo() ? true : undefined), `${uri.path}: ${wanted ? "there" : "gone"}`);
  } finally {
    (watcher as FSWatcher | null)?.close();
  }
}

async function applied(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  change(edit);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Sidecars follow their articles through the editor's own operations. */
export function fileTests(): void {
  describe("files of the editor", () => {
    before(async () => {
      await vscode.workspace.fs.writeFile(fileUri(FIRST), new TextEncoder().encode(TEXT));
      const { editor } = await openArticle(FIRST);
      const start = TEXT.indexOf("Qarzabad");
      await vscode.commands.executeCommand("dateline.add", {
        uri: editor.document.uri.toString(),
        range: { start: { line: 0, character: start }, end: { line: 0, character: start + 8 } },
        label: "LOC",
      });
      await decided(editor.document);
      await vscode.commands.executeCommand("dateline.retrySave");
    });
    after(async () => {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      for (const name of [FIRST, RENAMED, COPY])
        for (const uri of [fileUri(name), sidecarOf(name)])
          await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
    });

    it("are renamed with their sidecars", async () => {
      await applied((edit) => edit.renameFile(fileUri(FIRST), fileUri(RENAMED)));
      await exists(sidecarOf(RENAMED), true);
      await exists(sidecarOf(FIRST), false);
      const { editor } = await openArticle(RENAMED);
      await decided(editor.document);
    });

    it("are copied with their sidecars", async () => {
      await applied((edit) => edit.createFile(fileUri(COPY), { contents: new TextEncoder().encode(TEXT) }));
      await exists(sidecarOf(COPY), true);
      const { editor } = await openArticle(COPY);
      await decided(editor.document);
    });

    it("are deleted with their sidecars", async () => {
      await applied((edit) => edit.deleteFile(fileUri(COPY)));
      await exists(sidecarOf(COPY), false);
    });

    it("come back with their sidecars where the deletion is undone in the explorer", async function () {
      if (!hasWindow) this.skip();
      const explorer = vscode.workspace.getConfiguration("explorer");
      await explorer.update("confirmDelete", false, vscode.ConfigurationTarget.Global);
      await explorer.update("confirmUndo", "light", vscode.ConfigurationTarget.Global);
      await openArticle(RENAMED);
      await vscode.commands.executeCommand("workbench.files.action.showActiveFileInExplorer");
      await drawn(
        `[...document.querySelectorAll(".explorer-folders-view .monaco-list-row.focused")].some((row) => row.textContent.includes("${RENAMED}"))`,
        "the article in the explorer",
      );
      await vscode.commands.executeCommand("deleteFile");
      await exists(sidecarOf(RENAMED), false);
      await exists(fileUri(RENAMED), false);
      await vscode.commands.executeCommand("workbench.files.action.focusFilesExplorer");
      await press("Control+Z");
      await exists(fileUri(RENAMED), true);
      await exists(sidecarOf(RENAMED), true);
      const { editor } = await openArticle(RENAMED);
      await decided(editor.document);
    });
  });
}
