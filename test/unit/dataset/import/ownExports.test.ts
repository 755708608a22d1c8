import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation } from "../../../../server/src/annotations/annotation.ts";
import { exporterFor } from "../../../../server/src/dataset/formats.ts";
import { importers } from "../../../../server/src/dataset/import/formats.ts";
import { entityOn } from "../../../support/annotations.ts";
import { annotatedArticle, datasetOf, render } from "../../../support/datasets.ts";
import { readAll, saidIn } from "../../../support/importing.ts";

const { text, annotations } = annotatedArticle(
  "😀 e\u0301 At least 31 militants were killed in [Aden:LOC] on Friday.\n[Muñoz:PERSON] fled\u2028to Port\nSudan.",
);
const rejected: Annotation = { ...entityOn(text, "Friday", "DATE"), status: "rejected" };
const article = datasetOf({
  text,
  annotations: [...annotations, entityOn(text, "Port\nSudan", "a place"), rejected],
});

const ENTITIES = ["LOC Aden", "PERSON Muñoz", "a place Port Sudan"];
const FIGURE = "killed At least 31 militants";

/** What of the article each format has, by label and words. */
const EXPECTED: Record<string, readonly string[]> = {
  csv: [FIGURE],
  spacy: [...ENTITIES, FIGURE],
  doccano: [...ENTITIES, FIGURE],
  prodigy: ["DATE Friday", ...ENTITIES, FIGURE],
  labelstudio: [...ENTITIES, FIGURE],
  brat: [...ENTITIES, FIGURE],
  conll: ["LOC Aden", "PERSON Muñoz", "a_place Port Sudan"],
  "conll-bioes": ["LOC Aden", "PERSON Muñoz", "a_place Port Sudan"],
  huggingface: [...ENTITIES, FIGURE],
  w3c: ["DATE Friday", ...ENTITIES, FIGURE],
  uima: [...ENTITIES, FIGURE],
};

for (const importer of importers)
  test(`${importer.name}: what our own export has is read, and stands on its words`, async () => {
    const { files } = render(exporterFor(importer.name)!, [article]);
    const { documents, problems } = await readAll(importer, files);
    assert.deepEqual(problems, []);
    const said = documents.flatMap((document) =>
      document.text === null
        ? document.annotations.map(({ words }) => `killed ${words}`)
        : saidIn(document).map((line) => line.replace(/ (accepted|added|rejected) /, " ")),
    );
    assert.deepEqual(said.sort(), [...EXPECTED[importer.name]!].sort());
    assert.ok(documents.every(({ name }) => name === "a.txt" || importer.name.startsWith("conll")));
  });
