import type { Connection, ProgressToken } from "vscode-languageserver";

/** Tells how far a task is. */
export type Progress = (done: number, of: number) => void;

/** Runs a task with work-done progress for the client's token; without one nobody is told. */
export async function withProgress<T>(
  connection: Connection,
  token: ProgressToken | undefined,
  title: string,
  task: (progress: Progress) => Promise<T>,
): Promise<T> {
  if (token === undefined) return task(() => undefined);
  const report = (value: object): void => void connection.sendNotification("$/progress", { token, value });
  report({ kind: "begin", title, percentage: 0, cancellable: true });
  let told = -1;
  try {
    return await task((done, of) => {
      const percentage = Math.floor((100 * done) / of);
      // A hundred messages say as much as ten thousand.
      if (percentage === told) return;
      told = percentage;
      report({ kind: "report", percentage, message: `${done} of ${of} articles` });
    });
  } finally {
    report({ kind: "end" });
  }
}
