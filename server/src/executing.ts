import * as l10n from "@vscode/l10n";
import type { CancellationToken, Connection, WorkDoneProgressReporter } from "vscode-languageserver";
import type { Run } from "./acts.ts";
import type { Articles } from "./articlesHost.ts";
import { type Checking, isCheckCommand } from "./checking.ts";
import { runCommand } from "./commands.ts";
import { type DatasetView, isDatasetCommand } from "./datasetView.ts";
import { type EntityCommands, isEntityCommand } from "./entityCommands.ts";
import { type Identical, isIdenticalCommand } from "./identical.ts";
import { isMeasureCommand, type MeasureHost, measure } from "./measuring.ts";
import { isNameCommand, type NameCommandsHost, runNameCommand } from "./nameCommands.ts";
import { withProgress } from "./progress.ts";
import type { registerProjectRequests } from "./projectRequests.ts";
import { isLabelCommand } from "./renaming.ts";
import { refusable } from "./requests.ts";

export interface ExecutingHost {
  readonly articles: Articles;
  readonly identical: Identical;
  readonly checking: Checking;
  readonly labels: ReturnType<typeof registerProjectRequests>;
  readonly dataset: Pick<DatasetView, "run">;
  readonly measure: MeasureHost;
  readonly entities: EntityCommands;
  /** Runs one task on the project's names after the other. */
  readonly editNames: <T>(edit: (host: NameCommandsHost) => Promise<T>) => Promise<T>;
}

/** Runs what a client executes, each command in the room that has it. */
export function registerCommands(connection: Connection, host: ExecutingHost): void {
  connection.onExecuteCommand(({ command, arguments: [argument] = [] }, token, reporter) =>
    refusable<unknown>(() => run(host, command, argument, token, reporter)),
  );
}

async function run(
  host: ExecutingHost,
  command: string,
  argument: unknown,
  token: CancellationToken,
  reporter: WorkDoneProgressReporter,
): Promise<unknown> {
  const long = (title: string, task: (run: Run) => Promise<unknown>): Promise<unknown> =>
    withProgress(reporter, title, (progress) =>
      task({ cancelled: () => token.isCancellationRequested, progress }),
    );
  if (isIdenticalCommand(command))
    return long(l10n.t("Looking through articles"), (own) => host.identical.run(command, argument, own));
  if (isCheckCommand(command)) return host.checking.run(command, argument);
  if (isLabelCommand(command)) return host.labels(command, argument, token, reporter);
  if (isDatasetCommand(command)) return host.dataset.run(command, argument);
  if (isMeasureCommand(command))
    return long(l10n.t("Measuring"), (own) => measure(host.measure, command, argument, own));
  if (isEntityCommand(command))
    return long(l10n.t("Looking through articles"), (own) => host.entities.run(command, argument, own));
  return isNameCommand(command)
    ? host.editNames((own) => runNameCommand(own, command, argument))
    : runCommand(host.articles, command, argument);
}
