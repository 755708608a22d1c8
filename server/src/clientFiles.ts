import type { Connection } from "vscode-languageserver";
import * as protocol from "./protocol.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";

/** Files by way of the client's `fs/*` requests. Writing is whole but, where the scheme cannot, not atomic. */
export function clientFiles(connection: Connection): FileSystem {
  const write = (uri: string, bytes: Uint8Array): Promise<void> =>
    connection.sendRequest(protocol.fsWrite, {
      uri,
      content: protocol.toBase64(bytes),
    } satisfies protocol.FsWriteParams);
  const list = (uri: string): Promise<string[]> =>
    connection.sendRequest<string[]>(protocol.fsList, { uri } satisfies protocol.FsListParams);
  const remove = (uri: string): Promise<void> =>
    connection.sendRequest(protocol.fsRemove, { uri } satisfies protocol.FsReadParams);
  return {
    async read(uri) {
      const content = await connection.sendRequest<string | null>(protocol.fsRead, {
        uri,
      } satisfies protocol.FsReadParams);
      return content === null ? null : protocol.fromBase64(content);
    },
    write,
    // No scheme of an editor can keep others out: what they write is told by comparing before each writing.
    exclusive: (_, task) => task(),
    async create(uri) {
      const pieces: Uint8Array[] = [];
      return {
        write: async (content) =>
          void pieces.push(typeof content === "string" ? new TextEncoder().encode(content) : content),
        close: async () => write(uri, new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer())),
      };
    },
    stat: (uri) =>
      connection.sendRequest<protocol.FsStat>(protocol.fsStat, { uri } satisfies protocol.FsReadParams),
    // No scheme but `file:` is known to have links.
    real: async (uri) => uri,
    list,
    // Writing makes the folders that it needs, and nothing locks in them.
    makeFolder: async () => undefined,
    rename: (from, to) =>
      connection.sendRequest(protocol.fsRename, { from, to } satisfies protocol.FsRenameParams),
    remove,
    async removeEmpty(uri) {
      if ((await list(uri)).length === 0) await remove(uri);
    },
  };
}

/** `own` for `file:` URIs where there is one, `client` for all others. */
export function routedFiles(own: FileSystem | null, client: FileSystem): FileSystem {
  const of = (uri: string): FileSystem => (own && uri.startsWith("file:") ? own : client);
  return {
    read: (uri) => of(uri).read(uri),
    write: (uri, bytes) => of(uri).write(uri, bytes),
    exclusive: (uri, task) => of(uri).exclusive(uri, task),
    create: (uri) => of(uri).create(uri),
    stat: (uri) => of(uri).stat(uri),
    real: (uri) => of(uri).real(uri),
    list: (uri) => of(uri).list(uri),
    makeFolder: (uri) => of(uri).makeFolder(uri),
    rename: (from, to) => of(from).rename(from, to),
    remove: (uri) => of(uri).remove(uri),
    removeEmpty: (uri) => of(uri).removeEmpty(uri),
  };
}
