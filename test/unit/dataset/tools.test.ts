import assert from "node:assert/strict";
import { test } from "node:test";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import type { Annotation } from "../../../server/src/annotations/annotation.ts";
import { brat } from "../../../server/src/dataset/brat.ts";
import { doccano } from "../../../server/src/dataset/doccano.ts";
import { ofRecords } from "../../../server/src/dataset/exporter.ts";
import { huggingface } from "../../../server/src/dataset/huggingface.ts";
import { labelStudio } from "../../../server/src/dataset/labelStudio.ts";
import { prodigy } from "../../../server/src/dataset/prodigy.ts";
import { uima } from "../../../server/src/dataset/uima.ts";
import { w3c } from "../../../server/src/dataset/w3c.ts";
import { entityOn } from "../../support/annotations.ts";
import { acceptedFigures, annotatedArticle, datasetOf, render } from "../../support/datasets.ts";

// What single formats want that their readers (readers.test.ts) would not miss.

const json = (files: ReadonlyMap<string, Buffer>, name: string) => JSON.parse(files.get(name)!.toString());
const lines = (files: ReadonlyMap<string, Buffer>, name: string) =>
  files
    .get(name)!
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("doccano: spans that overlap are there, and the report warns of them", () => {
  const text = "Bank of Aden";
  const annotations = [entityOn(text, "Aden"), entityOn(text, "Bank of Aden", "ORG")];
  const { files, remarks } = render(ofRecords(doccano), [datasetOf({ text, annotations })]);
  assert.deepEqual(lines(files, "all.jsonl")[0].label, [
    [0, 12, "ORG"],
    [8, 12, "LOC"],
  ]);
  assert.match(remarks.map(({ reason, count }) => reason(count)).join(), /^1 .* drops it without a word/);
});

test("Prodigy: each rejected suggestion is a task of its own, answered reject", () => {
  const text = "From Aden to Taiz via Lahj.";
  const rejected = (words: string): Annotation => ({ ...entityOn(text, words), status: "rejected" });
  const annotations = [entityOn(text, "Aden"), rejected("Taiz"), rejected("Lahj")];
  const { files } = render(prodigy, [datasetOf({ text, annotations })]);
  const tasks = lines(files, "all.jsonl").map(({ answer, spans }) => [
    answer,
    ...spans.map(({ start, end }: { start: number; end: number }) => text.slice(start, end)),
  ]);
  assert.deepEqual(tasks, [
    ["accept", "Aden"],
    ["reject", "Taiz"],
    ["reject", "Lahj"],
  ]);
  const only = render(prodigy, [datasetOf({ text, annotations: [rejected("Taiz")] })]);
  assert.deepEqual(
    lines(only.files, "all.jsonl").map(({ answer }) => answer),
    ["reject"],
  );
  const empty = render(prodigy, [datasetOf({ text: "", annotations: [] })]);
  assert.deepEqual(lines(empty.files, "all.jsonl"), [
    {
      text: "",
      tokens: [],
      spans: [],
      answer: "accept",
      meta: { article: "a.txt", language: "en", published: null, sha256: "0".repeat(64) },
    },
  ]);
});

test("Label Studio: a figure's fields are results of its region; suggestions have scores and the detector's version", () => {
  const text = "At least 31 militants were killed in Abyan on Friday.";
  const article = datasetOf({ text, annotations: acceptedFigures(text) }, { choice: { suggested: true } });
  const { files } = render(labelStudio, [article]);
  const [task] = json(files, "all.json");
  const [{ result }] = task.annotations;
  const fields = Object.fromEntries(
    result.map(({ from_name: name, value }: { from_name: string; value: Record<string, unknown> }) => [
      name,
      value["number"] ?? value["choices"] ?? value["labels"] ?? value["text"],
    ]),
  );
  assert.deepEqual(fields, {
    label: ["KILLED"],
    min: 31,
    qualifier: ["at_least"],
    victimType: ["combatant"],
    scope: ["incident"],
    status: ["asserted"],
    victims: ["militants"],
    place: ["Abyan"],
  });
  assert.equal(new Set(result.map(({ id }: { id: string }) => id)).size, 1);
  const [prediction] = task.predictions;
  assert.equal(prediction.model_version, "dateline@0.0.0");
  assert.ok(prediction.score > 0 && prediction.result.every(({ score }: { score: number }) => score > 0));
});

test("Label Studio: a task that is all suggestions has no annotation, which would say that there is nothing", () => {
  const article = datasetOf({ text: "In Aden.", annotations: [] }, { choice: { suggested: true } });
  const [task] = json(render(labelStudio, [article]).files, "all.json");
  assert.deepEqual([task.annotations, task.predictions.length], [[], 1]);
});

