import { EXIT } from "./output.ts";

/** The user has stopped a run. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  constructor() {
    super("stopped");
  }
}

/** Hears when a run is to stop. */
export interface Stop {
  readonly signal: AbortSignal;
  /** @throws Stopped */
  check(): void;
  /** The exit status where it was stopped, as shells have it; null where it was not. */
  status(): number | null;
  /** Hears no more. */
  end(): void;
}

const STATUS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** Hears Ctrl+C, and who ends programs politely; the second of one kind ends the program at once. */
export function hearStop(): Stop {
  const controller = new AbortController();
  let status: number | null = null;
  const heard = (signal: keyof typeof STATUS): void => {
    status ??= STATUS[signal];
    controller.abort();
  };
  process.once("SIGINT", heard);
  process.once("SIGTERM", heard);
  return {
    signal: controller.signal,
    check() {
      if (status !== null) throw new Stopped();
    },
    status: () => status,
    end() {
      process.off("SIGINT", heard);
      process.off("SIGTERM", heard);
    },
  };
}
