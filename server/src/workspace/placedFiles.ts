import { decoded, type FileSystem, isSidecar, liesInside, outside } from "./fileSystem.ts";
import { holderOf, isBelow, isPlaced, putInto, type SidecarLayout, takenOut } from "./sidecarLayout.ts";

// Files in which a sidecar is called by its name beside its article, wherever it lies. Invariants, each of them a test:
// - A sidecar that is there is the one that is read and written, whether it lies where the project says or elsewhere.
// - Where there are two of one article neither is read, written or removed.
// - Nothing is written outside of the project's folder.

/** An article has two sidecars in different places. */
export class TwoSidecars extends Error {
  override readonly name = "TwoSidecars";
}

/** What tells names and places of sidecars apart. */
export interface Places {
  /** Where a sidecar lies, or would be written; any other file as given. */
  place(uri: string): Promise<string>;
  /** Everywhere where it may lie: where the project says, beside its article, and where the project said formerly. */
  candidates(uri: string): Promise<readonly string[]>;
  /** All places where the sidecar of this name is; none where there is none. */
  places(uri: string): Promise<readonly string[]>;
  /** The name of a file by its place: beside its article for a sidecar. */
  named(uri: string): Promise<string>;
}

export type PlacedFiles = FileSystem & Places;

interface Found {
  /** Where it is to be read and written. */
  readonly used: string;
  /** All that there are; not looked for where sidecars can only lie beside their articles. */
  readonly all: readonly string[];
  readonly layout: SidecarLayout | null;
}

/** `files` with the sidecars of each project where its layout, by `layoutOf` of any URI in it, has them. */
export function placedFiles(
  files: FileSystem,
  layoutOf: (uri: string) => Promise<SidecarLayout | null>,
): PlacedFiles {
  /** Where a file may lie, the place for a new one first. */
  const mayLie = async (
    uri: string,
  ): Promise<{ candidates: readonly [string, ...string[]]; layout: SidecarLayout | null }> => {
    const layout = isPlaced(uri) ? await layoutOf(uri) : null;
    if (layout === null || holderOf(layout, uri) !== null) return { candidates: [uri], layout: null };
    const { root, folder, former } = layout;
    const wanted = folder === null ? uri : putInto(root, folder, uri);
    const others = [uri, ...former.map((one) => putInto(root, one, uri))].filter((one) => one !== wanted);
    return { candidates: [wanted, ...others], layout };
  };

  const find = async (uri: string): Promise<Found> => {
    const { candidates, layout } = await mayLie(uri);
    const [wanted] = candidates;
    if (layout === null || (candidates.length === 1 && layout.problem === null))
      return { used: wanted, all: [], layout };
    const there = await Promise.all(candidates.map((one) => files.stat(one)));
    const all = candidates.filter((_, n) => (there[n] ?? null) !== null);
    return { used: all[0] ?? wanted, all, layout };
  };

  /** The only place of it. @throws TwoSidecars where there are two */
  const single = async (uri: string): Promise<Found> => {
    const found = await find(uri);
    const { all, layout } = found;
    if (all.length < 2 || layout === null) return found;
    const below = (place: string): string =>
      decoded(
        place
          .split("/")
          .slice(layout.root.split("/").length - 1)
          .join("/"),
      );
    throw new TwoSidecars(
      `There are two sidecars of this article, ${all.map(below).join(" and ")}. Neither is changed: keep what you need of both in one of them (dateline merge) and delete the other.`,
    );
  };

  /** Where it may be written. @throws where it may not */
  const writable = async (uri: string): Promise<string> => {
    const found = await single(uri);
    await checked(found);
    return found.used;
  };

  const checked = async ({ used, all, layout }: Found): Promise<void> => {
    if (layout === null) return;
    if (layout.problem !== null && all.length === 0)
      throw new Error(layout.problem.message.replace(/\.$/, ""));
    if (holderOf(layout, used) !== null && !(await liesInside(files, layout.root, used)))
      throw new Error(outside());
  };

  /** The files below a folder by their names; those of sidecars that lie elsewhere among them. */
  const list = async (uri: string): Promise<string[]> => {
    const folder = `${uri.replace(/\/$/, "")}/`;
    const layout = await layoutOf(folder);
    const elsewhere = layout === null ? [] : await elsewhereOf(layout, folder);
    // Renamed, a folder may have left its sidecars behind.
    const isGone = elsewhere.length > 0 && (await files.stat(uri)) === null;
    const found = isGone ? [] : await files.list(uri);
    const named = new Set<string>();
    for (const one of found) {
      const own = await layoutOf(one);
      const holder = own && holderOf(own, one);
      if (!own || holder === null) named.add(one);
      else if (isSidecar(one)) {
        const name = takenOut(own.root, holder, one);
        // Of the folder of sidecars itself all are meant, of one round it those of its own articles.
        if (isBelow(holder, folder) || isBelow(folder, name)) named.add(name);
      }
      // What else lies among sidecars is no article.
      else if (holder !== own.folder) named.add(one);
    }
    const all = [...named, ...elsewhere.filter((one) => !named.has(one))];
    return all.length === found.length && all.every((one, n) => one === found[n]) ? found : all.sort();
  };

  /** The names of the sidecars of a folder's articles that lie neither in it nor round it. */
  const elsewhereOf = async (layout: SidecarLayout, folder: string): Promise<string[]> => {
    const { root } = layout;
    const names: string[] = [];
    for (const holder of [layout.folder, ...layout.former]) {
      if (holder === null || isBelow(folder, holder) || isBelow(holder, folder)) continue;
      const there = putInto(root, holder, folder).slice(0, -1);
      if ((await files.stat(there))?.kind !== "folder") continue;
      for (const one of await files.list(there)) if (isSidecar(one)) names.push(takenOut(root, holder, one));
    }
    return names;
  };

  return {
    ...files,
    read: async (uri) => files.read((await single(uri)).used),
    write: async (uri, bytes) => files.write(await writable(uri), bytes),
    async exclusive(uri, task) {
      for (;;) {
        const found = await find(uri);
        await checked(found);
        const { used, layout } = found;
        if (layout?.folder && isBelow(layout.folder, used))
          await files.makeFolder(used.replace(/\/[^/]*$/, ""));
        // It may have been moved while this waited for its turn.
        const done = await files.exclusive(used, async () =>
          (await find(uri)).used === used ? { result: await task() } : null,
        );
        if (done) return done.result;
      }
    },
    create: async (uri) => files.create(await writable(uri)),
    stat: async (uri) => files.stat((await find(uri)).used),
    real: async (uri) => files.real((await find(uri)).used),
    list,
    rename: async (from, to) => files.rename((await single(from)).used, await writable(to)),
    remove: async (uri) => files.remove((await single(uri)).used),
    place: async (uri) => (await find(uri)).used,
    candidates: async (uri) => (await mayLie(uri)).candidates,
    async places(uri) {
      const { all, layout, used } = await find(uri);
      if (layout !== null && all.length > 0) return all;
      return (await files.stat(used)) === null ? [] : [used];
    },
    async named(uri) {
      const layout = isPlaced(uri) ? await layoutOf(uri) : null;
      const holder = layout && holderOf(layout, uri);
      return layout && holder !== null ? takenOut(layout.root, holder, uri) : uri;
    },
  };
}
