import type { DateExpression, TimeUnit, Turn } from "../entities/mention.ts";

const pad = (value: number): string => String(value).padStart(2, "0");
const DAY = 86_400_000;

/** Days since 1970 of an ISO date, or null where it is none (31 February included). */
function dayNumber(iso: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return null;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return isoOf(time / DAY) === iso ? time / DAY : null;
}

/** A year as ISO 8601 writes it; null for those that it does not write in four digits, which no news is about. */
const isoYear = (year: number): string | null => (year >= 1000 && year <= 9999 ? String(year) : null);

/** The ISO date of a day since 1970; null outside the years that have four digits. */
function isoOf(day: number): string | null {
  const date = new Date(day * DAY);
  // A number of any size may stand in a text: of one that is no time the year is none.
  return isoYear(date.getUTCFullYear()) && date.toISOString().slice(0, 10);
}

const weekdayOf = (day: number): number => new Date(day * DAY).getUTCDay();

/** Whether a text is a day of the calendar in ISO 8601. */
export const isIsoDay = (text: string): boolean => dayNumber(text) !== null;

const validDay = (iso: string): string | null => (isIsoDay(iso) ? iso : null);

/** The day of publication. */
interface Today {
  /** Since 1970. */
  readonly day: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

function todayOf(published: string | null): Today | null {
  const day = published === null ? null : dayNumber(published);
  return day === null || published === null
    ? null
    : { day, year: Number(published.slice(0, 4)), month: Number(published.slice(5, 7)) };
}

/**
 * What an expression means in ISO 8601 in an article of day `published`: a day, month or year, a day with its time
 * (`2012-06-15T10:30`), or an interval (`2012-06-12/2012-06-14`, `1990/1999`); null where it cannot be known.
 * News looks back: a day without its year is the latest one that is not after the publication.
 */
export function resolveDate(date: DateExpression, published: string | null): string | null {
  const iso = isoDate(date, todayOf(published));
  return iso !== null && date.time !== undefined && iso.length === 10 ? `${iso}T${date.time}` : iso;
}

/**
 * The same as one day, month or year, as figures have it: of an interval the month or year that both ends lie in,
 * or null.
 */
export function resolveDay(date: DateExpression, published: string | null): string | null {
  const iso = isoDate(date, todayOf(published));
  const [first = "", last] = iso?.split("/") ?? [];
  if (last === undefined) return iso;
  for (const length of [10, 7, 4]) {
    if (first.length >= length && first.slice(0, length) === last.slice(0, length))
      return first.slice(0, length);
  }
  return null;
}

/** More days than one event lasts. */
const LONG = 31;

/** Whether an expression means a stretch of time of more than a month, over which people are counted up. */
export function isLong(date: DateExpression, published: string | null): boolean {
  const [first, last] = isoDate(date, todayOf(published))?.split("/") ?? [];
  if (first === undefined || last === undefined) return false;
  return Date.parse(lastDayOf(last)) - Date.parse(first) > LONG * DAY;
}

function isoDate(date: DateExpression, today: Today | null): string | null {
  switch (date.kind) {
    case "year":
      return isoYear(date.year);
    case "decade":
      return intervalOf(isoYear(date.year), isoYear(date.year + 9));
    case "month":
      return monthOf(date, today);
    case "day":
      return dayOf(date, today);
    case "weekday":
      return today && weekdayBefore(date.weekday, date.turn, today);
    case "days":
      return today && isoOf(today.day + date.days);
    case "relative":
      return today && stepOf(date.unit, date.by, today);
    case "past":
      return today && pastOf(date.unit, date.count, today);
    case "range":
      return rangeOf(date.first, date.last, today);
    case "open":
      return null;
  }
}

const intervalOf = (first: string | null, last: string | null): string | null =>
  first === null || last === null ? null : `${first}/${last}`;

/** `month` is 1 to 12. */
function isoMonth(year: number, month: number): string | null {
  const written = isoYear(year);
  return written && `${written}-${pad(month)}`;
}

function monthOf(date: Extract<DateExpression, { kind: "month" }>, today: Today | null): string | null {
  if (date.year !== null) return isoMonth(date.year, date.month);
  if (!today || date.turn === "untold") return null;
  if (date.years !== undefined) return isoMonth(today.year + date.years, date.month);
  const later = date.turn === "last" ? date.month >= today.month : date.month > today.month;
  const year =
    date.turn === "next" ? today.year + (date.month > today.month ? 0 : 1) : today.year - (later ? 1 : 0);
  return isoMonth(year, date.month);
}

function dayOf(date: Extract<DateExpression, { kind: "day" }>, today: Today | null): string | null {
  const { month, day } = date;
  const inYear = (year: number): string => `${year}-${pad(month)}-${pad(day)}`;
  if (date.year !== null) return date.either ? eitherOf(date, today) : validDay(inYear(date.year));
  if (!today) return null;
  if (date.years !== undefined) return validDay(inYear(today.year + date.years));
  const number = dayNumber(inYear(today.year));
  // A week ahead is an announcement, more is last year.
  const found = validDay(inYear(number !== null && number > today.day + 7 ? today.year - 1 : today.year));
  // The day of the week that the text gives must be that of the day, else the year is another one.
  const known = found === null ? null : dayNumber(found);
  return date.weekday === undefined || (known !== null && weekdayOf(known) === date.weekday) ? found : null;
}

/** Of 06/07/2012 the reading that is the day of publication, or the only one that is not after it. */
function eitherOf(date: Extract<DateExpression, { kind: "day" }>, today: Today | null): string | null {
  if (!today) return null;
  const options = [
    [date.month, date.day],
    [date.day, date.month],
  ].map(
    ([month = 0, day = 0]) => dayNumber(`${date.year}-${pad(month)}-${pad(day)}`) ?? Number.POSITIVE_INFINITY,
  );
  const past = options.filter((day) => day <= today.day);
  const sure = past.includes(today.day) ? today.day : past.length === 1 ? past[0] : undefined;
  return sure === undefined ? null : isoOf(sure);
}

/** The last such day not after the publication, or with a turn the last before it or the next behind it. */
function weekdayBefore(weekday: number, turn: Turn | undefined, today: Today): string | null {
  if (turn === "untold") return null;
  const back = (weekdayOf(today.day) - weekday + 7) % 7;
  if (turn === "next") return isoOf(today.day + 7 - back);
  return isoOf(today.day - (turn === "last" && back === 0 ? 7 : back));
}

/** Weeks begin on other days in other countries, so that they have no value. */
function stepOf(unit: TimeUnit, by: number, today: Today): string | null {
  if (unit === "week") return null;
  if (unit === "day") return isoOf(today.day + by);
  if (unit === "year") return isoYear(today.year + by);
  const months = today.year * 12 + today.month - 1 + by;
  return isoMonth(Math.floor(months / 12), (months % 12) + 1);
}

function pastOf(unit: TimeUnit, count: number, today: Today): string | null {
  if (unit === "month" || unit === "year")
    return intervalOf(stepOf(unit, -count, today), stepOf(unit, 0, today));
  return intervalOf(isoOf(today.day - count * (unit === "week" ? 7 : 1)), isoOf(today.day));
}

/** The first end is the latest such date before the last one; null where they are the wrong way round. */
function rangeOf(first: DateExpression, last: DateExpression, today: Today | null): string | null {
  const end = isoDate(last, today);
  if (end === null) return null;
  const interval = end.split("/").at(-1) ?? end;
  const start = isoDate(first, todayOf(lastDayOf(interval)))?.split("/")[0];
  if (start === undefined) return null;
  const length = Math.min(start.length, interval.length);
  const ordered = start.slice(0, length) <= interval.slice(0, length) && start !== interval;
  return ordered ? `${start}/${interval}` : null;
}

/** The last day of an ISO day, month or year. */
function lastDayOf(iso: string): string {
  if (iso.length === 10) return iso;
  const [year = 0, month = 12] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
