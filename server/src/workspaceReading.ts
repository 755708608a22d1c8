import type { ReadOptions } from "./closedArticles.ts";
import type { Names } from "./names.ts";
import { isArticleFile, type Settings } from "./settings.ts";
import { collectArticles } from "./workspace/collect.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";

export interface WorkspaceHost {
  readonly files: FileSystem;
  /** The workspace's folders, with `/` behind them. */
  readonly folders: () => readonly string[];
  readonly folderOf: (uri: string) => string | undefined;
  readonly relativePath: (uri: string) => string;
  readonly settings: (uri: string) => Promise<Settings>;
  readonly names: Names;
  readonly pause: () => Promise<void>;
}

/** The articles of all folders, by path. */
export async function workspaceArticles(host: WorkspaceHost): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of host.folders()) found.push(...(await articlesIn(host, folder)));
  return [...new Set(found)];
}

/** The articles of one folder, by path. */
export async function articlesIn(
  host: Pick<WorkspaceHost, "files" | "settings" | "relativePath">,
  folder: string,
): Promise<readonly string[]> {
  const settings = await host.settings(folder);
  const own = await collectArticles(host.files, [folder], async (uri) =>
    isArticleFile(host.relativePath(uri), settings),
  );
  return own.map(({ uri }) => uri);
}

/**
 * How closed articles are read while one command runs: settings and names once a folder, as they are at its beginning. To
 * ask the client anew for each of ten thousand articles takes longer than to read them; and what the command itself
 * decides would change what is suggested in the articles that it comes to later.
 */
export function closedReading(host: WorkspaceHost): (uri: string) => Promise<ReadOptions> {
  const known = new Map<string, Promise<ReadOptions>>();
  const read = async (folder: string): Promise<ReadOptions> => {
    const settings = await host.settings(folder);
    const names = await host.names.whole(folder, settings.learnNames);
    return { pause: host.pause, settings, names };
  };
  return (uri) => {
    const folder = host.folderOf(uri) ?? uri;
    const reading = known.get(folder) ?? read(folder);
    known.set(folder, reading);
    return reading;
  };
}
