import { readings, unfoldedLength } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
import type { Token } from "../../text/token.ts";
import { months, weekdays } from "./calendar.ts";
import { type DateExpression, type Found, foundAt } from "./mention.ts";

/**
 * The dates that a paragraph states: days, months and years, days of the week, and the common relative ones.
 * A number alone is a year only behind a word that says so.
 */
export function dateMentions(tokens: readonly Token[], language: Language): Found[] {
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const date = numericAt(tokens, at) ?? namedAt(tokens, at, language) ?? relativeAt(tokens, at, language);
    if (date) {
      found.push(
        foundAt(
          tokens,
          at,
          date.to,
          { label: "DATE", confidence: 0.9, source: "date", date: date.date },
          date.skip,
        ),
      );
    }
    at = date ? date.to : at + 1;
  }
  return found;
}

interface Reading {
  readonly to: number;
  readonly date: DateExpression;
  /** Code units of the first token that are a clitic. */
  readonly skip: number;
}

const numberIn = (token: Token | undefined, low: number, high: number): number | null => {
  if (token?.kind !== "number" || !/^\d{1,4}$/.test(token.norm)) return null;
  const value = Number(token.norm);
  return value >= low && value <= high ? value : null;
};
const yearOf = (token: Token | undefined): number | null =>
  token && /^\d{4}$/.test(token.norm) ? numberIn(token, 1900, 2099) : null;
const dayOf = (token: Token | undefined): number | null => numberIn(token, 1, 31);

/** 2012-06-15, 15/06/2012, 15.06.2012; day before month, as everywhere but in the United States. */
function numericAt(tokens: readonly Token[], at: number): Reading | null {
  const [a, s1, b, s2, c] = tokens.slice(at, at + 5);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(a?.norm ?? "");
  if (dotted) return dayReading(at + 1, Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  if (!a || !b || !c || !s1?.joined || s1.text !== s2?.text || !/^[-/]$/.test(s1.text) || !c.joined)
    return null;
  const first = yearOf(a);
  if (first !== null) return dayReading(at + 5, first, numberIn(b, 1, 12), dayOf(c));
  const year = yearOf(c);
  if (year === null) return null;
  return (
    dayReading(at + 5, year, numberIn(b, 1, 12), dayOf(a)) ??
    dayReading(at + 5, year, numberIn(a, 1, 12), dayOf(b))
  );
}

const dayReading = (to: number, year: number, month: number | null, day: number | null): Reading | null =>
  month !== null && day !== null && month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? { to, date: { kind: "day", year, month, day }, skip: 0 }
    : null;

/** A month's name at `at`, in Arabic with clitics and with its other name behind a slash. */
function monthAt(
  tokens: readonly Token[],
  at: number,
  language: Language,
): { month: number; to: number; skip: number } | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  const options = language === "ar" ? readings(token.norm) : [{ stem: token.norm, at: 0 }];
  for (const option of options) {
    for (const name of months[language].get(option.stem) ?? []) {
      if (!name.words.every((word, n) => n === 0 || tokens[at + n]?.norm === word)) continue;
      // `may` and `march` are months only with a capital.
      if (language === "en" && !/^\p{Lu}/u.test(token.text)) continue;
      let to = at + name.words.length;
      if (language === "ar" && tokens[to]?.text === "/") {
        const other = monthAt(tokens, to + 1, language);
        if (other?.month === name.number) to = other.to;
      }
      return { month: name.number, to, skip: unfoldedLength(token.text, option.at) };
    }
  }
  return null;
}

