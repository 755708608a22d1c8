/** A row of a table: its cells by column, and its first line in the file, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** Rows of RFC 4180 under a header; one with another number of cells is null, with its line. */
export function* csvRows(text: string): Generator<CsvRow | { readonly line: number; readonly cells: null }> {
  let columns: readonly string[] | null = null;
  for (const { line, cells } of rawRows(text.replace(/^\ufeff/, ""))) {
    if (columns === null) columns = cells;
    else if (cells.length === 1 && cells[0] === "") continue;
    else if (cells.length !== columns.length) yield { line, cells: null };
    else yield { line, cells: new Map(columns.map((column, n) => [column, unguarded(cells[n] ?? "")])) };
  }
}

/** Without the apostrophe that keeps a spreadsheet from running a cell (`csvRow`). */
const unguarded = (cell: string): string => (/^'+[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell);

function* rawRows(text: string): Generator<{ line: number; cells: string[] }> {
  const bare = /[^",\r\n]*/y;
  let line = 1;
  let begun = 1;
  let cells: string[] = [];
  for (let at = 0; at < text.length; ) {
    bare.lastIndex = at;
    const end = text[at] === '"' ? closing(text, at) : at + (bare.exec(text)?.[0].length ?? 0);
    const whole = text.slice(at, end);
    cells.push(whole.startsWith('"') ? whole.slice(1, -1).replaceAll('""', '"') : whole);
    line += whole.split("\n").length - 1;
    at = end;
    if (text[at] === ",") {
      at++;
      // A comma at the very end has an empty cell behind it.
      if (at < text.length) continue;
      cells.push("");
    }
    if (at < text.length && text[at] !== "\n" && text[at] !== "\r") {
      // What stands behind a closing quote is of no cell: the row has some too many, and is said to be wrong.
      const next = text.indexOf("\n", at);
      at = next === -1 ? text.length : next;
      cells.push("", "");
    }
    yield { line: begun, cells };
    cells = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
    begun = ++line;
  }
}

/** Behind the quote that closes the cell that one opens; the end of the text where none does. */
function closing(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at + 1;
  return text.length;
}
