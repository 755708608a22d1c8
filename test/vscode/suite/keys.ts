import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PublishedAnnotation } from "../../../server/src/protocol.ts";
import { annotations, api, cursorIn, fileUri, openArticle, said } from "./support.ts";
import { hasWindow, noQuickInput, press, quickInput, type } from "./window.ts";

const ARTICLE = "04-khyber-convoy.txt";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** Gives commands in the same instant, by their keys where the window can be used. */
async function atOnce(...given: readonly (readonly [keys: string, command: string])[]): Promise<void> {
  if (hasWindow) await press(...given.map(([keys]) => keys));
  else await Promise.all(given.map(([, command]) => run(command)));
}

const NEXT = ["Alt+.", "dateline.next"] as const;
const PREVIOUS = ["Alt+,", "dateline.previous"] as const;
const ACCEPT = ["Alt+A", "dateline.accept"] as const;
const REJECT = ["Alt+X", "dateline.reject"] as const;
const GROW = ["Alt+]", "dateline.extendEnd"] as const;
const UNDO = ["Alt+U", "dateline.undo"] as const;

const isAccepted = ({ status }: PublishedAnnotation): boolean => status === "accepted";

/** Suggestions as they are gone through: by beginning, the longer first. */
function inOrder(all: readonly PublishedAnnotation[]): PublishedAnnotation[] {
  const place = ({ range: { start, end } }: PublishedAnnotation): number[] => [
    start.line,
    start.character,
    -end.line,
    -end.character,
  ];
  return all
    .filter(({ status }) => status === "suggested")
    .sort(
      (a, b) =>
        place(a)
          .map((n, i) => n - (place(b)[i] ?? 0))
          .find((n) => n !== 0) ?? 0,
    );
}

export function keyTests(): void {
  describe("keys in the first article of a window", () => {
    it("wait for the extension and the article, in the order in which they come", async function () {
      if (!hasWindow) this.skip();
      const document = await vscode.workspace.openTextDocument(fileUri(ARTICLE));
      await vscode.window.showTextDocument(document);
      await press("Alt+.", "Alt+A");
      const [first] = (await annotations(document, ({ annotations: all }) => all.some(isAccepted)))
        .annotations;
      assert.ok(first && isAccepted(first), "another one was accepted than the first");
      await run("dateline.undo");
      await annotations(document, ({ annotations: all }) => !all.some(isAccepted));
    });
  });

  describe("keys pressed in the same instant", () => {
    let editor: vscode.TextEditor;

    beforeEach(async () => {
      await (await api()).ready;
      ({ editor } = await openArticle(ARTICLE));
      await run("cursorTop");
      await run("workbench.action.focusActiveEditorGroup");
    });

    const now = async (words: string, status: string): Promise<void> => {
      const what = `${words} ${status}`;
      await annotations(
        editor.document,
        ({ annotations: all }) => all.some((one) => said(one) === what),
        what,
      );
    };
    const named = (one: PublishedAnnotation | undefined): string => {
      assert.ok(one);
      return said(one).replace(/ suggested$/, "");
    };

    it("are each for what the keys before have left", async () => {
      const [first, second, third] = inOrder((await annotations(editor.document)).annotations);
      await atOnce(NEXT, ACCEPT, NEXT, REJECT, NEXT, NEXT, PREVIOUS, ACCEPT);
      await now(named(third), "accepted");
      await now(named(first), "accepted");
      await now(named(second), "rejected");
    });

    it("move one end several times, and each is taken back", async () => {
      const before = (await annotations(editor.document)).annotations;
      const [first] = inOrder(before).filter(({ kind }) => kind === "entity");
      assert.ok(first);
      const { start, end } = first.range;
      editor.selection = new vscode.Selection(start.line, start.character, end.line, end.character);
      await run("setContext", "dateline.tests", 1);
      // A decision, for what is suggested changes with what has been decided on.
      await atOnce(ACCEPT, GROW, GROW, UNDO, UNDO, REJECT);
      await now(named(first), "rejected");
      await atOnce(UNDO);
      await now(named(first), "accepted");
      await atOnce(UNDO);
      // With the words that it had: what the project learned of the longer name is forgotten, too.
      await now(named(first), "suggested");
    });

    it("ask which of several on the same words is to be corrected", async function () {
      if (!hasWindow) this.skip();
      const arabic = await openArticle("05-deir-ezzor-ar.txt");
      await cursorIn(arabic.editor, "عبد الكريم الحسن");
      await press("F2");
      await quickInput("Which of those");
      await type("abducted");
      await press("Enter");
      await quickInput("Edit “");
      await press("Escape");
      await noQuickInput();
    });

    it("find undo at work while a list is open, and the list goes on", async function () {
      if (!hasWindow) this.skip();
      const [first, second] = inOrder((await annotations(editor.document)).annotations).filter(
        ({ kind }) => kind === "entity",
      );
      assert.ok(first && second);
      await run("dateline.accept", { uri: editor.document.uri.toString(), ids: [first.id] });
      await now(named(first), "accepted");
      const { id } = second;
      const relabelling = run("dateline.relabel", { uri: editor.document.uri.toString(), ids: [id] });
      await quickInput("Relabel");
      await run("dateline.undo");
      await now(named(first), "suggested");
      await press(second.label === "ORG" ? "3" : "2");
      await relabelling;
      await now(`${second.text}: ${second.label === "ORG" ? "LOC" : "ORG"}`, "corrected");
      await run("dateline.undo");
      await now(named(second), "suggested");
    });
  });
}
