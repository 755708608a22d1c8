import * as l10n from "@vscode/l10n";
import { type ArticleState, articleStates } from "../../annotations/review.ts";
import { type Harm, harms } from "../../detect/detection.ts";
import { compared } from "../../text/comparable.ts";
import type { Span } from "../../text/span.ts";

// The words by which articles are filtered: `state:new killed>=50 -label:WEAPON "market bombing"`.

export type Comparison = "<" | "<=" | "=" | ">=" | ">";

/** What an article has a number of, beside harms. */
export const quantities = ["decisions", "open", "lost", "conflicts", "disputed"] as const;
export type Quantity = (typeof quantities)[number];

type Meant =
  | { readonly kind: "text"; readonly words: string }
  | { readonly kind: "state"; readonly states: readonly ArticleState[] }
  | {
      readonly kind: "label" | "annotator" | "event" | "language" | "entity";
      readonly values: readonly string[];
    }
  | { readonly kind: "date"; readonly comparison: Comparison; readonly from: string; readonly to: string }
  | {
      readonly kind: "number";
      readonly of: Harm | Quantity;
      readonly comparison: Comparison;
      readonly number: number;
    };

/** One condition; `not` turns it round. */
export type Term = Meant & { readonly not: boolean };

/** All of its terms hold; without any, every article does. */
export interface Query {
  readonly terms: readonly Term[];
}

/** What is wrong with a query, for the user, and where: UTF-16 code units of what was typed. */
export interface QueryProblem extends Span {
  readonly message: string;
}

export type QueryResult =
  | { readonly query: Query; readonly problem: null }
  | { readonly query: null; readonly problem: QueryProblem };

/** The keys that take words, each with what is typed for it. */
const KEYS: Readonly<
  Record<string, "state" | "label" | "annotator" | "event" | "language" | "entity" | "date">
> = {
  state: "state",
  is: "state",
  label: "label",
  by: "annotator",
  annotator: "annotator",
  event: "event",
  lang: "language",
  language: "language",
  name: "entity",
  entity: "entity",
  date: "date",
  published: "date",
};

/** Other words for harms and quantities. */
const NUMBERS: Readonly<Record<string, Harm | Quantity>> = {
  ...Object.fromEntries([...harms, ...quantities].map((name) => [name, name])),
  deaths: "killed",
  dead: "killed",
  wounded: "injured",
  kidnapped: "abducted",
  unreviewed: "open",
  orphans: "lost",
};

const STATES: Readonly<Record<string, ArticleState>> = {
  ...Object.fromEntries(articleStates.map((state) => [state, state])),
  "in-review": "review",
};

const LANGUAGES: Readonly<Record<string, string>> = { en: "en", english: "en", ar: "ar", arabic: "ar" };

/** One term as it is typed: an optional minus, an optional key with its sign, and a value that may be quoted. */
const TERM =
  /(-)?(?:([\p{L}-]+)\s*(>=|<=|=>|=<|≥|≤|:|=|>|<)\s*)?("(?:[^"]*)"?|«(?:[^»]*)»?|“(?:[^”]*)”?|[^\s"«“]+)/uy;

/** Reads what was typed. Never throws: what is wrong with it is the result. */
export function parseQuery(typed: string): QueryResult {
  const terms: Term[] = [];
  let at = 0;
  for (;;) {
    while (at < typed.length && /\s/.test(typed[at] ?? "")) at++;
    if (at >= typed.length) return { query: { terms }, problem: null };
    TERM.lastIndex = at;
    const found = TERM.exec(typed);
    const start = at;
    at = found ? TERM.lastIndex : typed.length;
    const term = found ? termOf(found) : l10n.t("A value is missing here.");
    if (typeof term === "string") return { query: null, problem: { message: term, start, end: at } };
    terms.push(term);
  }
}

