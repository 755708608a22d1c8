import { numeralAt } from "../../text/numeral.ts";
import { ofSpelling } from "../../text/spelling.ts";
import type { Token } from "../../text/token.ts";
import { namedAt, opensRole } from "./calendar.ts";
import { normAt, OPEN, type Reading, reading } from "./dateParts.ts";
import { calendarAt, feastAt, monthAt } from "./englishCalendar.ts";
import type { DateExpression, TimeUnit, Turn } from "./mention.ts";

/** A date told from the day of publication, or from another date: "last Friday", "two days ago", "the previous day". */
export const relativeAt = (tokens: readonly Token[], at: number): Reading | null =>
  dayWord(tokens, at) ?? stepAt(tokens, at) ?? pastAt(tokens, at) ?? otherAt(tokens, at) ?? agoAt(tokens, at);

function dayWord(tokens: readonly Token[], at: number): Reading | null {
  const word = namedAt(tokens, at, "en", "day");
  return word ? reading(word.to, { kind: "days", days: Number(word.value) }) : null;
}

const isTimeUnit = (unit: string): unit is TimeUnit => /^(day|week|month|year)$/.test(unit);

/** A unit's name and how many of it the word means. */
function unitAt(
  tokens: readonly Token[],
  at: number,
): { unit: string; times: number; to: number; plural: boolean } | null {
  const found = namedAt(tokens, at, "en", "unit");
  if (!found) return null;
  const [unit = "", times] = found.value.split(" ");
  return { unit, times: Number(times), to: found.to, plural: normAt(tokens, at).endsWith("s") };
}

const VAGUE = /^(an?|couple|several|few|many|some)$/;

/** Whether a word may count time vaguely; `a` and `an` do with others, or are one. */
export const countsVaguely = ofSpelling(({ norm }) => VAGUE.test(norm));

const namesUnit = ofSpelling((spelling) => opensRole(spelling, "unit"));

/** Whether the name of a unit of time stands in reach of a count that begins at token `at`. */
export function unitFollows(tokens: readonly Token[], at: number): boolean {
  for (let i = at + 1; i < at + 9; i++) {
    const token = tokens[i];
    if (token && namesUnit(token)) return true;
  }
  return false;
}

/** How many, before a unit: a number, "a few" (null) or nothing (1, where `bare`). */
function countAt(tokens: readonly Token[], at: number): { count: number | null; to: number } | null {
  const token = tokens[at];
  if (token && countsVaguely(token)) {
    const words = tokens
      .slice(at, at + 3)
      .map(({ norm }) => norm)
      .join(" ");
    const vague = /^(a few|a couple of|couple of|several|few|many|some)\b/.exec(words);
    if (vague) return { count: null, to: at + vague[0].split(" ").length };
  }
  const numeral = numeralAt(tokens, at, "en");
  if (numeral)
    return {
      count: Number.isInteger(numeral.value) && numeral.value < 1000 ? numeral.value : null,
      to: numeral.to,
    };
  return /^(a|an)$/.test(normAt(tokens, at)) ? { count: 1, to: at + 1 } : null;
}

/** "last week", "this morning", "next Tuesday", "last July", "the last three months". */
function stepAt(tokens: readonly Token[], at: number): Reading | null {
  const step = namedAt(tokens, at, "en", "step");
  if (!step) return null;
  const by = Number(step.value);
  const word = normAt(tokens, at);
  const unit = unitAt(tokens, step.to);
  if (unit && !unit.plural) {
    if (isTimeUnit(unit.unit) && unit.times === 1 && unit.unit !== "day")
      return reading(unit.to, { kind: "relative", unit: unit.unit, by });
    if (unit.unit === "weekend" || unit.unit === "decade" || unit.unit === "century")
      return reading(unit.to, OPEN);
    return unit.unit === "day" && word === "next" ? reading(unit.to, OPEN) : null;
  }
  const part = namedAt(tokens, step.to, "en", "part");
  if (part && (word === "last" || word === "this")) return reading(part.to, { kind: "days", days: by });
  if (part && word === "next") return reading(part.to, OPEN);
  const turn: Turn = by < 0 ? "last" : by > 0 ? "next" : "untold";
  const named = calendarAt(tokens, step.to);
  if (named?.date.kind === "weekday" && named.date.turn === undefined)
    return { ...named, date: { ...named.date, turn } };
  if (named?.date.kind === "month" && named.date.year === null && named.date.years === undefined)
    return reading(named.to, by === 0 ? { ...named.date, years: 0 } : { ...named.date, turn });
  const month = named ? null : monthAt(tokens, step.to);
  if (month)
    return reading(month.to, {
      kind: "month",
      year: null,
      month: month.month,
      ...(by === 0 ? { years: 0 } : { turn }),
    });
  if (namedAt(tokens, step.to, "en", "season") && word !== "current") return reading(step.to + 1, OPEN);
  const feast = feastAt(tokens, step.to);
  if (feast) return feast;
  return word === "last"
    ? stretchBack(tokens, step.to)
    : word === "next" || word === "coming"
      ? ahead(tokens, step.to)
      : null;
}

