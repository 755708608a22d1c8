import * as l10n from "@vscode/l10n";
import { commands, type QuickPickItem, QuickPickItemKind, type Uri, window } from "vscode";
import type { CommandContext } from "../commands/context.ts";
import { projectOf } from "../projects.ts";

/** The keys of the review mode besides those of labels, each with what it does. */
export const keysInWords = () =>
  [
    ["A / X", l10n.t("accept / reject")],
    ["Space", l10n.t("skip")],
    ["N / P", l10n.t("next / previous")],
    ["Backspace", l10n.t("take the last decision back")],
    ["[ / ]", l10n.t("beginning back / end on by a word")],
    ["Shift+[ / Shift+]", l10n.t("beginning on / end back by a word")],
    ["E", l10n.t("edit the figure or the label")],
    ["T", l10n.t("set an attribute")],
    ["G", l10n.t("accept all in the paragraph")],
    ["C", l10n.t("accept all above a confidence")],
    ["D", l10n.t("mark the article done, and on to the next")],
    ["?", l10n.t("all keys, to see and to change")],
    ["Escape", l10n.t("leave")],
  ] as const;

/** The keys that give labels in an article's project, each with the label. */
export const labelsWithKeys = (article: Uri): (readonly [string, string])[] =>
  projectOf(article).labels.flatMap(({ name, key, description }) =>
    key === null ? [] : [[key.toUpperCase(), description === "" ? name : `${name}: ${description}`] as const],
  );

/** Lists the keys of the mode, those of the article's labels among them; from there the editor's list, to change them. */
export async function showKeys({ asking }: CommandContext): Promise<void> {
  const article = window.activeTextEditor?.document.uri;
  const itemOf = ([label, description]: readonly [string, string]): QuickPickItem => ({ label, description });
  const separator = (label: string): QuickPickItem => ({ label, kind: QuickPickItemKind.Separator });
  const change: QuickPickItem = { label: l10n.t("$(gear) Change the keys…") };
  const items = [
    ...keysInWords().map(itemOf),
    separator(l10n.t("Labels")),
    ...(article ? labelsWithKeys(article) : []).map(itemOf),
    separator(""),
    change,
  ];
  const options = {
    title: l10n.t("Review mode"),
    placeHolder: l10n.t("A key, or what it does"),
    matchOnDescription: true,
  };
  const picked = await asking(() => window.showQuickPick(items, options));
  if (picked === change)
    await commands.executeCommand("workbench.action.openGlobalKeybindings", "dateline.review");
}
