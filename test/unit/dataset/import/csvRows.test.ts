import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { csvRows } from "../../../../server/src/dataset/import/csvRows.ts";
import { csvRow } from "../../../../server/src/text/csv.ts";

const cell = fc
  .array(fc.constantFrom("a", '"', ",", "\n", "\r\n", "=", "'", "-1", "😀", " "), { maxLength: 6 })
  .map((parts) => parts.join(""));

test("a table is read back as it was written, formulas and all, and as another parser reads it", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (rows) => {
      const text = csvRow(["one", "two"]) + rows.map(csvRow).join("");
      const read = [...csvRows(text)].map(({ cells }) => cells && [cells.get("one"), cells.get("two")]);
      assert.deepEqual(read, rows);
      const other: string[][] = parse(text, { from: 2 });
      assert.equal(other.length, rows.length);
    }),
  ));

test("a row that does not fit is named by its line, and the others are read", () => {
  const text = 'a,b\r\n1,"x\ny"\r\n1\r\n"1"2,3\r\n\r\n3,\r\n"4,5';
  assert.deepEqual(
    [...csvRows(text)].map(({ line, cells }) => [line, cells && [...cells.values()]]),
    [
      [2, ["1", "x\ny"]],
      [4, null],
      [5, null],
      [7, ["3", ""]],
      [8, null],
    ],
  );
});
