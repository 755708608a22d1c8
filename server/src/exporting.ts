import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { ExportCancelled, exportArticles, exporterFor } from "./dataset/export.ts";
import type { ProjectNames } from "./detect/resolve/nameIndex.ts";
import type { ExportParams, ExportReport } from "./protocol.ts";
import { isIncluded, type Settings } from "./settings.ts";
import { messageOf } from "./storage.ts";
import { collectArticles } from "./workspace/collect.ts";
import { type FileSystem, isSidecar } from "./workspace/fileSystem.ts";

export interface ExportHost {
  readonly settings: (uri: string) => Promise<Settings>;
  readonly relativePath: (uri: string) => string;
  /** What the project says of names in an article, as soon as all of it is known. */
  readonly names: (uri: string, learn: boolean) => Promise<ProjectNames | undefined>;
  readonly newId: () => string;
  readonly pause: () => Promise<void>;
}

/** Answers `dataset/export`, with progress for the client's token. */
export async function exportDataset(
  connection: Connection,
  files: FileSystem,
  params: ExportParams,
  token: CancellationToken,
  host: ExportHost,
): Promise<ExportReport> {
  const exporter = exporterFor(params.format);
  if (!exporter)
    throw new ResponseError(LSPErrorCodes.RequestFailed, `There is no export format “${params.format}”.`);
  const report = (value: object): void => {
    if (params.workDoneToken === undefined) return;
    void connection.sendNotification("$/progress", { token: params.workDoneToken, value });
  };
  report({ kind: "begin", title: "Exporting", percentage: 0, cancellable: true });
  try {
    const settingsOf = byFolder(host.settings);
    // Who selects articles in the explorer has selected their sidecars with them.
    const uris = params.uris.filter((uri) => !isSidecar(uri));
    const sources = await collectArticles(files, uris, async (uri) =>
      isIncluded(host.relativePath(uri), await settingsOf(uri)),
    );
    return await exportArticles(files, sources, {
      exporter,
      folder: params.folder,
      suggested: params.suggested,
      // Asking for an article's settings reads the project of its folder, whose names these are.
      names: async (uri) => host.names(uri, (await settingsOf(uri)).learnNames),
      unique: host.newId(),
      cancelled: () => token.isCancellationRequested,
      pause: host.pause,
      progress: (done, of) =>
        report({
          kind: "report",
          percentage: Math.floor((100 * done) / of),
          message: `${done} of ${of} articles`,
        }),
    });
  } catch (error) {
    if (error instanceof ExportCancelled)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, error.message);
    throw new ResponseError(
      LSPErrorCodes.RequestFailed,
      `The export failed: ${messageOf(error)}. Nothing was written.`,
    );
  } finally {
    report({ kind: "end" });
  }
}

/** The settings of the articles in each folder, asked for once: they may lie in several folders of the workspace. */
function byFolder(settings: ExportHost["settings"]): ExportHost["settings"] {
  const known = new Map<string, Promise<Settings>>();
  return (uri) => {
    const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
    const own = known.get(folder) ?? settings(uri);
    known.set(folder, own);
    return own;
  };
}
