import * as l10n from "@vscode/l10n";
import { Uri, window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { type CommandContext, say, warn } from "./context.ts";

/** The folder that a command on a project is about: that of the active editor, else the one that is chosen. */
export async function projectFolder(title: string): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri;
  const folder = active && workspace.getWorkspaceFolder(active);
  const folders = workspace.workspaceFolders ?? [];
  if (folder) return folder.uri;
  if (folders.length <= 1) return folders[0]?.uri;
  const items = folders.map(({ name, uri }) => ({ label: name, uri }));
  return (await window.showQuickPick(items, { title }))?.uri;
}

/** Makes the project's file of a folder, and shows it; one that is there is shown as it is. */
export async function createProject({ client, asking }: CommandContext): Promise<void> {
  const folder = await asking(() => projectFolder(l10n.t("Create the project file of which folder?")));
  if (!folder) return say(l10n.t("Open a folder first."));
  try {
    const { uri, created } = await (await client()).sendRequest<protocol.CreateProjectResult>(
      protocol.createProject,
      { folder: folder.toString() } satisfies protocol.CreateProjectParams,
    );
    await window.showTextDocument(Uri.parse(uri));
    if (!created) say(l10n.t("This folder has its {0} already.", protocol.projectFile));
  } catch (error) {
    warn(error);
  }
}
