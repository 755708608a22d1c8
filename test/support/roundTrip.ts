import { monotonicFactory } from "ulid";
import { type ExportOptions, exportArticles } from "../../server/src/dataset/export.ts";
import { exporterFor } from "../../server/src/dataset/formats.ts";
import { importerFor } from "../../server/src/dataset/import/formats.ts";
import {
  type ImportOptions,
  type ImportReport,
  importDataset,
} from "../../server/src/dataset/import/import.ts";
import { datasetFiles } from "../../server/src/dataset/import/sources.ts";
import { selectionOf } from "../../server/src/dataset/selection.ts";
import type { Source } from "../../server/src/dataset/source.ts";
import type { FileSystem } from "../../server/src/workspace/fileSystem.ts";
import { DETECTOR } from "./datasets.ts";

/** Writes a dataset of articles into a folder, as `dateline export` does. */
export const exportTo = (
  files: FileSystem,
  format: string,
  folder: string,
  sources: readonly Source[],
  more: Partial<ExportOptions> = {},
): ReturnType<typeof exportArticles> =>
  exportArticles(files, sources, {
    exporter: exporterFor(format)!,
    folder,
    selection: selectionOf({}),
    detector: DETECTOR,
    unique: "u",
    progress: () => undefined,
    cancelled: () => false,
    pause: async () => undefined,
    ...more,
  });

/** Takes datasets at URIs into the sidecars of articles, as `dateline import` does. */
export async function importFrom(
  files: FileSystem,
  format: string,
  uris: readonly string[],
  articles: readonly Source[],
  more: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const importer = importerFor(format)!;
  return importDataset(files, await datasetFiles(files, uris, importer), {
    importer,
    articles,
    folder: null,
    by: null,
    newId: monotonicFactory(),
    progress: () => undefined,
    cancelled: () => false,
    pause: async () => undefined,
    ...more,
  });
}
