import { type CancellationToken, CancellationTokenSource, ProgressLocation, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { warn } from "./context.ts";

let count = 0;

/** Runs a command of the server; `progress` is called with how far it is, in words and percent. */
export async function runLong<T>(
  client: BaseLanguageClient,
  command: string,
  argument: object,
  token: CancellationToken,
  progress: (message: string, percentage: number) => void,
): Promise<T> {
  return runRequest(client, "workspace/executeCommand", { command, arguments: [argument] }, token, progress);
}

/** Sends a request that the server reports its progress on. */
async function runRequest<T>(
  client: BaseLanguageClient,
  method: string,
  params: object,
  token: CancellationToken,
  progress: (message: string, percentage: number) => void,
): Promise<T> {
  const workDoneToken = `dateline-command-${++count}`;
  const listener = client.onNotification(
    "$/progress",
    ({ token: own, value }: { token: string; value: { percentage?: number; message?: string } }) => {
      if (own === workDoneToken && value.message !== undefined)
        progress(value.message, value.percentage ?? 0);
    },
  );
  try {
    return await client.sendRequest<T>(method, { ...params, workDoneToken }, token);
  } finally {
    listener.dispose();
  }
}

/** The same with progress in the window, which can be cancelled; what is refused is shown, and the result undefined. */
export const runShown = <T>(
  client: BaseLanguageClient,
  command: string,
  argument: object,
  location: ProgressLocation,
  title: string,
): Promise<T | undefined> =>
  shown(location, title, (token, progress) => runLong<T>(client, command, argument, token, progress));

/** A request of Dateline's own, with progress in a notification. */
export const requestShown = <T>(
  client: BaseLanguageClient,
  method: string,
  params: object,
  title: string,
): Promise<T | undefined> =>
  shown(ProgressLocation.Notification, title, (token, progress) =>
    runRequest<T>(client, method, params, token, progress),
  );

async function shown<T>(
  location: ProgressLocation,
  title: string,
  run: (token: CancellationToken, progress: (message: string, percentage: number) => void) => Promise<T>,
): Promise<T | undefined> {
  return window.withProgress({ location, title, cancellable: true }, async (progress, cancelled) => {
    // The request itself goes on when it is cancelled, for the server says what was done until then.
    const source = new CancellationTokenSource();
    cancelled.onCancellationRequested(() => source.cancel());
    let reached = 0;
    try {
      return await run(source.token, (message, percentage) => {
        progress.report({ message, increment: percentage - reached });
        reached = percentage;
      });
    } catch (error) {
      warn(error);
      return undefined;
    } finally {
      source.dispose();
    }
  });
}
