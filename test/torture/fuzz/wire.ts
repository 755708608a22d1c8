import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node";
import { type PublishDelta, type PublishParams, withDelta } from "../../../server/src/protocol.ts";

const server = path.resolve(import.meta.dirname, "../../../dist/server.js");

/** What came back for a request: a result, or an error with its code. */
export interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string } | undefined;
}

/** A server process at the level of single messages, so that malformed ones can be sent too. */
export interface Wire {
  readonly process: ChildProcess;
  /** What was published, by URI, the last of each. */
  readonly latest: Map<string, PublishParams>;
  /** What the server logged as a fault, and what it wrote to standard error. */
  readonly logged: string[];
  /** Requests without an answer so far. */
  readonly open: ReadonlySet<number>;
  request(method: string, params: unknown): { readonly id: number; readonly answer: Promise<Answer> };
  notify(method: string, params: unknown): void;
  /** Called for each publication. */
  onPublish: (params: PublishParams) => void;
  /** Starts a session in a folder, with settings as the client's. */
  begin(folder: string, settings: object): Promise<Answer>;
  /** Ends it as the protocol says; gives the exit status. */
  end(): Promise<number | null>;
}

interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: Answer["error"];
}

/** Starts a server process. It dies with an error for every request that is open then. */
export function startWire(): Wire {
  const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
  const reader = new StreamMessageReader(child.stdout);
  const writer = new StreamMessageWriter(child.stdin);
  const waiting = new Map<number, (answer: Answer) => void>();
  const open = new Set<number>();
  let last = 0;
  let configuration: object = {};
  const logged: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  void exited.then((code) => {
    for (const resolve of waiting.values())
      resolve({ error: { code: 0, message: `the server ended with ${code}` } });
    waiting.clear();
  });
  child.stderr.on("data", (text: Buffer) => logged.push(String(text)));
  child.stdin.on("error", () => undefined);

  const send = (message: object): void =>
    void writer.write({ jsonrpc: "2.0", ...message } as never).catch(() => undefined);

  /** What an editor would answer, that applies no edit and has no files of its own. */
  const answerTo = (method: string, params: unknown): unknown => {
    if (method === "workspace/configuration")
      return (params as { items: unknown[] }).items.map(() => configuration);
    if (method === "workspace/applyEdit") return { applied: false };
    if (method === "fs/list") return [];
    return null;
  };

  const wire: Wire = {
    process: child,
    latest: new Map(),
    logged,
    open,
    onPublish: () => undefined,
    request(method, params) {
      const id = ++last;
      open.add(id);
      const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve)).finally(() =>
        open.delete(id),
      );
      if (child.exitCode !== null) waiting.get(id)?.({ error: { code: 0, message: "the server has ended" } });
      send({ id, method, params });
      return { id, answer };
    },
    notify: (method, params) => send({ method, params }),
    begin(folder, settings) {
      configuration = settings;
      const { answer } = wire.request("initialize", {
        processId: process.pid,
        rootUri: null,
        workspaceFolders: [{ uri: folder, name: "fuzz" }],
        capabilities: {
          workspace: {
            configuration: true,
            applyEdit: true,
            workspaceFolders: true,
            didChangeWatchedFiles: { dynamicRegistration: true },
          },
          window: { workDoneProgress: true },
        },
        initializationOptions: { publish: true, deltas: true, commandLinks: true, annotator: "fuzz" },
      });
      wire.notify("initialized", {});
      return answer;
    },
    async end() {
      await wire.request("shutdown", undefined).answer;
      wire.notify("exit", undefined);
      return exited;
    },
  };

  const published = (params: PublishParams): void => {
    wire.latest.set(params.uri, params);
    wire.onPublish(params);
  };

  reader.listen((raw) => {
    const message = raw as Message;
    if (message.method === undefined) {
      const id = Number(message.id);
      waiting.get(id)?.(message);
      waiting.delete(id);
    } else if (message.id !== undefined) {
      send({ id: message.id, result: answerTo(message.method, message.params) });
    } else if (message.method === "annotations/publish") {
      published(message.params as PublishParams);
    } else if (message.method === "annotations/publishDelta") {
      const delta = message.params as PublishDelta;
      const former = wire.latest.get(delta.uri);
      const params = former && withDelta(former, delta);
      if (params) published(params);
      else logged.push(`a delta of ${delta.uri} is of something else than was sent before`);
    } else if (message.method === "window/logMessage") {
      const { type, message: text } = message.params as { type: number; message: string };
      if (type === 1) logged.push(text);
    }
  });
  return wire;
}
