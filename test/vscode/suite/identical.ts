import assert from "node:assert/strict";
import * as vscode from "vscode";
import { annotations, cursorIn, fileUri, folder, openArticle, said, when } from "./support.ts";
import { drawn, hasWindow, press, quickInput } from "./window.ts";

const FIRST = "90-qarnish.txt";
const SECOND = "91-qarnish.txt";

/** The rows of the list that is open, with a tick or without. */
const rows = (count: number): Promise<string[]> =>
  drawn(
    `(() => {
      const rows = [...document.querySelectorAll(".quick-input-list .monaco-list-row")].sort((a, b) => a.offsetTop - b.offsetTop);
      const said = rows.map((row) => (row.querySelector(".monaco-checkbox, input[type=checkbox]")?.matches(".checked, :checked, [aria-checked=true]") ? "+ " : "- ") + row.querySelector(".quick-input-list-rows, .label-name, .quick-input-list-label")?.textContent);
      return said.length === ${count} && said;
    })()`,
    `${count} mentions`,
  );

/** All mentions with the same words, by keys and in the window; where there is no window, not at all. */
export function identicalTests(): void {
  describe("all mentions with the same words", () => {
    before(async () => {
      for (const [name, text] of [
        [FIRST, "The port of Qarnish burned. Shells hit Qarnish's mill near Qarnish.\n"],
        [SECOND, "In Qarnish a Qarnish-based trader spoke.\n"],
      ] as const)
        await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
    });
    after(async () => {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      for (const name of [FIRST, SECOND])
        for (const file of [name, `${name}.dateline.json`])
          await vscode.workspace.fs.delete(fileUri(file)).then(undefined, () => undefined);
    });

    it("are labelled in the whole workspace but for those left out, and undone at once", async function () {
      if (!hasWindow) this.skip();
      const { editor, published } = await openArticle(FIRST);
      const { document } = editor;
      await cursorIn(editor, "Qarnish");
      if (!published.annotations.some(({ text }) => text === "Qarnish"))
        await vscode.commands.executeCommand("dateline.add", {
          uri: document.uri.toString(),
          range: { start: { line: 0, character: 12 }, end: { line: 0, character: 19 } },
          label: "LOC",
        });
      await annotations(document, (now) => now.annotations.some(({ text }) => text === "Qarnish"));
      await cursorIn(editor, "Qarnish");
      await press("Alt+Shift+L");
      await quickInput("Relabel all “Qarnish”");
      await press("2");
      await quickInput("Relabel all “Qarnish” as ORG");
      await rows(3);
      await press("Alt+W");
      await rows(5);
      const sidecar = fileUri(`${SECOND}.dateline.json`);
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(folder(), `${SECOND}.dateline.json`),
      );
      let isThere = false;
      watcher.onDidCreate(() => {
        isThere = true;
      });
      // The second one is left out.
      await press("ArrowDown", "ArrowDown", "Space", "Enter");
      const labelled = await annotations(
        document,
        (now) => now.annotations.filter(({ label }) => label === "ORG").length === 2,
        "two mentions as ORG",
      );
      assert.ok(
        !said(labelled.annotations.filter(({ text }) => text === "Qarnish")[1] ?? assert.fail()).includes(
          "ORG",
        ),
      );
      await when(watcher.onDidCreate, () => isThere || undefined, "the sidecar of the other article");
      watcher.dispose();
      const stored = new TextDecoder().decode(await vscode.workspace.fs.readFile(sidecar));
      assert.equal(stored.match(/"label":"ORG"/g)?.length, 2, stored);
      await vscode.commands.executeCommand("dateline.undoAll");
      await annotations(
        document,
        (now) => now.annotations.every(({ label }) => label !== "ORG"),
        "none as ORG",
      );
      await assert.rejects(async () => vscode.workspace.fs.stat(sidecar));
    });
  });
}
