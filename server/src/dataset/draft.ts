import * as l10n from "@vscode/l10n";
import {
  DATASET_MANIFEST,
  decoded,
  type FileSystem,
  inFolder,
  isDraftName,
  type Sink,
} from "../workspace/fileSystem.ts";
import type { Piece } from "./exporter.ts";
import { exportedFiles, type Manifest, manifestText } from "./manifest.ts";

/** A dataset that is being written under another name. */
export interface Draft {
  /** Appends to the files of the draft. */
  write(pieces: readonly Piece[]): Promise<void>;
  /**
   * Gives the dataset its name, in place of the former one, which goes.
   * @returns the URIs of its files, and where things were left that are not the export's and could not be put back
   * @throws Error where a file that no export wrote stands in the way; then nothing is changed
   */
  place(manifest: Omit<Manifest, "files">): Promise<{ files: string[]; left: string | null }>;
  /** Removes what is not placed. */
  discard(): Promise<void>;
}

/** What of a draft is the former dataset while it is replaced: it may hold what is the user's. */
export const FORMER = "former";

/**
 * Begins a dataset in the folder `format` of `folder`. It is written under another name inside `folder`, which may be a
 * file system of its own, and moved to its place as a whole folder: whenever the program ends, the dataset is there
 * whole, in its old or its new form, or not at all. Files that no export wrote are put back into the new folder.
 * @param draft the folder of that name, as a URI
 */
export async function openDraft(
  files: FileSystem,
  folder: string,
  format: string,
  draft: string,
): Promise<Draft> {
  const target = inFolder(folder, format);
  const fresh = inFolder(draft, "new");
  const former = inFolder(draft, FORMER);
  // Read before hours of work, not after.
  await exportedFiles(files, target);
  const isNew = (await files.stat(folder)) === null;
  const names = new Set<string>();
  const sinks = new Map<string, Sink>();
  const close = async (name: string): Promise<void> => {
    const sink = sinks.get(name);
    sinks.delete(name);
    await sink?.close();
  };
  let isKept = false;
  return {
    async write(pieces) {
      for (const { file, content, whole } of pieces) {
        let sink = sinks.get(file);
        if (!sink) {
          if (names.has(file)) throw new Error(l10n.t("{0} is written twice", file));
          names.add(file);
          sink = await files.create(inFolder(fresh, file));
          sinks.set(file, sink);
        }
        if (content.length > 0) await sink.write(content);
        if (whole) await close(file);
      }
    },
    async place(counts) {
      for (const name of [...sinks.keys()]) await close(name);
      const all = manifestText({ ...counts, files: [...names] });
      await files.write(inFolder(fresh, DATASET_MANIFEST), new TextEncoder().encode(all));
      const placed = [...names].sort().map((name) => inFolder(target, name));
      if ((await files.stat(target)) === null) {
        await files.rename(fresh, target);
        return { files: placed, left: null };
      }
      const own = new Set(await exportedFiles(files, target));
      const present = await namesIn(files, target);
      const others = present.filter((name) => !own.has(name));
      const inTheWay = others.find((name) => names.has(name));
      if (inTheWay !== undefined)
        throw new Error(
          l10n.t(
            "{0} is in the folder {1} already and was written by something else; remove it or choose another folder",
            inTheWay,
            format,
          ),
        );
      await files.rename(target, former);
      try {
        await files.rename(fresh, target);
      } catch (error) {
        await files.rename(former, target);
        throw error;
      }
      // The new dataset stands. What follows must not lose what is the user's, whatever happens.
      isKept = true;
      for (const name of others) await files.rename(inFolder(former, name), inFolder(target, name));
      for (const name of present) if (own.has(name)) await files.remove(inFolder(former, name));
      await files.removeEmpty(former);
      isKept = (await files.stat(former)) !== null;
      return { files: placed, left: isKept ? former : null };
    },
    async discard() {
      for (const name of [...sinks.keys()]) await close(name).catch(() => undefined);
      if (isKept) return;
      await files.remove(draft);
      // Nothing was written: the folder is not there either, where it was not before.
      if (isNew && (await files.stat(folder)) !== null && (await files.list(folder)).length === 0)
        await files.remove(folder);
    },
  };
}

/** The names of all files in a folder, with `/`; URIs may be encoded in more than one way. */
async function namesIn(files: FileSystem, folder: string): Promise<string[]> {
  const root = `${decoded(folder).replace(/\/$/, "")}/`;
  return (await files.list(folder)).map((uri) => decoded(uri).slice(root.length));
}

/**
 * Drafts in a folder that no export takes away any more, or that another is at work on.
 * @param own the name of the folder that the export itself is written in
 */
export async function draftsIn(files: FileSystem, folder: string, own: string): Promise<string[]> {
  const names = (await namesIn(files, folder)).map((name) => name.split("/")[0] ?? "");
  return [...new Set(names)].filter((name) => isDraftName(name) && name !== own).sort();
}
