import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type Api, startClient, stopClient } from "../extension.ts";

/** Entry of the extension where Node runs it: the server is a child process. */
export function activate(context: ExtensionContext): Promise<Api> {
  const module = context.asAbsolutePath("dist/server.js");
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ["--nolazy", "--inspect=6019"] } };
  return startClient(
    context,
    (options) => new LanguageClient("dateline", "Dateline", { run, debug }, options),
  );
}

export const deactivate = stopClient;
