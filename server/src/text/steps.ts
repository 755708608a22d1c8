/** Work that is done a little at a time, so that whoever has it done can let other work come between, or give up. */
export type Steps<T> = Generator<void, T, void>;

/** What some work gives, done at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** How many items of a long list are done in one step, where each takes some microseconds. */
export const STEP = 64;
