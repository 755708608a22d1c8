import { config } from "@vscode/l10n";
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
} from "vscode-languageserver";
import type { ArticleSettings } from "./articleSettings.ts";
import type { Articles } from "./articlesHost.ts";
import { initializeResult } from "./capabilities.ts";
import type { DatasetView } from "./datasetView.ts";
import { GIT_STATE_PATTERN } from "./gitEvents.ts";
import type { Projects } from "./projects.ts";
import { trusted } from "./protocol.ts";
import type { Session } from "./session.ts";
import { PROJECT_FILE } from "./workspace/project.ts";

export interface LifecycleHost {
  readonly session: Session;
  readonly projects: Projects;
  readonly settings: Pick<ArticleSettings, "forget">;
  readonly articles: Pick<Articles, "settingsChanged" | "shutdown">;
  readonly dataset: Pick<DatasetView, "settingsChanged" | "index">;
  readonly version: string;
  /** Sends what needs no answer. */
  readonly quietly: (sending: Promise<unknown>) => void;
}

/** What has all open texts, and the list of articles, looked at again. */
export interface Lifecycle {
  /** A project's file, or one of its gazetteers, has changed. */
  projectsChanged(): Promise<void>;
  /** A project's file was written here: who watches files tells of it later, and who does not never. */
  projectWritten(uri: string): Promise<void>;
}

/** Starts and ends with the client, and follows its settings and folders in between. */
export function registerLifecycle(connection: Connection, host: LifecycleHost): Lifecycle {
  const { session, projects, articles, dataset, quietly } = host;

  const readProjects = (): void => {
    for (const folder of session.folders) quietly(projects.read(folder, false));
  };

  const settingsChanged = (): Promise<void> => {
    host.settings.forget();
    quietly(dataset.settingsChanged());
    return articles.settingsChanged().catch((error: unknown) => connection.console.error(String(error)));
  };

  const projectsChanged = (): Promise<void> => {
    readProjects();
    return settingsChanged();
  };

  connection.onInitialize((params): InitializeResult => {
    session.begin(params);
    config({ contents: session.options.strings ?? {} });
    return initializeResult(session.options, host.version);
  });

  connection.onInitialized(() => {
    if (session.watches) {
      const patterns = ["**/*.dateline.json", `**/${PROJECT_FILE}`, "**/*.[tT][sS][vV]", GIT_STATE_PATTERN];
      const watchers = patterns.map((globPattern) => ({ globPattern }));
      quietly(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    }
    // The client goes by them before an article is open; what sidecars teach is read with the first one.
    readProjects();
    if (session.followsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        for (const root of session.followFolders(event)) projects.forget(root);
        readProjects();
        void dataset.settingsChanged();
      });
    }
  });

  connection.onDidChangeConfiguration(settingsChanged);
  connection.onNotification(trusted, () => {
    session.trust();
    return settingsChanged();
  });

  connection.onShutdown(async () => {
    await articles.shutdown();
    await dataset.index.save();
  });

  return {
    projectsChanged,
    projectWritten(uri) {
      projects.changed(uri);
      return projectsChanged();
    },
  };
}
