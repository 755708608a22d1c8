import { type Cell, csvRow } from "../text/csv.ts";
import type { Piece } from "./exporter.ts";

/** A table that is written file by file: rows for a file, with the header before its first. */
export function csvTable(
  columns: readonly string[],
): (file: string, rows: readonly (readonly Cell[])[]) => Piece {
  const begun = new Set<string>();
  return (file, rows) => {
    const head = begun.has(file) ? "" : csvRow(columns);
    begun.add(file);
    return { file, content: head + rows.map(csvRow).join("") };
  };
}
