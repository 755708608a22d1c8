import { numeralAt } from "../../text/numeral.ts";
import type { Token } from "../../text/token.ts";
import { calendarAt, monthAt, stepAt, weekdayAt, yearAt } from "./arabicCalendar.ts";
import { namedAt } from "./calendar.ts";
import { clockAt, isDash, isoTime, normAt, OPEN, type Reading, reading, stretch } from "./dateParts.ts";
import type { DateExpression, TimeUnit } from "./mention.ts";

/**
 * The date in Arabic that begins at token `at`, behind its clitics, with all that belongs to it: a part of the day,
 * a time, the other end of a stretch (`مساء الجمعة`, `بين عامي 2011 و2014`). Prepositions before it are left out.
 */
export function arabicDateAt(tokens: readonly Token[], at: number): Reading | null {
  const first = phraseAt(tokens, at);
  return first ? (otherEnd(tokens, at, first) ?? first) : null;
}

const coreAt = (tokens: readonly Token[], at: number): Reading | null =>
  dayWordAt(tokens, at) ?? weekdayAt(tokens, at) ?? calendarAt(tokens, at) ?? relativeAt(tokens, at);

const phraseAt = (tokens: readonly Token[], at: number): Reading | null =>
  clockPhrase(tokens, at) ??
  edgePhrase(tokens, at) ??
  partPhrase(tokens, at) ??
  agoAt(tokens, at) ??
  coreAt(tokens, at);

const isDay = ({ date }: Reading): boolean =>
  date.kind === "day" || date.kind === "weekday" || date.kind === "days";

/** What makes of `اليوم` "the day" and not "today". */
const OF_THE_DAY =
  /^(التالي|السابق|نفسه|ذاته|الاول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الاخير|الواحد|العالمي|الوطني|الدولي|الذي|المذكور|الموعود|المحدد)$/;

/** `اليوم`, `أمس الجمعة`, `أول من أمس`, `غدا`; a weekday behind it says the same again. */
function dayWordAt(tokens: readonly Token[], at: number): Reading | null {
  const word = namedAt(tokens, at, "ar", "day");
  if (!word) return null;
  if (
    /اليوم$/.test(normAt(tokens, at)) &&
    (OF_THE_DAY.test(normAt(tokens, word.to)) || normAt(tokens, at - 1) === "ذلك")
  )
    return /^(التالي|السابق|نفسه|ذاته)$/.test(normAt(tokens, word.to))
      ? reading(word.to + 1, OPEN, word.skip)
      : null;
  const date: DateExpression = { kind: "days", days: Number(word.value) };
  const again = weekdayAt(tokens, word.to);
  return again && again.skip === 0 && again.date.kind === "weekday"
    ? reading(again.to, date, word.skip)
    : reading(word.to, date, word.skip);
}

/** `مساء الجمعة`, `فجر اليوم`; of `ليلة الجمعة` it is not sure which night it is. */
function partPhrase(tokens: readonly Token[], at: number): Reading | null {
  const night = /^([وفب]?)ليله$/.exec(normAt(tokens, at));
  const part = night ? { to: at + 1, skip: night[1]?.length ?? 0 } : namedAt(tokens, at, "ar", "part");
  if (!part) return null;
  // "بعد ظهر", "بعد الظهر" and "منتصف الليل" have the article with or without a day behind them.
  const to = /^(من)$/.test(normAt(tokens, part.to)) ? part.to + 1 : part.to;
  const of = /^(هذا)$/.test(normAt(tokens, to)) ? to + 1 : to;
  const day = dayWordAt(tokens, of) ?? weekdayAt(tokens, of) ?? calendarAt(tokens, of);
  if (!day || day.skip > 0 || !isDay(day)) return null;
  // `ليل الجمعة السبت`, `ليلة الخميس/الجمعة`
  const slash = /^[/-]$/.test(tokens[day.to]?.norm ?? "") ? 1 : 0;
  const second = weekdayAt(tokens, day.to + slash);
  if (second && second.skip === 0 && /ليل/.test(normAt(tokens, at)))
    return reading(second.to, OPEN, part.skip);
  return reading(day.to, night ? OPEN : day.date, part.skip);
}

