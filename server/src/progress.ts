import * as l10n from "@vscode/l10n";
import type { CancellationToken, Connection, WorkDoneProgressReporter } from "vscode-languageserver";
import type { Run } from "./acts.ts";

const articlesDone = (done: number, of: number): string => l10n.t("{0} of {1} articles", done, of);

/** Runs a task with work-done progress, told by `inWords`; a client that gave no token is told nothing. */
export async function withProgress<T>(
  reporter: WorkDoneProgressReporter,
  title: string,
  task: (progress: (done: number, of: number) => void) => Promise<T>,
  inWords = articlesDone,
): Promise<T> {
  reporter.begin(title, 0, undefined, true);
  let told = -1;
  try {
    return await task((done, of) => {
      const percentage = Math.floor((100 * done) / of);
      // A hundred messages say as much as ten thousand.
      if (percentage === told) return;
      told = percentage;
      reporter.report(percentage, inWords(done, of));
    });
  } finally {
    reporter.done();
  }
}

/** The same for a request of Dateline's own, whose parameters have the token. */
export async function withToken<T>(
  connection: Connection,
  { workDoneToken }: { readonly workDoneToken?: string | number },
  token: CancellationToken,
  title: string,
  task: (run: Run) => Promise<T>,
  inWords = articlesDone,
): Promise<T> {
  const send = (value: object): void => {
    if (workDoneToken !== undefined)
      void connection.sendNotification("$/progress", { token: workDoneToken, value });
  };
  const reporter: WorkDoneProgressReporter = {
    begin: (begun, percentage) => send({ kind: "begin", title: begun, percentage, cancellable: true }),
    report: (percentage: number | string, message?: string) => send({ kind: "report", percentage, message }),
    done: () => send({ kind: "end" }),
  };
  return withProgress(
    reporter,
    title,
    (progress) => task({ cancelled: () => token.isCancellationRequested, progress }),
    inWords,
  );
}
