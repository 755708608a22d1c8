import { type FileSystem, isSidecar, liesInside, messageOf, outside } from "./fileSystem.ts";
import { holderOf, putInto, type SidecarLayout, takenOut } from "./sidecarLayout.ts";

// Sidecars that lie elsewhere than their project says, moved to where they belong. Nothing is ever moved over a file.

/** A file's place, and the one that it is to have; URIs. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface MovePlan {
  readonly moves: readonly Move[];
  /** Sidecars that stay, for another is where they belong, or is to be. */
  readonly blocked: readonly Move[];
}

/**
 * What is to be moved under a layout, as the files are now; `isOwn` tells files of its project from those of others.
 * @throws where the file system fails, and where the layout has a problem
 */
export async function planMoves(
  files: FileSystem,
  layout: SidecarLayout,
  isOwn: (uri: string) => Promise<boolean>,
): Promise<MovePlan> {
  const { root, folder, problem } = layout;
  if (problem !== null) throw new Error(problem.message.replace(/\.$/, ""));
  const all = await files.list(root);
  const taken = new Set(all);
  const moves: Move[] = [];
  const blocked: Move[] = [];
  for (const from of all.filter(isSidecar)) {
    const holder = holderOf(layout, from);
    const name = holder === null ? from : takenOut(root, holder, from);
    const to = folder === null ? name : putInto(root, folder, name);
    if (to === from || !(await isOwn(from))) continue;
    (taken.has(to) ? blocked : moves).push({ from, to });
    taken.add(to);
  }
  return { moves, blocked };
}

export interface Moved {
  /** What was moved, in the order in which it was. */
  readonly done: readonly Move[];
  /** What stays where it is, and why. */
  readonly failed: readonly (Move & { readonly why: string })[];
}

/**
 * Moves files, each under the locks of both places, so that nobody writes it meanwhile; and takes away the folders that
 * are left empty by it. What is in the way is never overwritten. Never throws.
 */
export async function moveAll(
  files: FileSystem,
  layout: SidecarLayout,
  moves: readonly Move[],
  { cancelled, progress }: { cancelled: () => boolean; progress: (done: number, of: number) => void },
): Promise<Moved> {
  const done: Move[] = [];
  const failed: (Move & { why: string })[] = [];
  for (const [n, move] of moves.entries()) {
    if (cancelled()) break;
    const why = await moveOne(files, layout.root, move).catch(messageOf);
    if (why === null) done.push(move);
    else failed.push({ ...move, why });
    progress(n + 1, moves.length);
  }
  const holders = [layout.folder, ...layout.former].filter((one) => one !== null);
  for (const holder of holders) {
    const folder = holder.slice(0, -1);
    // A folder that is left over is no harm.
    if ((await files.stat(folder).catch(() => null))?.kind === "folder")
      await files.removeEmpty(folder).catch(() => undefined);
  }
  return { done, failed };
}

async function moveOne(files: FileSystem, root: string, { from, to }: Move): Promise<string | null> {
  if (!(await liesInside(files, root, to))) return outside();
  await files.makeFolder(to.replace(/\/[^/]*$/, ""));
  const [first = from, second = to] = [from, to].sort();
  return files.exclusive(first, () =>
    files.exclusive(second, async () => {
      if ((await files.stat(from)) === null) return "it is gone";
      if ((await files.stat(to)) !== null) return "there is another by now";
      await files.rename(from, to);
      return null;
    }),
  );
}
