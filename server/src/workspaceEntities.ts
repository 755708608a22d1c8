import { type AcrossHost, identitiesAt } from "./acrossArticles.ts";
import type { Identities } from "./detect/resolve/identity.ts";
import { type KnownEntity, knownEntities } from "./knownEntities.ts";
import type { LiveEntries } from "./liveEntries.ts";
import type { Timer } from "./retries.ts";
import type { ArticleEntry } from "./workspace/index/entry.ts";
import type { ArticleIndex } from "./workspace/index/indexHost.ts";

export interface WorkspaceEntitiesHost extends AcrossHost {
  readonly folders: () => readonly string[];
  readonly folderOf: (uri: string) => string | undefined;
  readonly timer: Timer;
  readonly index: ArticleIndex;
  /** Begins to read all articles, where nobody has asked for them yet. */
  readonly start: () => void;
  readonly live: Pick<LiveEntries, "settled">;
}

/** What the index has of all articles. */
export interface WorkspaceEntities {
  readonly entities: readonly KnownEntity[];
  readonly entries: readonly ArticleEntry[];
}

/** How long an answer waits for the first reading of a workspace, in ms; a later one has more. */
const PATIENCE = 1500;

/** Gives the entities of all articles as far as they have been read, put together anew only where something has changed. */
export function createWorkspaceEntities(host: WorkspaceEntitiesHost): () => Promise<WorkspaceEntities> {
  let last: {
    entries: readonly ArticleEntry[];
    lists: readonly unknown[];
    made: Promise<WorkspaceEntities>;
  } | null = null;
  const make = async (entries: readonly ArticleEntry[]): Promise<WorkspaceEntities> => {
    const byFolder = new Map(host.folders().map((root) => [root, identitiesAt(host, root)]));
    const none = identitiesAt(host, "");
    const of = (uri: string): Identities => byFolder.get(host.folderOf(uri) ?? "") ?? none;
    return { entries, entities: await knownEntities(entries, of, host.pause) };
  };
  return async () => {
    host.start();
    let stop = (): void => undefined;
    const waited = new Promise<void>((resolve) => {
      stop = host.timer(resolve, PATIENCE);
    });
    await Promise.race([host.index.ready(), waited]);
    stop();
    await host.live.settled();
    const entries = host.index.entries();
    const lists = host.folders().map((root) => host.listed(root));
    const isSame = last?.entries === entries && lists.every((list, n) => list === last?.lists[n]);
    if (!last || !isSame) last = { entries, lists, made: make(entries) };
    return last.made;
  };
}
