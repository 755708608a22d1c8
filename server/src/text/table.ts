/**
 * The entries of a data file: lines of tab-separated cells, trimmed, without blank lines and comments (`#`).
 * Every lexicon is read through this, so that all follow one form.
 */
export function rows(file: string): string[][] {
  const found: string[][] = [];
  for (const line of file.split("\n")) {
    const entry = line.trim();
    if (entry === "" || entry.startsWith("#")) continue;
    found.push(entry.split("\t").map((cell) => cell.trim()));
  }
  return found;
}

/** The entries of a data file of one column. */
export const entries = (file: string): string[] => rows(file).map((row) => row[0] ?? "");