function namedAt(tokens: readonly Token[], at: number, language: Language): Reading | null {
  const day = dayOf(tokens[at]);
  if (day !== null) {
    // 15 June 2012, 15th of June, 15 فبراير 2012
    const suffix = tokens[at + 1]?.joined && /^(st|nd|rd|th)$/.test(tokens[at + 1]?.norm ?? "") ? 1 : 0;
    const next = at + 1 + suffix;
    const skip = tokens[next]?.norm === "of" || /^(من|شهر)$/.test(tokens[next]?.norm ?? "") ? 1 : 0;
    const month = monthAt(tokens, next + skip, language);
    return month ? withYear(tokens, month.to, month.month, day, 0) : null;
  }
  const month = monthAt(tokens, at, language);
  if (!month) return weekdayAt(tokens, at, language);
  const behind = tokens[month.to];
  const suffixed = tokens[month.to + 1];
  const dayBehind = language === "en" && yearOf(behind) === null ? dayOf(behind) : null;
  if (dayBehind !== null) {
    const suffix = suffixed?.joined && /^(st|nd|rd|th)$/.test(suffixed.norm) ? 1 : 0;
    return withYear(tokens, month.to + 1 + suffix, month.month, dayBehind, month.skip);
  }
  const year = yearOf(behind);
  if (year !== null)
    return { to: month.to + 1, date: { kind: "month", year, month: month.month }, skip: month.skip };
  if (
    language === "en" &&
    /^(may|march|mar|jan|sun)$/.test(tokens[at]?.norm ?? "") &&
    !saysTime(tokens[at - 1])
  )
    return null;
  return { to: month.to, date: { kind: "month", year: null, month: month.month }, skip: month.skip };
}

function withYear(tokens: readonly Token[], at: number, month: number, day: number, skip: number): Reading {
  const comma = tokens[at]?.text === "," || tokens[at]?.text === "،" ? 1 : 0;
  const word = /^(عام|سنه)$/.test(tokens[at + comma]?.norm ?? "") ? 1 : 0;
  const year = yearOf(tokens[at + comma + word]);
  return year === null
    ? { to: at, date: { kind: "day", year: null, month, day }, skip }
    : { to: at + comma + word + 1, date: { kind: "day", year, month, day }, skip };
}

function weekdayAt(tokens: readonly Token[], at: number, language: Language): Reading | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const option of language === "ar" ? readings(token.norm) : [{ stem: token.norm, at: 0 }]) {
    const [name] = weekdays[language].get(option.stem) ?? [];
    if (!name || (language === "en" && !/^\p{Lu}/u.test(token.text))) continue;
    if (/^(sun|mon|wed|sat|sun\.)$/.test(token.norm)) continue;
    return {
      to: at + 1,
      date: { kind: "weekday", weekday: name.number },
      skip: unfoldedLength(token.text, option.at),
    };
  }
  return null;
}

const saysTime = (token: Token | undefined): boolean =>
  /^(in|since|during|by|of|until|till|last|early|late|mid|from|before|after|this|next|عام|سنه|العام|منذ|في|خلال)$/.test(
    token?.norm ?? "",
  );

const DAY_WORDS: Record<Language, ReadonlyMap<string, number>> = {
  ar: new Map([
    ["امس", -1],
    ["اليوم", 0],
    ["غدا", 1],
  ]),
  en: new Map([
    ["yesterday", -1],
    ["today", 0],
    ["tonight", 0],
    ["tomorrow", 1],
  ]),
};

const UNITS = new Map([
  ["week", "week"],
  ["month", "month"],
  ["year", "year"],
  ["الاسبوع", "week"],
  ["الشهر", "month"],
  ["العام", "year"],
  ["السنه", "year"],
] as const);

const STEPS = new Map([
  ["last", -1],
  ["this", 0],
  ["next", 1],
  ["الماضي", -1],
  ["الماضيه", -1],
  ["الجاري", 0],
  ["الحالي", 0],
  ["المقبل", 1],
]);

function relativeAt(tokens: readonly Token[], at: number, language: Language): Reading | null {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token) return null;
  const days = DAY_WORDS[language].get(token.norm);
  if (days !== undefined) return { to: at + 1, date: { kind: "days", days }, skip: 0 };
  // "last week", `الأسبوع الماضي`
  const [unitWord, stepWord] = language === "en" ? [next, token] : [token, next];
  const unit = UNITS.get((unitWord?.norm ?? "") as "week");
  const by = STEPS.get(stepWord?.norm ?? "");
  if (unit !== undefined && by !== undefined)
    return { to: at + 2, date: { kind: "relative", unit, by }, skip: 0 };
  const year = yearOf(token);
  if (year !== null && (saysTime(tokens[at - 1]) || tokens[at - 1]?.text === "(")) {
    const count =
      language === "en" && /^(people|men|women|soldiers|civilians|troops)$/.test(next?.norm ?? "");
    if (!count) return { to: at + 1, date: { kind: "year", year }, skip: 0 };
  }
  return null;
}
