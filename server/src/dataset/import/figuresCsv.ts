import * as l10n from "@vscode/l10n";
import { decodeArticle } from "../../workspace/articleText.ts";
import { type Building, building } from "./building.ts";
import { type CsvRow, csvRows } from "./csvRows.ts";
import type { Importer, Place, ReadFigure, ReadItem } from "./document.ts";
import { figureIn, linkAll } from "./figureRows.ts";
import { dayOf, type Fields, textOf } from "./values.ts";

/**
 * The tables of our own export: `figures.csv`, a row a figure, with the hash of its article, which is found by it; of
 * `tallies.csv` which articles have been looked at, for what it counts is counted again. Offsets are code points.
 */
export const figuresCsv: Importer = {
  name: "csv",
  about: "figures.csv and tallies.csv of our own export: casualty figures with all fields",
  files: (names) => [
    ...names.filter((name) => /(^|\.|\/)figures\.csv$/i.test(name)).sort(),
    ...names.filter((name) => /(^|\.|\/)tallies\.csv$/i.test(name)).sort(),
  ],
  async *read(file) {
    const place: Place = { file: file.name, line: null, id: null };
    const { text, valid } = decodeArticle(await file.read());
    if (!valid) {
      yield { kind: "problem", place, message: l10n.t("this is not UTF-8; save it as UTF-8") };
      return;
    }
    let group: CsvRow[] = [];
    for (const row of csvRows(text)) {
      if (row.cells === null) {
        const message = l10n.t(
          "this row has another number of cells than the header; mend it or take it out",
        );
        yield { kind: "problem", place: { ...place, line: row.line }, message };
        continue;
      }
      const [first] = group;
      if (
        first &&
        (first.cells.get("sha256") !== row.cells.get("sha256") ||
          first.cells.get("article") !== row.cells.get("article"))
      ) {
        yield* articleItems(file.name, group);
        group = [];
      }
      group.push(row);
    }
    if (group.length > 0) yield* articleItems(file.name, group);
  },
};

function articleItems(file: string, rows: readonly CsvRow[]): ReadItem[] {
  const [first] = rows;
  const cell = (name: string): string | null => textOf(first?.cells.get(name));
  const place: Place = { file, line: first?.line ?? null, id: cell("article") };
  const sha256 = cell("sha256");
  if (sha256 === null || !/^[0-9a-f]{64}$/.test(sha256)) {
    const message = l10n.t(
      "its row has no hash of the article (“sha256”), by which it would be found; export the table again, or use another format",
    );
    return [{ kind: "problem", place, message }];
  }
  const build = building(place, null);
  const ids = new Map<string, number>();
  const all = rows.flatMap(({ cells }) => (cells.has("harm") ? [fieldsOf(cells)] : []));
  for (const fields of all) {
    const figure = tableFigure(build, fields);
    if (figure) ids.set(String(fields["id"]), build.add(figure));
  }
  for (const fields of all) linkAll(build, fields, ids);
  return build.done({
    name: place.id,
    sha256,
    published: dayOf(cell("published")),
    event: cell("event"),
    reached: 1,
  });
}

/** A row by the names that a row of a dataset has; what is not said is null. */
function fieldsOf(cells: ReadonlyMap<string, string>): Fields {
  const numbers = [
    "start",
    "end",
    "number_start",
    "number_end",
    "trigger_start",
    "trigger_end",
    "confidence",
  ];
  return Object.fromEntries(
    [...cells].map(([name, cell]) => {
      const key = name === "figure" ? "id" : name;
      return [key, cell === "" ? null : numbers.includes(name) ? Number(cell) : cell];
    }),
  );
}

/** The figure of a row with what a table has of it beside a dataset's row; null where it has no place, or no harm. */
function tableFigure(build: Building, fields: Fields): ReadFigure | null {
  const own = figureIn(build, fields);
  if (!own) return null;
  // The table has the victims' names without their places.
  const mentions = (textOf(fields["victim_entities"])?.split("; ") ?? []).map(
    (text) => ({ role: "victim", start: 0, end: 0, text }) as const,
  );
  return {
    ...own,
    rule: textOf(fields["rule"]),
    words: textOf(fields["text"]),
    figure: { ...own.figure, mentions },
  };
}
