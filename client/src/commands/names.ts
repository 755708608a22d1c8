import * as l10n from "@vscode/l10n";
import { window, workspace } from "vscode";
import * as protocol from "../../../server/src/protocol.ts";
import { type CommandContext, type CommandServices, say, targetOf, warn } from "./context.ts";

/**
 * Puts the name that a command is about into the project's gazetteer, or among the names that are never suggested. The
 * server has this client make the edit; it is saved then, for what counts is on disk, where the next such command reads
 * it, and can be undone in the file.
 */
export async function editNames(
  context: CommandContext,
  command: typeof protocol.commands.neverSuggest | typeof protocol.commands.addName,
  args: readonly unknown[],
): Promise<void> {
  const target = targetOf(context, args);
  const entity = target?.annotations.find(({ kind }) => kind === "entity");
  if (!target || !entity) return say(l10n.t("There is no name at the cursor."));
  const argument: protocol.CommandArguments = {
    uri: target.document.uri.toString(),
    version: target.version,
    ids: [entity.id],
  };
  await edited(context, command, argument).catch(warn);
}

async function edited(
  context: CommandContext,
  command: string,
  argument: protocol.CommandArguments,
): Promise<void> {
  const { path, name } = await sendNames(context, command, argument);
  const done =
    command === protocol.commands.addName
      ? l10n.t("“{0}” is a name of this project: {1}.", protocol.isolated(name), path)
      : l10n.t("“{0}” is never suggested in this project: {1}.", protocol.isolated(name), path);
  window.setStatusBarMessage(done, 6000);
}

/** Runs a command that edits the project's names, and saves them. @throws what the server refuses */
export async function sendNames(
  context: Pick<CommandServices, "client">,
  command: string,
  argument: object,
): Promise<protocol.NamesResult> {
  const client = await context.client();
  const unsaved = workspace.textDocuments
    .filter(({ isDirty }) => isDirty)
    .map(({ uri }) => client.code2ProtocolConverter.asUri(uri));
  const result = await client.sendRequest<protocol.NamesResult>("workspace/executeCommand", {
    command,
    arguments: [{ ...argument, unsaved }],
  });
  for (const uri of result.files)
    await workspace.textDocuments
      .find(
        (document) =>
          document.isDirty && document.uri.toString() === client.protocol2CodeConverter.asUri(uri).toString(),
      )
      ?.save();
  return result;
}
