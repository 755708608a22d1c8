import { CodeAction, CodeActionKind, type Disposable, languages } from "vscode";
import type { CommandArguments } from "../../server/src/protocol.ts";

/** Quick fixes in a sidecar that cannot be used: what was decided comes back, and the broken file is kept beside it. */
export const provideSidecarFixes = (): Disposable =>
  languages.registerCodeActionsProvider(
    { pattern: "**/*.dateline.json" },
    {
      provideCodeActions({ uri }, _, { diagnostics }) {
        const own = diagnostics.filter(({ source, code }) => source === "dateline" && code !== "newer");
        if (own.length === 0) return [];
        const article: CommandArguments = {
          uri: uri.with({ path: uri.path.replace(/\.dateline\.json$/, "") }).toString(),
        };
        return [
          ["Restore the last good version, and keep this file beside it", "dateline.restoreLast"],
          ["Restore annotations…", "dateline.restore"],
        ].map(([title = "", command = ""], n) => {
          const action = new CodeAction(title, CodeActionKind.QuickFix);
          action.command = { title, command, arguments: [article] };
          action.diagnostics = own;
          action.isPreferred = n === 0;
          return action;
        });
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
