import { readFileSync } from "node:fs";
import type { NameLabel } from "../src/detect/entities/tagger/labels.ts";
import type { Language } from "../src/text/language.ts";
import { toConvention } from "./convention.ts";
import {
  type Article,
  anercorp,
  conflictCorpus,
  markedSentences,
  type Name,
  ownCorpusFiles,
  sharedCorpus,
} from "./corpora.ts";
import { isDemonym } from "./demonyms.ts";
import type { Openness } from "./tagger/chains.ts";

export interface Source {
  readonly name: string;
  readonly licence: string;
  readonly articles: Article[];
  readonly openness: Openness;
}

const BY_SA = "CC BY-SA 4.0";

const shared = (name: string, licence: string, hidden: readonly NameLabel[], weight: number): Source => ({
  name,
  licence,
  articles: sharedCorpus(`train/${name}.conll`).map((article) =>
    article.map(({ text, names }) => ({ text, names: names.map((one) => relabelled(text, one)) })),
  ),
  openness: { hidden, weight },
});

/** A nationality by itself is NORP, whatever a corpus calls it (MISC; in Re-DocRED often LOC). */
function relabelled(text: string, name: Name): Name {
  if (name.label !== "MISC" && name.label !== "LOC") return name;
  return isDemonym(text.slice(name.start, name.end)) ? { ...name, label: "NORP" } : name;
}

export const ownCorpus = (language: Language): Article[] =>
  ownCorpusFiles(language).flatMap((file) =>
    markedSentences(readFileSync(file, "utf8")).map((sentence) => [sentence]),
  );

const NONE: readonly NameLabel[] = [];
const OTHER = ["MISC"] as const;
const UNTOLD = ["MISC", "NORP"] as const;

const CROSSNER = ["ai", "literature", "music", "politics", "science"].flatMap((domain) =>
  ["train", "dev", "test"].map((part) => ({ domain, name: `crossner_${domain}.${part}` })),
);

/** All that the tagger of a language learns from, with what each corpus leaves open and how much it counts. */
export function trainingCorpora(language: Language): Source[] {
  if (language === "en")
    return [
      shared("uner_ewt.dev", BY_SA, UNTOLD, 1),
      shared("uner_pud", "CC BY-SA", UNTOLD, 1),
      shared("wikigold", "CC BY 4.0", ["NORP"], 1),
      shared("redocred.train", "MIT, text CC BY-SA", ["NORP"], 1),
      ...CROSSNER.map(({ domain, name }) =>
        shared(name, "MIT, text CC BY-SA", ["NORP"], domain === "politics" ? 1 : 0.5),
      ),
      shared("gum.train", "annotations CC BY 4.0, texts mixed", UNTOLD, 0.7),
      shared("re3d_open.train", "public domain, OGL, CC BY, CC BY-SA", UNTOLD, 1),
      {
        name: "conflict",
        licence: "public domain",
        articles: conflictCorpus("en", false),
        openness: { hidden: OTHER, weight: 2 },
      },
      { name: "own", licence: "MIT", articles: ownCorpus("en"), openness: { hidden: OTHER, weight: 2 } },
    ];
  return [
    {
      name: "anercorp",
      licence: BY_SA,
      articles: toConvention(anercorp(false)),
      openness: { hidden: UNTOLD, weight: 1.5 },
    },
    shared("aqmar.train", "CC BY-SA 3.0", ["NORP"], 0.7),
    shared("wojood_sample.train", "MIT", NONE, 0.5),
    shared("wojood_sample.dev", "MIT", NONE, 0.5),
    {
      name: "conflict",
      licence: BY_SA,
      articles: conflictCorpus("ar", false),
      openness: { hidden: OTHER, weight: 2 },
    },
    { name: "own", licence: "MIT", articles: ownCorpus("ar"), openness: { hidden: OTHER, weight: 2 } },
  ];
}

/** The spellings, in lower case, of all names that a model could learn from. */
export function namesInTraining(): Set<string> {
  const names = new Set<string>();
  for (const language of ["en", "ar"] as const)
    for (const { articles } of trainingCorpora(language))
      for (const { text, names: own } of articles.flat())
        for (const { start, end } of own) names.add(text.slice(start, end).toLowerCase());
  return names;
}
