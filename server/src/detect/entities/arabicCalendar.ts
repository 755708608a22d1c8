import { respelt, type Token } from "../../text/token.ts";
import { type Named, namedAt } from "./calendar.ts";
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
import type { DateExpression, Turn } from "./mention.ts";

/** A date of the calendar: days, months, years, decades, seasons, feasts, the Islamic months. */
export const calendarAt = (tokens: readonly Token[], at: number): Reading | null =>
  corresponding(
    tokens,
    numericAt(tokens, at, "ar") ?? hijriAt(tokens, at) ?? dayAt(tokens, at) ?? monthOf(tokens, at),
  ) ??
  decadeAt(tokens, at) ??
  seasonAt(tokens, at) ??
  feastAt(tokens, at) ??
  yearSpanAt(tokens, at) ??
  yearAt(tokens, at, false);

interface MonthName extends Named {
  readonly month: number;
  /** Given in two calendars: `فبراير/شباط`, `شباط (فبراير)`. */
  readonly twice: boolean;
}

/** A month by its names in one or two of the calendars in use. */
export function monthAt(tokens: readonly Token[], at: number): MonthName | null {
  const name = namedAt(tokens, at, "ar", "month");
  if (!name) return null;
  const month = Number(name.value);
  const mark = tokens[name.to]?.norm ?? "";
  const other = /^[/(-]$/.test(mark) ? namedAt(tokens, name.to + 1, "ar", "month") : null;
  if (other?.value !== name.value) return { ...name, month, twice: false };
  const closed = mark === "(" ? tokens[other.to]?.text === ")" : true;
  return closed
    ? { ...name, to: other.to + (mark === "(" ? 1 : 0), month, twice: true }
    : { ...name, month, twice: false };
}

/** A day of the month: `15`, `الـ15`, `الخامس عشر`. */
function dayNumberAt(tokens: readonly Token[], at: number): { day: number; to: number; skip: number } | null {
  const article = normAt(tokens, at) === "ال" && tokens[at + 1]?.joined ? 1 : 0;
  const day = dayOf(tokens[at + article]);
  if (day !== null) return { day, to: at + article + 1, skip: 0 };
  const ordinal = namedAt(tokens, at, "ar", "ordinal");
  return ordinal ? { day: Number(ordinal.value), to: ordinal.to, skip: ordinal.skip } : null;
}

/** 15 فبراير/شباط 2012, الخامس عشر من فبراير, 12-14 يونيو, `3 و7 مارس` behind `بين`. */
function dayAt(tokens: readonly Token[], at: number): Reading | null {
  const first = dayNumberAt(tokens, at);
  if (!first) return null;
  const link = normAt(tokens, first.to);
  const before = normAt(tokens, at - 1);
  const linked =
    isHyphen(tokens, first.to) || /^(الي|حتي)$/.test(link) || (link === "و" && /بين$/.test(before));
  const second = linked ? dayNumberAt(tokens, first.to + 1) : null;
  const last = second && second.day > first.day ? second : null;
  let next = last?.to ?? first.to;
  if (/^(من|في)$/.test(normAt(tokens, next))) next++;
  if (normAt(tokens, next) === "شهر") next++;
  const month = monthAt(tokens, next);
  // "الأول من": an ordinal without its month is of anything.
  if (!month || month.skip > 0) return null;
  const year = yearBehind(tokens, month.to);
  const day = (number: number): DateExpression => ({
    kind: "day",
    month: month.month,
    day: number,
    ...year.said,
  });
  return reading(
    year.to,
    year.hijri ? OPEN : last ? { kind: "range", first: day(first.day), last: day(last.day) } : day(first.day),
    first.skip,
  );
}

interface YearSaid {
  readonly to: number;
  readonly said: { readonly year: number | null; readonly years?: number };
  readonly hijri: boolean;
}

/** The year behind a month: `2012`, `، 2012`, `عام 2012م`, `من العام الماضي`; up to `at` where there is none. */
function yearBehind(tokens: readonly Token[], at: number): YearSaid {
  let next = at;
  if (/^[,،]$/.test(tokens[next]?.text ?? "")) next++;
  if (normAt(tokens, next) === "من") next++;
  const word = namedAt(tokens, next, "ar", "year");
  const year = yearOf(tokens[word?.to ?? next]);
  if (year !== null && !isHyphen(tokens, (word?.to ?? next) + 1)) {
    const era = eraAt(tokens, (word?.to ?? next) + 1);
    return { to: era.to, said: { year }, hijri: era.hijri || year < 1700 };
  }
  const step = word ? stepAt(tokens, word.to) : null;
  return step
    ? { to: step.to, said: { year: null, years: step.by }, hijri: false }
    : { to: at, said: { year: null }, hijri: false };
}

/** Past the name of an era behind a year: `م`, `ميلادي`, `هـ`, `هجرية`. */
function eraAt(tokens: readonly Token[], at: number): { to: number; hijri: boolean } {
  const norm = normAt(tokens, at);
  if (/^(ه|هجري|هجريه)$/.test(norm)) return { to: at + 1, hijri: true };
  return { to: /^(م|ميلادي|ميلاديه)$/.test(norm) ? at + 1 : at, hijri: false };
}

/** `الماضي`, `المقبلة` …: -1, 0 or 1. */
export function stepAt(tokens: readonly Token[], at: number): { by: number; to: number } | null {
  const token = tokens[at];
  if (!token) return null;
  const found =
    namedAt(tokens, at, "ar", "step") ??
    namedAt([respelt(token, token.text, token.norm.replace(/ه$/, ""))], 0, "ar", "step");
  return found && found.skip === 0 ? { by: Number(found.value), to: at + 1 } : null;
}

export const turnOf = (by: number): Turn => (by < 0 ? "last" : by > 0 ? "next" : "untold");

/** Months that are also other words (to practise, a name, a father) need a word of time before them. */
const AMBIGUOUS = /^(مارس|ماي|جوان|اب|اوت|غشت|نيسان)$/;
const TIME_WORDS =
  /^(و|ف)?(في|منذ|شهر|خلال|حتي|بين|الي|بدايه|نهايه|مطلع|اوائل|اواخر|منتصف|مستهل|اواسط|قبل|بعد|بحلول|اشهر|شهري)$/;

/** `فبراير/شباط الماضي`, `شهر يونيو 2012`, `آب`. */
function monthOf(tokens: readonly Token[], at: number): Reading | null {
  const of = /^[وفبل]?شهر$/.test(normAt(tokens, at)) ? 1 : 0;
  const month = monthAt(tokens, at + of);
  // `أيلول الأسود` is a group and an event.
  if (!month || (of === 1 && month.skip > 0) || normAt(tokens, month.to) === "الاسود") return null;
  const skip = of === 1 ? (tokens[at]?.text.length ?? 4) - 3 : month.skip;
  const step = stepAt(tokens, month.to);
  if (step)
    return reading(
      step.to,
      {
        kind: "month",
        year: null,
        month: month.month,
        ...(step.by === 0 ? { years: 0 } : { turn: turnOf(step.by) }),
      },
      skip,
    );
  const year = yearBehind(tokens, month.to);
  if (year.to > month.to && !year.hijri)
    return reading(year.to, { kind: "month", month: month.month, ...year.said }, skip);
  const token = tokens[at + of];
  const stem = token?.norm.slice(month.skip) ?? "";
  const alone = !month.twice && of === 0 && AMBIGUOUS.test(stem);
  if (alone && (!TIME_WORDS.test(normAt(tokens, at - 1)) || (stem === "اب" && !token?.text.includes("آ"))))
    return null;
  return reading(month.to, { kind: "month", year: null, month: month.month }, skip);
}

/** A date of the Islamic calendar has no value of its own; a name of a month needs a day, a year or `شهر`. */
function hijriAt(tokens: readonly Token[], at: number): Reading | null {
  const day = dayNumberAt(tokens, at);
  let next = day ? day.to : at;
  if (day && normAt(tokens, next) === "من") next++;
  const of = normAt(tokens, next) === "شهر" ? 1 : 0;
  const slash = day && tokens[next]?.text === "/" ? 1 : 0;
  const month = namedAt(tokens, next + of + slash, "ar", "hijri");
  if (!month || (day && month.skip > 0)) return null;
  let to = month.to;
  if (slash === 1 && tokens[to]?.text === "/") to++;
  const word = namedAt(tokens, to, "ar", "year");
  const year = /^1[34]\d\d$/.test(normAt(tokens, word?.to ?? to)) ? (word?.to ?? to) + 1 : null;
  if (!day && of === 0 && year === null) return null;
  return reading(
    year === null ? month.to : eraAt(tokens, year).to,
    OPEN,
    day?.skip ?? (of === 1 ? 0 : month.skip),
  );
}

/** A date and the one of the other calendar that it is the same as; the Gregorian one has the value. */
function corresponding(tokens: readonly Token[], first: Reading | null): Reading | null {
  if (!first) return null;
  let next = first.to;
  const bracket = tokens[next]?.text === "(" ? 1 : 0;
  next += bracket;
  if (/^[,،]$/.test(tokens[next]?.text ?? "")) next++;
  if (normAt(tokens, next) !== "الموافق") return first;
  next++;
  if (/^(ل|في|:)$/.test(normAt(tokens, next))) next++;
  const second = numericAt(tokens, next, "ar") ?? hijriAt(tokens, next) ?? dayAt(tokens, next);
  if (!second || (bracket === 1 && tokens[second.to]?.text !== ")")) return first;
  return {
    to: second.to + bracket,
    skip: first.skip,
    date: first.date.kind === "open" ? second.date : first.date,
  };
}

/** `تسعينيات القرن الماضي`, `التسعينيات`; `في السبعينيات من عمره` is an age. */
function decadeAt(tokens: readonly Token[], at: number): Reading | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  const plain = namedAt(tokens, at, "ar", "decade");
  const article = /^[وفبل]?ال/.exec(token.norm)?.[0] ?? "";
  const bare =
    article === ""
      ? null
      : namedAt([respelt(token, token.text, token.norm.slice(article.length))], 0, "ar", "decade");
  const name = plain ?? bare;
  if (!name) return null;
  let to = at + 1;
  if (normAt(tokens, to) === "من") {
    if (/^(عمر|العمر)/.test(normAt(tokens, to + 1))) return null;
    to++;
  }
  const century =
    normAt(tokens, to) === "القرن" && /^(الماضي|العشرين|المنصرم|الفائت)$/.test(normAt(tokens, to + 1));
  const year = Number(name.value);
  if (!century && (plain || year < 1950)) return null;
  return reading(
    century ? to + 2 : at + 1,
    { kind: "decade", year },
    plain ? plain.skip : article.length - 2,
  );
}

