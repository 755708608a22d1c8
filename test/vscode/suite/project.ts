import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PublishParams } from "../../../server/src/protocol.ts";
import { annotations, api, cursorIn, fileUri, has, openArticle, select, when } from "./support.ts";
import { drawn, hasWindow, press, quickInput, type } from "./window.ts";

const ARTICLE = "92-hilux.txt";
const CLOSED = "93-hilux.txt";
const DRAFT = "94-draft.txt";
const CONFIG = "dateline.config.json";
const PLACED = "95-placed.txt";
const MOVED = "96-moved.txt";
const FOLDER = "95 annotations";
const FILES = [ARTICLE, CLOSED, DRAFT, CONFIG, `${ARTICLE}.dateline.json`, `${CLOSED}.dateline.json`];

const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
const read = async (name: string): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(name)));
const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

const attributesOn = ({ annotations: all }: PublishParams, words: string): object | undefined =>
  all.find(({ text, label }) => text === words && label === "VEHICLE")?.attributes;

/** A project with labels of its own, by keys and in the window. */
export function projectTests(): void {
  describe("a project of one's own", () => {
    before(async () => {
      await write(ARTICLE, "Gunmen in a truck took Tangaye. The truck burned. وصلت سيارة إلى مأرب.\n");
      await write(CLOSED, "A truck was seen.\n");
      await write(DRAFT, "Gunmen took Tangaye.\n");
    });
    after(async () => {
      await run("workbench.action.closeAllEditors");
      for (const file of [...FILES, PLACED, MOVED, FOLDER])
        await vscode.workspace.fs.delete(fileUri(file), { recursive: true }).then(undefined, () => undefined);
    });

    it("begins with a file that says what the settings say, and is not made twice", async () => {
      await run("dateline.createProject");
      assert.match(vscode.window.activeTextEditor?.document.uri.path ?? "", /dateline\.config\.json$/);
      assert.equal(vscode.window.activeTextEditor?.document.languageId, "jsonc");
      const text = await read(CONFIG);
      await write(CONFIG, `${text}// mine\n`);
      await run("dateline.createProject");
      assert.match(await read(CONFIG), /\/\/ mine\n$/);
      assert.deepEqual(vscode.languages.getDiagnostics(fileUri(CONFIG)), []);
      await run("workbench.action.closeActiveEditor");
    });

    it("gives a label of its own by its key, drawn in its colour, and attributes by theirs", async function () {
      await write(
        CONFIG,
        JSON.stringify({
          labels: [{ name: "VEHICLE", key: "v", colour: "#b15928", description: "a car" }],
          attributes: { certainty: ["low", "high"] },
          exclude: ["**/94-*"],
        }),
      );
      const { projects } = await api();
      await when(
        projects.onDidChange,
        () => projects.of(fileUri(CONFIG)).labels.some(({ name }) => name === "VEHICLE") || undefined,
        "the project's labels",
      );
      const { editor } = await openArticle(ARTICLE);
      const { document } = editor;
      if (!hasWindow) {
        await run("dateline.add", {
          uri: document.uri.toString(),
          range: { start: { line: 0, character: 12 }, end: { line: 0, character: 17 } },
          label: "VEHICLE",
        });
        await has(document, "truck: VEHICLE added");
        this.skip();
      }
      await select(editor, "truck");
      await press("Alt+L");
      await quickInput("Annotate “truck”");
      await press("v");
      await has(document, "truck: VEHICLE added");
      await drawn(
        `[...document.querySelectorAll(".editor-instance .view-overlays .cdr[class*=ced-]")].some((one) => getComputedStyle(one).borderBottomColor === "rgb(177, 89, 40)" || getComputedStyle(one).borderBottomColor.startsWith("rgb(2"))`,
        "the label's colour",
      );
      await cursorIn(editor, "truck");
      await press("Alt+T");
      await quickInput("certainty: “truck”");
      await press("2");
      await annotations(
        document,
        (now) => JSON.stringify(attributesOn(now, "truck")) === '{"certainty":"high"}',
        "the attribute",
      );
      await run("dateline.undo");
      await annotations(
        document,
        (now) => JSON.stringify(attributesOn(now, "truck")) === "{}",
        "no attribute",
      );
    });

    it("labels and sets attributes by single keys in the review mode", async function () {
      if (!hasWindow) this.skip();
      const { editor } = await openArticle(ARTICLE);
      const { document } = editor;
      await run("dateline.review");
      await select(editor, "سيارة");
      const { selection } = editor;
      await press("v");
      await has(document, "سيارة: VEHICLE added");
      await when(
        vscode.window.onDidChangeTextEditorSelection,
        () => !editor.selection.isEqual(selection) || vscode.window.activeTextEditor !== editor || undefined,
        "the next suggestion",
      );
      await vscode.window.showTextDocument(document);
      await select(editor, "سيارة");
      await press("t");
      await quickInput("certainty: ");
      await press("1");
      await annotations(
        document,
        (now) => JSON.stringify(attributesOn(now, "سيارة")) === '{"certainty":"low"}',
        "the attribute",
      );
      await run("dateline.review.leave");
    });

    it("leaves files alone that it excludes", async () => {
      const document = await vscode.workspace.openTextDocument(fileUri(DRAFT));
      await vscode.window.showTextDocument(document);
      // What is opened behind it is read behind it.
      await openArticle(ARTICLE);
      assert.equal(document.languageId, "plaintext");
    });

    it("renames a label in the file and in all sidecars, after a list, and takes that back", async function () {
      const { editor } = await openArticle(CLOSED);
      await run("dateline.add", {
        uri: editor.document.uri.toString(),
        range: { start: { line: 0, character: 2 }, end: { line: 0, character: 7 } },
        label: "VEHICLE",
      });
      await has(editor.document, "truck: VEHICLE added");
      await run("dateline.retrySave");
      await run("workbench.action.closeActiveEditor");
      const { editor: shown } = await openArticle(ARTICLE);
      if (!hasWindow) this.skip();
      const before = [await read(`${CLOSED}.dateline.json`), await read(CONFIG)];
      const config = await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument(fileUri(CONFIG)),
      );
      await select(config, "VEHICLE");
      await press("F2");
      await quickInput("Rename the label VEHICLE");
      await type("CAR");
      await press("Enter");
      await quickInput("Rename VEHICLE to CAR");
      await press("Enter");
      await annotations(
        shown.document,
        (now) => now.annotations.some(({ label }) => label === "CAR"),
        "the new name",
      );
      await drawn(
        `document.body.innerText.includes("Renamed VEHICLE to CAR: 3 mentions in 2 articles.")`,
        "the report",
      );
      const after = [await read(`${CLOSED}.dateline.json`), await read(CONFIG)];
      assert.deepEqual(
        after,
        before.map((text) => text.replaceAll('"VEHICLE"', '"CAR"')),
      );
      await run("dateline.undoAll");
      assert.deepEqual([await read(`${CLOSED}.dateline.json`), await read(CONFIG)], before);
      await run("notifications.clearAll");
    });

    it("keeps sidecars in a folder of their own, where they follow their articles", async () => {
      const [from, to] = [fileUri(PLACED), fileUri(MOVED)];
      const place = (name: string): string => `${FOLDER}/${name}.dateline.json`;
      await write(PLACED, "Gunmen in a truck took Tangaye.\n");
      await write(CONFIG, JSON.stringify({ sidecars: FOLDER }));
      const { projects } = await api();
      await when(
        projects.onDidChange,
        () => projects.of(fileUri(CONFIG)).sidecars === FOLDER || undefined,
        "the folder of sidecars",
      );
      const { editor } = await openArticle(PLACED);
      await cursorIn(editor, "Tangaye");
      if (hasWindow) await press("Alt+A");
      else await run("dateline.accept");
      await has(editor.document, "Tangaye: LOC accepted");
      await run("dateline.retrySave");
      assert.match(await read(place(PLACED)), /"Tangaye"/);
      await assert.rejects(async () => read(`${PLACED}.dateline.json`));
      await run("dateline.openSidecar");
      assert.equal(vscode.window.activeTextEditor?.document.uri.path, fileUri(place(PLACED)).path);
      await run("dateline.openArticle");
      assert.equal(vscode.window.activeTextEditor?.document.uri.path, from.path);
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(from, to);
      assert.ok(await vscode.workspace.applyEdit(edit));
      const { editor: renamed } = await openArticle(MOVED);
      await has(renamed.document, "Tangaye: LOC accepted");
      assert.match(await read(place(MOVED)), /"Tangaye"/);
      await assert.rejects(async () => read(place(PLACED)));
      const deletion = new vscode.WorkspaceEdit();
      deletion.deleteFile(to);
      assert.ok(await vscode.workspace.applyEdit(deletion));
      await assert.rejects(async () => read(place(MOVED)));
      await run("notifications.clearAll");
    });
  });
}
