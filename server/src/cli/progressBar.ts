import { SingleBar } from "cli-progress";

/** Shows how far work is, on standard error, where that is a terminal; nothing goes into a pipe or a log. */
export interface ProgressBar {
  at(done: number, of: number): void;
  /** Takes it away, before anything else is written. */
  end(): void;
}

/** @param writes what is shown is written to standard output meanwhile, which a bar on the same terminal would tear */
export function progressBar(what: string, writes = false): ProgressBar {
  if (!process.stderr.isTTY || (writes && process.stdout.isTTY))
    return { at: () => undefined, end: () => undefined };
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${what} {bar} {value}/{total} {eta_formatted}`,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
    etaBuffer: 100,
  });
  let begun = false;
  return {
    at(done, of) {
      if (!begun) bar.start(of, done);
      else bar.update(done);
      begun = true;
    },
    end() {
      if (begun) bar.stop();
      begun = false;
    },
  };
}