/** `صيف 2014`, `ربيع العام الماضي`: the year; a winter lies in two. */
function seasonAt(tokens: readonly Token[], at: number): Reading | null {
  const season = namedAt(tokens, at, "ar", "season");
  const year = season ? yearBehind(tokens, season.to) : null;
  if (!season || !year || year.to === season.to || year.hijri) return null;
  if (season.value !== "1") return reading(year.to, OPEN, season.skip);
  const date: DateExpression =
    year.said.year === null
      ? { kind: "relative", unit: "year", by: year.said.years ?? 0 }
      : { kind: "year", year: year.said.year };
  return reading(year.to, date, season.skip);
}

function feastAt(tokens: readonly Token[], at: number): Reading | null {
  const feast = namedAt(tokens, at, "ar", "feast");
  return feast ? reading(feast.to, OPEN, feast.skip) : null;
}

/** `عام 2012`, `عامي 2011 و2014`, `(1948)`, `منذ 2011`; `sure` where what stands before has settled that it is one. */
export function yearAt(tokens: readonly Token[], at: number, sure: boolean): Reading | null {
  const word = namedAt(tokens, at, "ar", "year");
  const bracket = word && tokens[word.to]?.text === "(" ? 1 : 0;
  const first = (word?.to ?? at) + bracket;
  const span = word ? yearSpanAt(tokens, first) : null;
  if (span) return { ...span, skip: word?.skip ?? 0 };
  const hijri = /^1[234]\d\d$/.test(normAt(tokens, first));
  const year = yearOf(tokens[first]);
  if (year === null && !hijri) return null;
  if (bracket === 1 && tokens[first + 1]?.text !== ")") return null;
  const era = eraAt(tokens, first + 1 + bracket);
  if (hijri) return word || era.hijri ? reading(era.to, OPEN, word?.skip ?? 0) : null;
  const date = reading(era.to, year === null ? OPEN : { kind: "year", year }, word?.skip ?? 0);
  if (word) return date;
  if (isDash(tokens[at + 1]) && tokens[at + 1]?.joined) return null;
  const before = normAt(tokens, at - 1);
  // `من 2011` may be of anything, unless it goes on to another year.
  if (/^[وف]?من$/.test(before) && /^(الي|حتي)$/.test(normAt(tokens, at + 1)) && yearOf(tokens[at + 2]))
    return date;
  return sure || before === "(" || /^[وف]?(منذ|في|خلال|حتي|بين|بحلول|قبل|بعد|موسم)$/.test(before)
    ? date
    : null;
}

