import { SingleBar } from "cli-progress";

/** Shows how far work is, on standard error, where that is a terminal; nothing goes into a pipe or a log. */
export interface ProgressBar {
  /** @param of null where nobody knows how much there is, as of a pipe */
  at(done: number, of: number | null): void;
  /** Writes a line to the same terminal. */
  pause(write: () => void): void;
  /** Takes it away, before anything else is written. */
  end(): void;
}

export interface BarOptions {
  /** What is shown is written to standard output meanwhile, which a bar on the same terminal would tear. */
  readonly writes?: boolean;
  /** The user wants none. */
  readonly quiet?: boolean;
  /** What is counted: articles, or how much of the whole is done. */
  readonly unit?: "articles" | "percent";
}

const NONE: ProgressBar = { at: () => undefined, pause: (write) => write(), end: () => undefined };

/** A bar with the articles a second and the time that is left. */
export function progressBar(
  what: string,
  { writes = false, quiet = false, unit = "articles" }: BarOptions = {},
): ProgressBar {
  if (quiet || !process.stderr.isTTY || (writes && process.stdout.isTTY)) return NONE;
  const known =
    unit === "articles"
      ? "{bar} {value}/{total}  {rate}/s  {eta_formatted} left"
      : "{bar} {percentage}%  {eta_formatted} left";
  const open = "{value}  {rate}/s";
  let bar: SingleBar | null = null;
  let began = 0;
  return {
    at(done, of) {
      if (!bar) {
        bar = new SingleBar({
          stream: process.stderr,
          format: `${what} ${of === null ? open : known}`,
          clearOnComplete: true,
          hideCursor: true,
          gracefulExit: false,
          etaBuffer: 100,
        });
        began = performance.now() - 1;
        bar.start(of ?? 0, done, { rate: 0 });
      }
      bar.update(done, { rate: rateOf(done, performance.now() - began) });
    },
    pause(write) {
      // The line is written over the bar, which is drawn anew below it.
      if (bar) process.stderr.write("\r\u001b[K");
      write();
    },
    end() {
      bar?.stop();
      bar = null;
    },
  };
}

/** Articles a second, with a digit behind the point where there are few. */
function rateOf(done: number, ms: number): string {
  const rate = (1000 * done) / ms;
  return rate < 10 ? rate.toFixed(1) : String(Math.round(rate));
}
