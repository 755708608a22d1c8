import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodeFiles } from "../node/fileSystem.ts";
import { type FileSystem, isSidecar, sidecarOf } from "../workspace/fileSystem.ts";
import { git, gitText } from "./git.ts";
import { UsageError } from "./output.ts";

export interface Staged {
  /** Reads what the next commit of git's will have; writes nothing. */
  readonly files: FileSystem;
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
  const sidecars = changed.map((uri) => (isSidecar(uri) ? uri : sidecarOf(uri)));
  return {
    files: {
      ...nodeFiles,
      read,
      stat: async (uri) => {
        const bytes = await read(uri);
        return bytes && { kind: "file", size: bytes.length, mtime: 0 };
      },
    },
    // A sidecar that the commit takes away, with its article or without, is none to look at.
    sidecars: [...new Set(sidecars)].filter((uri) => index.has(uri)).sort(),
    // An article that is renamed in the commit is among what it changes.
    all: [...changed.filter((uri) => index.has(uri)), ...[...index.keys()].filter(isSidecar)],
  };
}
