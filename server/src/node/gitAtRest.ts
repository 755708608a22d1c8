import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isMissing } from "./realPath.ts";

/** How long to wait for git, in ms. */
const PATIENCE = 2_000;

/** From when on a lock of git's counts as one that no files are changed under (`git commit` with its editor), in ms. */
const LONG = 30_000;

/** When the index lock of each repository was first seen, by this process's own clock, and which it was. */
const seen = new Map<string, { readonly which: string; readonly since: number }>();

/**
 * Resolves when git is not changing files in a folder's repository, as on checkout, merge or rebase: what is written
 * then would be lost under the files of the other branch, or mixed with them.
 * @throws where git does not come to an end within two seconds
 */
export async function gitAtRest(folder: string): Promise<void> {
  const lock = await indexLockOf(folder);
  if (lock === null) return;
  const started = performance.now();
  for (;;) {
    const which = await identityOf(lock);
    if (which === null) {
      seen.delete(lock);
      return;
    }
    const now = performance.now();
    const known = seen.get(lock);
    if (known?.which !== which) seen.set(lock, { which, since: now });
    else if (now - known.since > LONG) return;
    if (now - started > PATIENCE)
      throw new Error(
        `git is at work in this folder (${path.basename(path.dirname(lock))}/index.lock); if it is not, delete that file`,
      );
    await wait(20);
  }
}

async function identityOf(lock: string): Promise<string | null> {
  try {
    const { ino, mtimeMs } = await stat(lock);
    return `${ino} ${mtimeMs}`;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The lock that git holds while it changes the files of a folder; null outside of a repository. */
async function indexLockOf(folder: string): Promise<string | null> {
  for (let at = folder; ; at = path.dirname(at)) {
    const git = path.join(at, ".git");
    const found = await stat(git).catch(() => null);
    if (found?.isDirectory()) return path.join(git, "index.lock");
    if (found?.isFile()) {
      // A worktree or a submodule: the file says where its repository is.
      const target = /^gitdir: (.+)$/m.exec(await readFile(git, "utf8"))?.[1];
      return target === undefined ? null : path.join(path.resolve(at, target.trim()), "index.lock");
    }
    if (path.dirname(at) === at) return null;
  }
}
