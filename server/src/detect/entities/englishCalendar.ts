import type { Token } from "../../text/token.ts";
import { isThing, personNoun } from "../lexicon/english.ts";
import { namedAt } from "./calendar.ts";
import {
  dayOf,
  isDash,
  isHyphen,
  normAt,
  numericAt,
  OPEN,
  type Reading,
  reading,
  yearOf,
  yearSpanAt,
} from "./dateParts.ts";
import type { DateExpression } from "./mention.ts";

const isCapital = (token: Token | undefined): boolean => /^\p{Lu}/u.test(token?.text ?? "");

/** A date of the calendar: days, months, years, decades, days of the week, feasts. */
export const calendarAt = (tokens: readonly Token[], at: number): Reading | null =>
  numericAt(tokens, at, "en") ??
  weekdayAt(tokens, at) ??
  dayFirst(tokens, at) ??
  monthFirst(tokens, at) ??
  decadeAt(tokens, at) ??
  seasonAt(tokens, at) ??
  feastAt(tokens, at) ??
  yearSpanAt(tokens, at) ??
  yearAt(tokens, at, false);

/** A month's name with a capital, without which `may` and `march` are other words. */
export function monthAt(tokens: readonly Token[], at: number): { month: number; to: number } | null {
  const name = isCapital(tokens[at]) ? namedAt(tokens, at, "en", "month") : null;
  return name ? { month: Number(name.value), to: name.to } : null;
}

/** One or two days of a month, as numbers: "15th", "12-14", "3 and 7" behind "between". */
function daysAt(
  tokens: readonly Token[],
  at: number,
  between: boolean,
): { first: number; last: number; to: number } | null {
  const first = dayOf(tokens[at]);
  if (first === null) return null;
  const to = pastSuffix(tokens, at + 1);
  const link = normAt(tokens, to);
  if (!isHyphen(tokens, to) && link !== "to" && !(link === "and" && between))
    return { first, last: first, to };
  const last = dayOf(tokens[to + 1]);
  return last !== null && last > first
    ? { first, last, to: pastSuffix(tokens, to + 2) }
    : { first, last: first, to };
}

const pastSuffix = (tokens: readonly Token[], at: number): number =>
  tokens[at]?.joined && /^(st|nd|rd|th)$/.test(normAt(tokens, at)) ? at + 1 : at;

/** 15 June 2012, 15th of June, 12-14 June. */
function dayFirst(tokens: readonly Token[], at: number): Reading | null {
  const days = daysAt(tokens, at, normAt(tokens, at - 1) === "between");
  if (!days) return null;
  const next = normAt(tokens, days.to) === "of" ? days.to + 1 : days.to;
  const month = monthAt(tokens, next);
  if (month) return daysOf(days, month.month, yearBehind(tokens, month.to));
  // "on the 15th": of which month the text has said before
  const ordinal = days.to > at + 1 && normAt(tokens, at - 1) === "the" && normAt(tokens, at - 2) === "on";
  const noun =
    tokens[days.to]?.kind === "word" &&
    !/^(and|but|when|after|before|at|in|as)$/.test(normAt(tokens, days.to));
  return ordinal && !noun && !isDash(tokens[days.to]) ? reading(days.to, OPEN) : null;
}

/** June 15, 2012; June 12-14; June 2012; June. */
function monthFirst(tokens: readonly Token[], at: number): Reading | null {
  const month = monthAt(tokens, at);
  // "Black September" is a group and an event.
  if (!month || (normAt(tokens, at - 1) === "black" && isCapital(tokens[at - 1]))) return null;
  const between = normAt(tokens, at - 1) === "between";
  const days = yearOf(tokens[month.to]) === null ? daysAt(tokens, month.to, between) : null;
  // "in March 8 people died": a day stands behind "on"
  const counted = normAt(tokens, at - 1) === "in" && days && isCounted(tokens[days.to]);
  if (days && !counted) return daysOf(days, month.month, yearBehind(tokens, days.to));
  const year = yearBehind(tokens, month.to);
  if (year.to > month.to) return reading(year.to, { kind: "month", month: month.month, ...year.said });
  return isOtherWord(tokens, at, month.to)
    ? null
    : reading(month.to, { kind: "month", year: null, month: month.month });
}

