/** How many writings run beside each other: a disk that is told to keep each one waits, and the rest need not. */
const BESIDE = 8;

/** Work that runs beside other work, and whose outcomes are noted in the order in which it was given. */
export interface Outcomes {
  /**
   * Begins work, once what is under way on the same thing is noted.
   * @param on what two works must not be at together; null where it is nothing
   * @param work resolves with what notes its outcome; it must not reject
   */
  begin(on: string | null, work: () => Promise<() => void>): Promise<void>;
  /** Resolves once all is noted. */
  settled(): Promise<void>;
}

export function createOutcomes(): Outcomes {
  const underWay: { readonly on: string | null; readonly outcome: Promise<() => void> }[] = [];
  const noteFirst = async (): Promise<void> => (await underWay.shift()?.outcome)?.();
  return {
    async begin(on, work) {
      while (underWay.length >= BESIDE || (on !== null && underWay.some((one) => one.on === on)))
        await noteFirst();
      underWay.push({ on, outcome: work() });
    },
    async settled() {
      while (underWay.length > 0) await noteFirst();
    },
  };
}
