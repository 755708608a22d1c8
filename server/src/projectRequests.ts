import * as l10n from "@vscode/l10n";
import type { CancellationToken, Connection, WorkDoneProgressReporter } from "vscode-languageserver";
import type { Acts } from "./acts.ts";
import { createProject } from "./creatingProject.ts";
import { withProgress } from "./progress.ts";
import { type CreateProjectParams, createProject as createRequest } from "./protocol.ts";
import { type RenamingHost, runLabelCommand } from "./renaming.ts";
import { refusable } from "./requests.ts";
import type { Settings } from "./settings.ts";

export interface ProjectRequestsHost extends RenamingHost {
  readonly acts: Acts;
  /** The settings without what a project says. */
  readonly ownSettings: (uri: string) => Promise<Settings>;
}

/** Answers requests that are about projects' files; the result runs the commands on labels. */
export function registerProjectRequests(connection: Connection, host: ProjectRequestsHost) {
  connection.onRequest(createRequest, ({ folder }: CreateProjectParams) =>
    refusable(async () => createProject(host.files, folder, await host.ownSettings(folder))),
  );
  return (
    command: string,
    argument: unknown,
    token: CancellationToken,
    reporter: WorkDoneProgressReporter,
  ): Promise<unknown> =>
    withProgress(reporter, l10n.t("Looking through articles"), (progress) => {
      const run = { cancelled: () => token.isCancellationRequested, progress };
      return runLabelCommand(host, host.acts, command, argument, run);
    });
}
