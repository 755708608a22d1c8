import { CodeActionKind, type InitializeResult, TextDocumentSyncKind } from "vscode-languageserver";
import { languageCapabilities } from "./languageFeatures.ts";
import * as protocol from "./protocol.ts";

/** What the server says of itself to a client that starts. */
export const initializeResult = (
  { hasCommands }: protocol.ClientOptions,
  version: string,
): InitializeResult => ({
  serverInfo: { name: "dateline", version },
  capabilities: {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...languageCapabilities,
    hoverProvider: true,
    documentSymbolProvider: { label: "Dateline" },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    ...(hasCommands
      ? {}
      : {
          executeCommandProvider: {
            commands: [
              protocol.commands,
              protocol.identicalCommands,
              protocol.checkCommands,
              protocol.labelCommands,
              protocol.datasetCommands,
              protocol.measureCommands,
              protocol.entityCommands,
            ].flatMap((own): string[] => Object.values(own)),
            workDoneProgress: true,
          },
        }),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: {
        // A renamed folder takes the sidecars in it along, but not what could not be written into them.
        didRename: { filters: [{ pattern: { glob: "**/*" } }] },
        didCreate: { filters: [{ pattern: { glob: "**/*", matches: "file" } }] },
        willDelete: { filters: [{ pattern: { glob: "**/*" } }] },
      },
    },
  },
});
