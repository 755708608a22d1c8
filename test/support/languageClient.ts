import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import {
  type CorrectResult,
  type PublishDelta,
  type PublishedAnnotation,
  type PublishParams,
  type WireCorrection,
  withDelta,
} from "../../server/src/protocol.ts";

const server = path.resolve(import.meta.dirname, "../../dist/server.js");

/** A client of a real server process, with a folder of its own. */
export interface Client {
  readonly folder: string;
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  /** Messages that the server showed. */
  readonly shown: string[];
  /** How many publications came as deltas. */
  readonly deltas: () => number;
  /** Writes a file of the folder and gives its URI. */
  file(name: string, content: string | Uint8Array): string;
  /** Opens a file's text as the editor would: without a byte order mark. */
  open(uri: string, text: string, languageId?: string): Promise<PublishParams>;
  /** Changes ranges of an open text; resolves with what is published for the new version. */
  change(uri: string, version: number, changes: readonly object[]): Promise<PublishParams>;
  /** The next publication of a text as a whole that `wanted` holds for. */
  published(uri: string, wanted?: (params: PublishParams) => boolean): Promise<PublishParams>;
  /** The same, or what is published right after a key, before the whole. */
  publishedAtOnce(uri: string, wanted: (params: PublishParams) => boolean): Promise<PublishParams>;
  correct(uri: string, version: number, correction: WireCorrection): Promise<CorrectResult>;
  /** The code actions at a place. */
  actionsAt(
    uri: string,
    at: { line: number; character: number },
  ): Promise<{ title: string; command: { command: string; arguments: object[] } }[]>;
  notify(method: string, params: object): Promise<void>;
  request<T>(method: string, params: object): Promise<T>;
  /** The next diagnostics of a file that `wanted` holds for. */
  diagnostics(uri: string, wanted: (messages: readonly string[]) => boolean): Promise<unknown>;
  /** The same by the diagnostics themselves. */
  diagnosed<T>(uri: string, wanted: (list: readonly T[]) => boolean): Promise<readonly T[]>;
  /** Resolves when the server has shown or logged a message that fits. */
  shows(wanted: RegExp): Promise<unknown>;
  close(): Promise<void>;
}

export interface ClientSettings {
  readonly initializationOptions?: object;
  readonly configuration?: object;
  /** Edits of the client may delete files. */
  readonly canDelete?: boolean;
}

/** Long enough for the slowest machine; a test that waits this long has failed. */
const PATIENCE = 20_000;

export async function startLanguageClient({
  initializationOptions = { publish: true },
  configuration,
  canDelete = false,
}: ClientSettings = {}): Promise<Client> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-test-"));
  // As the extension starts it.
  const child = spawn(process.execPath, ["--expose-gc", server, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const shown: string[] = [];
  let deltas = 0;
  const latest = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  const arrived = (key: string, value: unknown): void => {
    latest.set(key, value);
    for (const listener of listeners) listener();
  };
  const told = (message: string): void => {
    shown.push(message);
    arrived("shown", shown);
  };
  const sent = new Map<string, PublishParams>();
  const published = (params: PublishParams): void => {
    sent.set(params.uri, params);
    arrived(`any publish ${params.uri}`, params);
    if (!params.preliminary) arrived(`publish ${params.uri}`, params);
  };
  connection.onNotification("annotations/publish", published);
  connection.onNotification("annotations/publishDelta", (delta: PublishDelta) => {
    deltas++;
    const former = sent.get(delta.uri);
    const params = former && withDelta(former, delta);
    if (params) published(params);
  });
  connection.onNotification(
    "textDocument/publishDiagnostics",
    ({ uri, diagnostics }: { uri: string; diagnostics: unknown[] }) =>
      arrived(`diagnostics ${uri}`, diagnostics),
  );
  connection.onNotification("window/showMessage", ({ message }: { message: string }) => told(message));
  connection.onNotification("window/logMessage", ({ message }: { message: string }) => told(message));
  connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
    items.map(() => configuration ?? null),
  );
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();

  /** The first value under a key, from now on or as it is, that fits. */
  const next = <T>(key: string, wanted: (value: T) => boolean): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        listeners.delete(look);
        reject(
          new Error(
            `nothing that fits came for ${key}; the last was ${JSON.stringify(latest.get(key))?.slice(0, 600)}`,
          ),
        );
      }, PATIENCE);
      const look = (): void => {
        const value = latest.get(key) as T | undefined;
        if (value === undefined || !wanted(value)) return;
        clearTimeout(timer);
        listeners.delete(look);
        resolve(value);
      };
      listeners.add(look);
      look();
    });

  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "test" }],
    capabilities: {
      workspace: {
        configuration: configuration !== undefined,
        applyEdit: true,
        ...(canDelete ? { workspaceEdit: { documentChanges: true, resourceOperations: ["delete"] } } : {}),
        didChangeWatchedFiles: { dynamicRegistration: true },
      },
    },
    initializationOptions,
  });
  await connection.sendNotification("initialized", {});

  const client: Client = {
    folder,
    connection,
    process: child,
    shown,
    deltas: () => deltas,
    file(name, content) {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return pathToFileURL(file).href;
    },
    async open(uri, text, languageId = "article") {
      latest.delete(`publish ${uri}`);
      latest.delete(`any publish ${uri}`);
      await connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version: 1, text },
      });
      return client.published(uri, ({ version }) => version === 1);
    },
    async change(uri, version, contentChanges) {
      await connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges,
      });
      return client.published(uri, (params) => params.version === version);
    },
    published: (uri, wanted = () => true) => next<PublishParams>(`publish ${uri}`, wanted),
    publishedAtOnce: (uri, wanted) => next<PublishParams>(`any publish ${uri}`, wanted),
    correct: (uri, version, correction) =>
      connection.sendRequest("annotations/correct", { uri, version, correction }),
    actionsAt: (uri, at) =>
      connection.sendRequest("textDocument/codeAction", {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [] },
      }),
    notify: (method, params) => connection.sendNotification(method, params),
    request: (method, params) => connection.sendRequest(method, params),
    diagnostics: (uri, wanted) =>
      next(`diagnostics ${uri}`, (list: { message: string }[]) => wanted(list.map(({ message }) => message))),
    diagnosed: <T>(uri: string, wanted: (list: readonly T[]) => boolean) =>
      next<readonly T[]>(`diagnostics ${uri}`, wanted),
    shows: (wanted) => next<string[]>("shown", (messages) => messages.some((one) => wanted.test(one))),
    async close() {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      connection.dispose();
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return client;
}

/** The annotations of a publication as `words: label or harm status`, in order. */
export const summary = (
  params: PublishParams,
  wanted: (annotation: PublishedAnnotation) => boolean = () => true,
): string[] =>
  params.annotations
    .filter(wanted)
    .map(
      ({ text, label, figure, status }) =>
        `${text}: ${label ?? `${figure?.harm} ${figure?.count}`} ${status}`,
    );

/** The id of the annotation on some words. */
export function idOn(params: PublishParams, words: string, kind?: "entity" | "figure"): string {
  const found = params.annotations.find(
    (annotation) => annotation.text === words && (!kind || annotation.kind === kind),
  );
  if (!found) throw new Error(`there is no annotation on “${words}”: ${summary(params).join(" | ")}`);
  return found.id;
}
