// The server asks the client for files that it cannot reach itself (all that are not `file:`). Contents are base64.

/** Server to client: a file's bytes, or null where there is none. */
export const fsRead = "fs/read";
export interface FsReadParams {
  readonly uri: string;
}
/** Server to client: writes a file whole. */
export const fsWrite = "fs/write";
export interface FsWriteParams {
  readonly uri: string;
  readonly content: string;
}
/** Server to client: the files under a folder, as URIs. */
export const fsList = "fs/list";
export interface FsListParams {
  readonly uri: string;
}
/** Server to client: what stands at a URI, or null. */
export const fsStat = "fs/stat";
/** What stands at a URI; null where nothing does. */
export type FsStat = {
  /** `other` is what is read without end, or not at all: a pipe, a device, a socket. */
  readonly kind: "file" | "folder" | "other";
  /** Bytes. */
  readonly size: number;
  /** When it was last changed, in ms since the epoch; 0 where that is not known. */
  readonly mtime: number;
} | null;
/** Server to client: moves a file or folder over what stands there. */
export const fsRename = "fs/rename";
export interface FsRenameParams {
  readonly from: string;
  readonly to: string;
}
/** Server to client: removes a file or folder with all in it. */
export const fsRemove = "fs/remove";

/** Bytes as they go over the wire. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: a call has no room for as many arguments as a file has bytes.
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

export const fromBase64 = (content: string): Uint8Array =>
  Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
