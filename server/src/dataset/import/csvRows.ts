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
  const cell = /"((?:[^"]|"")*)"|[^",\r\n]*/y;
  let line = 1;
  let cells: string[] = [];
  let begun = 1;
  for (let at = 0; at < text.length; ) {
    cell.lastIndex = at;
    const [whole = "", quoted] = cell.exec(text) ?? [];
    cells.push(quoted === undefined ? whole : quoted.replaceAll('""', '"'));
    line += whole.split("\n").length - 1;
    at += whole.length;
    if (text[at] === ",") {
      at++;
      // A comma at the very end has an empty cell behind it.
      if (at === text.length) cells.push("");
      continue;
    }
    // What stands behind a closing quote belongs to no cell: the row has one too many, and is said to be wrong.
    const isEnd = at >= text.length || text[at] === "\n" || text[at] === "\r";
    if (!isEnd) {
      const end = text.indexOf("\n", at);
      cells.push(text.slice(at, end === -1 ? text.length : end), "");
      at = end === -1 ? text.length : end;
    }
    yield { line: begun, cells };
    cells = [];
    if (text.startsWith("\r\n", at)) at += 2;
    else at++;
    line++;
    begun = line;
  }
}
