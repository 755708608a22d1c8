import * as l10n from "@vscode/l10n";
import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type WorkDoneProgressServerReporter,
} from "vscode-languageserver";
import { checked } from "./correctionSchema.ts";
import { type Listed, listed, rowOf, statusOf } from "./datasetRows.ts";
import type { IdenticalHost } from "./identical.ts";
import { createLiveEntries, type LiveEntries } from "./liveEntries.ts";
import { lookThrough } from "./lookThrough.ts";
import { markArticles, markedSchema, markSchema } from "./marking.ts";
import { withToken } from "./progress.ts";
import * as protocol from "./protocol.ts";
import { refusable } from "./requests.ts";
import type { Timer } from "./retries.ts";
import { isArticleFile, type Settings, tagsetOf } from "./settings.ts";
import { isInDataset } from "./workspace/collect.ts";
import { nameOf } from "./workspace/fileSystem.ts";
import { createArticleIndex } from "./workspace/index/articleIndex.ts";
import { type ArticleEntry, stateOf } from "./workspace/index/entry.ts";
import { facetsOf } from "./workspace/index/filter.ts";
import type { ArticleIndex, IndexProgress } from "./workspace/index/indexHost.ts";
import { articlesIn } from "./workspaceReading.ts";

export interface DatasetHost extends IdenticalHost {
  /** The workspace's folders, with `/` behind them. */
  readonly folders: () => readonly string[];
  readonly folderOf: (uri: string) => string | undefined;
  readonly settings: (uri: string) => Promise<Settings>;
  readonly storage: () => string | null;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly timer: Timer;
  /** The client takes the notifications, tells of changed files, and shows progress that it did not ask for. */
  readonly client: () => { readonly publish: boolean; readonly watches: boolean; readonly progress: boolean };
}

/** All articles of the workspace before the client, and the index that others ask too. */
export interface DatasetView {
  readonly index: ArticleIndex;
  readonly live: LiveEntries;
  /** Begins to read all articles, where nobody has asked for them yet. */
  readonly start: () => void;
  /** The articles for which a query holds, once all of them have been read. Starts the index. */
  entriesFor(params: Pick<protocol.StatusParams, "query">): Promise<Listed>;
  /** Settings, projects or folders have changed. */
  settingsChanged(): Promise<void>;
  /** Runs one of `datasetCommands`. @throws CorrectionError where the argument does not fit */
  run(command: string, argument: unknown): Promise<protocol.MarkResult>;
}

/** From so many articles on that are still to be looked at the editor shows how far that is. */
const MANY = 100;
/** The most changed articles that are named to the client. */
const NAMED = 200;

export const isDatasetCommand = (command: string): boolean =>
  Object.values<string>(protocol.datasetCommands).includes(command);

/** Answers the requests on all articles. */
export function registerDatasetView(connection: Connection, host: DatasetHost): DatasetView {
  const quietly = (sending: Promise<unknown>): void => void sending.catch(() => undefined);
  const progress = indexProgress(connection, host);
  const settingsOf = byFolder(host);

  const index = createArticleIndex({
    files: host.files,
    folders: host.folders,
    folderOf: host.folderOf,
    articlesIn: (root) => articlesIn(host, root),
    isArticle: async (uri) => {
      const root = host.folderOf(uri) ?? uri;
      return (
        isArticleFile(host.relativePath(uri), await settingsOf.of(root)) &&
        !(await isInDataset(host.files, root, uri))
      );
    },
    path: host.relativePath,
    codebook: async (root) => (await settingsOf.of(root)).codebook,
    off: async (root) => tagsetOf(await settingsOf.of(root)).off,
    storage: host.storage,
    version: host.version,
    clock: host.clock,
    timer: host.timer,
    pause: host.pause,
    progress,
    log: host.log,
  });
  const live = createLiveEntries({ ...host, index });

  index.onChange((uris) => {
    if (!host.client().publish) return;
    const params: protocol.DatasetChangedParams = { uris: uris.length > NAMED ? null : uris };
    quietly(connection.sendNotification(protocol.datasetChanged, params));
  });

  const watching = watchArticles(connection, host, settingsOf);
  const start = (): void => {
    if (index.started) return;
    void index.ready();
    live.all();
    watching.begin();
  };

  /** The last list, for pages of it are asked for one after the other. */
  let last: { key: string; of: unknown; list: Listed } | null = null;
  const listOf = (params: protocol.StatusParams): Listed => {
    const all = index.entries();
    const key = JSON.stringify([params.query, params.sort]);
    if (last?.key !== key || last.of !== all) last = { key, of: all, list: listed(all, params) };
    return last.list;
  };

  connection.onRequest(protocol.datasetStatus, (params: protocol.StatusParams): protocol.StatusResult => {
    start();
    const several = host.folders().length > 1;
    const folders = {
      of: (uri: string) => host.folderOf(uri) ?? "",
      name: (root: string) => (several ? nameOf(root) : ""),
    };
    return { ...statusOf(index.entries(), listOf(params), params, folders), indexing: index.progress };
  });
  connection.onRequest(protocol.datasetStates, ({ uris }: protocol.StatesParams): protocol.StatesResult => {
    start();
    return {
      states: uris.map((uri) => {
        const entry = index.of(uri);
        if (!entry) return null;
        const { state, stale, open, reviewed, problem } = rowOf(entry);
        return { state, stale, open, reviewed, problem };
      }),
    };
  });
  connection.onRequest(protocol.datasetFacets, (): protocol.FacetsResult => facetsOf(index.entries()));
  connection.onRequest(
    protocol.datasetNext,
    async (params: protocol.NextParams): Promise<protocol.NextResult> => {
      start();
      await index.ready();
      const { entries } = listOf(params);
      const here = params.from === null ? undefined : index.of(params.from);
      const next = behind(index.entries(), entries, here).find(
        (entry) => stateOf(entry) !== "done" && entry.problem === null,
      );
      return { uri: next?.uri ?? null };
    },
  );
  connection.onRequest(protocol.datasetMark, (params: unknown, token) =>
    refusable(async () => {
      const { articles } = checked(markSchema, params, protocol.datasetMark);
      const title = l10n.t("Marking articles");
      return withToken(connection, params as protocol.MarkParams, token, title, (run) =>
        markArticles(host, articles, run),
      );
    }),
  );
  connection.onRequest(
    protocol.datasetLook,
    async (params: protocol.LookParams, token: CancellationToken): Promise<protocol.LookResult> => {
      start();
      await index.ready();
      const { unseen } = listOf(params);
      const result = await withToken(connection, params, token, l10n.t("Looking for suggestions"), (run) =>
        lookThrough(host, index, unseen, run),
      );
      await index.save();
      return result;
    },
  );
  const reread = async (): Promise<void> => {
    settingsOf.forget();
    watching.again();
    await index.rescan();
  };
  connection.onRequest(protocol.datasetRefresh, reread);

  return {
    index,
    live,
    start,
    async entriesFor(params) {
      start();
      await index.ready();
      return listOf(params);
    },
    async settingsChanged() {
      if (index.started && (await settingsOf.differ())) await reread();
    },
    run(command, argument) {
      const mark = command === protocol.datasetCommands.done ? "done" : "open";
      const articles = checked(markedSchema, argument, command).map((uri) => ({ uri, mark }) as const);
      return markArticles(host, articles, { cancelled: () => false, progress: () => undefined });
    },
  };
}

