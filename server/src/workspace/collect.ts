import {
  DATASET_MANIFEST,
  decoded,
  type FileSystem,
  isDraftName,
  isSidecar,
  nameOf,
  sidecarOf,
} from "./fileSystem.ts";

/** A file that was found, and its path below the place that was named. */
export interface Found {
  readonly uri: string;
  readonly id: string;
}

/**
 * The articles at URIs of files and folders, each once, sorted by id. A file that is named is an article; of a folder's
 * files those are that `included` says by their path, or that have a sidecar, but for the texts of a dataset that an
 * export wrote there.
 */
export async function collectArticles(
  files: FileSystem,
  uris: readonly string[],
  included: (uri: string) => Promise<boolean>,
): Promise<Found[]> {
  const found = new Map<string, string>();
  for (const uri of uris) {
    if ((await files.stat(uri))?.kind !== "folder") {
      // `*.json` or a whole folder by glob names sidecars too.
      if (!found.has(uri) && !isSidecar(uri)) found.set(uri, nameOf(uri));
      continue;
    }
    const below = await files.list(uri);
    const all = new Set(below);
    const datasets = await datasetsAmong(files, below);
    const root = `${uri.replace(/\/$/, "")}/`;
    for (const file of below) {
      if (isSidecar(file) || found.has(file) || isInDraft(file.slice(root.length))) continue;
      if (datasets.some((dataset) => file.startsWith(dataset)) && !all.has(sidecarOf(file))) continue;
      if (all.has(sidecarOf(file)) || (await included(file)))
        found.set(file, decoded(file.slice(root.length)));
    }
  }
  return [...found]
    .map(([uri, id]) => ({ uri, id }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Whether a path leads through a folder that an export writes in, or was writing in when it was killed. */
const isInDraft = (path: string): boolean =>
  path
    .split("/")
    .slice(0, -1)
    .some((name) => isDraftName(decoded(name)));

/** The folders, with `/` behind, of datasets that an export wrote: their manifest has the format that they are called by. */
async function datasetsAmong(files: FileSystem, uris: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const uri of uris) {
    if (!uri.endsWith(`/${DATASET_MANIFEST}`)) continue;
    const folder = uri.slice(0, -DATASET_MANIFEST.length);
    if (await isDataset(files, folder)) found.push(folder);
  }
  return found;
}

async function isDataset(files: FileSystem, folder: string): Promise<boolean> {
  const manifest = new TextDecoder().decode(
    (await files.read(`${folder}${DATASET_MANIFEST}`)) ?? new Uint8Array(),
  );
  return manifest.includes(`"format": ${JSON.stringify(nameOf(folder))}`);
}

/** Whether a file below `root`, which has a `/` behind, is one of a dataset that an export wrote there. */
export async function isInDataset(files: FileSystem, root: string, uri: string): Promise<boolean> {
  for (let end = uri.lastIndexOf("/"); end >= root.length; end = uri.lastIndexOf("/", end - 1))
    if (await isDataset(files, uri.slice(0, end + 1))) return true;
  return false;
}
