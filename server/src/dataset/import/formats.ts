import { brat } from "./brat.ts";
import { conll, conllBioes } from "./conll.ts";
import { doccano } from "./doccano.ts";
import type { Importer } from "./document.ts";
import { figuresCsv } from "./figuresCsv.ts";
import { huggingface } from "./huggingface.ts";
import { labelStudio } from "./labelStudio.ts";
import { prodigy } from "./prodigy.ts";
import { spacy } from "./spacy.ts";
import { uima } from "./uima.ts";
import { w3c } from "./w3c.ts";

/** Every format that datasets are read from, in the order in which they are listed. */
export const importers: readonly Importer[] = [
  figuresCsv,
  spacy,
  doccano,
  prodigy,
  labelStudio,
  brat,
  conll,
  conllBioes,
  huggingface,
  w3c,
  uima,
];

/** The formats that are written and cannot be read, and why. */
export const unreadable: ReadonlyMap<string, string> = new Map([
  ["ucdp", "its rows are events, added up from figures: they have no places in a text"],
  ["acled", "its rows are events, added up from figures: they have no places in a text"],
  [
    "provenance",
    "its rows are steps with neither the text nor its hash, and of figures they have the count alone; import csv or w3c",
  ],
]);

/** The importer of a format; undefined where there is none of that name. */
export const importerFor = (format: string): Importer | undefined =>
  importers.find(({ name }) => name === format);
