import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { parse as parseCsv } from "csv-parse/sync";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { parse as parseYaml } from "yaml";
import { type ExportOptions, exportArticles } from "../../../server/src/dataset/export.ts";
import { exporterFor, exporters } from "../../../server/src/dataset/formats.ts";
import { selectionOf } from "../../../server/src/dataset/selection.ts";
import type { Source } from "../../../server/src/dataset/source.ts";
import { parseSplit } from "../../../server/src/dataset/split.ts";
import { nodeFiles } from "../../../server/src/node/fileSystem.ts";
import { type Expected, writeCorpus } from "../../support/datasetCorpus.ts";
import { DETECTOR } from "../../support/datasets.ts";

// Every format as it stands on the disk, read by what is not ours: npm packages, and scripts of Python's standard library
// that were written from the formats' descriptions (test/readers).

const readers = path.resolve(import.meta.dirname, "../../readers");
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const python = { skip: hasPython ? false : "there is no python3" };

let folder: string;
let sources: Source[];
let expected: Expected[];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dateline datasets "));
  ({ sources, expected } = await writeCorpus(path.join(folder, "articles")));
});
after(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;

/** Exports the articles; the folder of the dataset. */
async function exported(format: string, options: Partial<ExportOptions> = {}): Promise<string> {
  const out = path.join(folder, `out ${++runs}`);
  await exportArticles(nodeFiles, sources, {
    exporter: exporterFor(format)!,
    folder: pathToFileURL(out).href,
    selection: selectionOf({}),
    detector: DETECTOR,
    unique: `u${runs}`,
    progress: () => undefined,
    cancelled: () => false,
    pause: async () => undefined,
    ...options,
  });
  assert.deepEqual(readdirSync(out), [format], "nothing but the dataset");
  return path.join(out, format);
}

/** What a script of test/readers finds in a dataset, sorted; it fails where the format forbids something. */
function readBy(script: string, dataset: string): Expected[] {
  const { status, stdout, stderr } = spawnSync("python3", [path.join(readers, script), dataset], {
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  assert.equal(status, 0, stderr);
  return sorted(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
}

const sorted = (all: readonly Expected[]): Expected[] =>
  [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const OVERLAPPED = ["Aden", "of Aden fell"];
const isOverlapped = ([article, label, words]: Expected): boolean =>
  (article.includes("overlaps") && OVERLAPPED.includes(words)) ||
  (article.includes("lines") && words === "Aden" && label === "LOC");
const HARMS = /^(KILLED|INJURED)$/;

test("spaCy: offsets, no overlap in ents, records of one line", python, async () => {
  const found = readBy("spacy.py", await exported("spacy"));
  assert.deepEqual(found, sorted(expected.filter((one) => !isOverlapped(one))));
});

test("doccano: both of its readers get the same, and relations lead somewhere", python, async () => {
  const found = readBy("doccano.py", await exported("doccano"));
  assert.deepEqual(
    found.filter(([, label]) => !label.startsWith("-")),
    sorted(expected),
  );
  const relations = found.filter(([, label]) => label.startsWith("-"));
  assert.ok(
    relations.some(([, label, words]) => label === "-place" && /militants > Aden$/.test(words)),
    JSON.stringify(relations),
  );
});

test("Prodigy: tokens and spans agree", python, async () => {
  const found = readBy("prodigy.py", await exported("prodigy"));
  assert.deepEqual(
    found,
    sorted(expected.map(([article, label, words]) => [article, `accept ${label}`, words])),
  );
});

test("Prodigy: suggestions stand in a file apart, without an answer", python, async () => {
  const dataset = await exported("prodigy", { selection: selectionOf({ suggested: true }) });
  const found = readBy("prodigy.py", dataset).filter(([, label]) => label.startsWith("open "));
  assert.ok(
    found.some(([, label, words]) => label === "open DATE" && words === "Friday"),
    JSON.stringify(found),
  );
  assert.ok(readdirSync(dataset).includes("all.suggested.jsonl"));
});

test("Label Studio: results fit the labelling setup; suggestions are predictions", python, async () => {
  const dataset = await exported("labelstudio", { selection: selectionOf({ suggested: true }) });
  const found = readBy("labelstudio.py", dataset);
  assert.deepEqual(
    found.filter(([, label]) => label.startsWith("a ")),
    sorted(expected.map(([article, label, words]) => [article, `a ${label}`, words])),
  );
  assert.ok(found.some(([, label, words]) => label === "p DATE" && words === "Friday"));
});

test("brat: each line's grammar, each span's text, and all types declared", python, async () => {
  const found = readBy("brat.py", await exported("brat"));
  const entities = expected.filter(([, label]) => !HARMS.test(label));
  const words = (text: string): string => text.replace(/[\n\u2028\u2029\u0085\f]/g, " ");
  const parts = new Set(["Number", "Victims", "KILLED", "INJURED"]);
  assert.deepEqual(
    found.filter(([, label]) => !parts.has(label)),
    sorted(entities.map(([article, label, text]) => [article.replace(/\.txt$/, ""), label, words(text)])),
  );
  const figures = expected.filter(([, label]) => HARMS.test(label));
  assert.deepEqual(
    found.filter(([, label]) => label === "Victims").map(([, , text]) => text),
    sorted(figures.map(([article, , text]) => [article, "Victims", words(text)])).map(([, , text]) => text),
  );
  assert.ok(found.some(([, label, text]) => label === "KILLED" && text === "killed"));
});

for (const format of ["conll", "conll-bioes"])
  test(`${format}: chunks by conlleval's rules, tags in order`, python, async () => {
    const found = readBy("conll.py", await exported(format));
    const entities = expected.filter((one) => !HARMS.test(one[1]) && !isOverlapped(one));
    const number = (article: string): string => String(sources.findIndex(({ id }) => id === article));
    assert.deepEqual(
      found,
      sorted(
        entities.map(([article, label, words]) => [
          number(article),
          label.replace(/\s+/g, "_"),
          words.replace(/[\s\u0085]/g, ""),
        ]),
      ),
    );
  });

test("W3C: the model's rules, and every position has its quote", python, async () => {
  const dataset = await exported("w3c");
  const found = readBy("w3c.py", dataset);
  const inFile = (article: string): string => `${path.basename(article).replace(/\.txt$/, "")}.txt`;
  assert.deepEqual(found, sorted(expected.map(([article, label, words]) => [inFile(article), label, words])));
});

test(
  "W3C without the texts: positions in texts that a hash names, and no words of them",
  python,
  async () => {
    const dataset = await exported("w3c", { text: false });
    assert.equal(readBy("w3c.py", dataset).length, expected.length);
    assert.deepEqual(readdirSync(dataset), ["all.jsonld", "dateline-export.json"]);
  },
);

test(
  "UIMA CAS JSON: declared types, references, UTF-16 offsets, annotations inside sentences",
  python,
  async () => {
    assert.deepEqual(readBy("uima.py", await exported("uima")), sorted(expected));
  },
);

test("tables: rows of RFC 4180 without formulas, as Python's csv reads them", python, async () => {
  const found = readBy("csvTables.py", await exported("csv"));
  assert.deepEqual(found, sorted(expected.filter(([, label]) => HARMS.test(label))));
  assert.deepEqual(
    readBy("csvTables.py", await exported("csv", { text: false })).map(([, , words]) => words),
    found.map(() => ""),
  );
});

test("tables: as csv-parse reads them", async () => {
  for (const [format, file] of [
    ["csv", "figures.csv"],
    ["csv", "tallies.csv"],
    ["ucdp", "events.csv"],
    ["acled", "events.csv"],
  ] as const) {
    const rows: Record<string, string>[] = parseCsv(readFileSync(path.join(await exported(format), file)), {
      columns: true,
    });
    assert.ok(rows.length > 1, file);
    if (format !== "ucdp") continue;
    for (const row of rows) {
      const [low, best, high] = [row["low"], row["best"], row["high"]].map(Number) as [
        number,
        number,
        number,
      ];
      assert.ok(low <= best && best <= high);
      const kinds = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"];
      assert.equal(
        kinds.reduce((sum, kind) => sum + Number(row[kind]), 0),
        best,
      );
    }
  }
});

test("Hugging Face: Parquet read by hyparquet has the rows of the JSON Lines, and the card says what they are", async () => {
  const dataset = await exported("huggingface", { split: parseSplit("50/25/25")!, licence: "cc-by-4.0" });
  const card = readFileSync(path.join(dataset, "README.md"), "utf8");
  const about = parseYaml(card.split("---\n")[1]!);
  assert.deepEqual([about.license, about.language], ["cc-by-4.0", ["ar", "en"]]);
  const found: Expected[] = [];
  for (const [n, { config_name: config, data_files: files }] of about.configs.entries()) {
    const { config_name: named, features } = about.dataset_info[n];
    assert.equal(named, config);
    for (const { path: file } of files) {
      const rows = await rowsOf(path.join(dataset, file));
      const twin = await rowsOf(
        path.join(dataset, file.replace(/\w+$/, config === "jsonl" ? "parquet" : "jsonl")),
      );
      assert.deepEqual(rows, twin);
      for (const row of rows) {
        assert.deepEqual(
          Object.keys(row),
          features.map(({ name }: { name: string }) => name),
        );
        const names = features.find(({ name }: { name: string }) => name === "ner_tags").sequence.class_label
          .names;
        const points = [...row.text];
        const words = (start: number, end: number): string => points.slice(start, end).join("");
        assert.deepEqual(
          row.tokens,
          row.token_starts.map((start: number, at: number) => words(start, row.token_ends[at])),
        );
        assert.equal(row.ner_tags.length, row.tokens.length);
        assert.ok(row.ner_tags.every((tag: number) => names[tag] !== undefined));
        if (config !== "jsonl") continue;
        for (const { start, end, label } of row.spans) found.push([row.id, label, words(start, end)]);
        for (const { start, end, harm } of row.figures)
          found.push([row.id, harm.toUpperCase(), words(start, end)]);
      }
    }
  }
  assert.deepEqual(sorted(found), sorted(expected));
  assert.match(card, /\| KILLED \|/);
});

// biome-ignore lint/suspicious/noExplicitAny: rows of a file that another program may have written
async function rowsOf(file: string): Promise<any[]> {
  if (file.endsWith(".jsonl"))
    return readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
  const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
  return JSON.parse(JSON.stringify(rows, plain));
}

test("every format: the same input gives the same bytes, and the manifest names the files", async () => {
  for (const { name } of exporters) {
    const contents = (dataset: string): Record<string, string> =>
      Object.fromEntries(
        readdirSync(dataset, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
          .map((file) => [path.relative(dataset, file), readFileSync(file).toString("base64")])
          .sort(),
      );
    const options = { selection: selectionOf({ suggested: true }), split: parseSplit("60/40")! };
    const [first, second] = [
      contents(await exported(name, options)),
      contents(await exported(name, options)),
    ];
    assert.deepEqual(first, second, name);
    const { files } = JSON.parse(Buffer.from(first["dateline-export.json"]!, "base64").toString());
    assert.deepEqual(
      [...files, "dateline-export.json"].sort(),
      Object.keys(first)
        .map((file) => file.replaceAll(path.sep, "/"))
        .sort(),
    );
  }
});
