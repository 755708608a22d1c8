import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { decided, isDecided, leftOf, stored } from "./deaths.ts";
import { serverProcess } from "./serverProcess.ts";
import { annotations, said } from "./support.ts";
import { drawn, hasWindow } from "./window.ts";

const FILE = "01-sahel-market.txt";

/** How long a server may be silent here, in ms: long enough for one that only has much to do. */
const PATIENCE = 12_000;

/** Read by the server before its own script: on a signal it is caught in a loop that never ends. */
const FAULT = `process.on("SIGUSR2", () => { for (;;); });\n`;

/** A server that lives and does not answer. */
export function hangTests(): void {
  describe("a server in an endless loop", () => {
    before(function () {
      if (process.platform !== "linux") this.skip();
      const fault = path.join(os.tmpdir(), "dateline-fault.cjs");
      writeFileSync(fault, FAULT);
      // Both are read when the server is started, which is with the first article.
      process.env["NODE_OPTIONS"] = `--require "${fault}"`;
      process.env["DATELINE_TEST_PATIENCE"] = String(PATIENCE);
    });
    after(() => {
      delete process.env["NODE_OPTIONS"];
      delete process.env["DATELINE_TEST_PATIENCE"];
    });

    it("is ended and started again, which is told once; nothing that was decided is lost", async () => {
      const { editor, published, kept } = await decided(FILE);
      const before = serverProcess();
      assert.ok(before);
      const gone = leftOf(editor.document, "what is left of a server that hangs");
      process.kill(before, "SIGUSR2");
      assert.deepEqual(await gone, published.annotations.map(said).filter(isDecided));
      if (hasWindow) {
        await vscode.commands.executeCommand("notifications.showList");
        await drawn(
          `document.querySelector(".notifications-center")?.textContent.split("did not answer any more").length === 2`,
          "that the server was started again",
        );
      }
      const all = published.annotations.map(said);
      const again = await annotations(editor.document, ({ annotations: own }) => own.length === all.length);
      assert.deepEqual(again.annotations.map(said), all);
      assert.notEqual(serverProcess(), before);
      assert.deepEqual(await stored(FILE), [kept]);
    });
  });
}
