import * as l10n from "@vscode/l10n";
import { commands, type ExtensionContext, Uri, window, workspace } from "vscode";
import { say, warn } from "../commands/context.ts";
import { tickAgain } from "./progress.ts";

const NAME = "dateline-samples";

/** The commands of the first steps, by name. */
export const stepCommands = (context: ExtensionContext): Record<string, (...args: unknown[]) => unknown> => ({
  "dateline.walkthrough": async () => {
    await commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false);
    tickAgain();
  },
  "dateline.openSamples": (...args) => openSamples(context, args),
});

/**
 * Copies the sample articles into a folder that the user chooses, and opens it; with `{ to, open }` it asks nothing. What is
 * there already stays as it is, for it may have been annotated.
 */
async function openSamples({ extensionUri }: ExtensionContext, [first]: readonly unknown[]): Promise<void> {
  const given =
    typeof first === "object" && first !== null ? (first as { to?: unknown; open?: unknown }) : {};
  const parent = typeof given.to === "string" ? Uri.parse(given.to) : await askFolder();
  if (!parent) return;
  const folder = Uri.joinPath(parent, NAME);
  try {
    await copyMissing(Uri.joinPath(extensionUri, "dist/samples"), folder);
  } catch (error) {
    return warn(error, `${l10n.t("The sample articles could not be copied; choose another folder.")} `);
  }
  if (given.open === false) return say(l10n.t("The sample articles are in {0}.", folder.fsPath));
  const forceNewWindow = (workspace.workspaceFolders ?? []).length > 0;
  await commands.executeCommand("vscode.openFolder", folder, { forceNewWindow });
}

async function askFolder(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: l10n.t("Copy Here"),
    title: l10n.t("Where to put the folder {0}", NAME),
  });
  return chosen?.[0];
}

/** @throws where a file system fails */
async function copyMissing(from: Uri, to: Uri): Promise<void> {
  await workspace.fs.createDirectory(to);
  const there = new Set((await workspace.fs.readDirectory(to)).map(([name]) => name));
  for (const [name] of await workspace.fs.readDirectory(from))
    if (!there.has(name)) await workspace.fs.copy(Uri.joinPath(from, name), Uri.joinPath(to, name));
}
