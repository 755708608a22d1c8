import type { Language } from "../../text/language.ts";
import { digitsValue, mayBeNumber, type Numeral, numeralAt } from "../../text/numeral.ts";
import { ofSpelling } from "../../text/spelling.ts";
import { rows } from "../../text/table.ts";
import { respelt, type Token } from "../../text/token.ts";
import { currencyTableArabic, lookUp, withoutArticle } from "../lexicon/arabic.ts";
import signTable from "../lexicon/currency-signs.tsv";
import currencyTable from "../lexicon/en/currencies.tsv";
import { vagueAt } from "../lexicon/quantities.ts";
import { isDash, normAt } from "./dateParts.ts";
import { type Found, foundAt } from "./mention.ts";

/** The code of a currency in ISO 4217; null where its word or sign is of several countries. */
type Code = string | null;

const signs = new Map<string, Code>();
for (const [sign = "", code] of rows(signTable)) signs.set(sign, code === "-" ? null : (code ?? null));

const currencies = rows(currencyTable)
  .map(([words = "", code]) => ({ words: words.split(" "), code: code ?? null }))
  .sort((a, b) => b.words.length - a.words.length);

/**
 * Amounts of money of a paragraph, from its tokens: with a sign or code before or behind the number, or the name of a
 * currency behind it, ranges included. The value is `USD 5000000`, of a range `USD 3000000-5000000`, null where the
 * currency or the amount is not sure. Spans are UTF-16 code units of the paragraph.
 */
export function moneyMentions(tokens: readonly Token[], language: Language): Found[] {
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (!token || !(isSignLike(token) || isVague(token) || mayBeNumber(token, language))) {
      at++;
      continue;
    }
    const money =
      signedAt(tokens, at, language) ??
      gluedAt(tokens, at, language) ??
      amountAt(tokens, at, language) ??
      vagueAmountAt(tokens, at, language);
    if (money) {
      const { to, value, skip } = money;
      found.push(foundAt(tokens, at, to, { label: "MONEY", confidence: 0.95, source: "money", value }, skip));
    }
    at = money ? money.to : at + 1;
  }
  return found;
}

/** Whether a sign or code of a currency may begin at a token, its number written onto it or not. */
const isSignLike = ofSpelling(
  ({ kind, text }) =>
    (kind === "mark" && [...signs.keys()].some((sign) => sign.startsWith(text))) ||
    (kind === "word" &&
      (/^[A-Z][A-Z.]*$/.test(text) ||
        GLUED.test(text) ||
        (/^[A-Z]/.test(text) && [...signs.keys()].some((sign) => sign.startsWith(text))))),
);

/** Whether a word may begin a vague amount. */
const isVague = ofSpelling(
  ({ norm }) => ENGLISH_VAGUE.test(norm) || ARABIC_VAGUE.test(norm.slice(clitic(norm))),
);

interface Money {
  readonly to: number;
  readonly value: string | null;
  /** Code units of the first token that are a clitic. */
  readonly skip: number;
}

const valued = (code: Code, { low, high }: Amount): string | null =>
  code === null ? null : high === null ? `${code} ${low}` : `${code} ${low}-${high}`;

/** A number with its decimals, unlike one of people. */
function numberAt(tokens: readonly Token[], at: number, language: Language): Numeral | null {
  if (tokens[at]?.kind !== "number") return numeralAt(tokens, at, language);
  const comma = decimalComma(tokens, at);
  if (comma) {
    const number = numberAt([comma, ...tokens.slice(at + 3, at + 6)], 0, language);
    return number && { ...number, from: at, to: at + 2 + number.to };
  }
  const whole = numeralAt(tokens, at, language);
  if (whole) return whole;
  const token = tokens[at];
  const value = token ? digitsValue(token.norm) : Number.NaN;
  const next = tokens[at + 1];
  if (Number.isNaN(value) || Number.isInteger(value) || (next?.joined && next.kind === "word")) return null;
  return next?.text === "%" ? null : { from: at, to: at + 1, value, clitic: 0 };
}

/** `1,7` of "1,7 million": a comma before one or two digits groups no thousands. */
function decimalComma(tokens: readonly Token[], at: number): Token | null {
  const [whole, comma, part] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!whole || comma?.text !== "," || !comma.joined || !part?.joined) return null;
  const text = `${whole.norm}.${part.norm}`;
  return /^\d+\.\d{1,2}$/.test(text) ? { ...respelt(whole, text, text), end: part.end } : null;
}

interface Amount {
  readonly low: number;
  /** Null where it is one number. */
  readonly high: number | null;
  readonly to: number;
  readonly clitic: number;
}

