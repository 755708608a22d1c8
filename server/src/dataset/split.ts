import { hash32 } from "./hash.ts";

/** The parts of a dataset with their shares, which add up to 1; one part named `all` where it is not split. */
export type Split = readonly { readonly name: string; readonly share: number }[];

export const UNSPLIT: Split = [{ name: "all", share: 1 }];

const NAMES: Readonly<Record<number, readonly string[]>> = {
  2: ["train", "test"],
  3: ["train", "dev", "test"],
};

/** Reads `80/10/10` or `80/20`, in percent, into train, dev and test, or train and test; null where it is neither. */
export function parseSplit(text: string): Split | null {
  const percents = text.split("/").map((part) => (/^\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  const names = NAMES[percents.length];
  const sum = percents.reduce((a, b) => a + b, 0);
  // Shares such as 33.3/33.3/33.4 add up but for a rounding.
  if (!names || Number.isNaN(sum) || Math.abs(sum - 100) > 1e-6) return null;
  return names.map((name, n) => ({ name, share: (percents[n] ?? 0) / 100 }));
}

/**
 * The part that an article goes into. It depends on its key and the seed alone, so that an article keeps its part when
 * others are added, and articles of one key never stand on both sides.
 * @param key what its text or its event is known by
 */
export function partOf(split: Split, key: string, seed: number): string {
  const point = hash32(`${seed}:${key}`) / 2 ** 32;
  let limit = 0;
  for (const { name, share } of split) {
    limit += share;
    if (point < limit) return name;
  }
  return split.findLast(({ share }) => share > 0)?.name ?? "all";
}
