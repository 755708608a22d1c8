import type { Connection, RenameFilesParams, WorkspaceEdit } from "vscode-languageserver";
import type { Articles } from "./articlesHost.ts";
import type { Backups } from "./backups.ts";
import { sidecarsWith } from "./followFiles.ts";
import type { Names } from "./names.ts";
import { sidecarOf } from "./workspace/fileSystem.ts";
import type { PlacedFiles } from "./workspace/placedFiles.ts";

export interface FileEventsHost {
  readonly files: PlacedFiles;
  readonly articles: Pick<Articles, "renamed">;
  readonly backups: Pick<Backups, "moved">;
  readonly names: Pick<Names, "sidecarChanged">;
  /** Gives an article without a sidecar the one that belongs to it; `copied`: its original stays. */
  adopt(uri: string, copied: boolean): Promise<void>;
  /** A file, or a folder with all in it, may be there or not by now. */
  changed(uri: string): void;
  /** A folder has another name: what lies in it may be sidecars. */
  folderMoved(uri: string): void;
  /** Whether the editor can delete files as a part of its own act. */
  deletes(): boolean;
}

/** Takes sidecars along with articles that are renamed, copied or deleted in the editor. */
export function registerFileEvents(connection: Connection, host: FileEventsHost): void {
  const { files, articles, backups, names } = host;

  /** Resolved when the files of the last renaming are moved: who undoes it at once moves them back from there. */
  let renaming: Promise<unknown> = Promise.resolve();
  const renamed = async ({ files: moved }: RenameFilesParams): Promise<void> => {
    for (const { oldUri, newUri } of moved) {
      if ((await files.stat(newUri).catch(() => null))?.kind === "folder") host.folderMoved(newUri);
      await backups.moved(oldUri, newUri);
      await articles.renamed(oldUri, newUri);
      for (const uri of [oldUri, newUri]) {
        await names.sidecarChanged(sidecarOf(uri));
        host.changed(uri);
      }
    }
  };
  connection.workspace.onDidRenameFiles((params) => {
    renaming = renaming
      .then(() => renamed(params))
      .catch((error: unknown) => connection.console.error(`Renaming: ${String(error)}`));
  });

  connection.workspace.onDidCreateFiles(async ({ files: created }) => {
    for (const { uri } of created) {
      await host.adopt(uri, true);
      host.changed(uri);
    }
  });
  // As a part of the editor's own act: undoing that brings the sidecars back too.
  connection.workspace.onWillDeleteFiles(async ({ files: deleted }): Promise<WorkspaceEdit | null> => {
    if (!host.deletes()) return null;
    const sidecars = await sidecarsWith(
      files,
      deleted.map(({ uri }) => uri),
    );
    const documentChanges = sidecars.map((uri) => ({
      kind: "delete" as const,
      uri,
      options: { ignoreIfNotExists: true },
    }));
    return documentChanges.length > 0 ? { documentChanges } : null;
  });
}
