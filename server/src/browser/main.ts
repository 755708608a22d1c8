import { ulid } from "ulid";
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { misfitsApart } from "../misfits.ts";
import { startServer } from "../server.ts";
import { version } from "../version.ts";

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

const scope = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), {
  messageStrategy: misfitsApart,
});
startServer(connection, {
  files: null,
  now: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  newId: () => ulid(),
  pause: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    }),
  tidy: () => undefined,
  version,
  user: "annotator",
  isDebugged: () => false,
  git: null,
});
connection.listen();
