import * as l10n from "@vscode/l10n";
import { jsonLine } from "../../annotations/json.ts";
import { sha256 } from "../articleText.ts";
import { decoded, type FileSystem, inFolder, messageOf } from "../fileSystem.ts";
import type { Compact } from "./compact.ts";
import type { ArticleEntry } from "./entry.ts";
import type { IndexHost } from "./indexHost.ts";
import type { Stamp } from "./readEntry.ts";

// The index between two sessions: a file of JSON lines, the first of which says what it is of and the last how many
// entries stand between. It can be made anew at any time, so whatever is wrong with it makes it none.

/** Raise it when entries change their shape or meaning. */
const FORMAT = 3;

/** An entry with the state of the files that it was read from. */
export interface Row {
  readonly entry: ArticleEntry;
  readonly stamp: Stamp;
  /** When it was read, in ms since the epoch. */
  readonly at: number;
}

/** What a cache is of; another one is none. */
interface CacheKey {
  /** Dateline's version: another one may read articles otherwise. */
  readonly version: string;
  /** The workspace folder. */
  readonly root: string;
  /** What entries go by there beside the files, as text: the codebook, and labels that are not suggested. */
  readonly basis: string;
}

/** The caches of the workspace's folders, in a storage of the editor's own. */
export interface Caches {
  /** What was kept of a folder, by decoded URI. Never rejects. */
  read(root: string, basis: string): Promise<Map<string, Row>>;
  /** Never rejects: what goes wrong is logged, for the index can be made anew. */
  write(root: string, basis: string, rows: readonly Row[]): Promise<void>;
}

export function createCaches(
  { files, storage, version, pause, log }: Pick<IndexHost, "files" | "storage" | "version" | "pause" | "log">,
  compact: Compact,
): Caches {
  const uriOf = async (root: string): Promise<string | null> => {
    const folder = storage();
    if (folder === null) return null;
    const name = (await sha256(new TextEncoder().encode(root))).slice(0, 16);
    return inFolder(folder, `index/${name}.jsonl`);
  };
  // What is wrong with an article is kept in words: those of another language are of no use.
  const keyOf = (root: string, basis: string): CacheKey => ({
    version,
    root,
    basis: `${basis} ${l10n.t("en")}`,
  });
  return {
    async read(root, basis) {
      const uri = await uriOf(root);
      return uri === null ? new Map() : readCache(files, uri, keyOf(root, basis), compact, pause);
    },
    async write(root, basis, rows) {
      try {
        const uri = await uriOf(root);
        if (uri !== null) await writeCache(files, uri, keyOf(root, basis), rows, pause);
      } catch (error) {
        log(`The list of articles is not kept for the next session: ${messageOf(error)}`);
      }
    },
  };
}

/** How many lines are read or written before other work is let in. */
const AT_ONCE = 200;

/** Writes a cache whole, in the place of the former one. @throws where the file system fails */
async function writeCache(
  files: FileSystem,
  uri: string,
  key: CacheKey,
  rows: Iterable<Row>,
  pause: () => Promise<void>,
): Promise<void> {
  const draft = `${uri}.partial`;
  const sink = await files.create(draft);
  try {
    let count = 0;
    let lines = `${headLine(key)}\n`;
    for (const row of rows) {
      lines += `${jsonLine(row)}\n`;
      if (++count % AT_ONCE !== 0) continue;
      await sink.write(lines);
      lines = "";
      await pause();
    }
    await sink.write(`${lines}${jsonLine({ rows: count })}\n`);
  } finally {
    await sink.close();
  }
  await files.rename(draft, uri);
}

/** The entries of a cache, by decoded URI; none where there is no cache, or it is broken or of something else. Never rejects. */
async function readCache(
  files: FileSystem,
  uri: string,
  key: CacheKey,
  compact: Compact,
  pause: () => Promise<void>,
): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  try {
    const bytes = await files.read(uri);
    const lines = bytes ? linesOf(bytes) : [][Symbol.iterator]();
    const head = lines.next();
    if (head.done || head.value !== headLine(key)) return new Map();
    let seen = 0;
    for (const line of lines) {
      const row: unknown = compact.parse(line);
      if (isEnd(row)) return row.rows === seen ? found : new Map();
      if (!isRow(row)) return new Map();
      found.set(decoded(row.entry.uri), row);
      if (++seen % AT_ONCE === 0) await pause();
    }
    return new Map();
  } catch {
    // Cut off, written over by something else, or not readable: the articles themselves say it all again.
    return new Map();
  }
}

const headLine = (key: CacheKey): string => jsonLine({ dateline: "index", format: FORMAT, ...key });

/** One line after the other, so that a large file is never a second time in memory. */
function* linesOf(bytes: Uint8Array): Generator<string, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    yield decoder.decode(bytes.subarray(start, end));
    start = end + 1;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isEnd = (value: unknown): value is { rows: number } =>
  isRecord(value) && typeof value["rows"] === "number";

/** The head says that this program wrote it; here is only seen whether it is whole. */
function isRow(value: unknown): value is Row {
  if (!isRecord(value)) return false;
  const { entry, stamp, at } = value;
  return (
    typeof at === "number" &&
    isRecord(stamp) &&
    isRecord(stamp["article"]) &&
    isRecord(entry) &&
    typeof entry["uri"] === "string" &&
    typeof entry["path"] === "string" &&
    isRecord(entry["statuses"]) &&
    isRecord(entry["tally"]) &&
    Array.isArray(entry["figures"]) &&
    Array.isArray(entry["entities"]) &&
    Array.isArray(entry["annotators"])
  );
}
