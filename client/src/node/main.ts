import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type Api, startClient, stopClient } from "../extension.ts";
import { PATIENCE } from "../heartbeat.ts";

/** Entry of the extension where Node runs it: the server is a child process. */
export function activate(context: ExtensionContext): Promise<Api> {
  const module = context.asAbsolutePath("dist/server.js");
  // Node keeps the server's compiled code there (from 22.1 on), so that the next window has it sooner.
  const env = { NODE_COMPILE_CACHE: Uri.joinPath(context.globalStorageUri, "compiled").fsPath };
  // It collects what a reading has left before the next key comes.
  const execArgv = ["--expose-gc"];
  const run = { module, transport: TransportKind.ipc, options: { env, execArgv } };
  const debug = { ...run, options: { env, execArgv: [...execArgv, "--nolazy", "--inspect=6019"] } };
  return startClient(context, (options) => {
    const client = new LanguageClient("dateline", "Dateline", { run, debug }, options);
    return {
      client,
      isDebugged: () => client.isInDebugMode,
      kill: () => client.serverProcess?.kill("SIGKILL"),
      patience: Number(process.env["DATELINE_TEST_PATIENCE"] ?? PATIENCE),
    };
  });
}

export const deactivate = stopClient;
