import assert from "node:assert/strict";
import * as vscode from "vscode";
import type {
  MeasureAgreementResult,
  MeasureEvaluationResult,
  MeasureResult,
} from "../../../server/src/protocol.ts";
import { api, fileUri, when } from "./support.ts";
import { hasWindow, press, quickInput } from "./window.ts";

const FILE = "93-measured.txt";
const TEXT = "Aden 😀 fell on Friday.\nوصلت القوات الى عدن وصنعاء.\n";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** What a sidecar has of words that ana labelled, and of what ben says. */
function decision(words: string, ben: object): object {
  const before = TEXT.slice(0, TEXT.indexOf(words));
  const start = [...before].length;
  return {
    id: words,
    kind: "entity",
    label: "LOC",
    start,
    end: start + [...words].length,
    quote: words,
    prefix: "",
    suffix: "",
    occurrence: 1,
    status: "added",
    by: "ana",
    at: "2026-01-02T03:04:05Z",
    opinions: [{ status: "accepted", by: "ben", at: "2026-01-03T03:04:05Z", ...ben }],
  };
}

const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));

const report = (title: RegExp): vscode.Tab | undefined =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ label, input }) => input instanceof vscode.TabInputWebview && title.test(label));

/** Agreement, evaluation and statistics, by keys. */
export function measureTests(): void {
  describe("numbers to trust annotations by", () => {
    before(async () => {
      const header = {
        sha256: "0".repeat(64),
        length: [...TEXT].length,
        offsets: "codepoint",
        language: "en",
      };
      const annotations = [decision("Aden", {}), decision("صنعاء", { label: "ORG" })];
      await write(FILE, TEXT);
      await write(
        `${FILE}.dateline.json`,
        JSON.stringify({ version: 1, article: header, annotations, relations: [] }),
      );
    });
    after(async () => {
      const { comparison } = await api();
      comparison.end();
      await run("workbench.action.closeAllEditors");
      for (const name of [FILE, `${FILE}.dateline.json`])
        await vscode.workspace.fs.delete(fileUri(name)).then(undefined, () => undefined);
    });

    it("agreement: a list whose places lead to the comparison", async function () {
      if (!hasWindow) this.skip();
      const result = (await run("dateline.agreement", {
        uris: [fileUri(FILE).toString()],
        sides: [{ annotator: "ana" }, { annotator: "ben" }],
      })) as MeasureAgreementResult;
      assert.equal(result.summary, "ana and ben: 1 disagreement in 1 article");
      void run("dateline.agreementList");
      await quickInput("Agreement of ana, ben");
      await press("ArrowDown", "Enter");
      const { comparison } = await api();
      const current = await when(comparison.onDidChange, () => comparison.current, "the comparison");
      assert.equal(current.uri, fileUri(FILE).toString());
      assert.equal(current.result.summary, "1 agree, 1 differ");
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), fileUri(FILE).toString());
    });

    it("evaluation and statistics: a list of errors that opens, and pages that run nothing", async function () {
      if (!hasWindow) this.skip();
      await run("workbench.action.closeAllEditors");
      const evaluating = run("dateline.evaluate", fileUri(FILE));
      await quickInput("Evaluate detection (2/2)");
      await press("ArrowDown", "ArrowDown", "Enter");
      await quickInput("Evaluation of dateline@");
      await press("ArrowDown", "Enter");
      const evaluation = (await evaluating) as MeasureEvaluationResult;
      assert.match(evaluation.summary, /^1 article, measured against what was decided/);
      const [error] = evaluation.errors;
      assert.ok(error);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), fileUri(FILE).toString());
      const { line, character } = editor.selection.active;
      assert.deepEqual({ line, character }, error.range.start);
      void run("dateline.evaluationList");
      await quickInput("Evaluation of dateline@");
      await press("Enter");
      await when(vscode.window.tabGroups.onDidChangeTabs, () => report(/^Evaluation of/), "the evaluation");
      const stats = (await run("dateline.stats", fileUri(FILE))) as MeasureResult;
      assert.equal(stats.title, "Annotations in 1 article");
      await when(vscode.window.tabGroups.onDidChangeTabs, () => report(/^Annotations in/), "the statistics");
    });
  });
}
