import assert from "node:assert/strict";
import * as vscode from "vscode";
import { childrenOf, type Node } from "../../../client/src/outline/nodes.ts";
import type { ExportReport, ImportReport, PublishParams } from "../../../server/src/protocol.ts";
import {
  annotations,
  api,
  cursorIn,
  fileUri,
  folder,
  has,
  openArticle,
  said,
  select,
  sidecar,
  when,
} from "./support.ts";
import { decorationsDrawn, drawn, hasWindow, press, quickInput, type, wordPlaces } from "./window.ts";

const ENGLISH = "01-sahel-market.txt";
const ARABIC = "05-deir-ezzor-ar.txt";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** Runs a command by its key where the window can be used, else by its name. */
async function byKey(keys: string, command: string, ...args: unknown[]): Promise<void> {
  if (!hasWindow) {
    await run(command, ...args);
    return;
  }
  await run("workbench.action.focusActiveEditorGroup");
  await press(keys);
}

/** All nodes of the tree, as the words that they stand for. */
function tree(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    const name =
      node.type === "annotation"
        ? node.annotation.text
        : node.type === "group"
          ? node.group.kind === "label"
            ? node.group.label
            : node.group.kind
          : node.type === "total"
            ? `${node.name} ${node.total}`
            : node.type === "entity"
              ? node.name
              : node.type === "head"
                ? `${node.line.kind} ${node.line.text}`
                : node.type;
    return [name, ...tree(childrenOf(node))];
  });
}

