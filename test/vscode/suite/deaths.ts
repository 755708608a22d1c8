import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as vscode from "vscode";
import { annotations, api, fileUri, openArticle, said, when } from "./support.ts";

const FILE = "01-sahel-market.txt";
/** How often a dead server is started again. */
const MOST = 4;

/** The process of the server, a child of the extension host. */
function server(): number | undefined {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const own = lines
    .map((line) => line.trim().split(/\s+/))
    .find(([, parent, ...args]) => parent === String(process.pid) && /dist\/server\.js/.test(args.join(" ")));
  return own && Number(own[0]);
}

async function kill(): Promise<void> {
  const pid = server();
  assert.ok(pid, "there is no server");
  process.kill(pid, "SIGKILL");
}

const isDecided = (text: string): boolean => !text.endsWith(" suggested");

/** A server that is killed (`kill -9`), once and again. */
export function deathTests(): void {
  describe("a server that dies", () => {
    it("is started again: what was decided stays shown, and suggestions come back", async () => {
      const { store } = await api();
      const { editor, published } = await openArticle(FILE);
      const [first] = published.annotations.filter(({ status }) => status === "suggested");
      assert.ok(first);
      await vscode.commands.executeCommand("dateline.accept", {
        uri: editor.document.uri.toString(),
        version: editor.document.version,
        ids: [first.id],
      });
      const before = await annotations(editor.document, ({ annotations: all }) =>
        all.some(({ status }) => status === "accepted"),
      );
      const decided = before.annotations.map(said).filter(isDecided);
      const all = before.annotations.map(said);
      for (let n = 0; n < MOST; n++) {
        const gone = when(
          store.onDidChange,
          () => {
            const left = store.of(editor.document)?.annotations.map(said);
            return left?.every(isDecided) ? left : undefined;
          },
          "what is left of a dead server",
        );
        await kill();
        assert.deepEqual(await gone, decided);
        const again = await annotations(editor.document, ({ annotations: own }) => own.length === all.length);
        assert.deepEqual(again.annotations.map(said), all);
      }
      const sidecar = readFileSync(`${fileURLToPath(fileUri(FILE).toString())}.dateline.json`, "utf8");
      assert.match(sidecar, /"status": ?"accepted"/);
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
      assert.equal(server(), undefined);
    });
  });
}