/** A number or a range of two, the second with or without the sign again: "3–5 million", "$5 to $10", `بين 3 و5 ملايين`. */
function rangeAt(tokens: readonly Token[], at: number, language: Language): Amount | null {
  const first = numberAt(tokens, at, language);
  if (!first) return null;
  const single = { low: first.value, high: null, to: first.to, clitic: first.clitic };
  const between = tokens[first.to];
  if (!between || !(isDash(between) || /^(to|and|الي|و)$/.test(between.norm))) return single;
  // "5 million dollars and 3 cars": only "between" makes a range of "and".
  if (/^(and|و)$/.test(between.norm) && !saysBetween(tokens, at)) return single;
  const sign = signAt(tokens, first.to + 1);
  const second = numberAt(tokens, sign?.to ?? first.to + 1, language);
  if (!second) return single;
  const digits = digitsValue(normAt(tokens, second.from));
  const scale = second.value / digits;
  // "$3–5 million": the scale is of both.
  const low = first.to === at + 1 && scale > 1 && first.value < digits ? first.value * scale : first.value;
  return low < second.value ? { low, high: second.value, to: second.to, clitic: first.clitic } : single;
}

/** "between 20,000 to 60,000": before the number, or before its sign. */
const saysBetween = (tokens: readonly Token[], at: number): boolean =>
  [1, 2, 3].some((back) => /^[وف]?(between|بين)$/.test(normAt(tokens, at - back)));

/** The sign or code at a token, of one or two tokens (`US$`); letters stand as in the table. */
function signAt(tokens: readonly Token[], at: number): { code: Code; to: number; letters: boolean } | null {
  const token = tokens[at];
  // Most words of a text are in lower case and no sign.
  if (!token || token.kind === "number" || (token.kind === "word" && !/^[A-Z]/.test(token.text))) return null;
  const next = tokens[at + 1];
  const both = next?.joined ? token.text + next.text : "";
  const two = signs.get(both);
  if (two !== undefined) return { code: two, to: at + 2, letters: false };
  const foreign = /^[A-Z][A-Z.]*$/.test(token.text) && next?.joined ? signs.get(next.text) : undefined;
  if (foreign !== undefined && !/\w/.test(next?.text ?? ""))
    return { code: foreign, to: at + 2, letters: false };
  const one = signs.get(token.text);
  return one === undefined ? null : { code: one, to: at + 1, letters: token.kind === "word" };
}

/** $5,000, US$5,000, EUR 5 million, Rs. 500. */
function signedAt(tokens: readonly Token[], at: number, language: Language): Money | null {
  const sign = signAt(tokens, at);
  if (!sign) return null;
  const amount = rangeAt(tokens, sign.to, language);
  return amount && amount.low >= leastOf(tokens[at]?.text ?? "")
    ? { to: amount.to, value: valued(sign.code, amount), skip: 0 }
    : null;
}

/** How much a sign that is also something else needs behind it: a road `R 2`, the conference `COP 26`, the goal `SDG 15`. */
const leastOf = (sign: string): number => (/^[NR]$/.test(sign) ? 1e6 : /^(COP|SDG)$/.test(sign) ? 1000 : 0);

const ENGLISH_VAGUE = /^(dozens|scores|tens|hundreds|thousands|millions|billions)$/;
const ARABIC_VAGUE = /^(ال)?(عشرات|ميات|الاف|ملايين|مليارات)$/;

const GLUED = /^([A-Z][A-Za-z]{0,3})(\d.*)$/;

/**
 * N5m, KSh5,500, Rs500: letters and digits are one token. A single letter is a currency only before millions or
 * thousands (`N95` is a mask, `R2` a road).
 */
function gluedAt(tokens: readonly Token[], at: number, language: Language): Money | null {
  const token = tokens[at];
  const parts = token?.kind === "word" ? GLUED.exec(token.text) : null;
  if (!token || !parts) return null;
  const [, letters = "", rest = ""] = parts;
  const code = signs.get(letters);
  if (code === undefined) return null;
  let text = rest.replace(/[a-z]+$/, "");
  const suffix = rest.slice(text.length);
  let next = at + 1;
  while (
    suffix === "" &&
    /^[.,]$/.test(tokens[next]?.text ?? "") &&
    tokens[next]?.joined &&
    tokens[next + 1]?.joined
  ) {
    if (tokens[next + 1]?.kind !== "number") break;
    text += (tokens[next]?.text ?? "") + (tokens[next + 1]?.text ?? "");
    next += 2;
  }
  const own: Token[] = [respelt(token, text, text, "number")];
  if (suffix !== "") own.push({ ...respelt(token, suffix, suffix, "word"), joined: true });
  const number = numberAt([...own, ...tokens.slice(next, next + 4)], 0, language);
  if (!number) return null;
  const plain = suffix === "" && number.to === 1 && !text.includes(",");
  if (letters.length === 1 && (plain || number.value < 1000)) return null;
  return {
    to: next + number.to - own.length,
    value: valued(code, { low: number.value, high: null, to: 0, clitic: 0 }),
    skip: 0,
  };
}

