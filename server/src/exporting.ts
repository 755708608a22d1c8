import * as l10n from "@vscode/l10n";
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { ExportCancelled, exportArticles } from "./dataset/export.ts";
import type { Exporter } from "./dataset/exporter.ts";
import { exporterFor } from "./dataset/formats.ts";
import { selectionOf } from "./dataset/selection.ts";
import { parseSplit } from "./dataset/split.ts";
import type { ProjectNames } from "./detect/resolve/nameIndex.ts";
import type { ExportParams, ExportReport } from "./protocol.ts";
import { isIncluded, type Settings } from "./settings.ts";
import { messageOf } from "./storage.ts";
import { version } from "./version.ts";
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
  const exporter = exporterIn(params);
  const split = params.split === undefined ? undefined : parseSplit(params.split);
  if (split === null)
    throw refused(
      l10n.t(
        "The shares “{0}” do not have the form 80/10/10 or 80/20 and add up to 100.",
        params.split ?? "",
      ),
    );
  const report = (value: object): void => {
    if (params.workDoneToken === undefined) return;
    void connection.sendNotification("$/progress", { token: params.workDoneToken, value });
  };
  report({ kind: "begin", title: l10n.t("Exporting"), percentage: 0, cancellable: true });
  try {
    const settingsOf = byFolder(host.settings);
    // Who selects articles in the explorer has selected their sidecars with them.
    const uris = params.uris.filter((uri) => !isSidecar(uri));
    const sources = await collectArticles(files, uris, async (uri) =>
      isIncluded(host.relativePath(uri), await settingsOf(uri)),
    );
    const selection = selectionOf(params);
    return await exportArticles(files, sources, {
      exporter,
      folder: params.folder,
      selection,
      detector: `dateline@${version}`,
      // Asking for an article's settings reads the project of its folder, whose names these are.
      project: async (uri) => {
        const { learnNames, codebook, tagset } = await settingsOf(uri);
        const names = selection.suggested ? await host.names(uri, learnNames) : undefined;
        return { names, codebook, tagset };
      },
      text: params.text ?? true,
      licence: params.licence ?? null,
      listOverlaps: params.listOverlaps ?? false,
      ...(split ? { split, seed: params.seed ?? 0, splitBy: params.splitBy ?? "article" } : {}),
      unique: host.newId(),
      cancelled: () => token.isCancellationRequested,
      pause: host.pause,
      progress: (done, of) =>
        report({
          kind: "report",
          percentage: Math.floor((100 * done) / of),
          message: l10n.t("{0} of {1} articles", done, of),
        }),
    });
  } catch (error) {
    if (error instanceof ExportCancelled)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, error.message);
    throw new ResponseError(
      LSPErrorCodes.RequestFailed,
      l10n.t("The export failed: {0}. Nothing was written.", messageOf(error)),
    );
  } finally {
    report({ kind: "end" });
  }
}

const refused = (message: string): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestFailed, message);

/** @throws ResponseError where there is no such format, or it cannot be written as it is asked for */
function exporterIn({ format, text }: ExportParams): Exporter {
  const exporter = exporterFor(format);
  if (!exporter) throw refused(l10n.t("There is no export format “{0}”.", format));
  if (text === false && !exporter.textless)
    throw refused(l10n.t("The format “{0}” has no place for offsets without the text.", format));
  return exporter;
}

/** The settings of the articles in each folder, asked for once: they may lie in several folders of the workspace. */
export function byFolder(settings: ExportHost["settings"]): ExportHost["settings"] {
  const known = new Map<string, Promise<Settings>>();
  return (uri) => {
    const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
    const own = known.get(folder) ?? settings(uri);
    known.set(folder, own);
    return own;
  };
}
