let collator: Intl.Collator | null = null;

/** Compares names as people sort them: by letters, numbers in them by value. Its tables are read when first used, for milliseconds. */
export function inNaturalOrder(a: string, b: string): number {
  collator ??= new Intl.Collator("en", { numeric: true });
  return collator.compare(a, b);
}