/**
 * The entries of a list that stand behind one, and then those before it; where the list does not have it, as after a
 * decision that the filter goes by, from its place among all by path.
 */
function behind(
  all: readonly ArticleEntry[],
  list: readonly ArticleEntry[],
  here: ArticleEntry | undefined,
): readonly ArticleEntry[] {
  if (!here) return list;
  const at = list.indexOf(here);
  if (at >= 0) return [...list.slice(at + 1), ...list.slice(0, at)];
  const later = new Set(all.slice(all.indexOf(here)));
  const [after, before] = [list.filter((one) => later.has(one)), list.filter((one) => !later.has(one))];
  return [...after, ...before];
}

/** The settings of folders as the index was made with them. */
interface FolderSettings {
  of(root: string): Promise<Settings>;
  forget(): void;
  /** Whether they are others by now, as far as the index goes. */
  differ(): Promise<boolean>;
}

function byFolder({ folders, settings }: DatasetHost): FolderSettings {
  const known = new Map<string, Promise<Settings>>();
  const said = (settings: Settings): string => {
    const { include, exclude, codebook } = settings;
    return JSON.stringify([include, exclude, codebook, tagsetOf(settings).off]);
  };
  return {
    of(root) {
      const own = known.get(root) ?? settings(root);
      known.set(root, own);
      return own;
    },
    forget: () => known.clear(),
    async differ() {
      const roots = folders();
      if (roots.length !== known.size || roots.some((root) => !known.has(root))) return true;
      for (const [root, own] of known) if (said(await own) !== said(await settings(root))) return true;
      return false;
    },
  };
}

/** Has the client tell of articles that are created, changed or deleted; sidecars it tells of anyway. */
function watchArticles(
  connection: Connection,
  host: DatasetHost,
  settings: FolderSettings,
): { begin(): void; again(): void } {
  let patterns = "";
  let registered: Promise<Disposable> | null = null;
  const register = async (): Promise<void> => {
    const included = await Promise.all(host.folders().map(async (root) => (await settings.of(root)).include));
    const globs = [...new Set(["**/*.article", ...included.flat()])].filter((glob) => glob !== "");
    if (!host.client().watches || patterns === JSON.stringify(globs)) return;
    patterns = JSON.stringify(globs);
    const former = registered;
    registered = connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: globs.map((globPattern) => ({ globPattern })),
    });
    (await former)?.dispose();
    await registered;
  };
  const again = (): void =>
    void register().catch((error: unknown) => host.log(`Articles are not watched: ${String(error)}`));
  return { begin: again, again };
}

/** Shows in the editor how far the index is, where that takes a while. */
function indexProgress(connection: Connection, host: DatasetHost): (progress: IndexProgress | null) => void {
  let reporter: Promise<WorkDoneProgressServerReporter> | null = null;
  let told = -1;
  const end = (): void => {
    void reporter?.then((shown) => shown.done()).catch(() => undefined);
    reporter = null;
    told = -1;
  };
  return (progress) => {
    if (progress === null) return end();
    const { done, of } = progress;
    if (of < MANY || !host.client().progress) return;
    const percentage = Math.floor((100 * done) / of);
    if (percentage === told) return;
    told = percentage;
    reporter ??= connection.window.createWorkDoneProgress().then((shown) => {
      shown.begin(l10n.t("Dateline: reading articles"), percentage, undefined, false);
      return shown;
    });
    // A client that shows no progress is told nothing.
    reporter.then((shown) => shown.report(percentage, l10n.t("{0} of {1}", done, of))).catch(() => undefined);
  };
}
