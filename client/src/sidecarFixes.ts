import * as l10n from "@vscode/l10n";
import { CodeAction, CodeActionKind, type Disposable, languages } from "vscode";
import {
  type CommandArguments,
  checkCommands,
  commands,
  swapBoundsTitle,
} from "../../server/src/protocol.ts";
import { articleOf, sidecarPattern } from "./articles.ts";

/** Quick fixes in a sidecar that cannot be used: what was decided comes back, and the broken file is kept beside it. */
export const provideSidecarFixes = (): Disposable =>
  languages.registerCodeActionsProvider(
    { pattern: sidecarPattern },
    {
      provideCodeActions({ uri }, _, { diagnostics }) {
        const own = diagnostics.filter(
          ({ source, code }) => source === "dateline" && code !== "newer" && code !== "twice",
        );
        if (own.length === 0) return [];
        const article: CommandArguments = {
          uri: articleOf(uri).toString(),
        };
        const marks: [string, string][] = own.some(({ code }) => code === "marks")
          ? [[l10n.t("Resolve git's conflict marks in the sidecar"), commands.resolveSidecar]]
          : own.some(({ code }) => code === "bounds")
            ? [[swapBoundsTitle(), checkCommands.swapBounds]]
            : [];
        return [
          ...marks,
          [l10n.t("Restore the last good version, and keep this file beside it"), "dateline.restoreLast"],
          [l10n.t("Restore annotations…"), "dateline.restore"],
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
