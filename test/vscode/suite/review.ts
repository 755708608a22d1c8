import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PublishedAnnotation } from "../../../server/src/protocol.ts";
import { annotations, api, openArticle, said, when } from "./support.ts";
import { drawn, hasWindow, noQuickInput, press, quickInput, type, wordPlaces } from "./window.ts";

const FIRST = "01-sahel-market.txt";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

const editorNow = (): vscode.TextEditor => {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, "no editor is active");
  return editor;
};

/** Presses a key of the mode where the window can be used, else runs its command. */
const key = (keys: string, command: string, ...args: unknown[]): Thenable<unknown> =>
  hasWindow ? press(keys) : run(command, ...args);

/** The annotation that is selected from end to end; of several the one that is still open. */
async function selected(): Promise<PublishedAnnotation | undefined> {
  const { store } = await api();
  const { document, selection } = editorNow();
  const here = (store.of(document)?.annotations ?? []).filter(
    ({ range: { start, end } }) =>
      selection.start.line === start.line &&
      selection.start.character === start.character &&
      selection.end.line === end.line &&
      selection.end.character === end.character,
  );
  return here.find(({ status }) => status === "suggested") ?? here[0];
}

/** Waits until another annotation is selected than the one of these words and this place. */
const moved = (from: vscode.Selection): Promise<vscode.Selection> =>
  when(
    vscode.window.onDidChangeTextEditorSelection,
    () => {
      const now = vscode.window.activeTextEditor?.selection;
      return now && !now.isEqual(from) ? now : undefined;
    },
    "another suggestion",
  );

