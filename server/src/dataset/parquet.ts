import { ByteWriter, type ColumnSource, ParquetWriter } from "hyparquet-writer";

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

type Primitive = "string" | "int32" | "int64" | "double";

/** A column of a table; every one may be null. */
export type Column =
  | { readonly name: string; readonly type: Primitive }
  /** Of values, or of records where `of` is columns. */
  | {
      readonly name: string;
      readonly type: "list";
      readonly of: Primitive | readonly Column[];
    };

/** A row by column; whole numbers for `int32` and `int64`. */
export type Row = Readonly<Record<string, unknown>>;

/** How many rows, or UTF-16 code units of texts, are held before they are written as a row group. */
const GROUP_ROWS = 1000;
const GROUP_UNITS = 4_000_000;

/** A Parquet file as it is written: bytes come out as row groups fill, so that no more than one is held. */
export interface ParquetFile {
  /** @param size about how many UTF-16 code units the row has */
  add(row: Row, size: number): Uint8Array | null;
  finish(): Uint8Array;
}

/** Begins a Parquet file with these columns. */
export function parquetFile(columns: readonly Column[]): ParquetFile {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: "root", num_children: columns.length }, ...columns.flatMap(elementsOf)],
    createdBy: "dateline",
  });
  let rows: Row[] = [];
  let held = 0;
  const take = (): Uint8Array => {
    const written = bytes.getBytes().slice();
    // What the writer counts offsets by goes on; its buffer begins anew.
    bytes.index = 0;
    return written;
  };
  const writeGroup = (): void => {
    if (rows.length === 0) return;
    const columnData = columns.map(
      (column): ColumnSource => ({
        name: column.name,
        data: rows.map((row) => stored(column, row[column.name] ?? null)),
      }),
    );
    void writer.write({ columnData, rowGroupSize: rows.length });
    rows = [];
    held = 0;
  };
  return {
    add(row, size) {
      rows.push(row);
      held += size;
      if (rows.length < GROUP_ROWS && held < GROUP_UNITS) return null;
      writeGroup();
      return take();
    },
    finish() {
      writeGroup();
      void writer.finish();
      return take();
    },
  };
}

const PRIMITIVES = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  double: { type: "DOUBLE" },
} as const satisfies Record<string, Partial<SchemaElement>>;

/** A value as the writer wants it: numbers of 64 bits are no JavaScript numbers. */
function stored(column: Column, value: unknown): unknown {
  if (column.type === "int64" && typeof value === "number") return BigInt(value);
  if (column.type !== "list" || typeof column.of === "string" || !Array.isArray(value)) return value;
  const columns = column.of;
  return value.map((item: Row) =>
    Object.fromEntries(columns.map((inner) => [inner.name, stored(inner, item[inner.name] ?? null)])),
  );
}

/** A column in Parquet's schema; lists have the three levels that the format asks for. */
function elementsOf(column: Column): SchemaElement[] {
  const { name } = column;
  if (column.type !== "list") return [{ name, repetition_type: "OPTIONAL", ...PRIMITIVES[column.type] }];
  const list: SchemaElement = {
    name,
    repetition_type: "OPTIONAL",
    num_children: 1,
    converted_type: "LIST",
    logical_type: { type: "LIST" },
  };
  const repeated: SchemaElement = { name: "list", repetition_type: "REPEATED", num_children: 1 };
  const { of } = column;
  if (typeof of === "string")
    return [list, repeated, { name: "element", repetition_type: "OPTIONAL", ...PRIMITIVES[of] }];
  const element: SchemaElement = {
    name: "element",
    repetition_type: "OPTIONAL",
    num_children: of.length,
  };
  return [list, repeated, element, ...of.flatMap(elementsOf)];
}
