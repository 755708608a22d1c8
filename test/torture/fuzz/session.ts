import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { randomFrom } from "../../../server/src/dataset/measure/random.ts";
import type { PublishParams } from "../../../server/src/protocol.ts";
import type { Random } from "../edits.ts";
import { malformed } from "./malform.ts";
import { type About, decides, randomRequest } from "./requests.ts";
import { below, isInside, pick, randomChange, randomText, type WireChange } from "./texts.ts";
import { type Answer, startWire, type Wire } from "./wire.ts";

// A random client before a real server process. The messages are those of the seed; in which order answers come, and with
// that which ids later messages name, is up to the machine.

/** What a session came to. */
export interface Fuzzed {
  messages: number;
  changes: number;
  answered: number;
  cancelled: number;
  malformed: number;
  /** How often what edits left was compared with what a fresh server finds in the same text. */
  compared: number;
  publications: number;
  /** Answers by code of error; 0 for results. */
  readonly codes: Map<number, number>;
  /** What must not be, with the message that led to it. */
  readonly faults: string[];
}

/** A text as the client has it. */
interface Text {
  readonly uri: string;
  readonly languageId: string;
  /** Decisions are sent for it: what is shown is then not of the text alone. */
  readonly decided: boolean;
  text: string;
  version: number;
  isOpen: boolean;
}

/** Codes that say that the client, or what it asked for, is to blame, and not the server. */
const SANE = new Set([
  -32601, // there is no such method
  -32602, // parameters that do not fit
  -32600, // a correction that cannot be made
  -32800, // cancelled
  -32801, // the text has changed
  -32803, // what was asked for failed
]);

/** The most requests that wait for an answer. */
const OUTSTANDING = 60;

/** Sends `count` random messages to a server, and looks at what comes of them. */
export async function fuzz(seed: number, count: number): Promise<Fuzzed> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dateline-fuzz-"));
  const root = `${pathToFileURL(folder).href}/`;
  const wires = [startWire(), startWire()] as const;
  const result: Fuzzed = {
    messages: 0,
    changes: 0,
    answered: 0,
    cancelled: 0,
    malformed: 0,
    compared: 0,
    publications: 0,
    codes: new Map(),
    faults: [],
  };
  try {
    await Promise.all(
      wires.map((wire) => wire.begin(root, { learnNames: false, codeLenses: true, inlayHints: true })),
    );
    const texts = textsIn(folder, root, randomFrom(seed));
    await session(wires, texts, root, seed, count, result);
    for (const wire of wires) {
      const status = await wire.end();
      if (status !== 0) result.faults.push(`the server ended with ${status}`);
      for (const line of wire.logged) if (isFault(line)) result.faults.push(`logged: ${line.slice(0, 1500)}`);
    }
  } finally {
    for (const wire of wires) wire.process.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}

/** Whether a line of the log is of a fault in the program: a stack, or a promise that nobody waited for. */
const isFault = (line: string): boolean =>
  /\n\s+at |Unhandled|TypeError|RangeError|ReferenceError|of something else than was sent/.test(line);

function textsIn(folder: string, root: string, next: Random): Text[] {
  const own = (uri: string, decided: boolean, languageId = "article"): Text => ({
    uri,
    languageId,
    decided,
    text: randomText(next),
    version: 0,
    isOpen: false,
  });
  const saved = ["a.txt", "b c.article", "عدن.txt"].map((name) => {
    const text = own(pathToFileURL(path.join(folder, name)).href, true);
    writeFileSync(path.join(folder, name), text.text.toWellFormed());
    return text;
  });
  return [
    ...saved,
    own("untitled:Untitled-1", false),
    own(`${root}unsaved.txt`, false, "plaintext"),
    own(`${root}long.article`, false),
  ];
}

