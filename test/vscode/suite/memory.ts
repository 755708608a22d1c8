import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { decided, isDecided } from "./deaths.ts";
import { serverProcess } from "./serverProcess.ts";
import { api, fileUri, said } from "./support.ts";
import { drawn, hasWindow } from "./window.ts";

const FILE = "01-sahel-market.txt";
const LONG = "long.txt";

/** MB that hold the server with a short article, and not with a long one of so many copies. */
const HEAP = 28;
const COPIES = 400;

/** How long five deaths may take on a busy machine, in ms. */
const FIVE_DEATHS = 200_000;

/** A server that has no memory left. */
export function memoryTests(): void {
  describe("a server without memory", () => {
    before(function () {
      if (process.platform !== "linux" || !hasWindow) this.skip();
      // Read when the server is started, which is with the first article.
      process.env["NODE_OPTIONS"] = `--max-old-space-size=${HEAP}`;
    });
    after(() => {
      delete process.env["NODE_OPTIONS"];
    });

    it("is started again, and given up where the same article ends it each time; what was decided stays shown", async function () {
      this.timeout(FIVE_DEATHS + 60_000);
      const { store } = await api();
      const { editor, published } = await decided(FILE);
      const { fsPath } = fileUri(`${FILE}.dateline.json`);
      const sidecar = readFileSync(fsPath, "utf8");
      const text = editor.document.getText();
      const long = Array.from({ length: COPIES }, (_, n) =>
        text.replaceAll(/\d+/g, (digits) => `${digits}${n}`),
      );
      await vscode.workspace.fs.writeFile(fileUri(LONG), new TextEncoder().encode(long.join("\n\n")));
      await vscode.window.showTextDocument(fileUri(LONG));
      await vscode.commands.executeCommand("notifications.showList");
      await drawn(
        `document.querySelector(".notifications-center")?.textContent.includes("keeps ending")`,
        "that the server is given up",
        FIVE_DEATHS,
      );
      assert.equal(serverProcess(), undefined);
      assert.deepEqual(
        store.of(editor.document)?.annotations.map(said),
        published.annotations.map(said).filter(isDecided),
      );
      assert.equal(readFileSync(fsPath, "utf8"), sidecar);
      await vscode.workspace.fs.delete(fileUri(LONG));
    });
  });
}
