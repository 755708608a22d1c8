import * as l10n from "@vscode/l10n";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { messageOf } from "../../workspace/fileSystem.ts";
import { building, labelledSpan, plain } from "./building.ts";
import type { DatasetFile, Importer, Place, ReadItem } from "./document.ts";
import { figureIn, linkAll, provenance } from "./figureRows.ts";
import { jsonRecords } from "./jsonRecords.ts";
import { tagged } from "./tagged.ts";
import { dayOf, type Fields, isFields, leaveUnknown, listOf, nameOf, textOf } from "./values.ts";

/** How many rows of a Parquet file are held at a time. */
const ROWS = 500;

/** Columns that follow from others, or are read. */
const KNOWN = [
  ...["id", "language", "published", "event", "sha256", "text", "tokens", "token_starts", "token_ends"],
  ...["ner_tags", "tags", "spans", "figures", "pos_tags", "chunk_tags"],
];

/**
 * A dataset folder of Hugging Face: rows as JSON Lines or Parquet. Spans and figures as our export has them, in code
 * points; else tokens with tags, whose names are in the card where they are numbers. Of two files that differ in their
 * extension alone the JSON Lines are read.
 */
export const huggingface: Importer = {
  name: "huggingface",
  about: "a dataset folder, JSON Lines or Parquet: spans and figures, or tokens with ner_tags",
  files(names) {
    const isRows = (name: string): boolean => /\.(jsonl|parquet)$/i.test(name);
    const all = new Set(names);
    const hasLines = (name: string): boolean => all.has(name.replace(/\.parquet$/i, ".jsonl"));
    return names.filter((name) => isRows(name) && !(/\.parquet$/i.test(name) && hasLines(name))).sort();
  },
  async *read(file) {
    const tags = await tagNames(file);
    const bytes = await file.read();
    if (/\.parquet$/i.test(file.name)) {
      yield* parquetItems(file.name, bytes, tags);
      return;
    }
    for (const record of jsonRecords(file.name, bytes)) {
      if (record.kind === "problem") yield record;
      else
        yield* rowItems({ file: file.name, line: record.line, id: null }, record.value, tags, record.reached);
    }
  },
};

async function* parquetItems(
  file: string,
  bytes: Uint8Array,
  tags: readonly string[],
): AsyncGenerator<ReadItem> {
  const buffer = {
    byteLength: bytes.length,
    slice: (start: number, end?: number): ArrayBuffer => bytes.slice(start, end).buffer as ArrayBuffer,
  };
  let row = 0;
  try {
    const metadata = await parquetMetadataAsync(buffer);
    const total = Number(metadata.num_rows);
    while (row < total) {
      const rowEnd = Math.min(total, row + ROWS);
      for (const value of await parquetReadObjects({ file: buffer, metadata, rowStart: row, rowEnd })) {
        row++;
        yield* rowItems({ file, line: row, id: null }, value, tags, row / total);
      }
    }
  } catch (error) {
    const place = { file, line: row + 1, id: null };
    yield {
      kind: "problem",
      place,
      message: l10n.t("this is no Parquet that can be read: {0}", messageOf(error)),
    };
  }
}

/** The names of `ner_tags` in the card beside the data, by number; none where it has none. */
async function tagNames(file: DatasetFile): Promise<readonly string[]> {
  const card = await file.beside("README.md");
  const text = card ? new TextDecoder().decode(card) : "";
  const [, block = ""] =
    /name:\s*(?:ner_)?tags\b[\s\S]*?names:\s*\n((?:[ \t]+(?:'?\d+'?:|-).*\n?)+)/.exec(text) ?? [];
  return block
    .split("\n")
    .map((line) => /^\s+(?:'?\d+'?:|-)\s+(.*?)\s*$/.exec(line)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => unquoted(name));
}

/** A scalar of YAML, where it is quoted as JSON quotes, or singly. */
function unquoted(name: string): string {
  if (/^'.*'$/.test(name)) return name.slice(1, -1).replaceAll("''", "'");
  if (!name.startsWith('"')) return name;
  try {
    return String(JSON.parse(name));
  } catch {
    return name;
  }
}

function rowItems(at: Place, value: unknown, tags: readonly string[], reached: number): ReadItem[] {
  const row = isFields(value) ? value : {};
  const place = { ...at, id: nameOf(row["id"]) };
  const text = typeof row["text"] === "string" ? row["text"] : null;
  const sha256 = textOf(row["sha256"]);
  const facts = {
    name: place.id,
    sha256,
    published: dayOf(row["published"]),
    event: textOf(row["event"]),
    reached,
  };
  const hasSpans = Array.isArray(row["spans"]) && (text !== null || sha256 !== null);
  if (!hasSpans) return tokenItems(place, row, text, tags, facts);
  const build = building(place, text);
  const ids = new Map<string, number>();
  for (const one of listOf(row["spans"])) {
    const fields = isFields(one) ? one : {};
    const found = labelledSpan(build, fields["label"], fields["start"], fields["end"], fields["text"]);
    if (!found) continue;
    build.add({ ...plain, ...found.span, ...provenance(fields), kind: "entity", label: found.label });
  }
  const figures = listOf(row["figures"]).filter(isFields);
  for (const fields of figures) {
    const figure = figureIn(build, fields);
    if (figure) ids.set(String(fields["id"]), build.add(figure));
  }
  for (const fields of figures) linkAll(build, fields, ids);
  leaveUnknown(build, row, KNOWN);
  return build.done(facts);
}

/** A row of tokens with tags, as most datasets have them. */
function tokenItems(
  place: Place,
  row: Fields,
  text: string | null,
  tags: readonly string[],
  facts: { readonly name: string | null; readonly published: string | null; readonly reached: number },
): ReadItem[] {
  const problem = (message: string): ReadItem[] => [{ kind: "problem", place, message }];
  const forms = listOf(row["tokens"]);
  const marks = listOf(row["ner_tags"] ?? row["tags"]);
  if (!Array.isArray(row["tokens"]))
    return problem(
      l10n.t("there is neither a text with spans nor tokens with ner_tags; the row is left out"),
    );
  if (marks.length !== forms.length)
    return problem(
      l10n.t("there are {0} tokens and {1} tags; the row is left out", forms.length, marks.length),
    );
  const named = marks.map((mark) => (typeof mark === "string" ? mark : tags[Number(mark)]));
  if (named.includes(undefined))
    return problem(
      l10n.t(
        "its tags are numbers, and README.md beside the dataset has no names for them (class_label, names); put the card there",
      ),
    );
  const tokens = forms.map((form, n) => ({ form: String(form), tag: named[n] ?? "O" }));
  return tagged(place, [tokens], text, facts);
}
