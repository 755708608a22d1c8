import type { Attributes } from "../annotations/tagset.ts";
import { type Cell, csvRow } from "../text/csv.ts";
import type { Piece } from "./exporter.ts";

/** Attributes as a JSON object; empty where there are none. */
export const attributesCell = (attributes: Attributes): Cell =>
  Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null;

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
