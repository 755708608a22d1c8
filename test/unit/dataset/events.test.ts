import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { factsOf, type Report, reportGroups, sketchOf } from "../../../server/src/dataset/events.ts";
import { exportArticles } from "../../../server/src/dataset/export.ts";
import { exporterFor } from "../../../server/src/dataset/formats.ts";
import { selectionOf } from "../../../server/src/dataset/selection.ts";
import { parseSplit, partOf } from "../../../server/src/dataset/split.ts";
import { acceptedFigures, DETECTOR } from "../../support/datasets.ts";
import { memoryFiles } from "../../support/memoryFiles.ts";

interface Told extends Partial<Omit<Report, "sketch">> {
  readonly id: string;
  readonly text?: string;
}

const report = ({ text = "", ...told }: Told, n = 0): Report => ({
  event: null,
  published: null,
  sha256: `${n}`.repeat(8),
  facts: [],
  sketch: sketchOf(text),
  ...told,
});

/** Which articles have one key, by id; those that stand alone left out. */
function groups(reports: readonly Told[]): string[][] {
  const all = reportGroups();
  for (const [n, one] of reports.entries()) all.add(report(one, n));
  const byKey = new Map<string, string[]>();
  for (const [id, key] of all.keys()) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  return [...byKey.values()].filter((ids) => ids.length > 1);
}

const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `word${from + n}`).join(" ");

test("articles whose sidecars name one event belong together, whatever their words", () => {
  assert.deepEqual(
    groups([
      { id: "a", event: "e1", text: words(0, 50) },
      { id: "b", event: "e2", text: words(100, 50) },
      { id: "c", event: "e1", text: words(200, 50) },
    ]),
    [["a", "c"]],
  );
});

test("articles that share much of their wording do, also where one is far shorter; a phrase is not enough", () => {
  const long = words(0, 600);
  assert.deepEqual(
    groups([
      { id: "long", text: long },
      { id: "cut", text: words(0, 150) },
      { id: "edited", text: `${words(2000, 100)} ${words(0, 150)} ${words(3000, 50)}` },
      { id: "phrase", text: `${words(4000, 300)} ${words(0, 8)} ${words(5000, 100)}` },
      { id: "other", text: words(6000, 300) },
      { id: "short", text: "word0 word1 word2" },
    ]),
    [["long", "cut", "edited"]],
  );
});

test("a paragraph of background that both have is not enough", () => {
  for (let n = 0; n < 20; n++) {
    const from = n * 10_000;
    const b = `${words(from, 30)} ${words(from + 5000, 370)}`;
    assert.deepEqual(
      groups([
        { id: "a", text: words(from, 400) },
        { id: "b", text: b },
      ]),
      [],
    );
  }
});

test("two that name different events are not joined by their wording", () => {
  const text = words(0, 200);
  assert.deepEqual(
    groups([
      { id: "a", event: "e1", text },
      { id: "b", event: "e2", text },
    ]),
    [],
  );
});

test("articles whose decided figures say the same harm, number, place and day belong together", () => {
  const facts = (text: string): string[] =>
    factsOf(
      acceptedFigures(text).map((one) => ({
        ...one,
        figure: { ...one.figure, place: "Aden", date: "2012-06-15" },
      })),
    );
  assert.equal(facts("At least 31 militants were killed.").length, 1);
  assert.deepEqual(facts("A man was killed."), [], "one person is told of everywhere");
  assert.deepEqual(
    groups([
      { id: "a", facts: facts("At least 31 militants were killed.") },
      { id: "b", facts: facts("Officials said at least 31 fighters had been killed.") },
      { id: "c", facts: facts("At least 30 militants were killed.") },
    ]),
    [["a", "b"]],
  );
});

test("a group keeps its part when later reports are added, in any order of reading", () => {
  const first = { id: "m", published: "2012-06-15", sha256: "first", text: words(0, 200) };
  const later = ["a", "z"].map((id, n) => ({
    id,
    published: "2012-06-16",
    sha256: `later${n}`,
    text: words(0, 200),
  }));
  for (const reports of [[first], [first, ...later], [...later, first]]) {
    const all = reportGroups();
    for (const one of reports) all.add(report(one));
    assert.deepEqual([...new Set(all.keys().values())], ["first"]);
  }
  assert.equal(partOf(parseSplit("50/50")!, "first", 1), partOf(parseSplit("50/50")!, "first", 1));
});

test("a report that shows two events to be one takes the later to the part of the earlier", () => {
  const apart = [
    { id: "a", published: "2012-06-15", sha256: "first", text: words(0, 200) },
    { id: "b", published: "2012-06-16", sha256: "second", text: words(300, 500) },
  ];
  const both = {
    id: "c",
    published: "2012-06-17",
    sha256: "third",
    text: `${words(0, 200)} ${words(300, 500)}`,
  };
  const keysOf = (reports: readonly (typeof both)[]): string[] => {
    const all = reportGroups();
    for (const one of reports) all.add(report(one));
    return [...all.keys().values()];
  };
  assert.deepEqual(keysOf(apart), ["first", "second"]);
  assert.deepEqual(keysOf([...apart, both]), ["first", "first", "first"]);
});

const shared = path.resolve(import.meta.dirname, "../../../../shared/articles");

test("of the five articles the first two report one event, and never stand on both sides", {
  skip: existsSync(shared) ? false : "the five articles are not here",
}, async () => {
  const names = [
    "000_0ddf98831eff6a87",
    "001_ca5ff0b161b43a43",
    "002_e50b43d647bc27da",
    "003_c53045a6dcb19345",
    "004_52efa23b48212b06",
  ];
  const memory = memoryFiles();
  const sources = names.map((name) => ({ uri: `file:///w/${name}.txt`, id: `${name}.txt` }));
  for (const { uri, id } of sources) memory.put(uri, readFileSync(path.join(shared, id)));
  const parts = new Set<string>();
  for (let seed = 0; seed < 8; seed++) {
    await exportArticles(memory.files, sources, {
      exporter: exporterFor("spacy")!,
      folder: "file:///w/out",
      selection: selectionOf({ suggested: true }),
      detector: DETECTOR,
      split: parseSplit("50/50")!,
      splitBy: "event",
      seed,
      unique: "u",
      progress: () => undefined,
      cancelled: () => false,
      pause: async () => undefined,
    });
    const has = (part: string, name: string): boolean =>
      memory.text(`file:///w/out/spacy/${part}.jsonl`)?.includes(name) ?? false;
    for (const part of ["train", "test"])
      assert.equal(has(part, names[0]!), has(part, names[1]!), `seed ${seed}`);
    parts.add(has("train", names[0]!) ? "train" : "test");
  }
  assert.equal(parts.size, 2, "the seed moves them");
});
