import type { DateExpression } from "../entities/mention.ts";

const pad = (value: number): string => String(value).padStart(2, "0");
const DAY = 86_400_000;

/** Days since 1970 of an ISO date, or null where it is none (31 February included). */
function dayNumber(iso: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return null;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return isoOf(time / DAY) === iso ? time / DAY : null;
}

const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Whether a text is a day of the calendar in ISO 8601. */
export const isIsoDay = (text: string): boolean => dayNumber(text) !== null;

/**
 * The ISO 8601 date (a day, month or year) that an expression means in an article of day `published`; null where it
 * cannot be known. News looks back: a day without its year is the latest one that is not after the publication.
 */
export function resolveDate(date: DateExpression, published: string | null): string | null {
  const today = published === null ? null : dayNumber(published);
  const year = today === null ? null : Number(published?.slice(0, 4));
  const month = today === null ? null : Number(published?.slice(5, 7));
  switch (date.kind) {
    case "year":
      return String(date.year);
    case "month": {
      const of = date.year ?? (year === null || month === null ? null : date.month > month ? year - 1 : year);
      return of === null ? null : `${of}-${pad(date.month)}`;
    }
    case "day": {
      if (date.year !== null) return validDay(`${date.year}-${pad(date.month)}-${pad(date.day)}`);
      if (year === null || today === null) return null;
      const inYear = `${year}-${pad(date.month)}-${pad(date.day)}`;
      const day = dayNumber(inYear);
      // A week ahead is an announcement, more is last year.
      return day !== null && day > today + 7 ? validDay(`${year - 1}${inYear.slice(4)}`) : validDay(inYear);
    }
    case "weekday": {
      if (today === null) return null;
      const back = (new Date(today * DAY).getUTCDay() - date.weekday + 7) % 7;
      return isoOf(today - back);
    }
    case "days":
      return today === null ? null : isoOf(today + date.days);
    case "relative": {
      if (year === null || month === null || date.unit === "week") return null;
      if (date.unit === "year") return String(year + date.by);
      const months = year * 12 + month - 1 + date.by;
      return `${Math.floor(months / 12)}-${pad((months % 12) + 1)}`;
    }
  }
}

const validDay = (iso: string): string | null => (isIsoDay(iso) ? iso : null);
