import type { Language } from "../text/language.ts";
import { type Sentence, sentences } from "../text/sentence.ts";
import { type Token, tokenize } from "../text/token.ts";
import type { Found } from "./entities/mention.ts";
import { mentionsIn } from "./entities/merge.ts";
import { arabicFigures } from "./figures/arabic/detect.ts";
import { englishFigures } from "./figures/english/detect.ts";
import { inOrder, type RawFigure } from "./figures/figure.ts";

/** What one paragraph says on its own; depends on its text and language alone, so it is kept while they stay. */
export interface ParagraphReading {
  readonly text: string;
  readonly language: Language;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Sentence[];
  readonly mentions: readonly Found[];
  /** What may be names, if the rest of the article says so. */
  readonly doubts: readonly Found[];
}

export function readParagraph(text: string, language: Language): ParagraphReading {
  const tokens = tokenize(text);
  const split = sentences(tokens);
  return { text, language, tokens, sentences: split, ...mentionsIn(tokens, split, language) };
}

/** The figures of a paragraph, given all its mentions (its own and those that the rest of the article gave it). */
export function figuresIn(reading: ParagraphReading, mentions: readonly Found[]): RawFigure[] {
  if (reading.language === "en") return inOrder(englishFigures(reading.tokens, reading.sentences, mentions));
  const found: RawFigure[] = [];
  let next = 0;
  for (const sentence of reading.sentences) {
    const own: Found[] = [];
    while (next < mentions.length && (mentions[next]?.from ?? 0) < sentence.to) {
      const mention = mentions[next];
      if (mention && mention.from >= sentence.from) own.push(mention);
      next++;
    }
    const offset = found.length;
    for (const figure of arabicFigures(reading.tokens, sentence, own)) {
      found.push(figure.partOf === null ? figure : { ...figure, partOf: figure.partOf + offset });
    }
  }
  return inOrder(found);
}
