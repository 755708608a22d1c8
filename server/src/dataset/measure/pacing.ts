/** How long work over many articles tells where it is, lets others run and ends early. */
export interface Pacing {
  readonly progress: (done: number, of: number) => void;
  /** Lets other work run between articles. */
  readonly pause: () => Promise<void>;
  /** @throws MeasuringCancelled where the user wants no more */
  readonly check: () => void;
}

/** The user has ended a measurement; there is no result of a part. */
export class MeasuringCancelled extends Error {
  override readonly name = "MeasuringCancelled";
  constructor() {
    super("It was cancelled; nothing is measured.");
  }
}

/** Goes through items one after the other. @throws MeasuringCancelled */
export async function inTurn<T>(
  items: readonly T[],
  { progress, pause, check }: Pacing,
  task: (item: T) => Promise<void>,
): Promise<void> {
  for (const [n, item] of items.entries()) {
    check();
    await task(item);
    progress(n + 1, items.length);
    await pause();
  }
  check();
}