/** The term that was found, or what is wrong with it. */
function termOf([, minus, typedKey, sign, typedValue = ""]: RegExpExecArray): Term | string {
  const not = minus !== undefined;
  const quoted = /^["«“]/.test(typedValue);
  if (quoted && !/.["»”]$/s.test(typedValue)) return l10n.t("The quotation mark is not closed.");
  const value = quoted ? typedValue.slice(1, -1) : typedValue;
  if (typedKey === undefined || sign === undefined)
    return !quoted && OPEN.test(value)
      ? l10n.t("Behind {0} a value is missing.", value)
      : textTerm(value, not);
  const key = typedKey.toLowerCase();
  const comparison = comparisonOf(sign);
  const of = NUMBERS[key];
  if (of !== undefined) return numberTerm(of, key, comparison, value, not);
  const kind = KEYS[key];
  if (kind === undefined)
    return l10n.t(
      "There is no “{0}” to filter by: there are {1}.",
      typedKey,
      [...new Set(Object.values(KEYS).map(typedFor)), ...harms, ...quantities].join(", "),
    );
  if (kind === "date") return dateTerm(comparison, value, not);
  if (sign !== ":" && sign !== "=") return l10n.t("“{0}” is no number: write {1}:{2}.", typedKey, key, value);
  const values = (quoted ? [value] : value.split(/[,،]/))
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (values.length === 0) return l10n.t("Behind {0}: a value is missing.", key);
  switch (kind) {
    case "state": {
      const states = values.map((one) => STATES[one.toLowerCase()]);
      if (states.includes(undefined))
        return l10n.t(
          "There is no state “{0}”: there are {1}.",
          values[states.indexOf(undefined)] ?? "",
          articleStates.join(", "),
        );
      return { kind, states: states.filter((one) => one !== undefined), not };
    }
    case "language": {
      const languages = values.map((one) => LANGUAGES[one.toLowerCase()]);
      if (languages.includes(undefined))
        return l10n.t("There is no language “{0}”: there are en and ar.", value);
      return { kind, values: languages.filter((one) => one !== undefined), not };
    }
    default:
      return { kind, values: values.map(folded), not };
  }
}

/** A key and its sign, with nothing behind them. */
const OPEN = /^[\p{L}-]+[:<>=≤≥]+$/u;

/** The shortest key for a kind of words. */
const typedFor = (kind: string): string => Object.keys(KEYS).find((key) => KEYS[key] === kind) ?? kind;

const textTerm = (value: string, not: boolean): Term | string =>
  value.trim() === "" ? l10n.t("There are no words here.") : { kind: "text", words: folded(value), not };

function comparisonOf(sign: string): Comparison {
  if (sign === ">=" || sign === "=>" || sign === "≥") return ">=";
  if (sign === "<=" || sign === "=<" || sign === "≤") return "<=";
  return sign === ">" || sign === "<" ? sign : "=";
}

function numberTerm(
  of: Harm | Quantity,
  key: string,
  comparison: Comparison,
  value: string,
  not: boolean,
): Term | string {
  // Digits of any script, with thousands marks or without.
  const digits = compared(value).replace(/(?<=\d)[,٬.](?=\d{3}(?!\d))/g, "");
  if (!/^\d{1,9}$/.test(digits)) return l10n.t("“{0}” is no whole number: write {1}>=50.", value, key);
  return { kind: "number", of, comparison, number: Number(digits), not };
}

/** A day, a month or a year, or two of them with `..` between, either of which may be left out. */
function dateTerm(comparison: Comparison, value: string, not: boolean): Term | string {
  const [first = "", second, more] = compared(value).split("..");
  const isDate = (one: string): boolean => /^\d{4}(-\d{2}(-\d{2})?)?$/.test(one);
  const wrong = [first, second ?? ""].find((one) => one !== "" && !isDate(one));
  if (wrong !== undefined || more !== undefined || (first === "" && !second))
    return l10n.t(
      "“{0}” is no date: write date:2012-06-15, date:2012-06 or date:2012-06..2012-08.",
      wrong ?? value,
    );
  if (second !== undefined && comparison !== "=")
    return l10n.t("A comparison takes one date: write date>=2012-06.");
  return { kind: "date", comparison, from: first, to: second ?? first, not };
}

/** Words as they are looked for: Arabic folded, digits ASCII, capitals small. */
export const folded = (words: string): string => compared(words).trim().toLowerCase();