test("brat: a figure is an event, a span over a line end has two fragments, a label of other letters a name", () => {
  const text = "At least 31 militants were killed in Port\nSudan.";
  const annotations = [...acceptedFigures(text), entityOn(text, "Port\nSudan", "مدينة كبيرة")];
  const { files } = render(brat, [datasetOf({ text, annotations }, { id: "sub/a b.txt" })]);
  const ann = files.get("sub/a b.ann")!.toString();
  assert.deepEqual(
    ann.split("\n").filter((line) => /^[TEA]/.test(line)),
    [
      "T1\tLABEL 37 41;42 47\tPort Sudan",
      "T2\tKILLED 27 33\tkilled",
      "T3\tNumber 9 11\t31",
      "T4\tVictims 0 21\tAt least 31 militants",
      "E1\tKILLED:T2 Count:T3 Victims:T4 Place:T1",
      "A1\tQualifier E1 at_least",
      "A2\tVictimType E1 combatant",
      "A3\tScope E1 incident",
      "A4\tStatus E1 asserted",
    ],
  );
  assert.match(ann, /^#1\tAnnotatorNotes T1\t\{.*"label":"مدينة كبيرة"\}$/m);
  assert.match(ann, /^#2\tAnnotatorNotes E1\t\{.*"min":31,"max":null,/m);
  assert.match(files.get("annotation.conf")!.toString(), /^LABEL$/m);
  assert.match(files.get("visual.conf")!.toString(), /^LABEL \| مدينة كبيرة$/m);
  assert.equal(files.get("sub/a b.txt")!.toString(), text);
});

test("brat: the empty article has both files, and files of one name keep apart", () => {
  const empty = { text: "", annotations: [] };
  const ids = ["a.txt", "a", "A.TXT"];
  const { files } = render(
    brat,
    ids.map((id) => datasetOf(empty, { id })),
  );
  assert.deepEqual(
    [...files.keys()].filter((name) => /\.(txt|ann)$/.test(name)),
    [...["a.txt", "a.ann", "a (2).txt", "a (2).ann", "A (3).txt", "A (3).ann"]],
  );
});

test("W3C: ids are the same in each export and differ between articles", () => {
  const article = annotatedArticle("In [Aden:LOC].");
  const ids = ["a.txt", "b.txt", "a.txt"].map(
    (id) => json(render(w3c, [datasetOf(article, { id })]).files, "all.jsonld").first.items[0].id,
  );
  assert.equal(ids[0], ids[2]);
  assert.notEqual(ids[0], ids[1]);
  assert.equal(json(render(w3c, [datasetOf({ text: "", annotations: [] })]).files, "all.jsonld").total, 0);
});

test("W3C: a quote's surroundings cut no character", () => {
  const article = annotatedArticle(`${"😀".repeat(40)}x[Aden:LOC]${"😀".repeat(40)}`);
  const [{ target }] = json(render(w3c, [datasetOf(article)]).files, "all.jsonld").first.items;
  const { prefix, suffix } = target.selector[1];
  assert.ok(prefix.isWellFormed() && suffix.isWellFormed() && prefix.length >= 32 && suffix.length <= 32);
});

test("UIMA: what nobody has decided is no named entity; figures that refer to each other are linked", () => {
  const text = "At least 31 militants, including 3 leaders, were killed in Aden.";
  const article = datasetOf({ text, annotations: acceptedFigures(text) }, { choice: { suggested: true } });
  const { "%FEATURE_STRUCTURES": structures } = json(render(uima, [article]).files, "a.json");
  const kinds = (end: string) =>
    structures.filter((one: Record<string, string>) => one["%TYPE"]!.endsWith(end));
  assert.equal(kinds("NamedEntity").length, 0);
  assert.ok(
    kinds("Suggestion").some(
      ({ value, confidence }: Record<string, string>) => value === "LOC" && Number(confidence) > 0,
    ),
  );
  const [link] = kinds("FigureLink");
  assert.equal(link.label, "partOf");
  const figure = (id: number) => structures.find((one: Record<string, number>) => one["%ID"] === id);
  assert.deepEqual([figure(link["@Governor"]).min, figure(link["@Dependent"]).min], ["3", "31"]);
});

test("Hugging Face: row groups are written as they fill, and a number of more than 32 bits is itself", async () => {
  const text = "At least 5 billion people were displaced.";
  const [figure] = acceptedFigures(text);
  const long = { text: `${text} ${"x".repeat(400_000)}`, annotations: [figure!] };
  const articles = Array.from({ length: 25 }, (_, n) => datasetOf(long, { id: `${n}.txt` }));
  const { files } = render(huggingface, articles);
  const bytes = files.get("data/train.parquet")!;
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const { row_groups: groups } = await parquetMetadataAsync(file);
  assert.ok(groups.length > 1, `${groups.length} row groups`);
  const rows = await parquetReadObjects({ file });
  assert.deepEqual(
    rows.map(({ id }) => id),
    articles.map(({ id }) => id),
  );
  assert.ok(rows.every((row) => row["figures"][0].min === 5_000_000_000n));
});
