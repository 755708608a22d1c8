import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { misfitsApart } from "../misfits.ts";
import { startServer } from "../server.ts";
import { nodeEnvironment } from "./environment.ts";

// Over stdio (`--stdio`), the editor's IPC (`--node-ipc`), a socket or a pipe, as the client asks for on the command line.
const connection = createConnection(ProposedFeatures.all, { messageStrategy: misfitsApart });
startServer(connection, nodeEnvironment());
connection.listen();
