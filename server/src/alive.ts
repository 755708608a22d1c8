import type { Connection } from "vscode-languageserver";
import type { Environment } from "./environment.ts";
import { type AliveResult, alive } from "./protocol.ts";

/** Answers whether the server is there: an endless loop would not. */
export function answerAlive(connection: Connection, { isDebugged }: Environment): void {
  connection.onRequest(alive, (): AliveResult => ({ debugged: isDebugged() }));
}
