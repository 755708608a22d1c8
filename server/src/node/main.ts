import module from "node:module";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { misfitsApart } from "../misfits.ts";
import { startServer } from "../server.ts";
import { nodeEnvironment } from "./environment.ts";

// Over stdio (`--stdio`), the editor's IPC (`--node-ipc`), a socket or a pipe, as the client asks for on the command line.
const connection = createConnection(ProposedFeatures.all, { messageStrategy: misfitsApart });
startServer(connection, nodeEnvironment());
connection.listen();

// Where Node keeps compiled code it would do so at the end of the process, which an editor may not wait for; and what has
// not run for long is no longer there to be kept.
setTimeout(() => module.flushCompileCache?.(), 10_000).unref();
