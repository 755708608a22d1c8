import * as l10n from "@vscode/l10n";
/** What stands at a URI, links followed. */
export interface Stat {
  /** `other` is what is read without end, or not at all: a pipe, a device, a socket. */
  readonly kind: "file" | "folder" | "other";
  /** Bytes. */
  readonly size: number;
  /** When it was last changed, in ms since the epoch; 0 where that is not known. */
  readonly mtime: number;
}

/** Files by URI. A missing file is no error; everything else that goes wrong is thrown, with a message for the user. */
export interface FileSystem {
  /** A file's bytes; null where there is none. */
  read(uri: string): Promise<Uint8Array | null>;
  /** Writes a file whole: afterwards it holds the old bytes or the new ones, never a part (where the system can). */
  write(uri: string, bytes: Uint8Array): Promise<void>;
  /**
   * Runs `task`, which reads a file and writes it anew, while no other process of Dateline does so with the same file
   * (where the system can tell). @throws what `task` throws, and where the file cannot be had for it
   */
  exclusive<T>(uri: string, task: () => Promise<T>): Promise<T>;
  /** Opens a file for writing from its beginning, piece by piece; folders above it are made. */
  create(uri: string): Promise<Sink>;
  /** What stands at a URI; null where nothing does. */
  stat(uri: string): Promise<Stat | null>;
  /** Where a file really lies, or would lie, symbolic links followed; as given where links cannot be told. */
  real(uri: string): Promise<string>;
  /** The files under a folder, at any depth, in a stable order; folders named `.git` and `node_modules` left out. */
  list(uri: string): Promise<string[]>;
  /** Makes a folder, and those above it that are missing; nothing where it is there, or comes with what is written in it. */
  makeFolder(uri: string): Promise<void>;
  /** Moves a file or folder, over what stands there. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all in it; nothing where there is none. */
  remove(uri: string): Promise<void>;
  /** Removes a folder that holds nothing but empty folders; one that holds more stays, with what it holds. */
  removeEmpty(uri: string): Promise<void>;
  /** SHA-256 in lower-case hexadecimal, of a system that has it quicker than the web has (`hashBy`). */
  readonly hash?: (bytes: Uint8Array) => string;
}

/** A file that is being written. */
export interface Sink {
  /** Writes all of it, text as UTF-8, or throws. */
  write(content: string | Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Beside a dataset: which of the folder's files an export wrote. What lies below is data, and no articles. */
export const DATASET_MANIFEST = "dateline-export.json";

/** The folder in which something is written before it gets its name, beside the place where that will be. */
export const draftName = (unique: string): string => `.dateline-${unique}.partial`;

/** Whether a folder's name is that of such a one: what lies in it is nobody's article. */
export const isDraftName = (name: string): boolean => /^\.dateline-.*\.partial$/s.test(name);

/**
 * The sidecar of an article by its name: beside it, its whole name with `.dateline.json` behind. Where a project keeps its
 * sidecars in a folder of their own it lies there by the same path, and `PlacedFiles` finds it by this name.
 */
export const sidecarOf = (article: string): string => `${article}.dateline.json`;

const SIDECAR = /\.dateline\.json$/;
export const isSidecar = (uri: string): boolean => SIDECAR.test(uri);
export const articleOf = (sidecar: string): string => sidecar.replace(SIDECAR, "");

/** A name inside a folder, percent-encoded as URIs want it. */
export const inFolder = (folder: string, name: string): string =>
  `${folder.replace(/\/$/, "")}/${name.split("/").map(encodeURIComponent).join("/")}`;

/** Whether a file lies in a folder, or would: what a link points at outside is none of the folder's. */
export async function liesInside(files: FileSystem, folder: string, uri: string): Promise<boolean> {
  const [root, real] = await Promise.all([files.real(folder), files.real(uri)]);
  return real.startsWith(`${root.replace(/\/$/, "")}/`);
}

/** What is said of a file for which `liesInside` does not hold. */
export const outside = (): string =>
  l10n.t("it is a link to a place outside of this folder; put the file itself here");

/** A name that no file has yet: the given one, else with a number behind it. */
export async function freeName(files: FileSystem, uri: string): Promise<string> {
  let free = uri;
  for (let n = 2; (await files.stat(free)) !== null; n++) free = `${uri}-${n}`;
  return free;
}

/** A part of a URI without percent-encoding; as it is where that is no UTF-8, as in `%E9`. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The last segment of a URI, decoded. */
export const nameOf = (uri: string): string => decoded(uri.replace(/\/$/, "").split("/").pop() ?? uri);

/** What went wrong, as a user can act on it. */
export function messageOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const known: Record<string, string> = {
    EACCES: l10n.t("permission denied"),
    EPERM: l10n.t("permission denied"),
    EROFS: l10n.t("the disk is read-only"),
    ENOSPC: l10n.t("the disk is full"),
    EISDIR: l10n.t("there is a folder of that name"),
    ENOTDIR: l10n.t("a part of its path is no folder"),
    EMFILE: l10n.t("too many files are open"),
    ENOENT: l10n.t("the folder is gone"),
    EFBIG: l10n.t("the file would be too large"),
    EDQUOT: l10n.t("the disk quota is used up"),
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
