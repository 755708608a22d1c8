import type { Token } from "../../text/token.ts";
import { namedAt } from "./calendar.ts";
import { isDash, normAt, OPEN, type Reading, reading, stretch } from "./dateParts.ts";
import { calendarAt, monthAt, yearAt } from "./englishCalendar.ts";
import { relativeAt } from "./englishRelative.ts";
import { timeAt } from "./englishTimes.ts";
import type { DateExpression } from "./mention.ts";

/**
 * The date in English that begins at token `at`, with all that belongs to it: a part of the day, a time, the other
 * end of a stretch ("early Friday", "9 p.m. on Tuesday", "June 30 to July 2, 2012"). Articles and prepositions
 * before it are left out.
 */
export function englishDateAt(tokens: readonly Token[], at: number): Reading | null {
  const first = phraseAt(tokens, at);
  return first ? (otherEnd(tokens, at, first) ?? first) : null;
}

const coreAt = (tokens: readonly Token[], at: number): Reading | null =>
  calendarAt(tokens, at) ?? relativeAt(tokens, at);

const skipThe = (tokens: readonly Token[], at: number): number =>
  normAt(tokens, at) === "the" ? at + 1 : at;

function phraseAt(tokens: readonly Token[], at: number): Reading | null {
  return (
    clockPhrase(tokens, at) ??
    edgePhrase(tokens, at) ??
    partPhrase(tokens, at) ??
    leadPhrase(tokens, at) ??
    plain(tokens, at)
  );
}

/** A day that a time, or a part of the day, may belong to. */
const isDay = ({ date }: Reading): boolean =>
  date.kind === "day" || date.kind === "weekday" || date.kind === "days";

/** "10 a.m. Nov. 29, 2016", "9 p.m. on Tuesday", "0600 GMT". */
function clockPhrase(tokens: readonly Token[], at: number): Reading | null {
  const clock = timeAt(tokens, at);
  if (!clock) return null;
  let next = clock.to;
  if (tokens[next]?.text === ",") next++;
  if (/^(on|of)$/.test(normAt(tokens, next))) next++;
  const day = leadPhrase(tokens, next) ?? plain(tokens, next);
  if (!day || !isDay(day)) return reading(clock.to, OPEN);
  return { ...day, date: timed(day.date, clock.time) };
}

const timed = (date: DateExpression, time: string | null): DateExpression =>
  time === null || date.time !== undefined ? date : { ...date, time };

/** "end of last year", "first half of 2014", "eve of Eid"; "the end of the year" is of which year? */
function edgePhrase(tokens: readonly Token[], at: number): Reading | null {
  const eve = /^(eve|turn)$/.test(normAt(tokens, at));
  const edge = eve ? { to: at + 1 } : namedAt(tokens, at, "en", "edge");
  if (!edge || normAt(tokens, edge.to) !== "of") return null;
  const to = skipThe(tokens, edge.to + 1);
  const whole = leadPhrase(tokens, to) ?? coreAt(tokens, to) ?? yearAt(tokens, to, true);
  if (whole) return eve ? { ...whole, date: OPEN } : whole;
  const unit = namedAt(tokens, to, "en", "unit");
  return unit && to > edge.to + 1 && /^(week|month|year|decade|century) 1$/.test(unit.value)
    ? reading(unit.to, OPEN)
    : null;
}

/** "dawn on Friday", "evening of June 3", "early hours of Sunday"; "noon" and "midnight" alone only as times. */
function partPhrase(tokens: readonly Token[], at: number): Reading | null {
  const part = namedAt(tokens, at, "en", "part");
  if (!part) return null;
  const linked = /^(of|on)$/.test(normAt(tokens, part.to)) ? part.to + 1 : part.to;
  const day = coreAt(tokens, linked);
  if (day && isDay(day)) return day;
  return /^(noon|midnight|midday)$/.test(normAt(tokens, at)) &&
    /^(at|around|about|before|after|by|until|till|from|near|since|past)$/.test(normAt(tokens, at - 1))
    ? reading(part.to, OPEN)
    : null;
}

/** "early Friday", "mid-June", "late last year", "earlier this week". */
function leadPhrase(tokens: readonly Token[], at: number): Reading | null {
  const lead = namedAt(tokens, at, "en", "lead");
  if (!lead) return null;
  const to = isDash(tokens[lead.to]) ? lead.to + 1 : lead.to;
  return withPart(tokens, coreAt(tokens, to) ?? yearAt(tokens, to, true));
}

/** A date as it stands, with the part of the day or the time behind it: "Friday night", "Friday at 10 a.m.". */
const plain = (tokens: readonly Token[], at: number): Reading | null => withPart(tokens, coreAt(tokens, at));

function withPart(tokens: readonly Token[], date: Reading | null): Reading | null {
  if (!date || !isDay(date) || date.date.time !== undefined) return date;
  const part = namedAt(tokens, date.to, "en", "part");
  const to = part?.to ?? date.to;
  const at = /^(at|around)$/.test(normAt(tokens, to)) ? to + 1 : to;
  const clock = timeAt(tokens, at, date.date.kind === "day");
  return clock ? { ...date, to: clock.to, date: timed(date.date, clock.time) } : { ...date, to };
}

const NAMED = /^(day|month|weekday)$/;
/** What puts a date off, from one day to another, names two dates and no stretch. */
const SHIFTED = /^(postpone|delay|move|shift|change|resched|bring|brought|extend)/;

/** "from 2011 to 2014", "between March and May", "June 30 – July 2". */
function otherEnd(tokens: readonly Token[], at: number, first: Reading): Reading | null {
  if (first.date.kind === "range" || first.date.kind === "open") return null;
  const link = normAt(tokens, first.to);
  const before = normAt(tokens, at - 1) === "the" ? normAt(tokens, at - 2) : normAt(tokens, at - 1);
  const dash = isDash(tokens[first.to]);
  const to = /^(to|until|till|through)$/.test(link);
  if (!dash && !to && !(link === "and" && before === "between")) return null;
  const open = before === "from" || before === "between";
  if (to && tokens.slice(Math.max(0, at - 6), at).some(({ norm }) => SHIFTED.test(norm))) return null;
  const next = skipThe(tokens, first.to + 1);
  const month = monthAt(tokens, next);
  const last =
    phraseAt(tokens, next) ??
    (open || first.date.kind === "decade" ? yearAt(tokens, next, true) : null) ??
    // "March-May": behind a month even `May` is one.
    (month && first.date.kind === "month"
      ? reading(month.to, { kind: "month", year: null, month: month.month })
      : null);
  if (!last) return null;
  const alike = NAMED.test(first.date.kind) && NAMED.test(last.date.kind);
  if (!open && !alike) return null;
  return { to: last.to, skip: 0, date: stretch(first.date, last.date) };
}
