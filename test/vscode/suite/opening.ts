import assert from "node:assert/strict";
import * as vscode from "vscode";
import { annotations, api, openArticle } from "./support.ts";

const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension("dateline.dateline");
  assert.ok(found);
  return found;
};

/** What opening takes, printed: the first article of a window waits for the extension and the server, the others do not. */
export function openingTests(): void {
  describe("opening", () => {
    it("loads nothing for a file that is no article", async () => {
      const document = await vscode.workspace.openTextDocument({ language: "xml", content: "<a/>\n" });
      await vscode.window.showTextDocument(document);
      assert.equal(extension().isActive, false);
    });

    const times: Record<string, string> = {};
    const timed = async <T>(what: string, task: () => Thenable<T>): Promise<{ result: T; ms: number }> => {
      const began = performance.now();
      const result = await task();
      const ms = performance.now() - began;
      times[what] = `${ms.toFixed(0)} ms`;
      return { result, ms };
    };
    let activation = 0;

    it("reads no language client for a plain text that is no article", async () => {
      ({ ms: activation } = await timed("activation", api));
      await vscode.workspace.openTextDocument({ language: "plaintext", content: "Milk and bread.\n" });
      assert.deepEqual(
        Object.keys(require.cache).filter((file) => /[\\/]dist[\\/]languageClient\.js$/.test(file)),
        [],
      );
    });

    it("shows the first article from a cold start, and the next ones", async () => {
      // Decorations are drawn in the very event that annotations wait for.
      const { result: first, ms } = await timed("the first article", () =>
        openArticle("01-sahel-market.txt"),
      );
      times["activation to first decoration"] = `${(activation + ms).toFixed(0)} ms`;
      assert.ok((await annotations(first.editor.document)).annotations.length > 0);
      assert.ok(Object.keys(require.cache).some((file) => file.endsWith("languageClient.js")));
      await timed("the second article", () => openArticle("02-cauca-checkpoint.txt"));
      await timed("the first Arabic article", () => openArticle("06-taiz-shelling-ar.txt"));
      console.table(times);
    });
  });
}