/** A month alone that is also a word or a name counts only where something says that it is a time. */
function isOtherWord(tokens: readonly Token[], at: number, to: number): boolean {
  const norm = normAt(tokens, at);
  const name = isCapital(tokens[to]) && tokens[to]?.kind === "word";
  if (isDash(tokens[to]) && monthAt(tokens, to + 1)) return false;
  if (/^(may|march|mar|jan|sun)$/.test(norm)) return !saysTime(tokens, at - 1) || (name && norm !== "march");
  return /^(april|june|august)$/.test(norm) && name && !saysTime(tokens, at - 1);
}

interface YearSaid {
  readonly to: number;
  readonly said: { readonly year: number | null; readonly years?: number };
}

/** The year behind a day or month: ", 2012", "of 2012", "last year"; up to `at` where there is none. */
function yearBehind(tokens: readonly Token[], at: number): YearSaid {
  const comma = tokens[at]?.text === "," ? 1 : 0;
  const of = normAt(tokens, at) === "of" ? 1 : 0;
  const year = yearOf(tokens[at + comma + of]);
  if (year !== null && !(comma === 1 && isCounted(tokens[at + 2])))
    return { to: at + comma + of + 1, said: { year } };
  const step = namedAt(tokens, at + of, "en", "step");
  if (step && normAt(tokens, step.to) === "year")
    return { to: step.to + 1, said: { year: null, years: Number(step.value) } };
  return { to: at, said: { year: null } };
}

function daysOf(days: { first: number; last: number }, month: number, year: YearSaid): Reading {
  const day = (day: number): DateExpression => ({ kind: "day", month, day, ...year.said });
  return reading(
    year.to,
    days.first === days.last
      ? day(days.first)
      : { kind: "range", first: day(days.first), last: day(days.last) },
  );
}

/** Newspapers that have a day's name. */
const PAPERS =
  /^(times|telegraph|mirror|mail|herald|express|post|tribune|nation|school|guardian|standard|world)$/;

/** Friday; Friday, June 15, 2012; Friday (15 June). */
function weekdayAt(tokens: readonly Token[], at: number): Reading | null {
  const name = isCapital(tokens[at]) ? namedAt(tokens, at, "en", "weekday") : null;
  if (!name || /^(sun|mon|wed|sat|sun\.)$/.test(normAt(tokens, at))) return null;
  if (/^(black|bloody|big)$/.test(normAt(tokens, at - 1)) && isCapital(tokens[at - 1])) return null;
  if (isCapital(tokens[name.to]) && PAPERS.test(normAt(tokens, name.to))) return null;
  const weekday = Number(name.value);
  const bracket = tokens[name.to]?.text === "(";
  let next = tokens[name.to]?.text === "," || bracket ? name.to + 1 : name.to;
  if (normAt(tokens, next) === "the") next++;
  const day = numericAt(tokens, next, "en") ?? dayFirst(tokens, next) ?? monthFirst(tokens, next);
  const closed = !bracket || tokens[day?.to ?? next]?.text === ")";
  if (day?.date.kind === "day" && closed)
    return reading(day.to + (bracket ? 1 : 0), { ...day.date, weekday });
  const step = namedAt(tokens, name.to, "en", "step");
  if (step && normAt(tokens, step.to) === "week")
    return reading(step.to + 1, { kind: "weekday", weekday, turn: "untold" });
  return reading(name.to, { kind: "weekday", weekday, ...(looksAhead(tokens, at) && { turn: "untold" }) });
}

