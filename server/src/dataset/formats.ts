import { acled } from "./acled.ts";
import { brat } from "./brat.ts";
import { conll, conllBioes } from "./conll.ts";
import { doccano } from "./doccano.ts";
import { type Exporter, ofRecords } from "./exporter.ts";
import { figuresCsv } from "./figuresCsv.ts";
import { huggingface } from "./huggingface.ts";
import { labelStudio } from "./labelStudio.ts";
import { prodigy } from "./prodigy.ts";
import { provenance } from "./provenance.ts";
import { spacy } from "./spacy.ts";
import { ucdp } from "./ucdp.ts";
import { uima } from "./uima.ts";
import { w3c } from "./w3c.ts";

/** Every format, in the order in which they are listed. */
export const exporters: readonly Exporter[] = [
  figuresCsv,
  ofRecords(spacy),
  ofRecords(doccano),
  prodigy,
  labelStudio,
  brat,
  ofRecords(conll),
  ofRecords(conllBioes),
  huggingface,
  w3c,
  uima,
  ucdp,
  acled,
  provenance,
];

/** The exporter of a format; undefined where there is none of that name. */
export const exporterFor = (format: string): Exporter | undefined =>
  exporters.find(({ name }) => name === format);