/** 20,000 to 60,000 Saudi riyals, 5m euros, 500 YER, 100€, `٥٠ ألف دينار عراقي`. */
function amountAt(tokens: readonly Token[], at: number, language: Language): Money | null {
  const amount = rangeAt(tokens, at, language);
  if (!amount) return null;
  const joined = isDash(tokens[amount.to]) && tokens[amount.to]?.joined ? amount.to + 1 : amount.to;
  const currency = currencyAt(tokens, joined, language);
  if (!currency) return null;
  if (language === "en" && isWeight(tokens, at, currency.to, joined > amount.to)) return null;
  return { to: currency.to, value: valued(currency.code, amount), skip: amount.clitic };
}

/** "200 pounds of explosives", "a 500-pound bomb", "weighing 50 pounds". */
function isWeight(tokens: readonly Token[], at: number, to: number, hyphen: boolean): boolean {
  if (!/^pounds?$/.test(normAt(tokens, to - 1))) return false;
  return (
    normAt(tokens, to) === "of" ||
    (hyphen && /^(bomb|bombs|shell|warhead|device|charge|man)$/.test(normAt(tokens, to))) ||
    [1, 2, 3].some((back) => /^(weigh.*|kg|kilos?|kilograms?)$/.test(normAt(tokens, at - back)))
  );
}

const currencyAt = (
  tokens: readonly Token[],
  at: number,
  language: Language,
): { to: number; code: Code } | null =>
  (language === "ar" ? arabicCurrency(tokens, at) : englishCurrency(tokens, at)) ?? signBehind(tokens, at);

function signBehind(tokens: readonly Token[], at: number): { to: number; code: Code } | null {
  const sign = signAt(tokens, at);
  if (!sign || /^(N|R|Re|Sh|Birr|COP)$/.test(tokens[at]?.text ?? "")) return null;
  // "5 $10 notes": a sign that belongs to the number behind it
  if (
    !sign.letters &&
    (!tokens[at]?.joined || (tokens[sign.to]?.joined && tokens[sign.to]?.kind === "number"))
  )
    return null;
  return sign;
}

/** Whether the name of a currency may begin with a word. */
const opensCurrency = ofSpelling(({ norm }) =>
  currencies.some(({ words: [first = ""] }) => norm === first || norm === `${first}s`),
);

function englishCurrency(tokens: readonly Token[], at: number): { to: number; code: Code } | null {
  const token = tokens[at];
  if (!token || !opensCurrency(token)) return null;
  for (const { words, code } of currencies) {
    const last = words.length - 1;
    const matches = words.every((word, n) => {
      const norm = normAt(tokens, at + n);
      return norm === word || (n === last && norm === `${word}s`);
    });
    if (matches) return { to: at + words.length, code };
  }
  return null;
}

function arabicCurrency(tokens: readonly Token[], at: number): { to: number; code: Code } | null {
  const currency = lookUp(tokens[at], currencyTableArabic());
  if (!currency || currency.at > 0) return null;
  const adjective = withoutArticle(normAt(tokens, at + 1));
  const { code, nations } = currency.value;
  const nation = nations.get(adjective) ?? nations.get(adjective.replace(/(ه|ا)$/, ""));
  if (nation !== undefined) return { to: at + 2, code: nation };
  return { to: at + 1, code };
}

/** "millions of dollars", `ملايين الدولارات`, `عشرات الملايين من الدولارات`. */
function vagueAmountAt(tokens: readonly Token[], at: number, language: Language): Money | null {
  if (language === "en" && !ENGLISH_VAGUE.test(normAt(tokens, at))) return null;
  const vague = language === "ar" ? arabicVague(tokens, at) : vagueAt(tokens, at)?.words.length;
  if (!vague) return null;
  const of = /^(of|من)$/.test(normAt(tokens, at + vague)) ? 1 : 0;
  const currency =
    language === "ar" ? arabicCurrency(tokens, at + vague + of) : englishCurrency(tokens, at + vague + of);
  return currency ? { to: currency.to, value: null, skip: clitic(normAt(tokens, at)) } : null;
}

/** The number word `n` behind `at`, the first without a clitic. */
const stemAt = (tokens: readonly Token[], at: number, n: number): string =>
  n === 0 ? normAt(tokens, at).slice(clitic(normAt(tokens, at))) : normAt(tokens, at + n);

/** Letters of a clitic before a number word. */
const clitic = (norm: string): number => (/^[وفبل](?=عشرات|ميات|الاف|ملايين|مليارات|ال)/.test(norm) ? 1 : 0);

function arabicVague(tokens: readonly Token[], at: number): number {
  let n = 0;
  while (n < 3 && ARABIC_VAGUE.test(stemAt(tokens, at, n))) n++;
  return n;
}
