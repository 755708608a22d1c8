import { foldArabic } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
import { numeralAt } from "../../text/numeral.ts";
import { rows } from "../../text/table.ts";
import type { Token } from "../../text/token.ts";
import { currencyTableArabic, isWeapon, lookUp, withoutArticle } from "../lexicon/arabic.ts";
import currencyTable from "../lexicon/en/currencies.tsv";
import { weaponsFrom } from "../lexicon/english.ts";
import { type Found, foundAt } from "./mention.ts";

const SYMBOLS = new Map([
  ["$", "USD"],
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["₪", "ILS"],
]);

const currencies = rows(currencyTable)
  .map(([words = "", code = ""]) => ({ words: words.split(" "), code }))
  .sort((a, b) => b.words.length - a.words.length);

/** Amounts of money: a symbol before a number, or the name of a currency behind one, ranges included. */
export function moneyMentions(tokens: readonly Token[], language: Language): Found[] {
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const money = symbolAt(tokens, at, language) ?? amountAt(tokens, at, language);
    if (money)
      found.push(
        foundAt(tokens, at, money.to, {
          label: "MONEY",
          confidence: 0.95,
          source: "money",
          value: money.value,
        }),
      );
    at = money ? money.to : at + 1;
  }
  return found;
}

interface Money {
  readonly to: number;
  readonly value: string | null;
}

const valued = (code: string, amount: number): string | null => (code === "" ? null : `${code} ${amount}`);

function symbolAt(tokens: readonly Token[], at: number, language: Language): Money | null {
  // $5,000 and US$5,000
  const prefix =
    tokens[at]?.kind === "word" && tokens[at + 1]?.joined && SYMBOLS.has(tokens[at + 1]?.text ?? "") ? 1 : 0;
  const code = SYMBOLS.get(tokens[at + prefix]?.text ?? "");
  const number = code === undefined ? null : numeralAt(tokens, at + prefix + 1, language);
  return number && code !== undefined ? { to: number.to, value: valued(code, number.value) } : null;
}

function amountAt(tokens: readonly Token[], at: number, language: Language): Money | null {
  const low = numeralAt(tokens, at, language);
  if (!low) return null;
  const between = tokens[low.to];
  const isRange = between !== undefined && /^(to|-|–|and|إلى)$/.test(between.text);
  const high = isRange ? numeralAt(tokens, low.to + 1, language) : null;
  const end = high?.to ?? low.to;
  const currency = language === "ar" ? arabicCurrency(tokens, end) : englishCurrency(tokens, end);
  if (!currency) return null;
  return { to: currency.to, value: high ? null : valued(currency.code, low.value) };
}

function englishCurrency(tokens: readonly Token[], at: number): { to: number; code: string } | null {
  for (const { words, code } of currencies) {
    if (words.every((word, n) => tokens[at + n]?.norm === word)) return { to: at + words.length, code };
  }
  const symbol = SYMBOLS.get(tokens[at]?.text ?? "");
  return symbol !== undefined && tokens[at]?.joined ? { to: at + 1, code: symbol } : null;
}

function arabicCurrency(tokens: readonly Token[], at: number): { to: number; code: string } | null {
  const currency = lookUp(tokens[at], currencyTableArabic);
  if (!currency || currency.at > 0) return null;
  return { to: at + 1, code: currency.value };
}

/** Weapons and munitions by name, the longest first. */
export function weaponMentions(tokens: readonly Token[], language: Language): Found[] {
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const to = language === "ar" ? arabicWeaponEnd(tokens, at) : englishWeaponEnd(tokens, at);
    if (to > at) found.push(foundAt(tokens, at, to, { label: "WEAPON", confidence: 0.85, source: "weapon" }));
    at = to > at ? to : at + 1;
  }
  return found;
}

function englishWeaponEnd(tokens: readonly Token[], at: number): number {
  for (const words of weaponsFrom(tokens[at]?.norm ?? "")) {
    let i = at + 1;
    let whole = true;
    for (const word of words.slice(1)) {
      if (tokens[i]?.text === "-" && tokens[i]?.joined) i++;
      if (tokens[i]?.norm !== word) {
        whole = false;
        break;
      }
      i++;
    }
    // "shell companies", "mine workers" and verbs ("tank", "shell") are rare in news; "mine" as a pronoun is not.
    if (whole && !(words.length === 1 && words[0] === "mine")) return i;
  }
  return at;
}

function arabicWeaponEnd(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  if (token?.kind !== "word") return at;
  const first = withoutArticle(token.norm);
  const second = withoutArticle(tokens[at + 1]?.norm ?? "");
  if (isWeapon(`${first} ${second}`)) return at + 2;
  return isWeapon(foldArabic(first)) ? at + 1 : at;
}
