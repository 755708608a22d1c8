/** The most periods that a chart draws; with more between the first and the last only those with a toll are. */
const MOST = 200;

/**
 * All days, months or years from the first to the last of some, so that a chart shows those without a toll too.
 * @param periods ISO 8601, in order
 */
export function allPeriods(periods: readonly string[], unit: "day" | "month" | "year"): readonly string[] {
  const [first] = periods;
  const last = periods.at(-1);
  if (first === undefined || last === undefined) return [];
  const found: string[] = [];
  for (let at = first; at <= last; at = next(at, unit)) {
    found.push(at);
    if (found.length > MOST || next(at, unit) <= at) return periods;
  }
  return found;
}

function next(period: string, unit: "day" | "month" | "year"): string {
  const [year = 0, month = 1, day = 1] = period.split("-").map(Number);
  const date = new Date(0);
  if (unit === "year") date.setUTCFullYear(year + 1, 0, 1);
  else if (unit === "month") date.setUTCFullYear(year, month, 1);
  else date.setUTCFullYear(year, month - 1, day + 1);
  if (Number.isNaN(date.getTime())) return "";
  return date.toISOString().slice(0, { year: 4, month: 7, day: 10 }[unit]);
}
