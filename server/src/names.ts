import type { Annotation } from "./annotations/annotation.ts";
import { noNames, type ProjectNames } from "./detect/resolve/nameIndex.ts";
import type { Timer } from "./retries.ts";
import { articleOf, type FileSystem, isSidecar } from "./workspace/fileSystem.ts";
import { createLearnedNames, type LearnedNames } from "./workspace/learnedNames.ts";
import type { ProjectResult } from "./workspace/project.ts";
import { type Gazetteers, noGazetteers, readGazetteers } from "./workspace/projectNames.ts";
import { loadSidecar } from "./workspace/sidecars.ts";

export interface NamesHost {
  readonly files: FileSystem;
  /** The workspace folder that a file is in, with `/` behind it. */
  readonly folderOf: (uri: string) => string | undefined;
  /** A file's path below its workspace folder. */
  readonly relativePath: (uri: string) => string;
  readonly pause: () => Promise<void>;
  readonly timer: Timer;
  /** Names have changed: what was suggested by the former ones is to be looked at again. */
  readonly changed: () => void;
  readonly log: (message: string) => void;
}

/**
 * What the projects of a workspace say of names, a folder at a time: its gazetteers, and what was decided in its
 * articles. The sidecars are read once, in the background; from then on every decision is counted as it is made.
 */
export interface Names {
  /** Reads the gazetteers of a folder anew; of one folder in one loading at a time, for the last one to end counts. */
  load(root: string, project: ProjectResult): Promise<Gazetteers>;
  /** Reads the sidecars of a folder in the background, where that is still to be done. */
  learn(root: string): void;
  /** What counts in an article; undefined where the project says nothing. */
  of(uri: string, learn: boolean): ProjectNames | undefined;
  /** The same when the sidecars have been read. */
  whole(uri: string, learn: boolean): Promise<ProjectNames | undefined>;
  /** The decisions on an open article, as they are now. */
  decided(uri: string, decided: readonly Annotation[]): void;
  /** The article is no longer open: its sidecar says what was decided. */
  closed(uri: string): void;
  /** A sidecar was created, changed or deleted by somebody. */
  sidecarChanged(sidecar: string): Promise<void>;
}

/** How long decisions are gathered before other articles are read again, in ms. */
const WAIT = 150;
/** After how many sidecars other work is let in. */
const AT_ONCE = 8;

interface Folder {
  gazetteers: Gazetteers;
  readonly learned: LearnedNames;
  /** Resolved when the sidecars have been read; null where that was not wanted yet, or could not be done. */
  indexed: Promise<void> | null;
  /** Resolved when the sidecars that changed so far have been read, one after the other: the newest has the last word. */
  changes: Promise<void>;
  /** The names that were given out last, with what was learned and without. */
  given: { learned: ProjectNames | null; listed: ProjectNames | null };
}

export function createNames(host: NamesHost): Names {
  const folders = new Map<string, Folder>();
  /** Articles whose decisions are in memory. */
  const live = new Set<string>();
  let version = 0;
  let cancel: (() => void) | null = null;

  const folderAt = (root: string): Folder => {
    const known = folders.get(root);
    if (known) return known;
    const folder: Folder = {
      gazetteers: noGazetteers,
      learned: createLearnedNames(host.relativePath),
      indexed: null,
      changes: Promise.resolve(),
      given: { learned: null, listed: null },
    };
    folders.set(root, folder);
    return folder;
  };

  const folderOf = (uri: string): Folder | undefined => {
    const root = host.folderOf(uri);
    return root === undefined ? undefined : folders.get(root);
  };

  /** What was learned, or else what is listed too, is other than it was. */
  const changed = (folder: Folder, listed: boolean): void => {
    folder.given = { learned: null, listed: listed ? null : folder.given.listed };
    cancel?.();
    cancel = host.timer(host.changed, WAIT);
  };

  const read = async (folder: Folder, sidecar: string): Promise<boolean> => {
    const uri = articleOf(sidecar);
    const loaded = await loadSidecar(host.files, uri);
    // A sidecar that cannot be used says nothing; opened meanwhile, the article itself says more.
    if (live.has(uri) || loaded.state === "unusable") return false;
    return folder.learned.decided(uri, loaded.state === "ok" ? loaded.sidecar.annotations : []);
  };

  const index = async (root: string, folder: Folder): Promise<void> => {
    let any = false;
    const sidecars = (await host.files.list(root)).filter(isSidecar);
    for (const [n, sidecar] of sidecars.entries()) {
      if (n % AT_ONCE === AT_ONCE - 1) await host.pause();
      if (live.has(articleOf(sidecar))) continue;
      try {
        any = (await read(folder, sidecar)) || any;
      } catch (error) {
        host.log(`${sidecar} teaches no names: ${String(error)}`);
      }
    }
    if (any) changed(folder, false);
  };

  const of = (uri: string, learn: boolean): ProjectNames | undefined => {
    const folder = folderOf(uri);
    if (!folder) return undefined;
    const kind = learn ? "learned" : "listed";
    folder.given[kind] ??= {
      version: `${kind} ${++version}`,
      listed: folder.gazetteers.listed,
      learned: learn ? folder.learned.names() : noNames,
    };
    const names = folder.given[kind];
    return names.listed.byWords.size + names.learned.byWords.size === 0 ? undefined : names;
  };

  return {
    async load(root, project) {
      const folder = folderAt(root);
      const gazetteers = await readGazetteers(host.files, root, project, host.pause, folder.gazetteers);
      if (gazetteers !== folder.gazetteers) {
        folder.gazetteers = gazetteers;
        changed(folder, true);
      }
      return gazetteers;
    },
    learn(root) {
      const folder = folderAt(root);
      folder.indexed ??= index(root, folder).catch((error: unknown) => {
        folder.indexed = null;
        host.log(`The sidecars under ${root} teach no names: ${String(error)}`);
      });
    },
    of,
    async whole(uri, learn) {
      if (learn) await folderOf(uri)?.indexed;
      return of(uri, learn);
    },
    decided(uri, decided) {
      const root = host.folderOf(uri);
      if (root === undefined) return;
      live.add(uri);
      const folder = folderAt(root);
      if (folder.learned.decided(uri, decided)) changed(folder, false);
    },
    closed(uri) {
      live.delete(uri);
    },
    async sidecarChanged(sidecar) {
      const folder = folderOf(sidecar);
      if (!folder?.indexed || live.has(articleOf(sidecar))) return;
      folder.changes = folder.changes.then(async () => {
        try {
          await folder.indexed;
          if (await read(folder, sidecar)) changed(folder, false);
        } catch (error) {
          host.log(`${sidecar} teaches no names: ${String(error)}`);
        }
      });
      await folder.changes;
    },
  };
}
