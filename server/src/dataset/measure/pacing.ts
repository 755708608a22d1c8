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

/** What is read of items, in their order; of several at once where that is quicker. */
export type ReadInOrder<T, R> = (items: readonly T[]) => AsyncIterable<R>;

/** Reads items one after the other. */
export const readEach = <T, R>(read: (item: T) => Promise<R>): ReadInOrder<T, R> =>
  async function* (items) {
    for (const item of items) yield await read(item);
  };

/** Goes through items one after the other. @throws MeasuringCancelled */
export const inTurn = <T>(
  items: readonly T[],
  pacing: Pacing,
  task: (item: T) => Promise<void>,
): Promise<void> => readInTurn(items, pacing, readEach(task), () => undefined);

/** Goes through items with what is read of them, one after the other. @throws MeasuringCancelled */
export async function readInTurn<T, R>(
  items: readonly T[],
  { progress, pause, check }: Pacing,
  read: ReadInOrder<T, R>,
  task: (item: T, read: R) => Promise<void> | void,
): Promise<void> {
  check();
  let n = 0;
  for await (const one of read(items)) {
    const item = items[n++];
    if (item !== undefined) await task(item, one);
    progress(n, items.length);
    await pause();
    check();
  }
}