export function reviewTests(): void {
  describe("review by single keys", () => {
    let text = "";

    it("begins at a suggestion, and the article cannot be typed into", async () => {
      const { editor } = await openArticle(FIRST);
      text = editor.document.getText();
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await run("workbench.action.focusActiveEditorGroup");
      await run("dateline.review");
      const { review } = await api();
      assert.equal(review.active, true);
      assert.equal((await selected())?.status, "suggested");
      if (hasWindow) await type("tusk");
      assert.equal(editorNow().document.getText(), text);
    });

    it("accepts, rejects and labels with one key each, and goes on to the next", async () => {
      const decided: string[] = [];
      for (const [keys, command] of [
        ["a", "dateline.review.accept"],
        ["x", "dateline.review.reject"],
        ["a", "dateline.review.accept"],
      ] as const) {
        const before = editorNow().selection;
        const was = await selected();
        assert.ok(was);
        decided.push(`${was.text} ${was.kind}`);
        await key(keys, command);
        await moved(before);
        assert.equal((await selected())?.status, "suggested");
      }
      const published = await annotations(editorNow().document);
      const statuses = decided.map(
        (what) =>
          published.annotations.find(
            ({ text: own, kind, status }) => `${own} ${kind}` === what && status !== "suggested",
          )?.status,
      );
      assert.deepEqual(statuses, ["accepted", "rejected", "accepted"]);
    });

    it("takes each key for the next suggestion, however fast they come", async () => {
      const { document, selection } = editorNow();
      const open = (await annotations(document)).annotations
        .filter(({ status, range }) => status === "suggested" && range.start.line === selection.start.line)
        .filter(({ range }) => range.start.character >= selection.start.character)
        .slice(0, 2);
      if (hasWindow) await press("a", "x");
      else await Promise.all([run("dateline.review.accept"), run("dateline.review.reject")]);
      const [first, second] = open;
      assert.ok(first && second);
      const status = (of: PublishedAnnotation, all: readonly PublishedAnnotation[]): string | undefined =>
        all.find(
          ({ text: own, kind, range }) =>
            own === of.text && kind === of.kind && range.start.character === of.range.start.character,
        )?.status;
      await annotations(document, (all) => status(second, all.annotations) === "rejected", "the second key");
      assert.equal(status(first, (await annotations(document)).annotations), "accepted");
      const { end } = second.range;
      await when(
        vscode.window.onDidChangeTextEditorSelection,
        () =>
          editorNow().selection.start.isAfterOrEqual(new vscode.Position(end.line, end.character)) ||
          undefined,
        "the suggestion behind both",
      );
    });

    it("gives an entity the label whose number is pressed", async () => {
      let here = await selected();
      while (here?.kind !== "entity") {
        const before = editorNow().selection;
        await key("n", "dateline.review.next");
        await moved(before);
        here = await selected();
      }
      const before = editorNow().selection;
      const label = here.label === "ORG" ? ["3", "LOC"] : ["2", "ORG"];
      await key(label[0] ?? "", "dateline.review.label", label[0]);
      await moved(before);
      const { start } = here.range;
      const published = await annotations(editorNow().document);
      const now = published.annotations.find(
        ({ range, kind }) =>
          kind === "entity" && range.start.line === start.line && range.start.character === start.character,
      );
      assert.ok(now);
      assert.equal(said(now), `${here.text}: ${label[1]} corrected`);
    });

    it("takes decisions back one by one, and selects what is to be decided again", async () => {
      const before = editorNow().selection;
      await key("Backspace", "dateline.review.undo");
      await moved(before);
      assert.equal((await selected())?.status, "suggested");
      assert.equal(editorNow().document.getText(), text);
    });

    it("takes back what was changed by a list, too, and keeps the annotator's name in sight", async function () {
      if (!hasWindow) {
        console.log("      (left out: on the desktop build the window cannot be used)");
        this.skip();
      }
      const { document, selection } = editorNow();
      const was = await selected();
      assert.ok(was);
      await press("e");
      await quickInput(`Relabel “${was.text}”`);
      await press(was.label === "ORG" ? "3" : "2");
      const now = `${was.text}: ${was.label === "ORG" ? "LOC" : "ORG"} corrected`;
      await annotations(document, (all) => all.annotations.some((one) => said(one) === now), now);
      await noQuickInput();
      await run("workbench.action.focusActiveEditorGroup");
      await press("Backspace");
      await annotations(
        document,
        (all) => !all.annotations.some((one) => said(one) === now),
        "it taken back",
      );
      assert.ok(editorNow().selection.isEqual(selection));
      const named = (): Promise<boolean> =>
        drawn(
          `[...document.querySelectorAll(".statusbar-item")].some(
            (item) => item.getAttribute("aria-label")?.startsWith("Dateline: annotating as") && item.offsetParent !== null,
          )`,
          "the annotator's name",
        );
      await named();
      await press("Shift+?");
      await quickInput("Review mode");
      await type("weapon");
      await drawn(
        `[...document.querySelectorAll(".quick-input-list .monaco-list-row")].some(
          (row) => /^7[^]*WEAPON/.test(row.innerText.trim()),
        )`,
        "the key of the label WEAPON",
      );
      await press("Control+a");
      await type("change the keys");
      await drawn(
        `[...document.querySelectorAll(".quick-input-list .monaco-list-row.focused")].some(
          (row) => row.innerText.includes("Change the keys"),
        )`,
        "the way to the editor's list",
      );
      await press("Enter");
      await when(
        vscode.window.onDidChangeActiveTextEditor,
        () => (vscode.window.activeTextEditor?.document === document ? undefined : true),
        "the list of keys",
      );
      await run("workbench.action.closeActiveEditor");
      await when(
        vscode.window.onDidChangeActiveTextEditor,
        () => vscode.window.activeTextEditor?.document === document || undefined,
        "the article again",
      );
      await named();
      assert.ok(editorNow().selection.isEqual(selection));
      await run("workbench.action.focusActiveEditorGroup");
    });

    it("goes back, skips, and widens by keys of its own", async () => {
      const first = editorNow().selection;
      await key("Space", "dateline.review.next");
      const second = await moved(first);
      await key("p", "dateline.review.previous");
      assert.ok((await moved(second)).isEqual(first));
    });

    it("accepts all in the paragraph at once, and goes on", async () => {
      const { line } = editorNow().selection.start;
      const before = editorNow().selection;
      await key("g", "dateline.review.paragraph");
      await moved(before);
      const published = await annotations(editorNow().document);
      assert.deepEqual(
        published.annotations.filter(
          ({ range, status }) => range.start.line === line && status === "suggested",
        ),
        [],
      );
    });

    it("goes on to the next article behind the last suggestion", async () => {
      const { document } = editorNow();
      const last = (await annotations(document)).annotations
        .filter(({ status }) => status === "suggested")
        .at(-1);
      assert.ok(last);
      const { start, end } = last.range;
      editorNow().selection = new vscode.Selection(start.line, start.character, end.line, end.character);
      // Keys may come to the window before what the extension has sent to it.
      await run("setContext", "dateline.tests", true);
      await key("n", "dateline.review.next");
      const other = await when(
        vscode.window.onDidChangeTextEditorSelection,
        () => {
          const now = vscode.window.activeTextEditor;
          return now && now.document !== document && !now.selection.isEmpty ? now : undefined;
        },
        "the next article",
      );
      assert.match(other.document.uri.path, /02-cauca-checkpoint\.txt$/);
      assert.equal((await selected())?.status, "suggested");
    });

    it("takes nothing that is typed on the way to the next article", async function () {
      if (!hasWindow) this.skip();
      const { document } = editorNow();
      const text = document.getText();
      await (await api()).review.leaving(async () => {
        await press("Enter", "Enter");
        // Answered behind what the window has to tell of the keys.
        await run("setContext", "dateline.tests", "typed");
      });
      assert.equal(document.getText(), text);
    });

    it("keeps Arabic words where they are in a theme that draws selected words apart", async function () {
      if (!hasWindow) {
        console.log("      (left out: on the desktop build the window cannot be looked into)");
        this.skip();
      }
      const workbench = vscode.workspace.getConfiguration("workbench");
      await workbench.update("colorTheme", "Default High Contrast", vscode.ConfigurationTarget.Global);
      try {
        await drawn(`document.querySelector(".monaco-workbench.hc-black") !== null`, "the theme");
        const { editor } = await openArticle("05-deir-ezzor-ar.txt");
        editor.selection = new vscode.Selection(0, 0, 0, 0);
        const before = await wordPlaces();
        await key("n", "dateline.review.next");
        const framed = await when(
          vscode.window.onDidChangeTextEditorSelection,
          () =>
            editorNow().selection.start.isEqual(new vscode.Position(0, 0))
              ? undefined
              : editorNow().selection,
          "the next suggestion",
        );
        assert.ok(framed.isEmpty, "nothing is selected");
        await drawn(
          `document.querySelectorAll(".editor-instance .view-overlays .cdr[class*=ced-]").length > 0`,
          "a frame",
        );
        assert.deepEqual(await wordPlaces(), before);
        await key("a", "dateline.review.accept");
        const published = await annotations(editor.document, ({ canUndo }) => canUndo, "the decision");
        const [decided] = published.annotations.filter(({ status }) => status === "accepted");
        assert.deepEqual(
          [decided?.range.start.line, decided?.range.start.character],
          [framed.start.line, framed.start.character],
        );
      } finally {
        await workbench.update("colorTheme", undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it("takes no keys outside the mode, and leaves the articles as writable as they were", async () => {
      await key("Escape", "dateline.review.leave");
      const { review } = await api();
      await when(review.onDidChange, () => (review.active ? undefined : true), "the end of the mode");
      const { document } = editorNow();
      const before = document.getText();
      await run("cursorTop");
      if (hasWindow) {
        await run("workbench.action.focusActiveEditorGroup");
        await type("a");
        await when(
          vscode.workspace.onDidChangeTextDocument,
          () => document.getText() !== before || undefined,
          "a letter",
        );
        assert.equal(document.getText(), `a${before}`);
        await run("undo");
      }
      assert.equal(document.getText(), before);
      const { editor } = await openArticle(FIRST);
      assert.ok(editor.selection.isEmpty, "what is selected would be overwritten");
      await run("cursorTop");
      if (hasWindow) {
        await run("workbench.action.focusActiveEditorGroup");
        await type("x");
        await when(
          vscode.workspace.onDidChangeTextDocument,
          () => editor.document.getText() !== text || undefined,
          "a letter",
        );
        await run("undo");
      }
      assert.equal(editor.document.getText(), text);
    });
  });
}
