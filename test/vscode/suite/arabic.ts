import assert from "node:assert/strict";
import * as vscode from "vscode";
import { annotations, api, cursorIn, openArticle } from "./support.ts";
import { drawn, drawnIn, hasWindow, noQuickInput, press } from "./window.ts";

const ENGLISH = "01-sahel-market.txt";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** Whether words are drawn in some element that fits a selector; what keeps directions apart is no part of them. */
const isDrawn = (selector: string, words: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].some((one) => one.textContent.replace(/[\\u2066-\\u2069]/g, "").includes(${JSON.stringify(words)}))`;

/** The phase whose folder has the setting `dateline.language` at `ar`, in an editor that is in English. */
export function arabicTests(): void {
  describe("the interface in Arabic", () => {
    it("is the client's and the server's, whatever the editor's language", async () => {
      const { editor } = await openArticle(ENGLISH);
      await annotations(editor.document);
      assert.equal(vscode.env.language, "en");
      const at = await cursorIn(editor, "29 wounded people");
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        editor.document.uri,
        editor.selection.active,
      );
      const words = hovers.flatMap(({ contents }) =>
        contents.map((one) => (one as vscode.MarkdownString).value),
      );
      assert.match(words.join("\n"), /جرحى/, String(at));
      if (hasWindow)
        assert.ok(await drawn(isDrawn(".statusbar-item", "للمراجعة"), "the status bar in Arabic"));
    });

    it("asks in Arabic", async function () {
      if (!hasWindow) return this.skip();
      await press("F2");
      assert.ok(
        await drawn(isDrawn(".quick-input-title", "تحرير «29 wounded people»"), "the figure's fields"),
      );
      await press("Escape");
      await noQuickInput();
    });

    it("keeps label and description of a list apart, the label at the left as the list runs", async function () {
      if (!hasWindow) return this.skip();
      void run("dateline.setTally");
      assert.ok(await drawn(isDrawn(".quick-input-title", "أيّ مجموع؟"), "the totals"));
      assert.ok(
        await drawn(
          `[...document.querySelectorAll(".quick-input-list .monaco-list-row")].every((row) => {
            const [label, description] = [".label-name", ".label-description"].map((part) => row.querySelector(part)?.getBoundingClientRect());
            return label && description && description.left > label.right;
          })`,
          "descriptions behind their labels",
        ),
      );
      await press("Escape");
      await noQuickInput();
    });

    it("runs from right to left in the reader, whose text keeps its own direction", async () => {
      await run("dateline.reader.open");
      const { readers } = await api();
      const [reader] = readers.all;
      assert.ok(reader);
      if (hasWindow)
        assert.equal(
          await drawnIn(
            "main > .text",
            `document.querySelector("main > .text .row") &&
              [document.documentElement, document.querySelector("header"), document.querySelector(".row > p")].map(({ dir }) => dir).join(" ")`,
            "the article in the reader",
          ),
          "rtl rtl ltr",
        );
      reader.panel.dispose();
    });

    it("runs from right to left in the report", async () => {
      await run("dateline.report.open");
      const { reports } = await api();
      const report = reports.current;
      assert.equal(report?.panel.title, "التقرير");
      if (hasWindow) {
        assert.equal(
          await drawnIn(
            "main > header h1",
            `document.documentElement.dir + " " + document.querySelector("h1").textContent`,
            "the report",
          ),
          "rtl التقرير",
        );
        assert.ok(
          await drawnIn(
            "main > header h1",
            `(() => {
              const plot = document.querySelector('[data-chart="review"] svg');
              const name = [...(plot?.querySelectorAll("text") ?? [])].find((one) => one.textContent === "جديد");
              const bar = [...(plot?.querySelectorAll("rect") ?? [])].find((one) => one.width.baseVal.value > 0);
              return name && bar && name.getBoundingClientRect().left > bar.getBoundingClientRect().right - 1;
            })()`,
            "bars that begin at the right, beside their names",
          ),
        );
      }
      report.panel.dispose();
    });

    it("offers to reload the window when another language is chosen", async function () {
      if (!hasWindow) return this.skip();
      const settings = vscode.workspace.getConfiguration("dateline");
      await settings.update("language", "en", vscode.ConfigurationTarget.Workspace);
      // The list, for a note beside the status bar is not shown where the window is in the background.
      await run("notifications.showList");
      assert.ok(await drawn(isDrawn(".notifications-center", "إعادة تحميل النافذة"), "the offer to reload"));
      await run("notifications.clearAll");
      await settings.update("language", "ar", vscode.ConfigurationTarget.Workspace);
    });
  });
}
