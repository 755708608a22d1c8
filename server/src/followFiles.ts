import * as l10n from "@vscode/l10n";
import {
  articleOf,
  decoded,
  type FileSystem,
  isSidecar,
  messageOf,
  nameOf,
  sidecarOf,
} from "./workspace/fileSystem.ts";
import type { PlacedFiles } from "./workspace/placedFiles.ts";
import { moveSidecar } from "./workspace/sidecars.ts";
import { fittingSidecars } from "./workspace/strays.ts";

// Sidecars that follow their articles. What is told for certain by the hash of the article's bytes is done at once, for
// nothing is lost by it; what is not is said.

export interface FollowHost {
  readonly files: FileSystem;
  /** The workspace folder that a file is in. */
  readonly folderOf: (uri: string) => string | undefined;
  readonly relativePath: (uri: string) => string;
  /** What was done, or could be. */
  readonly showInfo: (message: string) => void;
  readonly log: (message: string) => void;
  /** The sidecar of an article has gone to another. */
  readonly moved: (from: string, to: string) => Promise<void>;
}

/**
 * Finds the sidecar of an article that has none: of one with the very same bytes that is gone from its place, renamed or
 * moved outside of the editor; or with `copied`, where the editor has just made the file, of one that is there.
 * @returns whether the article has a sidecar now
 */
export async function adopt(host: FollowHost, uri: string, copied: boolean): Promise<boolean> {
  const { files } = host;
  const folder = host.folderOf(uri);
  if (folder === undefined || isSidecar(uri)) return false;
  try {
    const bytes = await files.read(uri);
    if (!bytes || bytes.length === 0 || (await files.stat(sidecarOf(uri))) !== null) return false;
    const all = await files.list(folder);
    const { strays, originals, rivals } = await fittingSidecars(files, uri, bytes, all, copied);
    const [stray] = strays;
    const name = host.relativePath(uri);
    if (stray !== undefined && strays.length === 1 && rivals.length === 0) {
      const problem = await moveSidecar(files, articleOf(stray), uri);
      if (problem !== null) {
        host.log(problem);
        return false;
      }
      await host.moved(articleOf(stray), uri);
      host.showInfo(
        l10n.t(
          "{0} was {1} when it was annotated: its annotations went with it.",
          name,
          host.relativePath(articleOf(stray)),
        ),
      );
      return true;
    }
    if (stray !== undefined) {
      const found = [...strays, ...rivals].map((other) => host.relativePath(other)).join(", ");
      host.showInfo(
        l10n.t(
          "{0} has the text of an annotated article that is gone, but others have it too ({1}). Rename the right sidecar to {2}.",
          name,
          found,
          nameOf(sidecarOf(uri)),
        ),
      );
      return false;
    }
    const [original] = originals;
    if (original === undefined) return false;
    if (originals.length === 1) return await copySidecar(host, original, uri);
    host.log(
      `${name} has the same text as ${host.relativePath(articleOf(original))}, which is annotated; copy its sidecar to take the decisions over.`,
    );
    return false;
  } catch (error) {
    host.log(`The sidecar of ${decoded(uri)} was not looked for: ${messageOf(error)}`);
    return false;
  }
}

/** The copy begins with the decisions of its original, which keep their ids, authors and times. */
async function copySidecar({ files }: FollowHost, original: string, uri: string): Promise<boolean> {
  const own = sidecarOf(uri);
  return files.exclusive(own, async () => {
    const bytes = await files.read(original);
    if (!bytes || (await files.stat(own)) !== null) return false;
    await files.write(own, bytes);
    return true;
  });
}

/**
 * The sidecars that are to be deleted along with articles, and with folders of articles, by their places: those that are
 * there, and not among them themselves.
 */
export async function sidecarsWith(files: PlacedFiles, deleted: readonly string[]): Promise<string[]> {
  const given = new Set(deleted);
  const found: string[] = [];
  for (const uri of deleted) {
    if (isSidecar(uri)) continue;
    const isFolder = (await files.stat(uri))?.kind === "folder";
    const sidecars = isFolder ? (await files.list(uri)).filter(isSidecar) : [sidecarOf(uri)];
    for (const place of (await Promise.all(sidecars.map((one) => files.places(one)))).flat())
      if (!given.has(place) && !place.startsWith(`${uri}/`)) found.push(place);
  }
  return found;
}