/** "will meet on Friday", "until Friday": such a day may still be to come. */
function looksAhead(tokens: readonly Token[], at: number): boolean {
  if (/^(until|till|by)$/.test(normAt(tokens, at - 1))) return true;
  for (let i = at - 1; i >= Math.max(0, at - 10); i--) {
    const norm = normAt(tokens, i);
    if (/^[.;:!?"”]$/.test(norm) || /^(said|say|says|told|announced|that)$/.test(norm)) return false;
    if (/^(will|shall|'ll|won't|scheduled|due)$/.test(norm)) return true;
  }
  return false;
}

/** The 1990s, the '90s, the nineties; "in his nineties" is an age. */
function decadeAt(tokens: readonly Token[], at: number): Reading | null {
  const plural = (n: number): boolean => tokens[n]?.joined === true && /^('?s|’s)$/.test(normAt(tokens, n));
  const year = yearOf(tokens[at]);
  if (year !== null && year % 10 === 0 && plural(at + 1)) return reading(at + 2, { kind: "decade", year });
  const before = namedAt(tokens, at - 1, "en", "lead") ? at - 2 : at - 1;
  const said = normAt(tokens, before) === "the";
  const quote = /^['’‘]$/.test(tokens[at]?.text ?? "") ? 1 : 0;
  const short = dayOfDecade(tokens[at + quote]);
  if (said && short !== null && plural(at + quote + 1))
    return reading(at + quote + 2, { kind: "decade", year: 1900 + short });
  const word = said ? namedAt(tokens, at, "en", "decade") : null;
  return word ? reading(word.to, { kind: "decade", year: Number(word.value) }) : null;
}

const dayOfDecade = (token: Token | undefined): number | null =>
  /^[2-9]0$/.test(token?.norm ?? "") ? Number(token?.norm) : null;

/** Summer of 2014, spring this year: the year; a winter lies in two. */
function seasonAt(tokens: readonly Token[], at: number): Reading | null {
  const season = namedAt(tokens, at, "en", "season");
  if (!season) return null;
  const year = yearBehind(tokens, season.to);
  if (year.to === season.to || tokens[season.to]?.text === ",") return null;
  if (season.value !== "1") return reading(year.to, OPEN);
  if (year.said.year !== null) return reading(year.to, { kind: "year", year: year.said.year });
  return reading(year.to, { kind: "relative", unit: "year", by: year.said.years ?? 0 });
}

/** Eid al-Fitr, Christmas Day; not in names ("Easter Island", "Mohamed Ramadan"). */
export function feastAt(tokens: readonly Token[], at: number): Reading | null {
  const feast = isCapital(tokens[at]) ? namedAt(tokens, at, "en", "feast") : null;
  if (!feast) return null;
  const before = tokens[at - 1];
  const named =
    before?.kind === "word" &&
    isCapital(before) &&
    !/^(on|the|this|last|next|during|after|before|in|at|for|since|until|by|as|muslim|islamic|christian|jewish|orthodox|coptic|western|happy)$/.test(
      before.norm,
    );
  const behind = tokens[feast.to];
  if (
    named ||
    (behind?.kind === "word" &&
      isCapital(behind) &&
      behind.text !== "I" &&
      !namedAt(tokens, feast.to, "en", "part"))
  )
    return null;
  return reading(yearOf(behind) === null ? feast.to : feast.to + 1, OPEN);
}

const isCounted = (token: Token | undefined): boolean =>
  token?.kind === "word" && (personNoun(token.norm) !== undefined || isThing(token.norm));

/**
 * A number alone that is a year: behind a word of time, in brackets, between an article and what happened then
 * ("the 2011 protests"), or in a list of years. `sure` where what stands before has settled it.
 */
export function yearAt(tokens: readonly Token[], at: number, sure: boolean): Reading | null {
  const year = yearOf(tokens[at]);
  if (year === null || (isDash(tokens[at + 1]) && tokens[at + 1]?.joined && !tokens[at + 2]?.joined))
    return null;
  const date = reading(at + 1, { kind: "year", year });
  const next = tokens[at + 1];
  if (/^(%|percent|per|s|people)$/.test(next?.norm ?? "") || personNoun(next?.norm ?? "")) return null;
  if (sure) return date;
  const before = tokens[at - 1];
  // "in 2011 attacks went on", but not "for 1999 homes" or "in 2000 homes"
  const strong = /^(in|since|during|until|till|\()$/.test(before?.norm ?? "") && year % 100 !== 0;
  if (saysTime(tokens, at - 1) || before?.text === "(") return !strong && isCounted(next) ? null : date;
  const listed =
    /^(and|or|,|&)$/.test(before?.norm ?? "") && yearOf(tokens[at - 2]) !== null && !isCounted(next);
  const owned = /^(the|a|an|'s|’s|his|her|its|their|our)$/.test(before?.norm ?? "");
  const event = next?.kind === "word" && !next.joined && !/^(or|and|to|of|in)$/.test(next.norm);
  return listed || (owned && event && year >= 1900 && year % 100 !== 0) ? date : null;
}

/** Whether the word at `at` says that a time follows, or "compared to", "post-". */
const saysTime = (tokens: readonly Token[], at: number): boolean =>
  /^(in|since|during|by|of|until|till|through|throughout|last|early|late|mid|end|from|before|after|this|next|between|circa|year|around|for)$/.test(
    normAt(tokens, at),
  ) ||
  (normAt(tokens, at) === "to" && /^(compared|up)$/.test(normAt(tokens, at - 1))) ||
  (isHyphen(tokens, at) && /^(post|pre)$/.test(normAt(tokens, at - 1)));