/** `مطلع العام الجاري`, `أواخر يناير`, `نهاية 2014`; of a year that is not named it is not sure which. */
function edgePhrase(tokens: readonly Token[], at: number): Reading | null {
  const edge = namedAt(tokens, at, "ar", "edge");
  if (!edge) return null;
  const date =
    yearAt(tokens, edge.to, true) ??
    weekdayAt(tokens, edge.to) ??
    calendarAt(tokens, edge.to) ??
    relativeAt(tokens, edge.to);
  if (date && date.skip === 0) return { ...date, skip: edge.skip };
  const unit = namedAt(tokens, edge.to, "ar", "unit");
  return unit && unit.skip === 0 && /^(week|month|year)$/.test(unit.value)
    ? reading(unit.to, OPEN, edge.skip)
    : null;
}

const isTimeUnit = (unit: string): unit is TimeUnit => /^(day|week|month|year)$/.test(unit);

/** `الأسبوع الماضي`, `هذا العام`, `العام نفسه`, `الأيام القليلة الماضية`. */
function relativeAt(tokens: readonly Token[], at: number): Reading | null {
  const demonstrative = /^([وفبل]?)(هذا|هذه)$/.exec(normAt(tokens, at));
  const unit = namedAt(tokens, demonstrative ? at + 1 : at, "ar", "unit");
  if (!unit) return null;
  const plural = /^[وفبل]{0,2}ل?ا?ل?(ساعات|ايام|اسابيع|اشهر|شهور|اعوام|سنوات|سنين|عقود)$/.test(
    normAt(tokens, unit.to - 1),
  );
  if (demonstrative)
    return plural || unit.skip > 0
      ? null
      : reading(unit.to, unitBy(unit.value, 0), demonstrative[1]?.length ?? 0);
  if (plural) return pluralAt(tokens, unit.to, unit.skip);
  if (/^(نفسه|نفسها|ذاته|ذاتها|التالي|التاليه|السابق|السابقه|الموالي)$/.test(normAt(tokens, unit.to)))
    return reading(unit.to + 1, OPEN, unit.skip);
  const step = stepAt(tokens, unit.to);
  return step ? reading(step.to, unitBy(unit.value, step.by), unit.skip) : null;
}

function unitBy(unit: string, by: number): DateExpression {
  if (!isTimeUnit(unit)) return OPEN;
  return unit === "day" ? (by === 0 ? { kind: "days", days: 0 } : OPEN) : { kind: "relative", unit, by };
}

/** What stands between a plural unit and `الماضية`: `القليلة`, `الثلاثة`, `الـ24`. */
function pluralAt(tokens: readonly Token[], at: number, skip: number): Reading | null {
  for (let to = at; to <= at + 2; to++) {
    const step = stepAt(tokens, to);
    if (step) return reading(step.to, OPEN, skip);
    if (tokens[to]?.kind === "mark" || !/^(ال.*|\d+)$/.test(normAt(tokens, to))) return null;
  }
  return null;
}

/** No count of days, months or years that news tells back exactly is larger. */
const MOST_BACK = 9999;

/** `قبل يومين`, `قبل ثلاثة أيام`, `منذ نحو شهرين`; `قبل يومين من الانتخابات` is told from another date. */
function agoAt(tokens: readonly Token[], at: number): Reading | null {
  const word = /^([وف]?)(قبل|منذ)$/.exec(normAt(tokens, at));
  if (!word) return null;
  const vague = /^(نحو|حوالي|قرابه|بضعه|بضع|عده)$/.test(normAt(tokens, at + 1));
  const more = /^(اكثر|اقل)$/.test(normAt(tokens, at + 1)) && normAt(tokens, at + 2) === "من";
  const from = at + 1 + (vague ? 1 : more ? 2 : 0);
  const number = numeralAt(tokens, from, "ar");
  const unit = namedAt(tokens, number?.to ?? from, "ar", "count");
  if (!unit || unit.skip > 0) return null;
  const [name = "", alone] = unit.value.split(" ");
  const count = number?.value ?? Number(alone);
  if (
    count === 0 &&
    !vague &&
    !/^(سنوات|اعوام|ايام|اشهر|شهور|اسابيع|ساعات|عقود|دقائق)$/.test(normAt(tokens, unit.to - 1))
  )
    return null;
  const skip = word[1]?.length ?? 0;
  const other = /^(من|علي)$/.test(normAt(tokens, unit.to)) && word[2] === "قبل";
  const round = count > 9 && count % 5 === 0;
  if (
    vague ||
    more ||
    other ||
    round ||
    count === 0 ||
    count > MOST_BACK ||
    word[2] === "منذ" ||
    !isTimeUnit(name) ||
    name === "week"
  )
    return reading(unit.to, OPEN, skip);
  return reading(
    unit.to,
    name === "day" ? { kind: "days", days: -count } : { kind: "relative", unit: name, by: -count },
    skip,
  );
}

