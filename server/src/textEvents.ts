import type { Connection, DidChangeTextDocumentParams } from "vscode-languageserver";
import type { Articles } from "./articlesHost.ts";
import type { Checking } from "./checking.ts";
import type { Names } from "./names.ts";
import type { Problems } from "./problems.ts";
import type { Projects } from "./projects.ts";
import type * as protocol from "./protocol.ts";
import { isSidecar } from "./workspace/fileSystem.ts";
import type { ArticleIndex } from "./workspace/index/indexHost.ts";

export interface TextEventsHost {
  readonly articles: Pick<Articles, "open" | "change" | "close" | "saved" | "sidecarChanged">;
  readonly problems: Pick<Problems, "clear">;
  readonly checking: Pick<Checking, "forget">;
  readonly names: Pick<Names, "sidecarChanged">;
  readonly projects: Pick<Projects, "changed">;
  readonly index: Pick<ArticleIndex, "changed">;
  /** A project's file, or one of its gazetteers, has changed. */
  readonly projectsChanged: () => Promise<void>;
}

/** Takes in what the client tells of texts that are open, and of files that have changed. */
export function registerTextEvents(connection: Connection, host: TextEventsHost): void {
  const { articles, problems, checking, names, projects, index } = host;
  connection.onDidOpenTextDocument(({ textDocument }) => articles.open(textDocument));
  connection.onDidChangeTextDocument(
    ({ textDocument, contentChanges, reason }: DidChangeTextDocumentParams & protocol.WithChangeReason) =>
      articles.change(textDocument.uri, textDocument.version, contentChanges, reason),
  );
  connection.onDidCloseTextDocument(({ textDocument }) => {
    articles.close(textDocument.uri);
    problems.clear(textDocument.uri);
    checking.forget(textDocument.uri);
  });
  connection.onDidSaveTextDocument(({ textDocument }) => articles.saved(textDocument.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) index.changed(uri);
    for (const { uri } of changes.filter((change) => isSidecar(change.uri))) {
      articles.sidecarChanged(uri);
      void names.sidecarChanged(uri);
    }
    // Each is told, for a project may be read by several names. Other tables are none of ours.
    if (changes.filter(({ uri }) => projects.changed(uri)).length > 0) void host.projectsChanged();
  });
}
