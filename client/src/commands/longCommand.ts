import { type CancellationToken, CancellationTokenSource, type ProgressLocation, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { warn } from "./context.ts";

let count = 0;

type Told = (message: string, percentage: number) => void;

/** Sends a request of Dateline's own; `progress` is called with how far it is, in words and percent. */
async function requestLong<T>(
  client: BaseLanguageClient,
  method: string,
  params: object,
  token: CancellationToken,
  progress: Told,
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

/** Runs a command of the server, likewise. */
export const runLong = <T>(
  client: BaseLanguageClient,
  command: string,
  argument: object,
  token: CancellationToken,
  progress: Told,
): Promise<T> =>
  requestLong(client, "workspace/executeCommand", { command, arguments: [argument] }, token, progress);

/** The same with progress in the window, which can be cancelled; what is refused is shown, and the result undefined. */
export const runShown = <T>(
  client: BaseLanguageClient,
  command: string,
  argument: object,
  location: ProgressLocation,
  title: string,
): Promise<T | undefined> =>
  requestShown(client, "workspace/executeCommand", { command, arguments: [argument] }, location, title);

/** Sends a request with progress in the window, likewise. */
export async function requestShown<T>(
  client: BaseLanguageClient,
  method: string,
  params: object,
  location: ProgressLocation,
  title: string,
): Promise<T | undefined> {
  return window.withProgress({ location, title, cancellable: true }, async (progress, cancelled) => {
    // The request itself goes on when it is cancelled, for the server says what was done until then.
    const source = new CancellationTokenSource();
    cancelled.onCancellationRequested(() => source.cancel());
    let reached = 0;
    try {
      return await requestLong<T>(client, method, params, source.token, (message, percentage) => {
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
