import type { Connection } from "vscode-languageserver";
import * as protocol from "./protocol.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";

/** Files by way of the client's `fs/*` requests. Writing is whole but, where the scheme cannot, not atomic. */
export function clientFiles(connection: Connection): FileSystem {
  const write = (uri: string, bytes: Uint8Array): Promise<void> =>
    connection.sendRequest(protocol.fsWrite, {
      uri,
      content: toBase64(bytes),
    } satisfies protocol.FsWriteParams);
  return {
    async read(uri) {
      const content = await connection.sendRequest<string | null>(protocol.fsRead, {
        uri,
      } satisfies protocol.FsReadParams);
      return content === null ? null : fromBase64(content);
    },
    write,
    async create(uri) {
      const pieces: string[] = [];
      return {
        write: async (text) => void pieces.push(text),
        close: () => write(uri, new TextEncoder().encode(pieces.join(""))),
      };
    },
    stat: (uri) =>
      connection.sendRequest<protocol.FsStat>(protocol.fsStat, { uri } satisfies protocol.FsReadParams),
    list: (uri) => connection.sendRequest<string[]>(protocol.fsList, { uri } satisfies protocol.FsListParams),
    rename: (from, to) =>
      connection.sendRequest(protocol.fsRename, { from, to } satisfies protocol.FsRenameParams),
    remove: (uri) => connection.sendRequest(protocol.fsRemove, { uri } satisfies protocol.FsReadParams),
  };
}

/** `own` for `file:` URIs where there is one, `client` for all others. */
export function routedFiles(own: FileSystem | null, client: FileSystem): FileSystem {
  const of = (uri: string): FileSystem => (own && uri.startsWith("file:") ? own : client);
  return {
    read: (uri) => of(uri).read(uri),
    write: (uri, bytes) => of(uri).write(uri, bytes),
    create: (uri) => of(uri).create(uri),
    stat: (uri) => of(uri).stat(uri),
    list: (uri) => of(uri).list(uri),
    rename: (from, to) => of(from).rename(from, to),
    remove: (uri) => of(uri).remove(uri),
  };
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

const fromBase64 = (content: string): Uint8Array =>
  Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
