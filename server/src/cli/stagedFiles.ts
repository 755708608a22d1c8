import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodeFiles } from "../node/fileSystem.ts";
import { isSidecar, sidecarOf } from "../workspace/fileSystem.ts";
import { type ProjectFiles, projectFilesOver } from "./files.ts";
import { git, gitText } from "./git.ts";
import { UsageError } from "./output.ts";

export interface Staged {
  /** Reads what the next commit of git's will have; writes nothing. */
  readonly files: ProjectFiles;
  /** The sidecars that the commit changes, or whose articles it changes. */
  readonly sidecars: readonly string[];
  /** All files that the commit will have. */
  readonly all: readonly string[];
}

/** The state that git would commit. @throws UsageError where there is no repository */
export async function stagedFiles(): Promise<Staged> {
  const root = await gitText(["rev-parse", "--show-toplevel"]);
  if (root === null) throw new UsageError("--staged is for a git repository, and this folder is in none");
  const list = async (...args: string[]): Promise<string[]> => {
    const { ok, out, err } = await git([...args, "-z"], { cwd: root });
    if (!ok) throw new UsageError(err);
    return out
      .toString()
      .split("\0")
      .filter((name) => name !== "");
  };
  const uriOf = (name: string): string => pathToFileURL(path.join(root, name)).href;
  const index = new Map((await list("ls-files", "--cached")).map((name) => [uriOf(name), name]));
  const changed = (await list("diff", "--cached", "--name-only", "--no-renames")).map(uriOf);
  const read = async (uri: string): Promise<Uint8Array | null> => {
    const name = index.get(uri);
    if (name === undefined) return null;
    // With the line ends and filters that the file has in the folder: the hash is of those bytes.
    const { ok, out, err } = await git(["cat-file", "--filters", `:${name}`], { cwd: root });
    if (!ok) throw new Error(`${fileURLToPath(uri)} cannot be read from git's index: ${err}`);
    return out;
  };
  // A sidecar is looked for before it is read.
  const known = new Map<string, Promise<Uint8Array | null>>();
  const once = (uri: string): Promise<Uint8Array | null> => {
    const reading = known.get(uri) ?? read(uri);
    known.set(uri, reading);
    return reading;
  };
  const files = projectFilesOver({
    ...nodeFiles,
    read: once,
    stat: async (uri) => {
      const bytes = await once(uri);
      return bytes && { kind: "file", size: bytes.length, mtime: 0 };
    },
    list: async (uri) => [...index.keys()].filter((one) => one.startsWith(`${uri.replace(/\/$/, "")}/`)),
  });
  const named = (uris: readonly string[]): Promise<string[]> => Promise.all(uris.map(files.named));
  const sidecars = (await named(changed)).map((uri) => (isSidecar(uri) ? uri : sidecarOf(uri)));
  const there: string[] = [];
  // A sidecar that the commit takes away, with its article or without, is none to look at.
  for (const uri of new Set(sidecars)) if ((await files.places(uri)).length > 0) there.push(uri);
  return {
    files,
    sidecars: there.sort(),
    // An article that is renamed in the commit is among what it changes.
    all: await named([...changed.filter((uri) => index.has(uri)), ...[...index.keys()].filter(isSidecar)]),
  };
}
