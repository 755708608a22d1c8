import assert from "node:assert/strict";
import * as vscode from "vscode";
import { serverProcess } from "./serverProcess.ts";
import { annotations, api, openArticle, said, sidecar, when } from "./support.ts";

const FILE = "01-sahel-market.txt";
/** How often a dead server is started again. */
const MOST = 4;

async function kill(): Promise<void> {
  const pid = serverProcess();
  assert.ok(pid, "there is no server");
  process.kill(pid, "SIGKILL");
}

export const isDecided = (text: string): boolean => !text.endsWith(" suggested");

/** What the sidecar of the active article says, in words. */
export const stored = async (file: string): Promise<string[]> =>
  (await sidecar(file)).annotations.map(({ quote, status }) => `${quote}: ${status}`);

/** What an article shows once nothing but its decisions is left, in words. */
export async function leftOf(document: vscode.TextDocument, what: string): Promise<string[]> {
  const { store } = await api();
  return when(
    store.onDidChange,
    () => {
      const shown = store.of(document)?.annotations.map(said);
      return shown?.every(isDecided) ? shown : undefined;
    },
    what,
  );
}

/** An article with one decision, which is on disk: what is not there yet when a server dies is lost with it. */
export async function decided(file: string) {
  const { editor, published } = await openArticle(file);
  const [first] = published.annotations.filter(({ status }) => status === "suggested");
  assert.ok(first);
  await vscode.commands.executeCommand("dateline.accept", {
    uri: editor.document.uri.toString(),
    version: editor.document.version,
    ids: [first.id],
  });
  const after = await annotations(editor.document, ({ annotations: all }) =>
    all.some(({ status }) => status === "accepted"),
  );
  const [kept] = await stored(file);
  assert.match(kept ?? "", /: accepted$/);
  return { editor, published: after, kept };
}

/** A server that is killed (`kill -9`), once and again. */
export function deathTests(): void {
  describe("a server that dies", () => {
    before(function () {
      if (process.platform !== "linux") this.skip();
    });

    it("is started again: what was decided stays shown, and suggestions come back", async () => {
      const { editor, published: before, kept } = await decided(FILE);
      const left = before.annotations.map(said).filter(isDecided);
      const all = before.annotations.map(said);
      for (let n = 0; n < MOST; n++) {
        const gone = leftOf(editor.document, "what is left of a dead server");
        await kill();
        assert.deepEqual(await gone, left);
        const again = await annotations(editor.document, ({ annotations: own }) => own.length === all.length);
        assert.deepEqual(again.annotations.map(said), all);
      }
      assert.deepEqual(await stored(FILE), [kept]);
    });

    it("is given up where it keeps dying, with what was decided still shown", async () => {
      const { store } = await api();
      const { editor } = await openArticle(FILE);
      const over = when(
        store.onDidChange,
        () =>
          store.of(editor.document)?.annotations.every(({ status }) => status !== "suggested") || undefined,
        "what is left at the end",
      );
      await kill();
      await over;
      assert.equal(store.of(editor.document)?.annotations.map(said).filter(isDecided).length, 1);
      assert.equal(serverProcess(), undefined);
    });
  });
}
