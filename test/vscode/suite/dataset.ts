import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { DatasetNode } from "../../../client/src/dataset/ranges.ts";
import type { StatusResult } from "../../../server/src/protocol.ts";
import { api, fileUri, openArticle, when } from "./support.ts";
import { drawn, hasWindow, press, quickInput, type } from "./window.ts";

const FIRST = "01-sahel-market.txt";
const SECOND = "02-cauca-checkpoint.txt";
const ARABIC = "05-deir-ezzor-ar.txt";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** The first status that fits, asked for anew whenever the list may have changed. */
async function status(wanted: (status: StatusResult) => boolean, what: string): Promise<StatusResult> {
  const { model } = (await api()).dataset;
  for (;;) {
    let changed = false;
    const changing = model.onDidChangeList(() => {
      changed = true;
    });
    try {
      const found = await model.status();
      if (wanted(found)) return found;
      const last = `${what}; the last was ${JSON.stringify(found)}`;
      await when(model.onDidChangeList, () => (changed ? true : undefined), last);
    } finally {
      changing.dispose();
    }
  }
}

/** The rows below a node of the list, as they are drawn: label and description. */
async function rows(node?: DatasetNode): Promise<{ node: DatasetNode; said: string }[]> {
  const { dataset } = await api();
  return (await dataset.view.getChildren(node)).map((one) => {
    const { label, description } = dataset.view.getTreeItem(one);
    return { node: one, said: `${String(label).replace(/[\u2068\u2069]/g, "")} ${description}`.trim() };
  });
}

const badge = async (name: string): Promise<string | undefined> =>
  (await (await api()).dataset.badges.provideFileDecoration(fileUri(name)))?.badge;

export function datasetTests(): void {
  describe("all articles", () => {
    it("are listed by state and by folder, with their tolls", async () => {
      await openArticle(FIRST);
      await run("dateline.articles.focus");
      await status(({ total, indexing }) => total === 6 && indexing === null, "six articles");
      assert.deepEqual(
        (await rows()).map(({ said }) => said),
        ["New 6"],
      );
      const [group] = await rows();
      await status(({ unseen }) => unseen === 5, "the open article's suggestions");
      const [first] = await rows(group?.node);
      assert.match(first?.said ?? "", /^01-sahel-market\.txt killed 30, injured .* · \d+ to review$/);
      await run("dateline.articles.group");
      assert.equal((await rows()).length, 6, "one folder alone is no group");
      await run("dateline.articles.group");
      const { dataset } = await api();
      assert.equal(dataset.view.said.description, "0 of 6 done");
    });

    it("are marked done, which is undone as a correction is, and shown in explorer and status bar", async () => {
      const { editor } = await openArticle(FIRST);
      await run("dateline.markDone");
      await status(({ done }) => done === 1, "one done");
      assert.equal(await badge(FIRST), "✓");
      assert.equal(await badge(SECOND), undefined);
      if (hasWindow)
        await drawn(
          `[...document.querySelectorAll(".statusbar-item")].some((item) => item.textContent.trim() === "Done")`,
          "Done in the status bar",
        );
      await vscode.window.showTextDocument(editor.document);
      await run("dateline.undo");
      await status(({ done }) => done === 0, "none done");
      await run("dateline.redo");
      await status(({ done }) => done === 1, "one done again");
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "Late: "));
      await status(({ states }) => states.done === 0 && states.review === 1, "to be looked at again");
      assert.equal(await badge(FIRST), "↻");
      await run("undo");
      await status(({ done }) => done === 1, "done, for the text is what it was");
    });

    it("are marked several at once, closed ones too", async () => {
      const uris = [SECOND, ARABIC].map(fileUri);
      // The notification with Undo stays, and is not waited for.
      void run("dateline.markDone", uris[0], uris);
      await status(({ done }) => done === 3, "three done");
      const stored = await vscode.workspace.fs.readFile(fileUri(`${ARABIC}.dateline.json`));
      assert.match(new TextDecoder().decode(stored), /"reviewed":\{"by":/);
      void run("dateline.markNotDone", uris[1], [uris[1]]);
      await status(({ done }) => done === 2, "two done");
      await run("dateline.articles.openNext");
      assert.match(vscode.window.activeTextEditor?.document.fileName ?? "", /03-darfur-shelling\.txt$/);
    });

    it("are filtered, with what is wrong said, and looked through for their tolls", async () => {
      const { dataset } = await api();
      await run("dateline.articles.filter", "state:done");
      assert.deepEqual(
        (await rows()).map(({ said }) => said),
        ["Done 2"],
      );
      await run("dateline.articles.filter", "killed>=few");
      assert.equal(dataset.model.settings.query, "state:done", "what is wrong is not taken");
      await dataset.model.set({ query: "killed>=few" });
      assert.deepEqual(await rows(), []);
      assert.match(dataset.view.said.message, /is not used: “few” is no whole number/);
      await run("dateline.articles.filter", "killed>=١٠");
      await rows();
      assert.match(dataset.view.said.message, /In \d articles nobody has looked for suggestions/);
      await run("dateline.articles.look");
      const found = await status(({ unseen }) => unseen === 0, "all looked through");
      assert.ok(found.matched >= 2, JSON.stringify(found));
      await run("dateline.articles.clearFilter");
      assert.deepEqual(dataset.model.filters, ["killed>=١٠", "killed>=few", "state:done"]);
      assert.equal((await dataset.model.status()).matched, 6);
    });

    it("are filtered and marked by keys alone", async function () {
      if (!hasWindow) return this.skip();
      const { dataset } = await api();
      await openArticle(FIRST);
      await run("dateline.articles.focus");
      await press("Control+Alt+f");
      await quickInput("Filter articles");
      await type("deir");
      await press("Enter");
      await status(({ matched }) => matched === 1 && dataset.model.settings.query === "deir", "the filter");
      await drawn(
        `[...document.querySelectorAll(".pane .monaco-list-row")].some((row) => row.textContent.startsWith("New1") || row.textContent.startsWith("New 1"))`,
        "the group of the one article",
      );
      // Of few articles the groups are open.
      await drawn(
        `[...document.querySelectorAll(".pane .monaco-list-row")].some((row) => row.textContent.includes("05-deir"))`,
        "the article",
      );
      await run("dateline.articles.focus");
      await press("Home", "ArrowDown", "Alt+d");
      await status(({ states }) => states.done === 1, "done by a key in the list");
      await run("dateline.articles.clearFilter");
    });
  });
}
