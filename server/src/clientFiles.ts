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
      const pieces: string[] = [];
      return {
        write: async (text) => void pieces.push(text),
        close: () => write(uri, new TextEncoder().encode(pieces.join(""))),
      };
    },
    stat: (uri) =>
      connection.sendRequest<protocol.FsStat>(protocol.fsStat, { uri } satisfies protocol.FsReadParams),
    // No scheme but `file:` is known to have links.
    real: async (uri) => uri,
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
    exclusive: (uri, task) => of(uri).exclusive(uri, task),
    create: (uri) => of(uri).create(uri),
    stat: (uri) => of(uri).stat(uri),
    real: (uri) => of(uri).real(uri),
    list: (uri) => of(uri).list(uri),
    rename: (from, to) => of(from).rename(from, to),
    remove: (uri) => of(uri).remove(uri),
  };
}
