import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Compared } from "../../../client/src/comparison/comparison.ts";
import type { PublishParams } from "../../../server/src/protocol.ts";
import { annotations, api, cursorIn, fileUri, openArticle, select, when } from "./support.ts";
import { drawn, hasWindow, press, quickInput, type } from "./window.ts";

const FILE = "92-opinions.txt";
/** An Arabic name that wraps, however wide the window is. */
const WRAPPING = "94-wrapping.txt";
const LONG_NAME = Array.from({ length: 80 }, () => "حركة أنصار").join(" ");
const TEXT = "Militants left Aden 😀 on Friday.\nوصلت القوات الى عدن وصنعاء يوم الجمعة.\n";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

const labelOf = ({ annotations: all }: PublishParams, words: string): string | null | undefined =>
  all.find(({ text, status }) => text === words && status !== "suggested" && status !== "rejected")?.label;

/** Annotates in somebody's name from here on. */
async function become(document: vscode.TextDocument, name: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration("dateline", document);
  await settings.update("annotator", name, vscode.ConfigurationTarget.Workspace);
  await annotations(document, ({ annotator }) => annotator === name, `annotating as ${name}`);
}

/** Annotates words in the article at hand. */
async function label(editor: vscode.TextEditor, words: string, as: string): Promise<void> {
  const range = await select(editor, words);
  await run("dateline.add", { uri: editor.document.uri.toString(), range, label: as });
  await annotations(editor.document, (now) => labelOf(now, words) === as, `${words} as ${as}`);
}

async function compared(wanted: (current: Compared) => boolean, what: string): Promise<Compared> {
  const { comparison } = await api();
  return when(
    comparison.onDidChange,
    () => (comparison.current && wanted(comparison.current) ? comparison.current : undefined),
    what,
  );
}

