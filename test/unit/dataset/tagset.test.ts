import assert from "node:assert/strict";
import { test } from "node:test";
import { brat } from "../../../server/src/dataset/brat.ts";
import { doccano } from "../../../server/src/dataset/doccano.ts";
import type { Exporter } from "../../../server/src/dataset/exporter.ts";
import { figuresCsv } from "../../../server/src/dataset/figuresCsv.ts";
import { huggingface } from "../../../server/src/dataset/huggingface.ts";
import { labelStudio } from "../../../server/src/dataset/labelStudio.ts";
import { prodigy } from "../../../server/src/dataset/prodigy.ts";
import { provenance } from "../../../server/src/dataset/provenance.ts";
import { spacy } from "../../../server/src/dataset/spacy.ts";
import { uima } from "../../../server/src/dataset/uima.ts";
import { w3c } from "../../../server/src/dataset/w3c.ts";
import { detect } from "../../../server/src/detect/detect.ts";
import { parseProject } from "../../../server/src/workspace/project.ts";
import { entityOn } from "../../support/annotations.ts";
import { acceptedFigures, datasetOf, render } from "../../support/datasets.ts";

// A project's own labels and attributes in the formats.

const TEXT = "At least 31 people were killed in Aden. A Hilux burned; بيك أب too.";

const { project } = parseProject(
  JSON.stringify({
    labels: [
      { name: "VEHICLE", colour: "#b15928" },
      { name: "MONEY", off: true },
    ],
    attributes: {
      certainty: ["very low", "high"],
      make: { values: "text", labels: ["VEHICLE"] },
      armed: { values: "boolean", labels: ["VEHICLE"] },
      deliberate: { values: "boolean", labels: ["FIGURE"] },
    },
  }),
);
const { tagset } = project;
assert.ok(tagset);

const article = datasetOf(
  {
    text: TEXT,
    annotations: [
      {
        ...entityOn(TEXT, "Hilux", "VEHICLE"),
        attributes: { armed: true, certainty: "very low", make: "تويوتا" },
      },
      { ...entityOn(TEXT, "بيك أب", "VEHICLE"), attributes: { armed: false, age: "old" } },
      entityOn(TEXT, "Aden"),
      ...acceptedFigures(TEXT).map((one) => ({ ...one, attributes: { deliberate: true } })),
    ],
  },
  { tagset },
);

const file = (exporter: Exporter, name: string): string =>
  render(exporter, [article]).files.get(name)?.toString() ?? "";

test("brat: A-lines for choices and for what is so, their types in annotation.conf, any words in the note", () => {
  const standoff = file(brat, "a.ann");
  assert.match(standoff, /^A\d+\tAttribute_certainty T\d+ very_low$/m);
  assert.match(standoff, /^A\d+\tAttribute_armed T\d+$/m);
  assert.match(standoff, /^A\d+\tAttribute_deliberate E1$/m);
  assert.equal(standoff.match(/Attribute_armed/g)?.length, 1);
  assert.match(standoff, /"attributes":\{"armed":true,"certainty":"very low","make":"تويوتا"\}/);
  const conf = file(brat, "annotation.conf");
  assert.match(conf, /^Attribute_certainty\tArg:<ENTITY>\|<EVENT>, Value:very_low\|high$/m);
  assert.match(conf, /^Attribute_armed\tArg:VEHICLE$/m);
  assert.match(conf, /^Attribute_deliberate\tArg:<EVENT>$/m);
  assert.ok(/^VEHICLE$/m.test(conf) && !/^MONEY$/m.test(conf));
  assert.match(
    file(brat, "visual.conf"),
    new RegExp(`^VEHICLE\tbgColor:${tagset.labels.at(-1)?.colour?.fill}$`, "m"),
  );
});

test("Label Studio: a control for each attribute, for the labels that it is for", () => {
  const config = file(labelStudio, "label_config.xml");
  assert.match(config, /<Label value="VEHICLE" background="#[0-9a-f]{6}"\/>/);
  assert.ok(!config.includes('"MONEY"'));
  assert.match(config, /<Choices name="attribute_armed" [^>]*whenTagName="label" whenLabelValue="VEHICLE"/);
  assert.match(config, /<TextArea name="attribute_make"/);
  assert.match(config, /<Choice value="very low"\/>/);
  assert.match(config, /name="attribute_deliberate" [^>]*whenLabelValue="KILLED,/);
  const [task] = JSON.parse(file(labelStudio, "all.json")) as {
    annotations: { result: { from_name?: string; value: object }[] }[];
  }[];
  const values = task!.annotations[0]!.result.filter(({ from_name: name = "" }) =>
    name.startsWith("attribute_"),
  ).map(({ from_name: name, value }) => [
    name,
    "choices" in value ? value.choices : (value as { text: [] }).text,
  ]);
  assert.deepEqual(values, [
    ["attribute_deliberate", ["yes"]],
    ["attribute_armed", ["yes"]],
    ["attribute_certainty", ["very low"]],
    ["attribute_make", ["تويوتا"]],
    ["attribute_armed", ["no"]],
    ["attribute_age", ["old"]],
  ]);
});

test("the formats in JSON and the tables have attributes beside what they are of", () => {
  const json = { armed: true, certainty: "very low", make: "تويوتا" };
  const spacyLine = JSON.parse(spacy.render(article).text);
  assert.deepEqual(spacyLine.meta.attributes[0], [42, 47, "VEHICLE", json]);
  const doccanoLine = JSON.parse(doccano.render(article).text);
  const { id } = doccanoLine.entities.find(
    ({ start_offset: start }: { start_offset: number }) => start === 42,
  );
  assert.deepEqual(doccanoLine.attributes[id], json);
  const prodigyLine = JSON.parse(file(prodigy, "all.jsonl"));
  const span = prodigyLine.spans.find(({ start }: { start: number }) => start === 42);
  assert.deepEqual(span.attributes, json);
  assert.ok(file(w3c, "all.jsonld").includes(JSON.stringify(JSON.stringify(json)).slice(1, -1)));
  const cas = JSON.parse(file(uima, "a.txt.json") || file(uima, "a.json")) as {
    "%FEATURE_STRUCTURES": Record<string, unknown>[];
  };
  assert.deepEqual(
    cas["%FEATURE_STRUCTURES"]
      .filter((one) => one["%TYPE"] === "webanno.custom.Attribute" && one["begin"] === 42)
      .map(({ name, value }) => `${name}=${value}`),
    ["armed=true", "certainty=very low", "make=تويوتا"],
  );
  assert.match(file(figuresCsv, "figures.csv"), /"\{""deliberate"":true\}"\r\n/);
  assert.match(file(provenance, "all.csv"), /""make"":""تويوتا""/);
  const row = JSON.parse(file(huggingface, "data/train.jsonl"));
  assert.equal(row.spans.at(-2).attributes, JSON.stringify(json));
  const card = file(huggingface, "README.md");
  assert.ok(card.includes("B-VEHICLE") && !card.includes("B-MONEY"));
});

test("a label that is switched off is not suggested, and figures name its mentions by their words", () => {
  const text = "At least 31 militants were killed in Abyan on Friday, military officials said.";
  const all = detect(text);
  const place = all.figures[0]?.place;
  assert.ok(all.entities.some(({ id, label }) => id === place && label === "LOC"));
  const { entities, figures, tally } = detect(text, { off: ["LOC"] });
  assert.deepEqual([entities.some(({ label }) => label === "LOC"), figures[0]?.place], [false, "Abyan"]);
  assert.deepEqual(tally, all.tally);
});
