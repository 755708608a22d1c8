import assert from "node:assert/strict";
import * as vscode from "vscode";
import { annotations, fileUri, has, openArticle, select, when } from "./support.ts";
import { hasWindow, press, quickInput, type } from "./window.ts";

const ENGLISH = "aden.txt";
const ARABIC = "adan.txt";
const TEXTS = {
  [ENGLISH]: "ADEN, June 15, 2012 - At least 31 militants were killed in Aden on Friday. Aden was calm.\n",
  "dateline.config.json": '{"gazetteer": "names.tsv"}\n',
  "names.tsv": "# names\nLOC\tRada\n",
  [ARABIC]: "عدن: قُتل 12 جندياً في عدن يوم الجمعة، بحسب الأمم المتحدة.\n",
};

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

const read = async (name: string): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(name)));

const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

/** The page of an entity, where it is the active editor. */
const page = (): Promise<vscode.TextEditor> =>
  when(
    vscode.window.onDidChangeActiveTextEditor,
    () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.languageId === "dateline-entity" ? editor : undefined;
    },
    "an entity's page",
  );

export function acrossTests(): void {
  describe("across articles", () => {
    before(async () => {
      for (const [name, text] of Object.entries(TEXTS))
        await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
    });

    it("finds an entity's mentions in the other language", async () => {
      const { editor } = await openArticle(ENGLISH);
      const found = (await run(
        "vscode.executeReferenceProvider",
        editor.document.uri,
        new vscode.Position(0, 1),
      )) as vscode.Location[];
      const names = found.map(({ uri }) => uri.path.split("/").at(-1));
      assert.deepEqual(names, [ARABIC, ARABIC, ENGLISH, ENGLISH, ENGLISH]);
    });

    it("lists entities and figures among the symbols of the workspace", async () => {
      await openArticle(ENGLISH);
      const symbols = (query: string): Thenable<vscode.SymbolInformation[]> =>
        run("vscode.executeWorkspaceSymbolProvider", query) as Thenable<vscode.SymbolInformation[]>;
      const [aden] = await symbols("aden");
      assert.equal(plain(aden?.name ?? ""), "Aden");
      const [killed] = await symbols("killed 31");
      assert.equal(killed?.name, "killed at least 31");
      assert.ok(killed?.location.uri.path.endsWith(ENGLISH));
    });

    it("opens an entity's page, whose lines lead to their places", async () => {
      const { editor } = await openArticle(ENGLISH);
      await select(editor, "Aden", { cursor: true });
      await run("dateline.openEntityPage");
      const shown = await page();
      const { document } = shown;
      const lines = plain(document.getText()).split("\n");
      assert.deepEqual(lines.slice(0, 3), ["Aden · LOC", "Also: عدن", "5 mentions in 2 articles"]);
      const line = lines.findIndex((one) => one.includes("12 جندياً"));
      const links = (await run("vscode.executeLinkProvider", document.uri)) as vscode.DocumentLink[];
      const link = links.find(({ range }) => range.start.line === line);
      assert.match(link?.target?.toString(true) ?? "", /adan\.txt#1,\d+-1,\d+$/);
      shown.selection = new vscode.Selection(line, 0, line, 0);
      await run("editor.action.revealDefinition");
      const there = await when(
        vscode.window.onDidChangeActiveTextEditor,
        () => {
          const active = vscode.window.activeTextEditor;
          return active?.document.uri.path.endsWith(ARABIC) ? active : undefined;
        },
        "the article that the line is of",
      );
      assert.equal(
        plain(
          there.document.getText(
            new vscode.Range(there.selection.start, there.selection.start.translate(0, 2)),
          ),
        ),
        "12",
      );
    });

    it("makes the page anew when it is looked at after a decision", async () => {
      const { editor } = await openArticle(ENGLISH);
      await select(editor, "Aden was", { cursor: true });
      await run("dateline.reject");
      await has(editor.document, "Aden: LOC rejected");
      const opened = [...vscode.workspace.textDocuments].find(
        ({ languageId }) => languageId === "dateline-entity",
      );
      assert.ok(opened);
      assert.match(plain(opened.getText()), /5 mentions/);
      await vscode.window.showTextDocument(opened);
      await when(
        vscode.workspace.onDidChangeTextDocument,
        () => plain(opened.getText()).includes("4 mentions in 2 articles") || undefined,
        "the page without what was rejected",
      );
      await openArticle(ENGLISH);
      await run("dateline.undo");
    });

    it("renames an entity in the project's names, after a look at what it is for", async function () {
      if (!hasWindow) this.skip();
      const { editor } = await openArticle(ENGLISH);
      await select(editor, "Aden", { cursor: true });
      const done = run("dateline.renameEntity");
      await quickInput("Rename “Aden” (LOC)");
      await press("Control+a");
      await type("Port of Aden");
      await press("Enter");
      await quickInput("Rename “Aden” to “Port of Aden”");
      await press("Enter");
      await done;
      assert.match(await read("names.tsv"), /^LOC\tAden\|عدن\tPort of Aden$/m);
      assert.equal(await read(ENGLISH), TEXTS[ENGLISH]);
      await annotations(
        editor.document,
        (published) => published.annotations.some(({ entity }) => entity?.name === "Port of Aden"),
        "the entity by its new name",
      );
      // The edit is the editor's own: it is undone in the file.
      await vscode.window.showTextDocument(fileUri("names.tsv"));
      await run("undo");
      assert.doesNotMatch(vscode.window.activeTextEditor?.document.getText() ?? "", /Port of Aden/);
      await run("workbench.action.files.save");
    });
  });
}