/** Several annotators on one article, and decisions that come back; by keys, and in the window. */
export function compareTests(): void {
  describe("several annotators", () => {
    before(() => vscode.workspace.fs.writeFile(fileUri(FILE), new TextEncoder().encode(TEXT)));
    after(async () => {
      const settings = vscode.workspace.getConfiguration("dateline");
      await settings.update("annotator", undefined, vscode.ConfigurationTarget.Workspace);
      await run("workbench.action.closeAllEditors");
      for (const name of [FILE, WRAPPING].flatMap((one) => [one, `${one}.dateline.json`]))
        await vscode.workspace.fs.delete(fileUri(name)).then(undefined, () => undefined);
    });

    it("disagree, are compared and settled by keys, and the step is undone", async function () {
      if (!hasWindow) this.skip();
      const { editor } = await openArticle(FILE);
      const { document } = editor;
      await become(document, "ana");
      await label(editor, "Aden", "LOC");
      await label(editor, "عدن", "LOC");
      await label(editor, "صنعاء", "LOC");
      await become(document, "ben");
      await label(editor, "Aden", "ORG");
      await label(editor, "عدن", "LOC");
      const disputed = await annotations(document, (now) => labelOf(now, "Aden") === "ORG");
      assert.deepEqual(
        disputed.annotations.filter((one) => one.disputed).map(({ text }) => text),
        ["Aden"],
      );
      void run("dateline.compare");
      await quickInput("Compare");
      await press("Enter");
      const { result } = await compared(() => true, "a comparison");
      // What is compared is framed, not selected: no key overwrites it.
      const framed = (): string => {
        assert.ok(editor.selection.isEmpty, "something is selected");
        const { start } = editor.selection;
        return document.getText(document.getWordRangeAtPosition(start)?.with(start));
      };
      assert.equal(result.summary, "1 agree, 1 differ, 1 only ana");
      await drawn(
        `[...document.querySelectorAll(".statusbar-item")].some((one) => one.textContent.includes("ben ↔ ana: 1 agree, 1 differ"))`,
        "the comparison in the status bar",
      );
      assert.equal(framed(), "Aden");
      await run("workbench.action.focusActiveEditorGroup");
      await press("Alt+2");
      await compared((current) => current.result.agreement.settled === 1, "one settled");
      const settled = await annotations(document, (now) => labelOf(now, "Aden") === "LOC", "ana's decision");
      assert.ok(settled.annotations.some(({ adjudicated, by }) => adjudicated && by === "ben"));
      assert.equal(framed(), "صنعاء");
      await press("Alt+3");
      await compared((current) => current.result.agreement.agree === 2, "both agree");
      await press("Alt+U", "Alt+U");
      await compared((current) => current.result.summary === "1 agree, 1 differ, 1 only ana", "both undone");
      await drawn(
        `![...document.querySelectorAll(".statusbar-item")].some((one) => one.textContent.includes(" · ana"))`,
        "that nothing is said of a pair any more",
      );
      await press("Alt+0");
      const { comparison } = await api();
      await when(comparison.onDidChange, () => (comparison.current ? undefined : true), "the end");
      // From the hover, whose link names both.
      const { start } = await select(editor, "Aden");
      const hovers = (await run("vscode.executeHoverProvider", document.uri, start)) as vscode.Hover[];
      const [link] = hovers.flatMap(({ contents }) =>
        contents.flatMap((content) =>
          typeof content === "string"
            ? []
            : [...(/\(command:dateline\.compare\?([^)]*)\)/.exec(content.value) ?? [])].slice(1),
        ),
      );
      await run("dateline.compare", ...(JSON.parse(decodeURIComponent(link ?? "")) as unknown[]));
      assert.deepEqual(
        [comparison.current?.left, comparison.current?.right],
        [{ annotator: "ben" }, { annotator: "ana" }],
      );
      assert.equal(framed(), "Aden");
      await run("dateline.compareEnd");
      assert.equal(comparison.current, undefined);
    });

    it("see no blank of Arabic words that wrap, at the wrong end of the line", async function () {
      if (!hasWindow) this.skip();
      await vscode.workspace.fs.writeFile(
        fileUri(WRAPPING),
        new TextEncoder().encode(`قالت ${LONG_NAME} ذلك.\n`),
      );
      const { editor } = await openArticle(WRAPPING);
      await become(editor.document, "ana");
      await label(editor, LONG_NAME, "LOC");
      await become(editor.document, "ben");
      await label(editor, LONG_NAME, "ORG");
      void run("dateline.compare");
      await quickInput("Compare");
      await press("Enter");
      await compared(({ result }) => result.pairs.length === 1, "the pair");
      // The look of the pair, and the frame of the one that is shown.
      await drawn(
        `(() => {
          const pieces = [...document.querySelectorAll(".editor-instance .view-overlays .cdr[class*=ced-]")];
          const kinds = new Set(pieces.map(({ className }) => className));
          return kinds.size > 1 && pieces.every((one) => getComputedStyle(one).clipPath.startsWith("inset"));
        })()`,
        "the compared words without narrow pieces",
      );
      await run("dateline.compareEnd");
    });

    it("lose nothing: what was removed is restored from an earlier version, by keys", async function () {
      if (!hasWindow) this.skip();
      const { editor } = await openArticle(FILE);
      const { document } = editor;
      await become(document, "ben");
      await cursorIn(editor, "Aden");
      await run("dateline.retrySave");
      await run("dateline.remove");
      await annotations(document, (now) => labelOf(now, "Aden") === "LOC", "ben's opinion gone");
      await run("dateline.retrySave");
      void run("dateline.restore");
      await quickInput("Restore annotations from");
      await press("ArrowDown", "Enter");
      await drawn(
        `document.querySelector(".quick-input-widget .quick-input-title")?.textContent.includes("otherwise")`,
        "what the version changes",
      );
      await press("Enter");
      await annotations(document, (now) => labelOf(now, "Aden") === "ORG", "ben's opinion again");
      await run("notifications.clearAll");
    });

    it("are told of a sidecar that cannot be read, and its quick fix brings the last good one back", async () => {
      const { editor } = await openArticle(FILE);
      const { document } = editor;
      await run("dateline.retrySave");
      const uri = fileUri(`${FILE}.dateline.json`);
      const good = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(good.slice(0, good.length / 2)));
      await annotations(document, ({ problems }) => problems.length > 0, "the problem");
      const sidecar = await vscode.workspace.openTextDocument(uri);
      const fixes = await when(
        vscode.languages.onDidChangeDiagnostics,
        () => (vscode.languages.getDiagnostics(uri).length > 0 ? true : undefined),
        "the diagnostic",
      ).then(() =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          uri,
          vscode.languages.getDiagnostics(uri)[0]?.range ?? new vscode.Range(0, 0, 0, 0),
        ),
      );
      const fix = fixes.find(({ title }) => title.startsWith("Restore the last good version"));
      assert.ok(fix?.command, `${sidecar.lineCount} lines: ${fixes.map(({ title }) => title).join(" | ")}`);
      void run(fix.command.command, ...(fix.command.arguments ?? []));
      await annotations(document, (now) => now.problems.length === 0, "no problem");
      await run("dateline.retrySave");
      assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), good);
      const names = (await vscode.workspace.fs.readDirectory(fileUri("."))).map(([name]) => name);
      const aside = names.find((name) => name.startsWith(`${FILE}.dateline.broken-`));
      assert.ok(aside);
      await vscode.workspace.fs.delete(fileUri(aside));
      await run("notifications.clearAll");
    });

    it("get their annotations back from the sidecar alone, by the palette", async function () {
      if (!hasWindow) this.skip();
      const uri = fileUri(`${FILE}.dateline.json`);
      const good = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      await run("workbench.action.closeAllEditors");
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(good.slice(0, good.length / 2)));
      await vscode.window.showTextDocument(uri);
      await run("workbench.action.focusActiveEditorGroup");
      await press("F1");
      await type("Dateline: Restore Annotations");
      await drawn(
        `document.querySelector(".quick-input-list .monaco-list-row.focused")?.textContent.includes("Restore Annotations…")`,
        "the command in the palette",
      );
      await press("Enter");
      await quickInput("Restore annotations from");
      await press("Enter");
      await drawn(
        `[...document.querySelectorAll(".quick-input-list .monaco-list-row")].some((row) => row.textContent.includes("Restore it"))`,
        "what can be done",
      );
      await press("Enter");
      const article = vscode.workspace.textDocuments.find((one) => one.uri.path.endsWith(FILE));
      assert.ok(article);
      await annotations(article, ({ problems }) => problems.length === 0, "the sidecar mended");
      await run("dateline.retrySave");
      assert.equal(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))).version, 1);
      await run("dateline.openArticle");
      assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith(FILE));
      await run("notifications.clearAll");
      for (const [name] of await vscode.workspace.fs.readDirectory(fileUri(".")))
        if (name.startsWith(`${FILE}.dateline.broken-`)) await vscode.workspace.fs.delete(fileUri(name));
    });
  });
}
