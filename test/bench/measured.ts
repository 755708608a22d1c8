// What the benchmarks share: times, a hash of a result, and the exponent of a growth.
import { createHash } from "node:crypto";

/** How long a task took, in ms, with what it gave. */
export function timed<T>(task: () => T): { readonly result: T; readonly ms: number } {
  const began = performance.now();
  const result = task();
  return { result, ms: performance.now() - began };
}

/** The value below which that share (0 to 1) of some values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Twelve digits that stand for a result: doing nothing must not win. */
export const hashOf = (result: unknown): string =>
  createHash("sha256").update(JSON.stringify(result)).digest("hex").slice(0, 12);

/** The exponent b of time = a · size^b, by least squares over the logarithms: 1 where time grows as the size does. */
export function exponentOf(points: readonly { readonly size: number; readonly ms: number }[]): number {
  const logs = points.map(({ size, ms }) => [Math.log(size), Math.log(ms)] as const);
  const mean = (n: 0 | 1): number => logs.reduce((sum, log) => sum + log[n], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  const under = logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return over / under;
}