/** `الساعة العاشرة من مساء الجمعة`, `الساعة 10:30 صباحا`, `0600 بتوقيت غرينتش`. */
function clockPhrase(tokens: readonly Token[], at: number): Reading | null {
  const word = /^([وفبل]?)(الساعه|ساعه)$/.exec(normAt(tokens, at));
  const clock = clockAt(tokens, word ? at + 1 : at);
  const hour = word ? namedAt(tokens, at + 1, "ar", "hour") : null;
  const end = clock?.to ?? hour?.to;
  if (end === undefined) return null;
  const half = namedAt(tokens, end, "ar", "half");
  let to = half?.to ?? end;
  const zoned = /^بتوقيت$/.test(normAt(tokens, to));
  const utc = zoned && /^(غرينتش|جرينتش|غرينيتش|غرنيتش)$/.test(normAt(tokens, to + 1));
  if (zoned) to += 2;
  if (!word && !(utc && clock?.form !== "hour")) return null;
  const written = clock?.hour ?? Number(hour?.value);
  const exact = utc || (clock?.form === "full" && written > 12);
  const time =
    half && half.value !== "" && !zoned
      ? isoTime(written, clock?.minute ?? 0, half.value === "12" ? 12 : 0, "")
      : exact && !half
        ? isoTime(written, clock?.minute ?? 0, null, utc ? "Z" : "")
        : null;
  const skip = word?.[1]?.length ?? 0;
  const next = normAt(tokens, to) === "من" ? to + 1 : to;
  const day = partPhrase(tokens, next) ?? coreAt(tokens, next);
  if (!day || day.skip > 0 || !isDay(day)) return reading(to, OPEN, skip);
  return reading(day.to, time === null ? day.date : { ...day.date, time }, skip);
}

const NAMED = /^(day|month|weekday)$/;

/** `من 2011 إلى 2014`, `بين مارس ومايو`, `12 - 14 يونيو`. */
function otherEnd(tokens: readonly Token[], at: number, first: Reading): Reading | null {
  if (first.date.kind === "range" || first.date.kind === "open") return null;
  const link = normAt(tokens, first.to);
  const before = normAt(tokens, at - 1);
  const between =
    /بين$/.test(before) || /^(عامي|سنتي)$/.test(normAt(tokens, at).replace(/^[وفبل](?=عامي|سنتي)/, ""));
  const from = /^[وف]?من$/.test(before);
  const dash = isDash(tokens[first.to]);
  const to = /^و?(الي|حتي)$/.test(link);
  const written = between && link !== "و" && link.startsWith("و");
  if (!dash && !to && !(between && link === "و") && !written) return null;
  const next = written ? first.to : first.to + 1;
  const month = first.date.kind === "month" && between ? monthAt(tokens, next) : null;
  const last =
    yearAt(tokens, next, between || from) ??
    phraseAt(tokens, next) ??
    // `بين يناير ومارس`: behind a month even `مارس` is one.
    (month && reading(month.to, { kind: "month", year: null, month: month.month }, month.skip));
  if (!last || (last.skip > 0 && !written)) return null;
  const alike = NAMED.test(first.date.kind) && NAMED.test(last.date.kind);
  if (!between && !from && !alike) return null;
  return { to: last.to, skip: first.skip, date: stretch(first.date, last.date) };
}
