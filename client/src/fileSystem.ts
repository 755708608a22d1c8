import { FileSystemError, FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import * as protocol from "../../server/src/protocol.ts";

/** Answers the server's `fs/*` requests with the editor's file system, for schemes that the server cannot reach. */
export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(protocol.fsRead, async ({ uri }: protocol.FsReadParams) => {
    try {
      return protocol.toBase64(await workspace.fs.readFile(Uri.parse(uri)));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
  client.onRequest(protocol.fsWrite, async ({ uri, content }: protocol.FsWriteParams) => {
    // Written beside its place first: what a crash cuts off is not the file itself.
    const target = Uri.parse(uri);
    const draft = target.with({ path: `${target.path}.partial` });
    await workspace.fs.writeFile(draft, protocol.fromBase64(content));
    await workspace.fs.rename(draft, target, { overwrite: true });
  });
  client.onRequest<protocol.FsStat, void>(protocol.fsStat, async ({ uri }: protocol.FsReadParams) => {
    try {
      const { type, size, mtime } = await workspace.fs.stat(Uri.parse(uri));
      const kind =
        (type & FileType.Directory) !== 0 ? "folder" : (type & FileType.File) !== 0 ? "file" : "other";
      return { kind, size, mtime };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
  client.onRequest(protocol.fsList, ({ uri }: protocol.FsListParams) => list(Uri.parse(uri)));
  client.onRequest(protocol.fsRename, ({ from, to }: protocol.FsRenameParams) =>
    workspace.fs.rename(Uri.parse(from), Uri.parse(to), { overwrite: true }),
  );
  client.onRequest(protocol.fsRemove, async ({ uri }: protocol.FsReadParams) => {
    try {
      await workspace.fs.delete(Uri.parse(uri), { recursive: true, useTrash: false });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  });
}

const isMissing = (error: unknown): boolean =>
  error instanceof FileSystemError && error.code === "FileNotFound";

async function list(folder: Uri): Promise<string[]> {
  const found: string[] = [];
  const entries = await workspace.fs.readDirectory(folder);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, type] of entries) {
    const uri = Uri.joinPath(folder, name);
    if (type === FileType.Directory) {
      if (name !== ".git" && name !== "node_modules") found.push(...(await list(uri)));
    } else if (type === FileType.File) {
      found.push(uri.toString());
    }
  }
  return found;
}
