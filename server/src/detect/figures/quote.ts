import { foldArabic, readings } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
import { numeralAt } from "../../text/numeral.ts";
import { type Span, trimmed } from "../../text/span.ts";
import { entries, rows } from "../../text/table.ts";
import { type Token, tokenize } from "../../text/token.ts";
import type { Qualifier } from "../detection.ts";
import qualifierTable from "../lexicon/ar/qualifiers.tsv";
import vagueList from "../lexicon/ar/vague-words.txt";
import { lookUp, peopleTableArabic } from "../lexicon/arabic.ts";
import { qualifierAfter, qualifierBefore, vagueAt } from "../lexicon/quantities.ts";
import { type Bounds, boundsOf, ONE, rangeOf, TWO, VAGUE } from "./bounds.ts";

/** What words that an annotator chose state; spans in UTF-16 code units of those words. */
export interface QuotedQuantity {
  readonly bounds: Bounds;
  /** The number itself, without what qualifies it. */
  readonly number: Span;
  /** Who is counted: what stands behind the quantity, else before it; null where that is nothing. */
  readonly victims: Span | null;
}

/** A number or vague word: tokens `from` up to `to`. */
interface Plain {
  readonly to: number;
  readonly bounds: Bounds;
}

/** The words of one language around a number. Each gives the token behind what it found at `at`, else null. */
interface Words {
  readonly before: (tokens: readonly Token[], at: number) => { to: number; qualifier: Qualifier } | null;
  readonly after: (tokens: readonly Token[], at: number) => { to: number; qualifier: Qualifier } | null;
  readonly vague: (tokens: readonly Token[], at: number) => number | null;
  /** One or two by the form of a word alone: "a soldier", `جنديان`; `noun` where that word is the victims' too. */
  readonly single: (tokens: readonly Token[], at: number) => (Plain & { readonly noun: boolean }) | null;
  /** Between the two numbers of a range. */
  readonly to: ReadonlySet<string>;
  /** Before the two numbers of a range, where `and` stands between them. */
  readonly between: ReadonlySet<string>;
}

const phraseOf = (
  phrase: { readonly words: readonly string[]; readonly qualifier: Qualifier } | undefined,
  at: number,
): { to: number; qualifier: Qualifier } | null =>
  phrase ? { to: at + phrase.words.length, qualifier: phrase.qualifier } : null;

const english: Words = {
  before: (tokens, at) => phraseOf(qualifierBefore(tokens, at), at),
  after: (tokens, at) => phraseOf(qualifierAfter(tokens, at), at),
  vague: (tokens, at) => phraseOf(vagueAt(tokens, at), at)?.to ?? null,
  single: (tokens, at) =>
    /^an?$/.test(tokens[at]?.norm ?? "") && tokens[at + 1]?.kind === "word"
      ? { to: at + 1, bounds: ONE, noun: false }
      : null,
  to: new Set(["to", "or", "-", "–", "—"]),
  between: new Set(["between", "from"]),
};

const side = (which: string): { words: string[]; qualifier: Qualifier }[] =>
  rows(qualifierTable)
    .filter((row) => row[2] === which)
    .map(([words = "", qualifier]) => ({
      words: words.split(" ").map(foldArabic),
      qualifier: qualifier as Qualifier,
    }))
    .sort((a, b) => b.words.length - a.words.length);
const before = side("before");
const after = side("after");
const vague = entries(vagueList)
  .map((words) => words.split(" ").map(foldArabic))
  .sort((a, b) => b.length - a.length);

/** Whether folded words stand at a token, the first with or without letters written onto it. */
const standAt = (tokens: readonly Token[], at: number, words: readonly string[]): boolean =>
  words.every((word, n) =>
    n === 0
      ? readings(tokens[at]?.norm ?? "").some(({ stem }) => stem === word || stem === `ال${word}`)
      : tokens[at + n]?.norm === word,
  );

