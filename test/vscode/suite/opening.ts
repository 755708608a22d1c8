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

    it("shows the first article from a cold start, and the next ones", async () => {
      const times: Record<string, string> = {};
      const timed = async <T>(what: string, task: () => Thenable<T>): Promise<T> => {
        const began = performance.now();
        const result = await task();
        times[what] = `${(performance.now() - began).toFixed(0)} ms`;
        return result;
      };
      // Decorations are drawn in the very event that annotations wait for.
      const began = performance.now();
      await timed("activation", api);
      const first = await timed("the first article", () => openArticle("01-sahel-market.txt"));
      times["activation to first decoration"] = `${(performance.now() - began).toFixed(0)} ms`;
      assert.ok((await annotations(first.editor.document)).annotations.length > 0);
      await timed("the second article", () => openArticle("02-cauca-checkpoint.txt"));
      await timed("the first Arabic article", () => openArticle("06-taiz-shelling-ar.txt"));
      console.table(times);
    });
  });
}
