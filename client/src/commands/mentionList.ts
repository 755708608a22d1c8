import * as l10n from "@vscode/l10n";
import { commands, ProgressLocation, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { inArticles, mentionCount } from "../counts.ts";
import { type CommandContext, say } from "./context.ts";
import { runShown } from "./longCommand.ts";

// Lists of mentions in several articles, in which any can be left out; and what is told of acts on them.

export interface Row extends QuickPickItem {
  readonly article?: protocol.IdenticalArticle;
  readonly mention?: protocol.IdenticalMention;
}

/** By article; what would overrule or break something else stands behind the rest. */
export function rowsOf({ articles }: Pick<protocol.FindIdenticalResult, "articles">): Row[] {
  return articles.flatMap((article) => {
    const rows = (apart: boolean): Row[] =>
      article.mentions
        .filter((mention) => mention.apart === apart)
        .map((mention): Row => ({ ...rowOf(mention), article, mention }));
    const [meant, apart] = [rows(false), rows(true)];
    const separator = (label: string): Row => ({ label, kind: QuickPickItemKind.Separator });
    return [
      ...(meant.length > 0 ? [separator(article.path), ...meant] : []),
      ...(apart.length > 0 ? [separator(l10n.t("{0} · otherwise", article.path)), ...apart] : []),
    ];
  });
}

const ICONS: Partial<Record<protocol.Status, string>> = { suggested: "circle-outline", rejected: "close" };

function rowOf({ before, text, after, status, label, by, within, range }: protocol.IdenticalMention): {
  label: string;
  description: string;
  iconPath: ThemeIcon;
} {
  // A `$(…)` of the article would be drawn as an icon.
  const words = `${before}[${text}]${after}`.replaceAll("$(", "$ (");
  const state =
    within !== null
      ? l10n.t("inside {0}", protocol.isolated(short(within)))
      : status === null
        ? l10n.t("not annotated")
        : status === "suggested" || by === null
          ? `${protocol.termOf(status)} ${label}`
          : l10n.t("{0} {1} by {2}", protocol.termOf(status), label ?? "", by);
  const icon = status === null ? (within === null ? "add" : "symbol-array") : (ICONS[status] ?? "check");
  return {
    label: protocol.isolated(words),
    description: l10n.t("{0} · line {1}", state, range.start.line + 1),
    iconPath: new ThemeIcon(icon),
  };
}

export function articlesOf(rows: readonly Row[]): protocol.ApplyIdenticalParams["articles"] {
  const byArticle = new Map<protocol.IdenticalArticle, string[]>();
  for (const { article, mention } of rows) {
    if (!article || !mention) continue;
    const ids = byArticle.get(article) ?? [];
    ids.push(mention.id);
    byArticle.set(article, ids);
  }
  return [...byArticle].map(([{ uri, sha256 }, ids]) => ({ uri, sha256, ids }));
}

export const short = (words: string): string => {
  const plain = words.replace(/\s+/g, " ");
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
};

export const counted = ({ mentions, articles }: protocol.IdenticalReport): string =>
  inArticles(mentionCount(mentions), articles);

/** The first of what was left out: a notification has no room for all. */
export function leftWords({ leftOut }: Pick<protocol.IdenticalReport, "leftOut">): string {
  const first = protocol.listed(leftOut.slice(0, 3), protocol.semicolon());
  return leftOut.length > 3
    ? l10n.t("Left as it is: {0}; and {1} more.", first, leftOut.length - 3)
    : l10n.t("Left as it is: {0}.", first);
}

export async function tell(
  done: string,
  report: protocol.IdenticalReport,
  isOneArticle: boolean,
): Promise<void> {
  if (report.articles > 0) await commands.executeCommand("setContext", "dateline.canUndoAll", true);
  if (isOneArticle && report.leftOut.length === 0) return say(`${done} ${l10n.t("Alt+U takes it back.")}`);
  const undo = l10n.t("Undo");
  const message = report.leftOut.length > 0 ? `${done} ${leftWords(report)}` : done;
  const show = report.leftOut.length > 0 ? window.showWarningMessage : window.showInformationMessage;
  // Nobody waits for the button.
  void Promise.resolve(show(message, ...(report.articles > 0 ? [undo] : []))).then((answer) =>
    answer === undo ? commands.executeCommand("dateline.undoAll") : undefined,
  );
}

/** Takes the last act on several mentions back, in all articles that nobody has changed since. */
export async function undoAll(context: CommandContext): Promise<void> {
  const report = await runShown<protocol.IdenticalReport>(
    await context.client(),
    protocol.identicalCommands.undo,
    {},
    ProgressLocation.Notification,
    l10n.t("Undoing"),
  );
  if (!report) return;
  if (report.leftOut.length > 0)
    void window.showWarningMessage(`${l10n.t("Took back {0}.", counted(report))} ${leftWords(report)}`);
  else say(l10n.t("Took back {0}.", counted(report)));
}
