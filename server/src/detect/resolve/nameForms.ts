import { foldArabic, withArticle } from "../../text/arabic.ts";
import { isArabic } from "../../text/language.ts";
import { entries } from "../../text/table.ts";
import { type Token, tokenize } from "../../text/token.ts";
import { foldName, LONGEST_NAME } from "../gazetteer/fold.ts";
import commonList from "../lexicon/ar/common-words.txt";
import {
  isFunctionWord,
  isPlaceWord,
  organisationHead,
  peopleTableArabic,
  thingTableArabic,
  titlesFrom,
  withoutArticle,
} from "../lexicon/arabic.ts";
import {
  classesOf,
  isThing,
  isVerbForm,
  personNoun,
  predicateForms,
  titleLength,
} from "../lexicon/english.ts";

/** A name as it is looked for: what its words are compared by, and how they must be written. */
export interface SoughtName {
  /** The folded words, one space between them; hyphens left out, and a clitic that hides the article (`للعراق`). */
  readonly words: string;
  readonly casing: Casing;
}

/** How the words of a name must be written; nothing for Arabic, and for forms that are written small. */
export interface Casing {
  /** Bit n: word n must begin with a capital. */
  readonly capitals: number;
  /** The very letters, for acronyms that may be words in lower case; null otherwise. */
  readonly exact: string | null;
}

/** Acronyms as short as these are compared letter by letter: `IS`, `HTS`. */
const SHORT = /^\p{Lu}{1,3}$/u;

const commonArabic = new Set(entries(commonList).map(foldArabic));

const isHyphen = ({ norm }: Token): boolean => norm === "-";
const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);

/** A form of a name as its words; null where it has none, or more than are looked for. */
export function soughtName(form: string): SoughtName | null {
  const tokens = tokenize(form);
  const isPart = ({ kind }: Token): boolean => kind !== "mark";
  const last = tokens.findLastIndex(isPart);
  const own = tokens
    .slice(Math.max(0, tokens.findIndex(isPart)), last + 1)
    .filter((token) => !isHyphen(token));
  if (!own.some(({ kind }) => kind === "word") || own.length > LONGEST_NAME) return null;
  const [first] = own;
  const acronym = own.length === 1 && first && SHORT.test(first.text);
  let capitals = 0;
  for (const [n, { text }] of own.entries()) if (isCapital(text)) capitals |= 1 << n;
  return {
    words: withArticle(own.map(({ norm }) => foldName(norm)).join(" ")),
    casing: { capitals, exact: acronym ? first.text : null },
  };
}

/** Whether the words in the tokens `from` up to `to` are written as a form asks for. */
export function isWrittenSo(
  tokens: readonly Token[],
  from: number,
  to: number,
  { capitals, exact }: Casing,
): boolean {
  if (exact !== null) return tokens[from]?.text === exact;
  let n = 0;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (!token || isHyphen(token)) continue;
    if (((capitals >> n) & 1) === 1 && !isCapital(token.text)) return false;
    n++;
  }
  return true;
}

/**
 * Whether one folded word is a common one, so that it says little that it was a name once: a word of grammar, one of
 * the lexicon, or one too short to tell.
 */
export function isCommonWord(word: string): boolean {
  if (!isArabic(word.charCodeAt(0)))
    return (
      word.length < 2 ||
      classesOf(word) !== 0 ||
      personNoun(word) !== undefined ||
      isThing(word) ||
      isVerbForm(word) ||
      predicateForms(word).length > 0 ||
      titleLength([word]) > 0
    );
  const bare = withoutArticle(word);
  const isListed = (form: string): boolean =>
    isFunctionWord(form) ||
    commonArabic.has(form) ||
    peopleTableArabic().has(form) ||
    thingTableArabic().has(form) ||
    organisationHead(form) !== undefined ||
    titlesFrom(form).length > 0;
  const [token] = tokenize(word);
  return bare.length < 3 || isListed(word) || isListed(bare) || isPlaceWord(token);
}
