import assert from "node:assert/strict";
import * as vscode from "vscode";
import { annotations, cursorIn, fileUri, folder, openArticle } from "./support.ts";
import { drawn, hasWindow, press, quickInput, type } from "./window.ts";

const SECOND = "02-cauca-checkpoint.txt";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** Waits until so many steps of the walkthrough have their tick. */
const ticked = async (count: number): Promise<void> => {
  await drawn(
    `document.querySelectorAll(".step-list-container .codicon-getting-started-step-checked").length === ${count}`,
    `${count} steps with a tick`,
  );
};

export function stepsTests(): void {
  describe("the first steps", () => {
    it("copy the samples, and leave alone what is there", async () => {
      const to = fileUri("copies");
      await run("dateline.openSamples", { to: to.toString(), open: false });
      const copied = vscode.Uri.joinPath(to, "dateline-samples", SECOND);
      await vscode.workspace.fs.writeFile(copied, new TextEncoder().encode("mine"));
      await run("dateline.openSamples", { to: to.toString(), open: false });
      assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(copied)), "mine");
      const names = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(copied, ".."));
      assert.equal(names.length, 6);
      await vscode.workspace.fs.delete(to, { recursive: true });
    });

    it("are ticked by what happens, up to the first export", async function () {
      if (!hasWindow) return this.skip();
      const { editor } = await openArticle(SECOND);
      const uri = editor.document.uri.toString();
      const { annotations: all } = await annotations(editor.document);
      const entity = all.find(({ label, status }) => label !== null && status === "suggested");
      const figure = all.find((one) => one.figure !== null && one.status === "suggested");
      assert.ok(entity && figure);

      await run("dateline.accept", { uri, ids: [entity.id] });
      await annotations(editor.document, ({ annotations: now }) =>
        now.some(({ status }) => status === "accepted"),
      );
      await run("dateline.review");
      await run("dateline.review.leave");
      await openArticle(SECOND);
      await cursorIn(editor, figure.text);
      void run("dateline.editFigure");
      await quickInput("Edit “");
      await press("Enter");
      await quickInput("Number");
      await press("Control+A");
      await type("77");
      await press("Enter");
      await quickInput("Edit “");
      await press("Enter");
      await annotations(editor.document, ({ annotations: now }) =>
        now.some(({ status }) => status === "corrected"),
      );
      await run("dateline.articles.focus");
      // The next command shows another page: an editor that is busy would not come to show the list at all.
      await drawn(
        `[...document.querySelectorAll(".sidebar .pane-header.expanded")].some((header) => header.offsetParent !== null && header.textContent.includes("Articles"))`,
        "the list of articles",
      );
      await run("dateline.export", {
        uris: [folder().toString()],
        format: "csv",
        folder: fileUri("dataset").toString(),
      });
      const exported = new TextDecoder().decode(
        await vscode.workspace.fs.readFile(fileUri("dataset/csv/figures.csv")),
      );
      assert.match(exported, /,77,/);
      await run("dateline.walkthrough");
      await drawn(
        `[...document.querySelectorAll(".gettingStartedContainer .category-title")].some((title) => title.textContent.includes("First steps with Dateline"))`,
        "the walkthrough",
      );
      await ticked(6);
    });
  });
}
