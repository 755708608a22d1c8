import * as l10n from "@vscode/l10n";
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { importerFor } from "./dataset/import/formats.ts";
import { importDataset as takeIn } from "./dataset/import/import.ts";
import { overlaid } from "./dataset/import/overlay.ts";
import { datasetFiles } from "./dataset/import/sources.ts";
import { byFolder } from "./exporting.ts";
import type { ImportParams, ImportReport } from "./protocol.ts";
import { isIncluded, type Settings } from "./settings.ts";
import { collectArticles } from "./workspace/collect.ts";
import { type FileSystem, isSidecar, messageOf } from "./workspace/fileSystem.ts";

export interface ImportHost {
  readonly settings: (uri: string) => Promise<Settings>;
  readonly relativePath: (uri: string) => string;
  /** Ids, each greater than the one before. */
  readonly newId: () => string;
  readonly pause: () => Promise<void>;
  /** A sidecar that is about to be changed is worth keeping. */
  readonly keep: (article: string, sidecar: Uint8Array, decisions: number) => void;
  /** A sidecar was written. */
  readonly written: (sidecar: string) => void;
}

/** Of the two passes of an import, how much of the work the first is: the articles are read before the dataset. */
const READING = 0.3;

/** Answers `dataset/import`, with progress for the client's token; a cancelled one says what came in until then. */
export async function importDataset(
  connection: Connection,
  files: FileSystem,
  params: ImportParams,
  token: CancellationToken,
  host: ImportHost,
): Promise<ImportReport> {
  const importer = importerFor(params.format);
  if (!importer) throw failed(l10n.t("There is no import format “{0}”.", params.format));
  const report = (value: object): void => {
    if (params.workDoneToken === undefined) return;
    void connection.sendNotification("$/progress", { token: params.workDoneToken, value });
  };
  let told = -1;
  report({ kind: "begin", title: l10n.t("Importing"), percentage: 0, cancellable: true });
  const own = params.dryRun === true ? overlaid(files) : files;
  try {
    const settingsOf = byFolder(host.settings);
    const uris = params.articles.filter((uri) => !isSidecar(uri));
    const articles = await collectArticles(own, uris, async (uri) =>
      isIncluded(host.relativePath(uri), await settingsOf(uri)),
    );
    const sources = await datasetFiles(own, params.uris, importer);
    if (sources.length === 0)
      throw new Error(l10n.t("there are no files of {0} there; choose the files themselves", importer.name));
    return await takeIn(own, sources, {
      importer,
      articles,
      folder: params.folder ?? null,
      by: params.by ?? null,
      newId: host.newId,
      pause: host.pause,
      cancelled: () => token.isCancellationRequested,
      progress(done, what) {
        const share = what === "articles" ? done * READING : READING + done * (1 - READING);
        const percentage = Math.floor(100 * share);
        if (percentage === told) return;
        told = percentage;
        report({
          kind: "report",
          percentage,
          message: what === "articles" ? l10n.t("reading the articles") : l10n.t("reading the dataset"),
        });
      },
      ...(params.dryRun === true ? {} : { keep: host.keep, written: host.written }),
    });
  } catch (error) {
    throw failed(l10n.t("The import failed: {0}.", messageOf(error)));
  } finally {
    report({ kind: "end" });
  }
}

const failed = (message: string): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestFailed, message);
