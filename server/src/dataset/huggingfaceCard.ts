import type { Column } from "./parquet.ts";

/** What a part of the dataset holds. */
export interface PartCounts {
  articles: number;
  readonly labels: Map<string, number>;
}

/** What the card says. */
export interface CardFacts {
  readonly withText: boolean;
  readonly licence: string | null;
  readonly languages: readonly string[];
  /** The names of `ner_tags`, by number. */
  readonly tags: readonly string[];
  readonly counts: ReadonlyMap<string, PartCounts>;
}

/** A part as `datasets` calls it; what is not split is all for training, by its custom. */
export const splitName = (part: string): string => ({ all: "train", dev: "validation" })[part] ?? part;

/** The same data in two forms: the first is what `load_dataset` takes where none is named. */
const CONFIGS = [
  ["default", "parquet"],
  ["jsonl", "jsonl"],
] as const;

/** The dataset's `README.md`: YAML front matter, then what it is in words and numbers. */
export function cardOf(columns: readonly Column[], facts: CardFacts): string {
  return `---\n${frontMatter(columns, facts)}---\n\n${body(facts)}`;
}

/** A text in YAML; of JSON's form, which is YAML's too. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w.-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|n|y)$/i.test(text)
    ? text
    : JSON.stringify(text);

function frontMatter(columns: readonly Column[], { licence, languages, tags, counts }: CardFacts): string {
  const parts = [...counts.keys()];
  const lines = [
    "language:",
    ...languages.map((language) => `- ${scalar(language)}`),
    // The Hub knows SPDX-like names in lower case; `other` is what has none of them.
    `license: ${scalar(licence ?? "other")}`,
    "task_categories:",
    "- token-classification",
    "task_ids:",
    "- named-entity-recognition",
    "configs:",
    ...CONFIGS.flatMap(([config, extension]) => [
      `- config_name: ${config}`,
      "  data_files:",
      ...parts.flatMap((part) => [
        `  - split: ${splitName(part)}`,
        `    path: data/${splitName(part)}.${extension}`,
      ]),
    ]),
    "dataset_info:",
    ...CONFIGS.flatMap(([config]) => [
      `- config_name: ${config}`,
      "  features:",
      ...columns.flatMap((column) => featureOf(column, tags, "  ")),
    ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const DTYPES = { string: "string", int32: "int32", int64: "int64", double: "float64" } as const;

function featureOf(column: Column, tags: readonly string[], indent: string): string[] {
  const name = `${indent}- name: ${column.name}`;
  if (column.type !== "list") return [name, `${indent}  dtype: ${DTYPES[column.type]}`];
  if (column.name === "ner_tags")
    return [
      name,
      `${indent}  sequence:`,
      `${indent}    class_label:`,
      `${indent}      names:`,
      ...tags.map((tag, n) => `${indent}        '${n}': ${scalar(tag)}`),
    ];
  if (typeof column.of === "string") return [name, `${indent}  sequence: ${DTYPES[column.of]}`];
  return [name, `${indent}  list:`, ...column.of.flatMap((inner) => featureOf(inner, tags, `${indent}  `))];
}

function body({ withText, licence, counts }: CardFacts): string {
  const parts = [...counts];
  const labels = [...new Set(parts.flatMap(([, own]) => [...own.labels.keys()]))].sort();
  const cell = (text: string): string => text.replace(/[|\\]/g, "\\$&").replace(/\s+/g, " ");
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  const table = [
    row(["", ...parts.map(([part]) => splitName(part))]),
    row(["---", ...parts.map(() => "---:")]),
    row(["articles", ...parts.map(([, own]) => own.articles)]),
    ...labels.map((label) => row([cell(label), ...parts.map(([, own]) => own.labels.get(label) ?? 0)])),
  ];
  return [
    "# News articles with entities and casualty figures",
    "",
    "Annotated and exported with Dateline. One row is one article.",
    "",
    "```python",
    "from datasets import load_dataset",
    "",
    'dataset = load_dataset("path/to/this/folder")  # or (…, "jsonl")',
    "```",
    "",
    ...table,
    "",
    "Labels in capitals such as `KILLED` are casualty figures: `figures` has their records. Offsets count Unicode code",
    "points of `text`. `ner_tags` are IOB2; of entities that overlap the longest is in `ner_tags`, all are in `spans`.",
    "",
    withText
      ? "`sha256` is of `text` in UTF-8."
      : "The texts are left out: `sha256` is of each text in UTF-8, with LF as line end and no byte order mark; the offsets hold for it.",
    "",
    "## Licence",
    "",
    licence ??
      "None was named. News texts usually remain under the copyright of their publishers; share them only where you may.",
    "",
  ].join("\n");
}
