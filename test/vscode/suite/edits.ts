import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PublishedAnnotation, PublishParams } from "../../../server/src/protocol.ts";
import { annotations, fileUri, openArticle, said, select, sidecar, when } from "./support.ts";

const NAME = "edits.txt";
const CLOSED = "edits-closed.txt";
const TEXT =
  "ADEN, June 15, 2012: Clashes in Abyan 😀 and Taiz.\nRebels fled to Rada, officials said.\nAbyan is calm.\n";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** What was decided, and what the text has at its place: `Abyan: LOC accepted`, or `…, edited`. */
const decided = (published: PublishParams): PublishedAnnotation[] =>
  published.annotations.filter(({ status }) => status !== "suggested");
const inWords = (one: PublishedAnnotation): string =>
  `${one.range.start.line} ${said(one)}${one.touched ? ", edited" : ""}`;

export function editTests(): void {
  describe("annotations while the text is edited", () => {
    let editor: vscode.TextEditor;

    /** Waits until just these are decided, each but the lost on its own words; gives their ids. */
    const are = async (...wanted: string[]): Promise<string[]> => {
      const sorted = [...wanted].sort();
      const published = await annotations(
        editor.document,
        (one) => decided(one).map(inWords).sort().join("; ") === sorted.join("; "),
        sorted.join("; "),
      );
      for (const { status, touched, range, text } of decided(published)) {
        const place = new vscode.Range(
          range.start.line,
          range.start.character,
          range.end.line,
          range.end.character,
        );
        if (status !== "orphaned" && !touched) assert.equal(editor.document.getText(place), text);
      }
      return decided(published).map(({ id }) => id);
    };

    const accept = async (words: string): Promise<void> => {
      const published = await annotations(editor.document);
      const ids = published.annotations
        .filter(({ text, status }) => text === words && status === "suggested")
        .map(({ id }) => id);
      assert.ok(ids.length > 0, `a suggestion on ${words}`);
      const { document } = editor;
      await run("dateline.accept", { uri: document.uri.toString(), version: document.version, ids });
    };

    before(async () => {
      await vscode.workspace.fs.writeFile(fileUri(NAME), new TextEncoder().encode(TEXT));
      ({ editor } = await openArticle(NAME));
      await accept("Abyan");
    });

    after(async () => {
      await run("workbench.action.closeAllEditors");
      for (const file of [NAME, CLOSED].flatMap((name) => [name, `${name}.dateline.json`]))
        await vscode.workspace.fs.delete(fileUri(file)).then(undefined, () => undefined);
    });

    const FIRST = ["0 Abyan: LOC accepted", "2 Abyan: LOC accepted"];

    it("go and come with the text when it is undone and redone", async () => {
      const ids = await are(...FIRST);
      await editor.edit((edit) => edit.delete(editor.document.lineAt(0).rangeIncludingLineBreak));
      await are("0 Abyan: LOC orphaned", "1 Abyan: LOC accepted");
      await run("undo");
      assert.deepEqual(await are(...FIRST), ids);
      await run("redo");
      await are("0 Abyan: LOC orphaned", "1 Abyan: LOC accepted");
      await run("undo");
      assert.deepEqual(await are(...FIRST), ids);
    });

    it("that were made on typed text go with it and come back with it", async () => {
      await select(editor, "Rebels", { cursor: true });
      editor.selection = new vscode.Selection(1, 0, 1, 0);
      await run("type", { text: "Fighting in Ibb. " });
      await accept("Ibb");
      const ids = await are(...FIRST, "1 Ibb: LOC accepted");
      while (editor.document.getText() !== TEXT) await run("undo");
      await are(...FIRST, "1 Ibb: LOC orphaned");
      while (!editor.document.getText().includes("Fighting in Ibb. ")) await run("redo");
      assert.deepEqual(await are(...FIRST, "1 Ibb: LOC accepted"), ids);
      // The annotations' own undo finds its place in the text as it is now.
      await run("dateline.undo");
      while (editor.document.getText() !== TEXT) await run("undo");
      await are(...FIRST);
    });

    it("are marked where their words were typed into, until that is undone", async () => {
      const at = TEXT.indexOf("yan 😀");
      await editor.edit((edit) => edit.insert(editor.document.positionAt(at), "x"));
      await are("0 Abyan: LOC accepted, edited", "2 Abyan: LOC accepted");
      await run("undo");
      await are(...FIRST);
    });

    it("follow several cursors, and replacing all", async () => {
      editor.selections = [0, 1, 2].map((line) => new vscode.Selection(line, 0, line, 0));
      await run("type", { text: "😀 " });
      await are(...FIRST);
      while (editor.document.getText() !== TEXT) await run("undo");
      await editor.edit((edit) => {
        for (const match of TEXT.matchAll(/a/g)) {
          const start = editor.document.positionAt(match.index);
          if (!/Abyan/.test(TEXT.slice(match.index - 4, match.index + 4)))
            edit.replace(new vscode.Range(start, start.translate(0, 1)), "aaa");
        }
      });
      await are(...FIRST);
      await run("undo");
      await are(...FIRST);
      await editor.edit((edit) => {
        for (const match of TEXT.matchAll(/Abyan/g)) {
          const start = editor.document.positionAt(match.index);
          edit.replace(new vscode.Range(start, start.translate(0, 5)), "Sirte");
        }
      });
      await are("0 Abyan: LOC orphaned", "2 Abyan: LOC orphaned");
      await run("undo");
      await are(...FIRST);
    });

    it("go along when lines are moved, and stay when a text is formatted", async () => {
      editor.selection = new vscode.Selection(0, 3, 0, 3);
      await run("editor.action.moveLinesDownAction");
      await are("1 Abyan: LOC accepted", "2 Abyan: LOC accepted");
      await run("editor.action.moveLinesDownAction");
      await are("2 Abyan: LOC accepted", "1 Abyan: LOC accepted");
      await run("undo");
      await run("undo");
      await are(...FIRST);
      await editor.edit((edit) => {
        for (const line of [0, 2])
          edit.replace(editor.document.lineAt(line).range, `  ${editor.document.lineAt(line).text}  `);
      });
      await are(...FIRST);
      await run("editor.action.trimTrailingWhitespace");
      await are(...FIRST);
      while (editor.document.getText() !== TEXT) await run("undo");
      await are(...FIRST);
    });

    it("stay when all line ends become others, and when that is undone", async () => {
      await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
      assert.equal(editor.document.getText(), TEXT.replaceAll("\n", "\r\n"));
      await are(...FIRST);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "Update.\n"));
      await are("1 Abyan: LOC accepted", "3 Abyan: LOC accepted");
      while (editor.document.getText() !== TEXT) await run("undo");
      await are(...FIRST);
      await editor.document.save();
      // What is written when it is closed would come after its file is gone.
      await sidecar(NAME);
    });

    it("come back with an undo after their file was closed and opened again", async function () {
      const text = "Fighting in Abyan, then Abyan fell.\nRada is calm.\n";
      await vscode.workspace.fs.writeFile(fileUri(CLOSED), new TextEncoder().encode(text));
      editor = await opened(CLOSED);
      const second = (await annotations(editor.document)).annotations.filter(
        (one) => one.text === "Abyan",
      )[1];
      assert.ok(second);
      const { document } = editor;
      const uri = document.uri.toString();
      await run("dateline.accept", { uri, version: document.version, ids: [second.id] });
      await are("0 Abyan: LOC accepted");
      await editor.edit((edit) => edit.delete(new vscode.Range(0, 9, 0, 34)));
      await are("0 Abyan: LOC orphaned");
      await document.save();
      await sidecar(CLOSED);
      const closed = when(
        vscode.workspace.onDidCloseTextDocument,
        () => document.isClosed || undefined,
        "the article closed",
      );
      await run("workbench.action.closeActiveEditor");
      await closed;
      editor = await opened(CLOSED);
      await are("0 Abyan: LOC orphaned");
      await run("undo");
      // An editor that forgets its undo has nothing to bring back.
      if (editor.document.getText() !== text) this.skip();
      await are("0 Abyan: LOC accepted");
      const [own] = decided(await annotations(editor.document));
      assert.deepEqual(own?.range.start, second.range.start);
      await editor.document.save();
      await sidecar(CLOSED);
    });
  });
}

/** Opens an article as a user does: what is opened by an extension stays open for minutes after its editor is closed. */
async function opened(name: string): Promise<vscode.TextEditor> {
  await run("vscode.open", fileUri(name));
  return when(
    (look) =>
      vscode.Disposable.from(
        vscode.window.onDidChangeActiveTextEditor(look),
        vscode.workspace.onDidOpenTextDocument(look),
      ),
    () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.path.endsWith(`/${name}`) && editor.document.languageId === "article"
        ? editor
        : undefined;
    },
    `${name} as an article`,
  );
}