export function annotateTests(): void {
  describe("an English article", () => {
    it("is opened as an article, and what is in it is found and drawn", async () => {
      const { editor, published } = await openArticle(ENGLISH);
      assert.equal(editor.document.languageId, "article");
      const found = published.annotations.map(said);
      assert.ok(found.includes("at least 17 people: killed at least 17 suggested"), found.join(" | "));
      assert.ok(found.includes("Burkina Faso: LOC suggested"));
      if (hasWindow) assert.ok((await decorationsDrawn()) > 10);
    });

    it("is shown in the tree: what it says of itself, tally, figures, entities by label", async () => {
      const { outline } = await api();
      await run("dateline.annotations.focus");
      const names = tree(outline.roots);
      assert.deepEqual(outline.roots.map((node) => node.id).slice(0, 3), ["article", "tally", "figures"]);
      assert.deepEqual(tree(outline.roots.slice(0, 1)), [
        "article",
        "published 2024-03-03",
        "place OUAGADOUGOU",
        "agency Sahel Wire",
        "language English",
      ]);
      assert.ok(
        names.includes("killed 33") || names.some((name) => name.startsWith("killed")),
        names.join(" | "),
      );
      assert.ok(names.includes("LOC") && names.includes("Tangaye"));
      if (hasWindow) {
        await drawn(
          `[...document.querySelectorAll(".pane-body .monaco-list-row")].some((row) => row.textContent.includes("Casualty figures"))`,
          "the tree",
        );
      }
    });

    it("goes from what it says of itself to its words", async () => {
      const { editor, published } = await openArticle(ENGLISH);
      const agency = published.head.find(({ kind }) => kind === "agency");
      assert.ok(agency?.range);
      const { uri } = editor.document;
      await run("dateline.reveal", { uri: uri.toString(), version: published.version, range: agency.range });
      assert.equal(editor.document.getText(editor.selection), "Sahel Wire");
    });

    it("says in a hover what an annotation is, with links", async () => {
      const { editor } = await openArticle(ENGLISH);
      const { start } = await select(editor, "17 people");
      const hovers = (await run("vscode.executeHoverProvider", editor.document.uri, start)) as vscode.Hover[];
      const text = hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === "string" ? content : content.value))
        .join("\n");
      assert.match(text, /killed: at least 17/);
      assert.match(text, /command:dateline\.accept/);
    });

    it("has symbols by place for breadcrumbs, outline and Go to Symbol", async () => {
      const { editor } = await openArticle(ENGLISH);
      const symbols = (await run(
        "vscode.executeDocumentSymbolProvider",
        editor.document.uri,
      )) as vscode.DocumentSymbol[];
      assert.match(symbols[0]?.name ?? "", /^1: Gunmen on motorcycles/);
      assert.equal(symbols[0]?.children[0]?.name, "killed: 17");
    });

    it("offers corrections as code actions", async () => {
      const { editor } = await openArticle(ENGLISH);
      const range = await select(editor, "Tangaye");
      const actions = (await run(
        "vscode.executeCodeActionProvider",
        editor.document.uri,
        range,
      )) as vscode.CodeAction[];
      assert.ok(
        actions.some(({ title }) => title.startsWith("Accept LOC")),
        actions.map(({ title }) => title).join(" | "),
      );
    });
  });

  describe("corrections", () => {
    it("accept", async () => {
      const { editor } = await openArticle(ENGLISH);
      await cursorIn(editor, "17 people");
      await byKey("Alt+A", "dateline.accept");
      await has(editor.document, "at least 17 people: killed at least 17 accepted");
    });

    it("reject", async () => {
      const { editor } = await openArticle(ENGLISH);
      await cursorIn(editor, "Saturday");
      await byKey("Alt+X", "dateline.reject");
      await has(editor.document, "Saturday: DATE rejected");
    });

    it("relabel, with the label's number", async () => {
      const { editor, published } = await openArticle(ENGLISH);
      await cursorIn(editor, "Tangaye");
      if (hasWindow) {
        await byKey("Alt+L", "dateline.relabel");
        await quickInput("Relabel");
        await press("2");
      } else {
        const id = published.annotations.find(({ text }) => text === "Tangaye")?.id;
        await run("dateline.relabel", { uri: editor.document.uri.toString(), ids: [id], label: "ORG" });
      }
      await has(editor.document, "Tangaye: ORG corrected");
    });

    it("add from a selection", async () => {
      const { editor } = await openArticle(ENGLISH);
      await select(editor, "volunteer fighter");
      if (hasWindow) {
        await byKey("Alt+L", "dateline.add");
        await quickInput("Annotate");
        await press("1");
      } else {
        await run("dateline.add", {
          uri: editor.document.uri.toString(),
          range: editor.selection,
          label: "PERSON",
        });
      }
      await has(editor.document, "volunteer fighter: PERSON added");
    });

    it("move a boundary by a word, and to the selection", async () => {
      const { editor } = await openArticle(ENGLISH);
      await cursorIn(editor, "Yatenga");
      await byKey("Alt+]", "dateline.extendEnd");
      await has(editor.document, "Yatenga province: LOC corrected");
      await when(
        vscode.window.onDidChangeTextEditorSelection,
        () => editor.document.getText(editor.selection) === "Yatenga province" || undefined,
        "the new span selected",
      );
      await select(editor, "in Yatenga province");
      await byKey("Alt+B", "dateline.resize");
      await has(editor.document, "in Yatenga province: LOC corrected");
    });

    it("edit a figure, field by field", async () => {
      const { editor, published } = await openArticle(ENGLISH);
      await cursorIn(editor, "nine assailants");
      if (hasWindow) {
        await byKey("F2", "dateline.correct");
        await quickInput("Edit “nine assailants”");
        await press("Enter");
        await quickInput("Number");
        await press("Control+A");
        await type("9-12");
        await press("Enter");
        await quickInput("Edit “nine assailants”");
        await press("Enter");
      } else {
        const id = published.annotations.find(({ text }) => text === "nine assailants")?.id;
        const client = { uri: editor.document.uri.toString(), version: editor.document.version, ids: [id] };
        await run("dateline.editFigure", { ...client, changes: { min: 9, max: 12, qualifier: "range" } });
      }
      await has(editor.document, "nine assailants: killed 9 to 12 corrected");
    });

    it("undo the last, and redo it", async () => {
      const { editor } = await openArticle(ENGLISH);
      await byKey("Alt+U", "dateline.undo");
      await has(editor.document, "nine assailants: killed 9 suggested");
      await byKey("Alt+Shift+U", "dateline.redo");
      await has(editor.document, "nine assailants: killed 9 to 12 corrected");
    });

    it("remove a decision", async () => {
      const { editor } = await openArticle(ENGLISH);
      await cursorIn(editor, "volunteer fighter");
      await byKey("Alt+Backspace", "dateline.remove");
      await annotations(
        editor.document,
        ({ annotations: all }) => !all.some(({ text }) => text === "volunteer fighter"),
        "the removal",
      );
    });

    it("go to the next suggestion, which is selected whole", async () => {
      const { editor } = await openArticle(ENGLISH);
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await byKey("Alt+.", "dateline.next");
      const range = await when(
        vscode.window.onDidChangeTextEditorSelection,
        () => (editor.selection.isEmpty ? undefined : editor.selection),
        "a selection",
      );
      assert.equal(editor.document.getText(range), "17");
    });

    it("are in the sidecar, where each quote stands in its place", async () => {
      const { editor } = await openArticle(ENGLISH);
      const { annotations: stored } = await sidecar(ENGLISH);
      const points = [...editor.document.getText()];
      for (const { start, end, quote } of stored) assert.equal(points.slice(start, end).join(""), quote);
      assert.deepEqual(stored.map(({ quote, status }) => `${quote}: ${status}`).sort(), [
        "Saturday: rejected",
        "Tangaye: corrected",
        "at least 17 people: accepted",
        "in Yatenga province: corrected",
        "nine assailants: corrected",
      ]);
    });

    it("from the tree are for what is selected there, several at once", async () => {
      const { editor, published } = await openArticle(ENGLISH);
      const { outline } = await api();
      const group = outline.roots.find((node) => node.id === "l:ORG");
      assert.ok(group);
      await run("dateline.accept", group, [group]);
      const count = published.annotations.filter(
        ({ label, status }) => label === "ORG" && status === "suggested",
      ).length;
      await annotations(
        editor.document,
        ({ annotations: all }) =>
          all.filter(({ label, status }) => label === "ORG" && status === "accepted").length >= count,
        "the ORG accepted",
      );
    });

    it("set a figure's place by the beginning of a name, and read the number of an added one", async function () {
      if (!hasWindow) {
        console.log("      (left out: on the desktop build the window cannot be used)");
        this.skip();
      }
      const { editor } = await openArticle("04-khyber-convoy.txt");
      await cursorIn(editor, "eight soldiers");
      await byKey("F2", "dateline.correct");
      await quickInput("Edit “eight soldiers”");
      await type("Place");
      await press("Enter");
      await quickInput("Place");
      await type("tir");
      await press("Enter");
      await quickInput("Edit “eight soldiers”");
      await press("Enter");
      await annotations(
        editor.document,
        ({ annotations: all }) =>
          all.some(
            ({ text, figure, status }) =>
              text === "eight soldiers" && figure?.place === "Tirah" && status === "corrected",
          ),
        "the place",
      );
      await select(editor, "a girl of seven");
      await byKey("Alt+N", "dateline.addFigure");
      await quickInput("What happened to them?");
      await press("Enter");
      await quickInput("Add “a girl of seven”");
      await press("Enter");
      const published = await has(editor.document, "a girl of seven: killed 1 added");
      const added = published.annotations.find(({ status }) => status === "added");
      assert.equal(added?.figure?.qualifier, "exact");
    });

    it("in the tree go down a list by keyboard: keys are for the row that the arrows reached", async function () {
      if (!hasWindow) {
        console.log("      (left out: on the desktop build the window cannot be used)");
        this.skip();
      }
      const { editor } = await openArticle("03-darfur-shelling.txt");
      const { outline } = await api();
      const figures = outline.roots.find((node) => node.id === "figures");
      assert.ok(figures);
      const leaves = childrenOf(figures).flatMap((node) =>
        node.type === "annotation" ? [node.annotation] : [],
      );
      const texts = leaves.map(({ text }) => text);
      const [first, second, third, fourth] = leaves.map((leaf) => said(leaf).replace(/ suggested$/, ""));
      const focused = (words = ""): Promise<string> =>
        drawn(
          `(() => {
            const row = document.querySelector(".pane-body .monaco-list-row.focused");
            return row?.textContent.includes(${JSON.stringify(words)}) && row.textContent;
          })()`,
          `“${words}” focused in the tree`,
        );
      await run("dateline.annotations.focus");
      await drawn(
        `[...document.querySelectorAll(".pane-body .monaco-list-row")].some((row) => row.textContent.includes(${JSON.stringify(texts[0])}))`,
        "the tree of the article",
      );
      // An empty tree does not take the focus.
      await run("dateline.annotations.focus");
      await run("list.focusFirst");
      for (let row = 0; row < 20 && !(await focused()).includes(texts[0] ?? ""); row++)
        await press("ArrowDown");
      await press("Alt+X");
      await has(editor.document, `${first} rejected`);
      await focused(texts[1]);
      await press("Alt+A");
      await has(editor.document, `${second} accepted`);
      await focused(texts[1]);
      await press("ArrowDown");
      await focused(texts[2]);
      await press("Shift+ArrowDown");
      await focused(texts[3]);
      await press("Alt+A");
      await has(editor.document, `${third} accepted`);
      await has(editor.document, `${fourth} accepted`);
    });

    it("set a total by hand from its row in the tree, with a note", async function () {
      if (!hasWindow) this.skip();
      const { outline } = await api();
      const { editor } = await openArticle(ENGLISH);
      await run("dateline.annotations.focus");
      const row = outline.roots
        .flatMap(childrenOf)
        .find((node) => node.type === "total" && node.harm === "killed");
      assert.ok(row);
      void run("dateline.setTally", row);
      await quickInput("Total of “killed” by hand");
      await type("21");
      await press("Enter");
      await quickInput("Why is it");
      await type("as the hospital counts");
      await press("Enter");
      const killed = ({ totals }: PublishParams) =>
        totals.find(({ harm }) => harm === "killed")?.byHand ?? null;
      const published = await annotations(
        editor.document,
        (now) => killed(now) !== null,
        "the total by hand",
      );
      const { min, max, note } = killed(published) ?? {};
      assert.deepEqual({ min, max, note }, { min: 21, max: 21, note: "as the hospital counts" });
      await run("dateline.undo");
      await annotations(editor.document, (now) => killed(now) === null, "the total of the figures");
    });

    it("from a tree of another version of the text are refused", async () => {
      const { editor } = await openArticle(ENGLISH);
      const { outline } = await api();
      const suggested = (node: Node): boolean =>
        node.type === "annotation" && node.annotation.status === "suggested";
      const node = outline.roots.flatMap(childrenOf).find(suggested);
      assert.ok(node);
      const accepted = (published: PublishParams): number =>
        published.annotations.filter(({ status }) => status === "accepted").length;
      const before = accepted(await annotations(editor.document));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "Mr Hassan went to Aden. "));
      await run("dateline.accept", node);
      assert.equal(accepted(await annotations(editor.document)), before);
      await run("undo");
      await annotations(
        editor.document,
        ({ annotations: again }) => !again.some(({ text }) => text === "Aden"),
      );
    });

    it("follow the text while it is edited", async () => {
      const { editor } = await openArticle(ENGLISH);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "UPDATE 😀: "));
      const published = await has(editor.document, "at least 17 people: killed at least 17 accepted");
      const figure = published.annotations.find((one) => said(one).startsWith("at least 17 people"));
      const { start, end } = figure!.range;
      assert.equal(
        editor.document.getText(new vscode.Range(start.line, start.character, end.line, end.character)),
        "at least 17 people",
      );
      await run("undo");
      await has(editor.document, "at least 17 people: killed at least 17 accepted");
      await editor.document.save();
    });
  });

  describe("an Arabic article", () => {
    it("is read, corrected and stored", async () => {
      const { editor, published } = await openArticle(ARABIC);
      assert.equal(published.language, "ar");
      await cursorIn(editor, "جنديان");
      await byKey("Alt+A", "dateline.accept");
      await has(editor.document, "جنديان: killed 2 accepted");
      await cursorIn(editor, "الشحيل");
      await byKey("Alt+X", "dateline.reject");
      await has(editor.document, "الشحيل: LOC rejected");
      assert.deepEqual(
        (await sidecar(ARABIC)).annotations.map(({ quote }) => quote),
        ["الشحيل", "جنديان"],
      );
    });

    it("keeps its words where they are, whether annotations are drawn or not", async function () {
      if (!hasWindow) {
        console.log("      (left out: on the desktop build the window cannot be looked into)");
        this.skip();
      }
      const { editor } = await openArticle(ARABIC);
      editor.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
      const { decorations } = await api();
      const shown = await wordPlaces();
      assert.ok(
        shown.some((line) => line.includes("@")),
        "the words are drawn",
      );
      await run("dateline.toggleDisplay");
      assert.equal(decorations.shown, false);
      await drawn(
        `document.querySelectorAll(".editor-instance .view-overlays .cdr[class*=ced-]").length === 0`,
        "no decoration",
      );
      assert.deepEqual(await wordPlaces(), shown);
      await run("dateline.toggleDisplay");
    });
  });

  describe("files", () => {
    it("that a pattern below the workspace folder includes are articles", async () => {
      const settings = vscode.workspace.getConfiguration("dateline");
      await settings.update("include", ["reports/*.text"], vscode.ConfigurationTarget.Workspace);
      try {
        const uri = fileUri("reports/a.text");
        await vscode.workspace.fs.writeFile(
          uri,
          new TextEncoder().encode("At least 31 militants were killed."),
        );
        const document = await vscode.workspace.openTextDocument(uri);
        await vscode.languages.setTextDocumentLanguage(document, "plaintext");
        await vscode.window.showTextDocument(document);
        await openArticle("reports/a.text");
      } finally {
        await settings.update("include", undefined, vscode.ConfigurationTarget.Workspace);
        await vscode.workspace.fs.delete(fileUri("reports"), { recursive: true });
        await vscode.workspace.fs.delete(fileUri(".vscode"), { recursive: true });
      }
    });

    it("that the settings exclude are left as they are", async () => {
      await vscode.workspace.fs.writeFile(
        fileUri("README.txt"),
        new TextEncoder().encode("At least 31 militants were killed in Aden."),
      );
      const document = await vscode.workspace.openTextDocument(fileUri("README.txt"));
      await vscode.window.showTextDocument(document);
      const { store } = await api();
      assert.equal(document.languageId, "plaintext");
      assert.equal(store.of(document), undefined);
    });

    it("a sidecar is validated and explained by its schema", async () => {
      const uri = fileUri(`${ENGLISH}.dateline.json`);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const at = document.positionAt(document.getText().indexOf('"quote"') + 2);
      await when(
        vscode.languages.onDidChangeDiagnostics,
        () =>
          vscode.extensions.getExtension("vscode.json-language-features")?.isActive === false
            ? undefined
            : true,
        "the editor's JSON support",
      );
      const hovers = (await run("vscode.executeHoverProvider", uri, at)) as vscode.Hover[];
      const text = hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === "string" ? content : content.value))
        .join("\n");
      assert.match(text, /The text of the span/);
    });

    it("a sidecar cut in half is a problem that is shown, and stays as it is", async () => {
      const name = "02-cauca-checkpoint.txt";
      const { editor, published } = await openArticle(name);
      const accept = { uri: editor.document.uri.toString(), ids: [published.annotations[0]!.id] };
      await run("dateline.accept", accept);
      await annotations(
        editor.document,
        ({ annotations: all }) => all.some(({ status }) => status === "accepted"),
        "the decision",
      );
      await run("dateline.retrySave");
      const uri = fileUri(`${name}.dateline.json`);
      const good = await vscode.workspace.fs.readFile(uri);
      const bad = good.slice(0, good.length / 2);
      await vscode.workspace.fs.writeFile(uri, bad);
      await annotations(editor.document, ({ problems }) => problems.length > 0, "the problem");
      const own = await when(
        vscode.languages.onDidChangeDiagnostics,
        () => vscode.languages.getDiagnostics(uri).find(({ source }) => source === "dateline"),
        "the diagnostic",
      );
      assert.match(own.message, /ends too early/);
      await run("dateline.accept", accept);
      assert.deepEqual(await vscode.workspace.fs.readFile(uri), bad);
      await vscode.workspace.fs.writeFile(uri, good);
      await annotations(
        editor.document,
        ({ problems, annotations: all }) =>
          problems.length === 0 && all.some(({ status }) => status === "accepted"),
        "the mended sidecar",
      );
    });
  });

  describe("a dataset", () => {
    it("is exported, and loads back with every span equal to its text", async () => {
      const out = vscode.Uri.joinPath(folder(), "dataset");
      const report = (await run("dateline.export", {
        uris: [folder().toString()],
        format: "spacy",
        folder: out.toString(),
        suggested: false,
      })) as ExportReport;
      assert.equal(report.articles, 5);
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(out, "spacy", "all.jsonl"));
      const records = new TextDecoder()
        .decode(bytes)
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const words = records.flatMap(({ text, entities, spans }) =>
        [...entities, ...spans.sc].map(
          ([start, end, label]: [number, number, string]) =>
            `${[...text].slice(start, end).join("")} ${label}`,
        ),
      );
      assert.ok(words.includes("at least 17 people KILLED"), words.join(" | "));
      assert.ok(words.includes("جنديان KILLED"));
      assert.ok(words.includes("Tangaye ORG"));
      assert.ok(!words.some((one) => one.startsWith("Saturday")));
      await vscode.workspace.fs.delete(out, { recursive: true });
    });

    it("is imported: a text of its own becomes an article with its decisions", async () => {
      const data = fileUri("data.jsonl");
      const record = { text: "Marib is calm.", label: [[0, 5, "LOC"]], article: "marib.txt" };
      await vscode.workspace.fs.writeFile(data, new TextEncoder().encode(JSON.stringify(record)));
      const imported = vscode.Uri.joinPath(folder(), "imported");
      const report = (await run("dateline.import", {
        uris: [data.toString()],
        format: "doccano",
        articles: [folder().toString()],
        folder: imported.toString(),
        by: "mk",
      })) as ImportReport;
      assert.deepEqual([report.added, report.created.length, report.problems], [1, 1, []]);
      const { published } = await openArticle("imported/marib.txt");
      const [marib] = published.annotations.filter(({ status }) => status === "added");
      assert.deepEqual([marib?.text, marib?.by], ["Marib", "mk"]);
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      await vscode.workspace.fs.delete(imported, { recursive: true });
      await vscode.workspace.fs.delete(data);
    });
  });

  describe("the project's names", () => {
    it("take in what is never to be suggested, by an edit that can be undone", async () => {
      const write = (name: string, text: string): Thenable<void> =>
        vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
      await write("names.tsv", "# ours\nWEAPON\tTangaye\n");
      await write("dateline.config.json", '{"gazetteer": "names.tsv"}');
      const { editor, published } = await openArticle(ENGLISH);
      const one = published.annotations.find(
        ({ kind, status }) => kind === "entity" && status === "suggested",
      );
      assert.ok(one, "there is a suggestion");
      const has = (params: PublishParams): boolean =>
        params.annotations.some(
          ({ kind, text, status }) => kind === "entity" && status === "suggested" && text === one.text,
        );
      await run("dateline.neverSuggest", {
        uri: editor.document.uri.toString(),
        version: published.version,
        ids: [one.id],
      });
      await annotations(editor.document, (params) => !has(params), "the name gone");
      const names = await vscode.workspace.openTextDocument(fileUri("names.tsv"));
      assert.ok(names.getText().includes(`\n-\t${one.text}\n`), names.getText());
      assert.ok(!names.isDirty);
      await vscode.window.showTextDocument(names);
      await run("undo");
      assert.ok(!names.getText().includes(one.text), names.getText());
      await names.save();
      await annotations(editor.document, has, "the name again");
      await run("workbench.action.closeActiveEditor");
      for (const file of ["names.tsv", "dateline.config.json"])
        await vscode.workspace.fs.delete(fileUri(file)).then(undefined, () => undefined);
    });
  });
}
