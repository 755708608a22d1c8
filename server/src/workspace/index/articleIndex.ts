import { sameValue } from "../../annotations/json.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import { articleOf, decoded, isSidecar, messageOf } from "../fileSystem.ts";
import { createCaches, type Row } from "./cache.ts";
import { createCompact } from "./compact.ts";
import type { ArticleEntry } from "./entry.ts";
import { byPath } from "./filter.ts";
import type { ArticleIndex, IndexHost, IndexProgress } from "./indexHost.ts";
import { readEntry, type Stamp, sameStamp, stampOf } from "./readEntry.ts";

// The index of all articles of a workspace. Invariants, each of them a test:
// - What it says of a closed article is what reading the article and its sidecar anew would give.
// - What it says of an open one is what was told of it last, whatever stands on disk.
// - Listeners are told in batches, and only of what is otherwise than it was.

/** How long changes are gathered before they are read and told, in ms. */
const WAIT = 150;
/** How many articles are read at a time. */
const AT_ONCE = 4;
/** A file may be changed twice within the coarsest tick of a file system's clock, in ms: until then it is read again. */
const TICK = 2000;

/** Where more files come at once, as a checkout brings them, none of them is taken for a folder. */
const FOLDERS = 20;

export function createArticleIndex(host: IndexHost): ArticleIndex {
  /** By decoded URI, for editors do not all encode a name alike. */
  const rows = new Map<string, Row>();
  /** Entries of open articles; they stand before what was read. */
  const live = new Map<string, ArticleEntry>();
  const listeners = new Set<(uris: readonly string[]) => void>();
  /** Files that somebody changed, and articles of which listeners have not been told. */
  const waiting = new Set<string>();
  let told = new Set<string>();
  let cancel: (() => void) | null = null;
  let whole: Promise<void> | null = null;
  let progress: IndexProgress | null = null;
  /** One reading after the other: the newest has the last word. */
  let reading: Promise<void> = Promise.resolve();
  let unsaved = false;
  /** URIs by path, while none comes or goes; and their entries, while none changes. */
  let order: readonly string[] | null = null;
  let list: readonly ArticleEntry[] | null = null;
  /** What the rows of each folder go by, beside its files. */
  const bases = new Map<string, string>();
  const compact = createCompact();
  const caches = createCaches(host, compact);

  const entryAt = (uri: string): ArticleEntry | undefined =>
    live.get(decoded(uri)) ?? rows.get(decoded(uri))?.entry;

  const plan = (): void => {
    cancel ??= host.timer(() => {
      cancel = null;
      // What a long reading has found so far need not wait for its end.
      if (waiting.size === 0) say();
      else void flush();
    }, WAIT);
  };

  const tell = (uri: string): void => {
    list = null;
    told.add(uri);
    plan();
  };

  /** Takes what was read of an article in place of what was known; null where it is gone. */
  const take = (uri: string, row: Row | null): void => {
    const former = rows.get(decoded(uri));
    if (!row) {
      if (!rows.delete(decoded(uri))) return;
      unsaved = true;
      order = null;
      return tell(uri);
    }
    const kept = withSuggested(row, live.get(decoded(uri)) ?? former?.entry);
    if (!former) order = null;
    rows.set(decoded(uri), kept);
    unsaved = true;
    if (!former || !sameValue(former.entry, kept.entry)) tell(uri);
  };

  const read = async (uri: string, stamp: Stamp, codebook: Codebook): Promise<Row | null> => {
    const at = host.clock();
    const entry = await readEntry(host.files, { uri, path: host.path(uri), stamp, codebook });
    return entry && { entry: compact.copy(entry), stamp, at };
  };

  const readAll = async (): Promise<void> => {
    const roots = host.folders();
    const lists: { root: string; uris: readonly string[] }[] = [];
    for (const root of roots) {
      const found = await host.articlesIn(root);
      // A folder of the workspace may lie in another.
      lists.push({ root, uris: found.filter((uri) => host.folderOf(uri) === root) });
    }
    for (const root of [...bases.keys()]) if (!roots.includes(root)) bases.delete(root);
    const of = lists.reduce((sum, { uris }) => sum + uris.length, 0);
    const known = new Set(lists.flatMap(({ uris }) => uris.map(decoded)));
    for (const [key, { entry }] of [...rows]) if (!known.has(key)) take(entry.uri, null);
    let done = 0;
    const report = (): void => {
      progress = { done, of };
      host.progress(progress);
    };
    report();
    for (const { root, uris } of lists) {
      const codebook = await host.codebook(root);
      const cached = await cacheOf(root, JSON.stringify([codebook, await host.off(root)]));
      for (let from = 0; from < uris.length; from += AT_ONCE) {
        const batch = uris.slice(from, from + AT_ONCE);
        await Promise.all(
          batch.map(async (uri) => {
            const stamp = await stampOf(host.files, uri);
            const row = cached.get(decoded(uri)) ?? rows.get(decoded(uri));
            const isFresh = stamp && row && sameStamp(row.stamp, stamp) && isSettled(row);
            if (isFresh) {
              const isNew = !rows.has(decoded(uri));
              rows.set(decoded(uri), row);
              if (isNew) {
                order = null;
                tell(uri);
              }
            } else take(uri, stamp && (await read(uri, stamp, codebook)));
          }),
        );
        done += batch.length;
        report();
        await host.pause();
      }
    }
  };

  /** What was known of a folder: from its cache, or from memory where what it goes by is the same. */
  const cacheOf = async (root: string, basis: string): Promise<ReadonlyMap<string, Row>> => {
    const former = bases.get(root);
    bases.set(root, basis);
    if (former === basis) return rows;
    if (former !== undefined) {
      // Tallies are to be made anew, and what was suggested is not known.
      for (const uri of [...rows.keys()]) if (uri.startsWith(decoded(root))) rows.delete(uri);
      return new Map();
    }
    return caches.read(root, basis);
  };
  const scan = (): Promise<void> => {
    // Until the files are listed, no entries do not mean that there are no articles.
    progress ??= { done: 0, of: 0 };
    reading = reading
      .then(readAll)
      .catch((error: unknown) => host.log(`The articles of the workspace were not read: ${messageOf(error)}`))
      .then(() => {
        progress = null;
        host.progress(null);
        say(true);
      });
    return reading.then(save);
  };

  /** Reads what somebody changed and tells listeners of all that is otherwise. */
  const flush = (): Promise<void> => {
    const changed = new Set([...waiting].map((uri) => (isSidecar(uri) ? articleOf(uri) : uri)));
    waiting.clear();
    reading = reading
      .then(() => readChanged(changed))
      .catch((error: unknown) => host.log(`Changed articles were not read: ${messageOf(error)}`))
      .then(() => say());
    return reading;
  };

  const readChanged = async (changed: ReadonlySet<string>): Promise<void> => {
    for (const uri of await withBelow(changed)) {
      try {
        const root = host.folderOf(uri);
        if (root === undefined) continue;
        const stamp = await stampOf(host.files, uri);
        const row = rows.get(decoded(uri));
        if (stamp && row && sameStamp(stamp, row.stamp) && isSettled(row)) continue;
        const isOurs = stamp && (stamp.sidecar !== null || (await host.isArticle(uri)));
        take(uri, isOurs ? await read(uri, stamp, await host.codebook(root)) : null);
      } catch (error) {
        host.log(`${uri} was not read for the list of articles: ${messageOf(error)}`);
      }
      await host.pause();
    }
  };

  /** Of a folder that came or went, with what is in it now and what was known to be. */
  const withBelow = async (changed: ReadonlySet<string>): Promise<Set<string>> => {
    const all = new Set(changed);
    const others = [...changed].filter((uri) => !rows.has(decoded(uri)));
    if (others.length === 0 || others.length > FOLDERS) return all;
    for (const uri of others) {
      const folder = `${decoded(uri).replace(/\/$/, "")}/`;
      for (const [key, { entry }] of rows) if (key.startsWith(folder)) all.add(entry.uri);
      if ((await host.files.stat(uri).catch(() => null))?.kind !== "folder") continue;
      const found = await host.files.list(uri);
      for (const one of found) if (!isSidecar(one)) all.add(one);
    }
    return all;
  };

  const say = (always = false): void => {
    if (told.size === 0 && !always) return;
    const uris = [...told];
    told = new Set();
    for (const listener of listeners) listener(uris);
  };

  const save = async (): Promise<void> => {
    if (!unsaved) return;
    unsaved = false;
    for (const [root, basis] of bases)
      await caches.write(
        root,
        basis,
        [...rows.values()].filter(({ entry }) => host.folderOf(entry.uri) === root),
      );
  };

  return {
    ready: () => (whole ??= scan()),
    get started() {
      return whole !== null;
    },
    get progress() {
      return progress;
    },
    entries() {
      order ??= byPath(new Set([...rows.keys(), ...live.keys()]), entryAt);
      list ??= order.map(entryAt).filter((entry) => entry !== undefined);
      return list;
    },
    of: entryAt,
    async rescan() {
      if (whole) await scan();
    },
    changed(uri) {
      if (!whole) return;
      waiting.add(uri);
      plan();
    },
    opened(given) {
      const former = entryAt(given.uri);
      // An editor may write the name of a file otherwise than it was listed.
      const entry = { ...compact.copy(given), uri: former?.uri ?? given.uri };
      if (!former) order = null;
      live.set(decoded(entry.uri), entry);
      if (!former || !sameValue(former, entry)) tell(entry.uri);
    },
    closed(uri) {
      const entry = live.get(decoded(uri));
      if (!entry) return;
      const row = rows.get(decoded(uri));
      // Until its files are read: nothing of it may flicker.
      if (row) rows.set(decoded(uri), { ...row, entry, at: 0 });
      live.delete(decoded(uri));
      if (!row) {
        order = null;
        tell(uri);
      }
      if (whole) {
        waiting.add(uri);
        plan();
      }
    },
    suggest(uri, textHash, suggested) {
      const row = rows.get(decoded(uri));
      if (!row || live.has(decoded(uri)) || row.entry.textHash !== textHash) return;
      rows.set(decoded(uri), { ...row, entry: { ...row.entry, suggested } });
      unsaved = true;
      if (!sameValue(row.entry.suggested, suggested)) tell(uri);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async settled() {
      cancel?.();
      cancel = null;
      await flush();
    },
    save,
  };
}

/** Whether a later change of the files would show in their stamps. */
const isSettled = ({ stamp, at }: Row): boolean =>
  Math.max(stamp.article.mtime, stamp.sidecar?.mtime ?? 0) + TICK <= at;

/** A row as it was read, with what is known of suggestions where the article says otherwise just what it did. */
function withSuggested(row: Row, former: ArticleEntry | undefined): Row {
  if (!former?.suggested || row.entry.suggested) return row;
  const { suggested } = former;
  return sameValue({ ...former, suggested: null }, row.entry)
    ? { ...row, entry: { ...row.entry, suggested } }
    : row;
}
