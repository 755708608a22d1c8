/** A server that can be asked whether it is there. */
export interface Heart {
  /** Resolves when the server answers, with whether a debugger may hold it; rejects where it is gone. */
  ask(): Promise<boolean>;
  /** Called where it did not answer for too long. */
  stopped(): void;
}

/** How long a server may leave a question unanswered, in ms: on a machine that is busy with other things, too. */
export const PATIENCE = 60_000;

/** How many looks that time is divided into. */
const LOOKS = 6;

/**
 * Looks now and then whether a server still answers, until what it gives is called. Only looks that come when they should
 * count, so that neither a computer that slept nor a client that was busy itself makes a server look dead.
 * @param patience in ms
 */
export function listenTo(
  heart: Heart,
  patience: number = PATIENCE,
  now: () => number = Date.now,
  every: (task: () => void, ms: number) => () => void = (task, ms) => {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
): () => void {
  const pause = patience / LOOKS;
  let isWaiting = false;
  let mayBeHeld = false;
  let missed = 0;
  let last = now();
  const ask = (): void => {
    isWaiting = true;
    missed = 0;
    heart.ask().then(
      (held) => {
        mayBeHeld = held;
        isWaiting = false;
      },
      () => {
        isWaiting = false;
      },
    );
  };
  const end = every(() => {
    const isLate = now() - last > 2 * pause;
    last = now();
    if (!isWaiting) return ask();
    if (isLate || mayBeHeld) return;
    missed++;
    if (missed < LOOKS) return;
    end();
    heart.stopped();
  }, pause);
  ask();
  return end;
}
