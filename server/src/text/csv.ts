/** What a cell of a table can hold; null is an empty cell. */
export type Cell = string | number | null;

/**
 * A row of RFC 4180. A text that a spreadsheet would run as a formula (OWASP, "CSV Injection": it begins with =, +, -, @,
 * a tab or a line end, also in full width) has an apostrophe before it; so has one that begins with such an apostrophe
 * already, so that taking one away always gives the text back.
 */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^'*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
