import { monotonicFactory } from "ulid";
import type { Connection } from "vscode-languageserver";
import type { Articles } from "./articlesHost.ts";
import { type ExportHost, exportDataset } from "./exporting.ts";
import { type ImportHost, importDataset } from "./importing.ts";
import * as protocol from "./protocol.ts";
import type { FileSystem } from "./workspace/fileSystem.ts";

export interface DatasetRequestsHost extends ExportHost, Pick<ImportHost, "keep" | "written"> {
  readonly files: FileSystem;
  readonly articles: Pick<Articles, "settled">;
}

/** Answers the requests for datasets out and in, once what was decided is on disk. */
export function registerDatasetRequests(connection: Connection, host: DatasetRequestsHost): void {
  const { articles, files } = host;
  connection.onRequest(protocol.exportDataset, async (params: protocol.ExportParams, token) => {
    await articles.settled();
    return exportDataset(connection, files, params, token, host);
  });
  connection.onRequest(protocol.importDataset, async (params: protocol.ImportParams, token) => {
    await articles.settled();
    return importDataset(connection, files, params, token, { ...host, newId: monotonicFactory() });
  });
}
