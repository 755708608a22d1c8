import { organisationHead } from "../src/detect/lexicon/arabic.ts";
import { foldArabic, readings, unfoldedLength } from "../src/text/arabic.ts";
import type { Article, Name, Sentence } from "./corpora.ts";

/**
 * Arabic corpora brought to one convention, that of the conflict sentences: the noun that says what an organisation is
 * (`حركة`, `صحيفة`, `وكالة`) belongs to its name. ANERcorp leaves it outside, so that a tagger of both learns neither.
 */
export const toConvention = (articles: readonly Article[]): Article[] =>
  articles.map((article) => article.map(withHeads));

function withHeads({ text, names }: Sentence): Sentence {
  return {
    text,
    names: names.map((name, n) => {
      const start = name.label === "ORG" ? headStart(text, name.start) : name.start;
      const before = names[n - 1];
      return before && before.end > start ? name : { ...name, start };
    }),
  };
}

/** Where the noun before `start` begins, behind its clitics, if it is one that opens organisations' names; else `start`. */
function headStart(text: string, start: Name["start"]): number {
  const word = /([\u0600-\u06ff]+) ["«“(]?$/u.exec(text.slice(Math.max(0, start - 30), start));
  const own = word?.[1];
  if (!word || !own || /["«“(]$/.test(word[0])) return start;
  const at = start - word[0].length;
  for (const { stem, at: clitic } of readings(foldArabic(own)))
    if (organisationHead(stem) !== undefined) return at + unfoldedLength(own, clitic);
  return start;
}
