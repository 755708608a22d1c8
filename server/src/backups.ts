import { parseSidecar } from "./annotations/sidecar.ts";
import { sha256 } from "./workspace/articleText.ts";
import { type FileSystem, inFolder, nameOf } from "./workspace/fileSystem.ts";

// Earlier versions of sidecars, in a folder of the editor's own. Invariants, each of them a test:
// - Only what can be read as a sidecar is kept.
// - A version with fewer decisions never takes the place of one with more.
// - A folder never grows beyond its bounds, and what goes first is the oldest. The version with the most decisions is
//   among those that go too, when twenty others have come since: git has it for longer.

/** A sidecar as it once stood. */
export interface Backup {
  readonly id: string;
  /** When it was kept, ISO 8601. */
  readonly at: string;
  readonly decisions: number;
}

export interface Backups {
  /** Keeps an article's sidecar, in UTF-8, that was just read or written. Never rejects. */
  keep(article: string, sidecar: Uint8Array, decisions: number): Promise<void>;
  /** The newest first. */
  list(article: string): Promise<readonly Backup[]>;
  /** The sidecar's text; null where it is gone, or is none any more. */
  read(article: string, id: string): Promise<string | null>;
  /** The versions of an article, or of those in a folder, follow to the new name, where they are by now. Never rejects. */
  moved(from: string, to: string): Promise<void>;
}

export interface BackupsHost {
  readonly files: FileSystem;
  /** The folder to keep them in, as a URI; null for nowhere. */
  readonly folder: () => string | null;
  /** ISO 8601. */
  readonly now: () => string;
  readonly log: (message: string) => void;
}

/** How many versions of one article are kept, and how far they lie apart in time, the newest apart. */
const VERSIONS = 20;
const APART_MS = 5 * 60_000;

/** How much room all of them may take, in bytes, and after how many writings that is looked at. */
const ROOM = 50 * 1024 * 1024;
const LOOK = 200;

/** Time, number within that second, decisions, beginning of the hash: what sorts by name sorts by time. */
const NAME = /^(\d{8}T\d{6}Z)-(\d{3})-(\d+)-[0-9a-f]{8}\.json$/;

export function createBackups(host: BackupsHost): Backups {
  const { files } = host;
  /** The hash of what was kept last, by article. */
  const latest = new Map<string, string>();
  let kept = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const folderOf = async (article: string): Promise<string | null> => {
    const folder = host.folder();
    const key = (await sha256(new TextEncoder().encode(article))).slice(0, 16);
    return folder === null ? null : inFolder(folder, `sidecars/${key}`);
  };

  const listed = async (folder: string): Promise<Backup[]> => {
    if ((await files.stat(folder)) === null) return [];
    return (await files.list(folder))
      .map(nameOf)
      .map((id) => ({ id, parts: NAME.exec(id) }))
      .filter(({ parts }) => parts !== null)
      .map(({ id, parts }) => ({ id, at: extended(parts?.[1] ?? ""), decisions: Number(parts?.[3]) }))
      .sort((a, b) => (a.id < b.id ? 1 : -1));
  };

  const keep = async (article: string, sidecar: Uint8Array, decisions: number): Promise<void> => {
    const folder = await folderOf(article);
    if (folder === null) return;
    const hash = (await sha256(sidecar)).slice(0, 8);
    if (latest.get(article) === hash) return;
    const known = await listed(folder);
    const [newest, before] = known;
    if (newest?.id.endsWith(`-${hash}.json`)) {
      latest.set(article, hash);
      return;
    }
    const stamp = host.now().replace(/[-:]|\.\d+/g, "");
    const number = newest?.id.startsWith(stamp) ? Number(NAME.exec(newest.id)?.[2]) + 1 : 0;
    const id = `${stamp}-${String(number).padStart(3, "0")}-${decisions}-${hash}.json`;
    await files.write(inFolder(folder, id), sidecar);
    latest.set(article, hash);
    const gone = known.slice(VERSIONS - 1);
    // Of many in a short time the first and the last stay, and each that had more decisions than the next.
    const isNear = (one: Backup | undefined, at: string): boolean =>
      one !== undefined && msBetween(one.at, at) < APART_MS;
    if (newest && decisions >= newest.decisions && isNear(newest, host.now()) && isNear(before, newest.at))
      gone.push(newest);
    for (const old of gone) if (old.id !== id) await files.remove(inFolder(folder, old.id));
    if (kept++ % LOOK === 0) await prune();
  };

  /** Removes the oldest of all articles' versions until the rest has room. */
  const prune = async (): Promise<void> => {
    const root = host.folder();
    const all = root === null ? null : inFolder(root, "sidecars");
    if (all === null || (await files.stat(all)) === null) return;
    const uris = (await files.list(all)).sort((a, b) => (nameOf(a) < nameOf(b) ? 1 : -1));
    let size = 0;
    for (const uri of uris) {
      size += (await files.stat(uri))?.size ?? 0;
      if (size > ROOM) await files.remove(uri);
    }
  };

  const move = async (from: string, to: string): Promise<void> => {
    const [old, own] = [await folderOf(from), await folderOf(to)];
    if (old === null || own === null || (await files.stat(old)) === null) return;
    if ((await files.stat(own)) === null) await files.rename(old, own);
  };

  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const own = queue.then(task);
    queue = own.catch(() => undefined);
    return own;
  };
  const logged = (task: () => Promise<void>): Promise<void> =>
    inTurn(task).catch((error: unknown) =>
      host.log(`No version of a sidecar could be kept: ${error instanceof Error ? error.message : error}`),
    );

  return {
    keep: (article, sidecar, decisions) => logged(() => keep(article, sidecar, decisions)),
    list: (article) =>
      inTurn(async () => {
        const folder = await folderOf(article);
        return folder === null ? [] : listed(folder);
      }),
    async read(article, id) {
      const folder = await folderOf(article);
      if (folder === null || !NAME.test(id)) return null;
      const bytes = await files.read(inFolder(folder, id));
      const text = bytes && new TextDecoder().decode(bytes);
      return text !== null && parseSidecar(text).sidecar ? text : null;
    },
    moved: (from, to) =>
      logged(async () => {
        await move(from, to);
        if ((await files.stat(to))?.kind !== "folder") return;
        for (const uri of await files.list(to)) await move(`${from}${uri.slice(to.length)}`, uri);
      }),
  };
}

const extended = (basic: string): string =>
  basic.replace(/^(\d{4})(\d\d)(\d\dT)(\d\d)(\d\d)(\d\dZ)$/, "$1-$2-$3$4:$5:$6");

const msBetween = (a: string, b: string): number => Math.abs(Date.parse(b) - Date.parse(a));