/** The name of a day of the week, with or without `يوم` and what tells which: `يوم الاثنين الماضي`, `الجمعة 15 يونيو`. */
export function weekdayAt(tokens: readonly Token[], at: number): Reading | null {
  const day = /^([وفبل]?)يوم$/.exec(normAt(tokens, at));
  const name = namedAt(tokens, at + (day ? 1 : 0), "ar", "weekday");
  if (day && (!name || name.skip > 0)) {
    const date = calendarAt(tokens, at + 1);
    return date?.date.kind === "day" ? { ...date, skip: day[1]?.length ?? 0 } : null;
  }
  if (!name) return null;
  const skip = day ? (day[1]?.length ?? 0) : name.skip;
  const weekday = Number(name.value);
  const step = stepAt(tokens, name.to);
  let next = step?.to ?? name.to;
  const bracket = tokens[next]?.text === "(" ? 1 : 0;
  if (bracket === 1 || /^[,،]$/.test(tokens[next]?.text ?? "")) next++;
  if (normAt(tokens, next) === "الموافق") next++;
  const date = corresponding(
    tokens,
    numericAt(tokens, next, "ar") ?? hijriAt(tokens, next) ?? dayAt(tokens, next),
  );
  if (date && (bracket === 0 || tokens[date.to]?.text === ")")) {
    const to = date.to + bracket;
    if (date.date.kind === "day") return reading(to, { ...date.date, weekday }, skip);
    if (date.date.kind === "open") return reading(to, { kind: "weekday", weekday }, skip);
  }
  if (step) return reading(step.to, { kind: "weekday", weekday, turn: turnOf(step.by) }, skip);
  const untold = /^[وف]?(حتي|سي.*)$/.test(normAt(tokens, at - 1));
  return reading(name.to, { kind: "weekday", weekday, ...(untold && { turn: "untold" }) }, skip);
}