const arabic: Words = {
  before: (tokens, at) =>
    phraseOf(
      before.find(({ words }) => standAt(tokens, at, words)),
      at,
    ),
  after: (tokens, at) =>
    phraseOf(
      after.find(({ words }) => standAt(tokens, at, words)),
      at,
    ),
  vague: (tokens, at) => {
    const words = vague.find((phrase) => standAt(tokens, at, phrase));
    return words ? at + words.length : null;
  },
  single: (tokens, at) => {
    const person = lookUp(tokens[at], peopleTableArabic)?.value;
    if (!person || (person.plural && !person.dual)) return null;
    return { to: at + 1, bounds: person.dual ? TWO : ONE, noun: true };
  },
  to: new Set(["الي", "او", "-", "–", "—"]),
  between: new Set(["بين", "من"]),
};

/**
 * The quantity that chosen words state, for a figure that an annotator adds: the first number in them with its
 * qualifiers or as a range, else a vague quantity, else one or two by the form of a noun. Null where they state none.
 */
export function readQuantity(text: string, language: Language): QuotedQuantity | null {
  const words = language === "ar" ? arabic : english;
  const tokens = tokenize(text);
  for (let at = 0; at < tokens.length; at++) {
    const found = countAt(tokens, at, words, language);
    if (found) return quoted(text, tokens, found);
  }
  for (let at = 0; at < tokens.length; at++) {
    const single = words.single(tokens, at);
    if (!single) continue;
    const noun = single.noun ? at : single.to;
    return quoted(text, tokens, {
      from: at,
      numberFrom: at,
      numberTo: single.to,
      to: noun,
      bounds: single.bounds,
    });
  }
  return null;
}

/** A count: all of it `from` to `to`, its number `numberFrom` to `numberTo`; tokens. */
interface Count {
  readonly from: number;
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly to: number;
  readonly bounds: Bounds;
}

function countAt(tokens: readonly Token[], from: number, words: Words, language: Language): Count | null {
  let at = from;
  let qualifier: Qualifier = "exact";
  for (let found = words.before(tokens, at); found; found = words.before(tokens, at)) {
    if (qualifier === "exact") qualifier = found.qualifier;
    at = found.to;
  }
  const between = words.between.has(tokens[at]?.norm ?? "");
  if (between) at++;
  const numeral = numeralAt(tokens, at, language);
  if (!numeral) {
    const to = between ? null : words.vague(tokens, at);
    return to === null ? null : { from, numberFrom: at, numberTo: to, to, bounds: VAGUE };
  }
  const joint = tokens[numeral.to]?.norm ?? "";
  if (words.to.has(joint) || (between && /^(and|و)$/.test(joint))) {
    const other = numeralAt(tokens, numeral.to + 1, language);
    if (other) {
      const bounds = rangeOf(numeral.value, other.value);
      return { from, numberFrom: at, numberTo: other.to, to: other.to, bounds };
    }
  }
  const written = between && language === "ar" ? numeralAt(tokens, numeral.to, language) : null;
  if (written && written.clitic > 0) {
    // `بين عشرة وعشرين`: the conjunction is written onto the second number.
    const bounds = rangeOf(numeral.value, written.value);
    return { from, numberFrom: at, numberTo: written.to, to: written.to, bounds };
  }
  const behind = qualifier === "exact" ? words.after(tokens, numeral.to) : null;
  return {
    from,
    numberFrom: at,
    numberTo: numeral.to,
    to: behind?.to ?? numeral.to,
    bounds: boundsOf(numeral.value, behind?.qualifier ?? qualifier),
  };
}

function quoted(text: string, tokens: readonly Token[], count: Count): QuotedQuantity {
  const startOf = (at: number): number => tokens[at]?.start ?? text.length;
  const endOf = (at: number): number => tokens[at - 1]?.end ?? 0;
  // "dozens of soldiers", "12 of them".
  const rest = tokens[count.to]?.norm === "of" ? count.to + 1 : count.to;
  return {
    bounds: count.bounds,
    number: { start: startOf(count.numberFrom), end: endOf(count.numberTo) },
    victims:
      trimmed(text, { start: startOf(rest), end: text.length }) ??
      trimmed(text, { start: 0, end: startOf(count.from) }),
  };
}
