import type { Language } from "../../text/language.ts";
import { type Span, trimmed } from "../../text/span.ts";
import { type Token, tokenize } from "../../text/token.ts";
import { lookUp, peopleTableArabic } from "../lexicon/arabic.ts";
import { personNoun } from "../lexicon/english.ts";
import { quantityAt as arabicQuantityAt } from "./arabic/quantity.ts";
import { type Bounds, ONE, TWO } from "./bounds.ts";
import { quantityAt as englishQuantityAt } from "./english/quantities.ts";

/** What words that an annotator chose state; spans in UTF-16 code units of those words. */
export interface QuotedQuantity {
  readonly bounds: Bounds;
  /** Who is counted: what stands behind the quantity, else before it; null where that is nothing. */
  readonly victims: Span | null;
}

/** A quantity of tokens `from` up to `to`; behind it the victims. */
interface Count {
  readonly from: number;
  readonly to: number;
  readonly bounds: Bounds;
}

/**
 * The quantity that chosen words state, for a figure that an annotator adds, as detection reads it: the first number or
 * vague word with its qualifiers, else one or two by the form of a noun. Null where they state none.
 */
export function readQuantity(text: string, language: Language): QuotedQuantity | null {
  const tokens = tokenize(text);
  const first = (countAt: (tokens: readonly Token[], at: number) => Count | null): Count | null => {
    for (let at = 0; at < tokens.length; at++) {
      const found = countAt(tokens, at);
      if (found) return found;
    }
    return null;
  };
  const count =
    language === "ar"
      ? (first(arabicCount) ?? first(arabicSingle))
      : (first(englishCount) ?? first(englishSingle));
  if (!count) return null;
  const startOf = (at: number): number => tokens[at]?.start ?? text.length;
  return {
    bounds: count.bounds,
    victims:
      trimmed(text, { start: startOf(count.to), end: text.length }) ??
      trimmed(text, { start: 0, end: startOf(count.from) }),
  };
}

const englishCount = (tokens: readonly Token[], at: number): Count | null =>
  isAge(tokens, at)
    ? null
    : englishQuantityAt({ tokens, from: 0, to: tokens.length, mentionAt: new Map(), shouted: false }, at);

/** "a girl of seven", "a man, 60": the age of one person. */
function isAge(tokens: readonly Token[], at: number): boolean {
  const person = personNoun(tokens[at - 2]?.norm ?? "");
  return person !== undefined && !person.plural && /^(of|aged|,)$/.test(tokens[at - 1]?.norm ?? "");
}

const arabicCount = (tokens: readonly Token[], at: number): Count | null =>
  arabicQuantityAt(tokens, at, tokens.length);

/** "a soldier", "a 25-year-old". */
const englishSingle = (tokens: readonly Token[], at: number): Count | null =>
  /^an?$/.test(tokens[at]?.norm ?? "") && /^(word|number)$/.test(tokens[at + 1]?.kind ?? "")
    ? { from: at, to: at + 1, bounds: ONE }
    : null;

/** `جندي`, `جنديان`: the noun is the victims' too. */
function arabicSingle(tokens: readonly Token[], at: number): Count | null {
  const person = lookUp(tokens[at], peopleTableArabic())?.value;
  if (!person || (person.plural && !person.dual)) return null;
  return { from: at, to: at, bounds: person.dual ? TWO : ONE };
}
