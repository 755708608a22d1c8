import type { WorkDoneProgressReporter } from "vscode-languageserver";

/** Runs a task with work-done progress; a client that gave no token is told nothing. */
export async function withProgress<T>(
  reporter: WorkDoneProgressReporter,
  title: string,
  task: (progress: (done: number, of: number) => void) => Promise<T>,
): Promise<T> {
  reporter.begin(title, 0, undefined, true);
  let told = -1;
  try {
    return await task((done, of) => {
      const percentage = Math.floor((100 * done) / of);
      // A hundred messages say as much as ten thousand.
      if (percentage === told) return;
      told = percentage;
      reporter.report(percentage, `${done} of ${of} articles`);
    });
  } finally {
    reporter.done();
  }
}
