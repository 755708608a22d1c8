import type { Language } from "../../text/language.ts";
import { digitsValue } from "../../text/numeral.ts";
import type { Token } from "../../text/token.ts";
import type { DateExpression } from "./mention.ts";

/** A date read at some token: it goes up to token `to`, behind the first `skip` code units of its first token. */
export interface Reading {
  readonly to: number;
  readonly date: DateExpression;
  /** Code units of the first token that are a clitic. */
  readonly skip: number;
}

/** Reads what begins at a token, or gives null. */
export type Reader = (tokens: readonly Token[], at: number) => Reading | null;

export const reading = (to: number, date: DateExpression, skip = 0): Reading => ({ to, date, skip });

export const OPEN: DateExpression = { kind: "open" };

export const normAt = (tokens: readonly Token[], at: number): string => tokens[at]?.norm ?? "";

/** Digits alone, between two bounds. */
export function numberIn(token: Token | undefined, low: number, high: number): number | null {
  if (token?.kind !== "number" || !/^\d{1,4}$/.test(token.norm)) return null;
  const value = Number(token.norm);
  return value >= low && value <= high ? value : null;
}

export const yearOf = (token: Token | undefined): number | null =>
  token && /^\d{4}$/.test(token.norm) ? numberIn(token, 1700, 2099) : null;

export const dayOf = (token: Token | undefined): number | null =>
  /^\d{1,2}$/.test(token?.norm ?? "") ? numberIn(token, 1, 31) : null;

export const isDash = (token: Token | undefined): boolean => /^[-–—]$/.test(token?.norm ?? "");

/** Whether a dash stands at `at`, written together with what is before and behind it. */
export const isHyphen = (tokens: readonly Token[], at: number): boolean =>
  isDash(tokens[at]) && tokens[at]?.joined === true && tokens[at + 1]?.joined === true;

/** 2012-06-15, 15/06/2012, 15.06.2012; in English 06/07/2012 may be read either way, 6/15/2012 only the American. */
export function numericAt(tokens: readonly Token[], at: number, language: Language): Reading | null {
  if (tokens[at]?.kind !== "number") return null;
  const [a, s1, b, s2, c] = tokens.slice(at, at + 5);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(a?.norm ?? "");
  if (dotted) return dayReading(at + 1, Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  if (!a || !b || !c || s1?.norm !== s2?.norm || !/^[-/]$/.test(s1?.norm ?? "")) return null;
  // Slashes may stand apart from the numbers, `15 / 1 / 1959`; hyphens would be a list or a sum.
  const together = [s1, b, s2, c].every((token) => token?.joined);
  const apart = s1?.text === "/" && [s1, b, s2, c].every((token) => token?.joined === false);
  if (!together && !apart) return null;
  const first = yearOf(a);
  if (first !== null) return dayReading(at + 5, first, numberIn(b, 1, 12), dayOf(c));
  const year = yearOf(c);
  if (year === null) return null;
  const either =
    language === "en" && dayOf(a) !== dayOf(b) && (dayOf(a) ?? 13) <= 12 && (dayOf(b) ?? 13) <= 12;
  return (
    dayReading(at + 5, year, numberIn(b, 1, 12), dayOf(a), either) ??
    dayReading(at + 5, year, numberIn(a, 1, 12), dayOf(b))
  );
}

const dayReading = (
  to: number,
  year: number,
  month: number | null,
  day: number | null,
  either = false,
): Reading | null =>
  month !== null && day !== null && month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? reading(to, { kind: "day", year, month, day, ...(either && { either }) })
    : null;

/** 2012-13, 1980-88, 2011–2014: years that follow on one another. */
export function yearSpanAt(tokens: readonly Token[], at: number): Reading | null {
  const first = yearOf(tokens[at]);
  const short = tokens[at + 2]?.norm ?? "";
  const slash =
    tokens[at + 1]?.text === "/" && tokens[at + 1]?.joined === true && tokens[at + 2]?.joined === true;
  if (first === null || !(isHyphen(tokens, at + 1) || slash)) return null;
  // A third part makes it a date in figures or a number of something else.
  if (tokens[at + 3]?.joined && (isDash(tokens[at + 3]) || tokens[at + 3]?.text === "/")) return null;
  const last = /^\d{2}$/.test(short) ? Number(String(first).slice(0, 2) + short) : yearOf(tokens[at + 2]);
  if (last === null || last <= first || (slash && last - first > 1)) return null;
  // 2005-06 may be June of that year.
  const month = short.length === 2 && Number(short) <= 12;
  return reading(
    at + 3,
    month
      ? OPEN
      : { kind: "range", first: { kind: "year", year: first }, last: { kind: "year", year: last } },
  );
}

/**
 * Two dates as the ends of one stretch of time. What the first leaves out it takes from the second: "3 and 7 March",
 * "June 30 to July 2, 2012". Times of day have no stretch of days.
 */
export function stretch(first: DateExpression, last: DateExpression): DateExpression {
  if (first.kind === "open" || last.kind === "open" || first.kind === "range" || last.kind === "range")
    return OPEN;
  if ((first.kind === "day" || first.kind === "month") && (last.kind === "day" || last.kind === "month")) {
    const whole = first.year === null && last.year !== null ? { ...first, year: last.year } : first;
    return { kind: "range", first: whole, last };
  }
  return { kind: "range", first, last };
}

const CLOCK = /^(\d{1,2})[.:](\d{2})$/;

/** Hours and minutes at a token: `10:30`, `10.30`, `0600`; `hour` is as written, 0 to 24. */
export function clockAt(
  tokens: readonly Token[],
  at: number,
): { hour: number; minute: number; to: number; form: "hour" | "full" | "plain" } | null {
  const token = tokens[at];
  if (token?.kind !== "number") return null;
  const colon = tokens[at + 1]?.text === ":" && tokens[at + 1]?.joined && tokens[at + 2]?.joined;
  const minutes = tokens[at + 2]?.norm ?? "";
  const text = colon && /^\d{2}$/.test(minutes) ? `${token.norm}:${minutes}` : token.norm;
  const parts = CLOCK.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text);
  const hour = Number(parts?.[1] ?? (/^\d{1,2}$/.test(text) ? digitsValue(text) : Number.NaN));
  const minute = Number(parts?.[2] ?? 0);
  if (!(hour <= 24 && minute < 60)) return null;
  const form = !parts ? "hour" : /[.:]/.test(text) ? "full" : "plain";
  return { hour, minute, to: at + (text.includes(":") ? 3 : 1), form };
}

/** A time in ISO 8601 from hours of one half of the day (`half` 0 or 12) or of the whole day (null). */
export function isoTime(hour: number, minute: number, half: 0 | 12 | null, zone: "" | "Z"): string | null {
  if (half !== null && (hour < 1 || hour > 12)) return null;
  const whole = half === null ? hour : (hour % 12) + half;
  if (whole > 23) return null;
  return `${String(whole).padStart(2, "0")}:${String(minute).padStart(2, "0")}${zone}`;
}