async function session(
  [wire, fresh]: readonly [Wire, Wire],
  texts: readonly Text[],
  root: string,
  seed: number,
  count: number,
  result: Fuzzed,
): Promise<void> {
  const next = randomFrom(seed + 1);
  const fault = (what: string): void => void (result.faults.length < 50 && result.faults.push(what));
  const shown = new Map<string, number>();
  wire.onPublish = ({ uri, version, annotations }) => {
    result.publications++;
    const text = texts.find((own) => own.uri === uri);
    if (!text) return;
    if (version < (shown.get(uri) ?? 0))
      fault(`${uri}: version ${version} published after ${shown.get(uri)}`);
    if (version > text.version) fault(`${uri}: version ${version} published before it was sent`);
    shown.set(uri, version);
    if (version !== text.version) return;
    const document = TextDocument.create(uri, text.languageId, version, text.text);
    for (const { status, range, text: words } of annotations)
      if (status === "suggested" && document.getText(range) !== words)
        fault(`${uri}: in version ${version} ${JSON.stringify(words)} stands on other words`);
  };

  const open = (text: Text): void => {
    text.isOpen = true;
    text.version++;
    const { uri, languageId, version } = text;
    result.messages++;
    wire.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text: text.text } });
  };

  const change = (text: Text): void => {
    const contentChanges: WireChange[] = [];
    for (let n = next() < 0.8 ? 1 : 1 + below(4, next); n > 0; n--) {
      const step = randomChange(text.text, next);
      contentChanges.push(step.change);
      text.text = step.text;
    }
    // An article that grows without end would only be slow.
    if (text.text.length > 12_000) {
      text.text = randomText(next);
      contentChanges.push({ text: text.text });
    }
    text.version += 1 + below(2, next);
    result.changes++;
    result.messages++;
    wire.notify("textDocument/didChange", {
      textDocument: { uri: text.uri, version: text.version },
      contentChanges,
      ...(next() < 0.05 ? { reason: pick(["undo", "redo"], next) } : {}),
    });
  };

  const aboutOf = (text: Text): About => ({
    uri: text.uri,
    version: text.version,
    text: text.text,
    ids: wire.latest.get(text.uri)?.annotations.map(({ id }) => id) ?? [],
    folder: root,
    out: `${root}out${below(3, next)}`,
    all: texts.map(({ uri }) => uri),
  });

  const judge = (method: string, params: unknown, text: Text | null, asked: Asked, answer: Answer): void => {
    result.answered++;
    const code = answer.error?.code ?? 0;
    result.codes.set(code, (result.codes.get(code) ?? 0) + 1);
    const told = (): string => `${method} ${JSON.stringify(params)?.slice(0, 700)}`;
    if (answer.error && !SANE.has(code)) fault(`${told()}: ${code} ${answer.error.message}`);
    if (text === null || answer.error || !/^textDocument\//.test(method)) return;
    for (const version of versionsIn(answer.result))
      if (version < asked.version || version > text.version)
        fault(`${told()}: answered for version ${version}, asked at ${asked.version}`);
    if (text.version !== asked.version || method.endsWith("references")) return;
    for (const at of positionsIn(answer.result))
      if (!isInside(text.text, at)) fault(`${told()}: ${JSON.stringify(at)} is outside of the text`);
  };

  const ask = (method: string, params: unknown, text: Text | null): Promise<void> => {
    result.messages++;
    const { id, answer } = wire.request(method, params);
    if (next() < 0.05) {
      result.cancelled++;
      result.messages++;
      wire.notify("$/cancelRequest", { id });
    }
    const asked = { version: text?.version ?? 0 };
    return answer.then((given) => judge(method, params, text, asked, given));
  };

  const waiting = new Set<Promise<void>>();
  const later = (asked: Promise<void>): void => {
    waiting.add(asked);
    void asked.finally(() => waiting.delete(asked));
  };

  const requests = (): void => {
    const text = pick(texts, next);
    let about = aboutOf(text);
    let { method, params } = randomRequest(about, next);
    // What is compared with a fresh server has no decisions.
    if (decides(method) && !text.decided) {
      const other = pick(
        texts.filter(({ decided }) => decided),
        next,
      );
      about = aboutOf(other);
      params = JSON.parse(
        JSON.stringify(params).replaceAll(JSON.stringify(text.uri), JSON.stringify(other.uri)),
      );
    }
    if (next() < 0.02 && !decides(method)) {
      // Of a text that is closed, or that there is not.
      const uri = JSON.stringify(pick(["untitled:none", `${root}none.txt`, "nonsense", "file:///"], next));
      params = JSON.parse(JSON.stringify(params).replaceAll(JSON.stringify(text.uri), uri));
      later(ask(method, params, null));
      return;
    }
    later(ask(method, params, text.isOpen ? text : null));
  };

  /** Messages that do not fit, about a text that nothing else is about. */
  const misshapen = (): void => {
    result.malformed++;
    const wild = {
      uri: `${root}wild${below(3, next)}.article`,
      languageId: "article",
      version: below(9, next),
    };
    const kind = next();
    const about: About = {
      ...aboutOf(texts[0] as Text),
      uri: wild.uri,
      text: "12 killed",
      ids: ["e1", "f1"],
      all: [],
    };
    if (kind < 0.6) {
      const { method, params } = randomRequest(about, next);
      if (/export|import|createProject|project\//.test(method)) return;
      later(ask(method, malformed(params, next), null));
      return;
    }
    result.messages++;
    const change = {
      range: { start: { line: 0, character: 0 }, end: { line: below(9, next), character: 4 } },
      text: "x",
    };
    const [method, params] = pick<readonly [string, object]>(
      [
        ["textDocument/didOpen", { textDocument: { ...wild, text: randomText(next) } }],
        ["textDocument/didChange", { textDocument: wild, contentChanges: [change, change] }],
        ["textDocument/didClose", { textDocument: wild }],
        ["textDocument/didSave", { textDocument: wild }],
        ["workspace/didChangeWatchedFiles", { changes: [{ uri: `${wild.uri}.dateline.json`, type: 2 }] }],
        ["workspace/didChangeConfiguration", { settings: {} }],
        ["workspace/didRenameFiles", { files: [{ oldUri: wild.uri, newUri: `${wild.uri}2` }] }],
        ["workspace/didCreateFiles", { files: [{ uri: wild.uri }] }],
        ["$/cancelRequest", { id: 1 }],
        ["$/setTrace", { value: "off" }],
        ["$/progress", { token: 1, value: {} }],
        ["nothing/known", {}],
      ],
      next,
    );
    wire.notify(method, next() < 0.5 ? params : malformed(params, next));
  };

  /** Waits until all is answered, and looks whether a fresh server finds the same in a text. */
  const compare = async (): Promise<void> => {
    const text = pick(
      texts.filter(({ decided, isOpen }) => !decided && isOpen),
      next,
    );
    await Promise.all(waiting);
    if (!text) return;
    await ask("textDocument/documentSymbol", { textDocument: { uri: text.uri } }, text);
    const { uri, languageId, version } = text;
    fresh.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text: text.text } });
    await fresh.request("textDocument/documentSymbol", { textDocument: { uri } }).answer;
    fresh.notify("textDocument/didClose", { textDocument: { uri } });
    const [edited, expected] = [wire.latest.get(uri), fresh.latest.get(uri)];
    result.compared++;
    if (edited?.version !== version) fault(`${uri}: version ${edited?.version} is shown of ${version}`);
    else if (said(edited) !== said(expected))
      fault(
        `${uri}: edits left another state than a fresh server has of ${JSON.stringify(text.text.slice(0, 3000))}:\n${said(edited).slice(0, 1500)}\n${said(expected).slice(0, 1500)}`,
      );
  };

  for (const text of texts) open(text);
  while (result.messages < count && wire.process.exitCode === null) {
    const text = pick(texts, next);
    const what = next();
    if (!text.isOpen) open(text);
    else if (what < 0.4) change(text);
    else if (what < 0.86) requests();
    else if (what < 0.955) misshapen();
    else if (what < 0.975) {
      result.messages++;
      text.isOpen = false;
      // What is asked before is not measured by the text that is opened next.
      text.version++;
      wire.notify("textDocument/didClose", { textDocument: { uri: text.uri } });
      if (text.decided) text.text = randomText(next);
    } else if (what < 0.985) {
      result.messages++;
      wire.notify("textDocument/didSave", { textDocument: { uri: text.uri } });
    } else if (what < 0.99) open(text);
    else await compare();
    if (waiting.size >= OUTSTANDING) await Promise.race(waiting);
  }
  await Promise.all(waiting);
  if (wire.process.exitCode !== null) fault(`the server ended with ${wire.process.exitCode} in the middle`);
  assert.equal(wire.open.size, 0);
}

interface Asked {
  /** The version that was open when it was asked. */
  readonly version: number;
}

/** A publication without its version, and with ids by their place: another server gives others. */
function said(params: PublishParams | undefined): string {
  if (!params) return "nothing";
  // A delta has its fields in another order.
  const { version: _, annotations, ...rest } = params;
  const ids = new Map<string, string>();
  for (const { id, entity } of annotations) {
    if (!ids.has(id)) ids.set(id, `#${ids.size}`);
    if (entity && !ids.has(entity.id)) ids.set(entity.id, `#${ids.size}`);
  }
  return JSON.stringify({ ...rest, annotations }, (_key, value: unknown) =>
    typeof value === "string" ? (ids.get(value) ?? value) : value,
  );
}

/** All positions in an answer. */
function* positionsIn(value: unknown): Generator<{ line: number; character: number }> {
  if (typeof value !== "object" || value === null) return;
  if ("line" in value && "character" in value) yield value as { line: number; character: number };
  else for (const part of Object.values(value)) yield* positionsIn(part);
}

/** The versions that commands of an answer are for. */
function* versionsIn(value: unknown): Generator<number> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value))
    if (key === "version" && typeof part === "number") yield part;
    else yield* versionsIn(part);
}
