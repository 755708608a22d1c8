import { type Connection, type DidChangeTextDocumentParams, FileChangeType } from "vscode-languageserver";
import type { Articles } from "./articlesHost.ts";
import type { Checking } from "./checking.ts";
import type { Names } from "./names.ts";
import type { Problems } from "./problems.ts";
import type { Projects } from "./projects.ts";
import type * as protocol from "./protocol.ts";
import type { Publishing } from "./publishing.ts";
import type { SidecarLayouts } from "./sidecarLayouts.ts";
import { isSidecar, sidecarOf } from "./workspace/fileSystem.ts";
import type { ArticleIndex } from "./workspace/index/indexHost.ts";
import type { Places } from "./workspace/placedFiles.ts";

export interface TextEventsHost {
  readonly articles: Pick<Articles, "open" | "change" | "close" | "saved" | "sidecarChanged">;
  readonly publishing: Pick<Publishing, "forget">;
  readonly problems: Pick<Problems, "clear">;
  readonly checking: Pick<Checking, "forget">;
  readonly names: Pick<Names, "sidecarChanged">;
  readonly projects: Pick<Projects, "changed">;
  readonly index: Pick<ArticleIndex, "changed">;
  readonly layouts: Pick<SidecarLayouts, "appeared">;
  /** The name of a file by its place. */
  readonly named: Places["named"];
  /** Whether a file that has changed is of git's state, which is followed then. */
  readonly gitChanged: (uri: string) => boolean;
  /** A project's file, or one of its gazetteers, has changed. */
  readonly projectsChanged: () => Promise<void>;
}

/** Takes in what the client tells of texts that are open, and of files that have changed. */
export function registerTextEvents(connection: Connection, host: TextEventsHost): void {
  const { articles, problems, checking, names, projects, index, layouts } = host;
  connection.onDidOpenTextDocument(({ textDocument }) => articles.open(textDocument));
  connection.onDidChangeTextDocument(
    ({ textDocument, contentChanges, reason }: DidChangeTextDocumentParams & protocol.WithChangeReason) =>
      articles.change(textDocument.uri, textDocument.version, contentChanges, reason),
  );
  connection.onDidCloseTextDocument(({ textDocument }) => {
    articles.close(textDocument.uri);
    host.publishing.forget(textDocument.uri);
    problems.clear(textDocument.uri);
    checking.forget(textDocument.uri);
  });
  connection.onDidSaveTextDocument(({ textDocument }) => articles.saved(textDocument.uri));
  connection.onDidChangeWatchedFiles(async ({ changes: all }) => {
    const changes = all.filter(({ uri }) => !host.gitChanged(uri));
    // Each is told, for a project may be read by several names. Other tables are none of ours.
    const isProjects = changes.filter(({ uri }) => projects.changed(uri)).length > 0;
    for (const { uri, type } of changes) if (type === FileChangeType.Created) await layouts.appeared(uri);
    for (const uri of await Promise.all(changes.map((change) => host.named(change.uri)))) {
      index.changed(uri);
      // Git takes a sidecar along with its article, and a watcher that is busy tells nothing of a file that came and went.
      articles.sidecarChanged(isSidecar(uri) ? uri : sidecarOf(uri));
      if (isSidecar(uri)) void names.sidecarChanged(uri);
    }
    if (isProjects) void host.projectsChanged();
  });
}
