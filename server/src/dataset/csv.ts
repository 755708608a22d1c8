/**
 * A row of a table as RFC 4180 has it, with its line end. A cell that a spreadsheet would run as a formula begins with an
 * apostrophe: text of an article is not to be trusted.
 */
export const csvRow = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(cell).join(",")}\r\n`;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
