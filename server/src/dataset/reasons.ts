import type { LeftOut, Reason } from "./exporter.ts";

/** Counts what happened for each reason; a line each, in the order in which they came up. */
export function reasons(): { add(one: LeftOut): void; lines(): string[] } {
  const tally = new Map<Reason, { reason: Reason; count: number }>();
  return {
    add({ reason, count }) {
      if (count === 0) return;
      const own = tally.get(reason) ?? { reason, count: 0 };
      own.count += count;
      tally.set(reason, own);
    },
    lines: () => [...tally.values()].map(({ reason, count }) => reason(count)),
  };
}
