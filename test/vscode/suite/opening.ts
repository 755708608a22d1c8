import assert from "node:assert/strict";
import * as vscode from "vscode";
import { annotations, api, fileUri, openArticle, when } from "./support.ts";

const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension("dateline.dateline");
  assert.ok(found);
  return found;
};

/**
 * What opening takes, printed: the first article of a window waits for the extension and the server, the others do not.
 * Beside it, what the editor takes to show a file that is no article.
 */
export function openingTests(): void {
  describe("opening", () => {
    it("loads nothing for a file that is no article", async () => {
      const document = await vscode.workspace.openTextDocument({ language: "xml", content: "<a/>\n" });
      await vscode.window.showTextDocument(document);
      assert.equal(extension().isActive, false);
    });

    const rows: Record<string, Record<string, string>> = {};
    const inMs = (ms: number): string => `${ms.toFixed(0)} ms`;

    it("reads no language client for a plain text that is no article", async () => {
      const began = performance.now();
      await api();
      rows["activation"] = { shown: inMs(performance.now() - began) };
      await vscode.workspace.openTextDocument({ language: "plaintext", content: "Milk and bread.\n" });
      assert.deepEqual(
        Object.keys(require.cache).filter((file) => /[\\/]dist[\\/]languageClient\.js$/.test(file)),
        [],
      );
    });

    /** Opens a file as the editor alone does, which is all that may be waited for at the least. */
    const plain = async (what: string, name: string): Promise<void> => {
      const uri = fileUri(name);
      await vscode.workspace.fs.writeFile(uri, Buffer.from("<a>Milk and bread.</a>\n".repeat(40)));
      const began = performance.now();
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      rows[what] = { shown: inMs(performance.now() - began) };
    };

    /** Opens an article: until its editor stands, and from when it is known as an article until it has its annotations. */
    const article = async (what: string, name: string): Promise<void> => {
      const began = performance.now();
      const isIt = ({ uri, languageId }: vscode.TextDocument): boolean =>
        languageId === "article" && uri.path.endsWith(`/${name}`);
      const known = when(
        vscode.workspace.onDidOpenTextDocument,
        () => vscode.workspace.textDocuments.find(isIt),
        `${name} as an article`,
      );
      // Decorations are drawn in the very event that annotations wait for.
      const published = known.then(async (document) => {
        const since = performance.now();
        const { annotations: found } = await annotations(document);
        return { found, ms: performance.now() - since };
      });
      const { editor } = await openArticle(name);
      const shown = performance.now() - began;
      const { found, ms } = await published;
      assert.ok(isIt(editor.document) && found.length > 0);
      rows[what] = { shown: inMs(shown), annotated: inMs(ms) };
    };

    it("shows the first article from a cold start, and the next ones", async () => {
      await plain("a file that is no article", "plain-1.xml");
      await article("the first article", "01-sahel-market.txt");
      assert.ok(Object.keys(require.cache).some((file) => file.endsWith("languageClient.js")));
      await plain("another file that is no article", "plain-2.xml");
      await article("the second article", "02-cauca-checkpoint.txt");
      await article("the third", "03-darfur-shelling.txt");
      await article("the first Arabic article", "06-taiz-shelling-ar.txt");
      await article("the second", "05-deir-ezzor-ar.txt");
      console.table(rows);
    });
  });
}
