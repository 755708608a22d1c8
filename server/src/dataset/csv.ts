import type { Attributes } from "../annotations/tagset.ts";
import type { Piece } from "./exporter.ts";

/** What a cell of a table can hold; null is an empty cell. */
export type Cell = string | number | null;

/**
 * A row of RFC 4180. A text that a spreadsheet would run as a formula (OWASP, "CSV Injection": it begins with =, +, -, @,
 * a tab or a line end, also in full width) has an apostrophe before it; so has one that begins with such an apostrophe
 * already, so that taking one away always gives the text back.
 */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

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

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^'*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