/** "(the) past month", "past 24 hours", "recent days". */
function pastAt(tokens: readonly Token[], at: number): Reading | null {
  const word = normAt(tokens, at);
  if (word !== "past" && word !== "recent") return null;
  if (word === "recent") {
    const unit = unitAt(tokens, at + 1);
    return unit?.plural && unit.unit !== "minute" ? reading(unit.to, OPEN) : null;
  }
  if (!/^(the|this|over|in|of|for|during|within)$/.test(normAt(tokens, at - 1))) return null;
  const unit = unitAt(tokens, at + 1);
  if (unit)
    return reading(
      unit.to,
      isTimeUnit(unit.unit) && !unit.plural ? { kind: "past", unit: unit.unit, count: unit.times } : OPEN,
    );
  return stretchBack(tokens, at + 1);
}

/** "three months", "24 hours", "few weeks" up to the publication. */
function stretchBack(tokens: readonly Token[], at: number): Reading | null {
  const count = countAt(tokens, at);
  const unit = count ? unitAt(tokens, count.to) : null;
  if (!count || !unit || unit.unit === "minute") return null;
  if (count.count === null) return reading(unit.to, OPEN);
  if (unit.unit === "hour") {
    return reading(
      unit.to,
      count.count % 24 === 0 ? { kind: "past", unit: "day", count: count.count / 24 } : OPEN,
    );
  }
  return reading(
    unit.to,
    isTimeUnit(unit.unit) ? { kind: "past", unit: unit.unit, count: count.count * unit.times } : OPEN,
  );
}

function ahead(tokens: readonly Token[], at: number): Reading | null {
  const unit = unitAt(tokens, countAt(tokens, at)?.to ?? at);
  return unit?.plural ? reading(unit.to, OPEN) : null;
}

/** "the previous day", "the following week", "the same year": told from another date of the text. */
function otherAt(tokens: readonly Token[], at: number): Reading | null {
  if (
    !/^(previous|following|preceding|same|ensuing)$/.test(normAt(tokens, at)) ||
    normAt(tokens, at - 1) !== "the"
  )
    return null;
  const unit = unitAt(tokens, at + 1);
  if (unit && !/^(hour|minute)$/.test(unit.unit)) return reading(unit.to, OPEN);
  const named =
    namedAt(tokens, at + 1, "en", "part") ??
    (monthAt(tokens, at + 1) || namedAt(tokens, at + 1, "en", "weekday") ? { to: at + 2 } : null);
  return named ? reading(named.to, OPEN) : null;
}

/** "two days ago", "a year ago"; "three weeks earlier" and "days later" are told from another date. */
function agoAt(tokens: readonly Token[], at: number): Reading | null {
  const counted = countAt(tokens, at);
  const unit = unitAt(tokens, counted?.to ?? at);
  if (!unit || (!counted && !unit.plural)) return null;
  const behind = normAt(tokens, unit.to);
  const clock = unit.unit === "hour" || unit.unit === "minute";
  if (/^(earlier|later)$/.test(behind)) return clock ? null : reading(unit.to + 1, OPEN);
  if (behind !== "ago") return null;
  return reading(unit.to + 1, agoOf(tokens, at, counted?.count ?? null, unit));
}

/** A round or vague number of units, and weeks, tell no day. */
function agoOf(
  tokens: readonly Token[],
  at: number,
  count: number | null,
  { unit, times }: { unit: string; times: number },
): DateExpression {
  const about = /^(about|around|nearly|almost|some|over|than|roughly|approximately|least|under|just)$/.test(
    normAt(tokens, at - 1),
  );
  if (count === null || about || !isTimeUnit(unit) || times !== 1 || (count > 9 && count % 5 === 0))
    return OPEN;
  return unit === "day" ? { kind: "days", days: -count } : { kind: "relative", unit, by: -count };
}
