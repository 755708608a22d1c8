import type { LeftOut, Reason } from "./exporter.ts";

/** Counts what happened for each reason; a line each, in the order in which they came up. */
export function reasons(): { add(one: LeftOut): void; lines(): string[] } {
  const tally = new Map<string, { reason: Reason; count: number }>();
  return {
    add({ reason, count }) {
      if (count === 0) return;
      const own = tally.get(reason.one) ?? { reason, count: 0 };
      own.count += count;
      tally.set(reason.one, own);
    },
    lines: () =>
      [...tally.values()].map(({ reason: { one, many }, count }) => `${count} ${count === 1 ? one : many}`),
  };
}
