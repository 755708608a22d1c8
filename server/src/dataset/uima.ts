import type { Span } from "../text/span.ts";
import { type DatasetArticle, type DatasetFigure, labelOf } from "./article.ts";
import { type Exporter, wholeFiles } from "./exporter.ts";
import { fileNames } from "./fileNames.ts";
import { type CutToken, tokensOf } from "./tokens.ts";
import {
  ATTRIBUTE,
  FIGURE,
  LINK,
  METADATA,
  NAMED_ENTITY,
  SENTENCE,
  SUGGESTION,
  TOKEN,
  types,
} from "./uimaTypes.ts";

/**
 * UIMA CAS JSON 0.4.0, a file an article, as INCEpTION reads it: offsets are UTF-16 code units of the whole text, which
 * has tokens and sentences too. Entities are DKPro's named entities; what nobody has decided is in a layer of its own,
 * for a named entity says of itself that it is one. Figures and what they are to each other are custom layers.
 */
export const uima: Exporter = {
  name: "uima",
  about: "UIMA CAS JSON 0.4.0 for INCEpTION: a file an article",
  rejected: false,
  textless: false,
  start() {
    const nameOf = fileNames();
    return {
      add(article, part) {
        const file = `${part === "all" ? "" : `${part}/`}${nameOf(article.id)}.json`;
        return {
          pieces: wholeFiles({ [file]: `${JSON.stringify(casOf(article), null, 1)}\n` }),
          annotations: article.entities.length + article.figures.length,
          leftOut: [],
        };
      },
      finish: () => [],
    };
  },
};

type Structure = Record<string, unknown>;

const SOFA = 1;

function casOf(article: DatasetArticle): object {
  const { text } = article;
  const structures: Structure[] = [
    {
      "%ID": SOFA,
      "%TYPE": "uima.cas.Sofa",
      sofaNum: 1,
      sofaID: "_InitialView",
      mimeType: "text",
      sofaString: text,
    },
  ];
  const annotate = (type: string, { start, end }: Span, features: Structure): number => {
    const id = structures.length + 1;
    structures.push({ "%ID": id, "%TYPE": type, "@sofa": SOFA, begin: start, end, ...features });
    return id;
  };
  annotate(
    METADATA,
    { start: 0, end: text.length },
    {
      language: article.language,
      documentTitle: article.id,
      documentId: article.id,
      isLastSegment: false,
    },
  );
  const all = [...article.entities, ...article.figures];
  const tokens = tokensOf(text, all);
  for (const token of tokens) annotate(TOKEN, token, {});
  for (const sentence of sentencesOf(tokens, all)) annotate(SENTENCE, sentence, {});
  for (const one of article.entities) {
    if (one.review !== "suggested") annotate(NAMED_ENTITY, one, { value: one.label });
    else annotate(SUGGESTION, one, { value: one.label, confidence: String(one.confidence) });
  }
  const same = new Map<string, number>();
  for (const one of all) {
    const label = labelOf(one);
    const key = `${one.start} ${one.end} ${label}`;
    const nth = (same.get(key) ?? 0) + 1;
    same.set(key, nth);
    for (const [name, value] of Object.entries(one.attributes))
      annotate(ATTRIBUTE, one, {
        label,
        ...(nth > 1 ? { nth: String(nth) } : {}),
        name,
        value: String(value),
      });
  }
  const figures = new Map<string, { id: number; span: Span }>();
  for (const one of article.figures)
    figures.set(one.id, { id: annotate(FIGURE, one, featuresOf(one)), span: one });
  for (const one of article.figures) {
    for (const { role, target } of one.links) {
      const from = figures.get(one.id);
      const to = figures.get(target);
      if (from && to) annotate(LINK, to.span, { "@Governor": from.id, "@Dependent": to.id, label: role });
    }
  }
  return {
    "%TYPES": types,
    "%FEATURE_STRUCTURES": structures,
    "%VIEWS": {
      _InitialView: { "%SOFA": SOFA, "%MEMBERS": structures.slice(1).map((structure) => structure["%ID"]) },
    },
  };
}

/** A figure's record as strings, which is what INCEpTION's features hold; what is not known is left out. */
function featuresOf(one: DatasetFigure): Structure {
  const { number, trigger, mentions: _, ...plain } = one.figure;
  const { review, by, confidence } = one;
  const fields = {
    label: labelOf(one),
    ...plain,
    number: number?.text,
    trigger: trigger?.text,
    review,
    by,
    confidence,
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => name in (types[FIGURE] ?? {}) && value !== null && value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}

/** Sentences from first token to last; those that an annotation reaches over are one, as INCEpTION wants it. */
function sentencesOf(tokens: readonly CutToken[], all: readonly Span[]): Span[] {
  const sorted = [...all].sort((a, b) => a.start - b.start);
  const found: { start: number; end: number }[] = [];
  let next = 0;
  let reached = 0;
  for (const { start, end, opensSentence } of tokens) {
    while (next < sorted.length && (sorted[next]?.start ?? 0) < start)
      reached = Math.max(reached, sorted[next++]?.end ?? 0);
    const last = found.at(-1);
    if (last && (!opensSentence || reached > start)) last.end = end;
    else found.push({ start, end });
  }
  return found;
}
