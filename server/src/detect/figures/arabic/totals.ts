import type { Span } from "../../../text/span.ts";
import type { Harm } from "../../detection.ts";
import { VAGUE } from "../bounds.ts";
import { spanOf } from "../figure.ts";
import { type Clause, normAt, textAt } from "./clause.ts";
import { type Nominal, nominalAt } from "./nominals.ts";
import type { Toll } from "./tolls.ts";

// Numbers whose harm is told of elsewhere: a total that a verb brings, and those of whom nobody survived.

/** With `و` or `ف` before it, or with `ل`: "ليرتفع العدد". */
const RISES = /^[ولف]?(ارتفع|ارتفعت|يرتفع|ترتفع|وصل|وصلت|يصل|تصل|بلغ|بلغت|يبلغ|تبلغ)$/;
const COUNTS = /^(العدد|الحصيله|الاجمالي|المجموع)$/;
/** Before the verb: it has not come to that. */
const NOT_YET =
  /^[وف]?(قد|ربما|لم|لن|لا|ان|سوف|المتوقع|المرجح|المحتمل|متوقع|مرجح|محتمل|يتوقع|تتوقع|يمكن|يحتمل|حال|لو|اذا)$/;
const NEAR = 4;
const WORDS_BETWEEN = 3;

/** A figure that was read already. */
interface Told extends Span {
  readonly harm: Harm;
}

/**
 * "توفي اثنان من الجرحى ليرتفع العدد إلى 15": the numbers of words that say not of what, for the harm of the figure before.
 * Between the two stands no other number, for it could be meant.
 * @param told the figures of the clause, in any order
 */
export function totalsOf(clause: Clause, told: readonly Told[]): Toll[] {
  const found: Toll[] = [];
  for (let at = clause.from; at + 1 < clause.to; at++) {
    if (!RISES.test(normAt(clause, at)) || !COUNTS.test(normAt(clause, at + 1)) || isNotYet(clause, at))
      continue;
    const trigger = spanOf(clause, at + 1, at + 2);
    const before = told.filter(({ end }) => end <= trigger.start).sort((a, b) => a.end - b.end);
    const last = before.at(-1);
    const nominal = numberBehind(clause, at + 2, WORDS_BETWEEN);
    if (!last || !nominal || nominal.nounFrom < nominal.to) continue;
    if (
      isShare(clause, nominal.to) ||
      told.some(({ start, end }) => start < nominal.end && nominal.start < end)
    )
      continue;
    const other = before.at(-2);
    if (other && other.harm !== last.harm && isClose(clause, other, last)) continue;
    if (hasNumberBetween(clause, last.end, at)) continue;
    found.push({ nominal, harm: last.harm, trigger, rule: "heading" });
  }
  return found;
}

function isNotYet(clause: Clause, at: number): boolean {
  for (let i = at - 1; i >= Math.max(clause.from, at - NEAR); i--)
    if (NOT_YET.test(normAt(clause, i))) return true;
  return false;
}

/** "3 في المئة", "3%". */
const isShare = (clause: Clause, at: number): boolean =>
  /^[%٪]$/.test(textAt(clause, at)) ||
  (normAt(clause, at) === "في" && /^المي?ه$|^المايه$/.test(normAt(clause, at + 1)));

/** "قتل 3 وأصيب 7": of two harms told of in one breath either may be meant. */
const isClose = ({ tokens }: Clause, one: Span, other: Span): boolean =>
  tokens.filter(({ start, end }) => start >= one.end && end <= other.start).length <= NEAR;

function hasNumberBetween(clause: Clause, offset: number, to: number): boolean {
  for (let i = clause.from; i < to; i++) {
    if ((clause.tokens[i]?.start ?? 0) < offset) continue;
    const nominal = nominalAt(clause, i);
    if (nominal?.kind === "count" && nominal.bounds.min !== null) return true;
  }
  return false;
}

/** "لم ينج أحد من ركاب الطائرة البالغ عددهم 64": those of whom nobody survived, by their number where it stands. */
export function withoutSurvivors(clause: Clause): Toll[] {
  const found: Toll[] = [];
  for (let at = clause.from; at + 3 < clause.to; at++) {
    const trigger = survivalAt(clause, at);
    if (!trigger || normAt(clause, at + 3) !== "من") continue;
    const whole = nominalAt(clause, at + 4);
    if (!whole || whole.kind === "named" || isOfSome(clause, whole.from + 1)) continue;
    const isCounted = whole.kind === "count" && whole.bounds.min !== null;
    const number = isCounted ? whole : countOf(clause, whole.to);
    const nominal = number ?? (whole.person ? { ...whole, bounds: VAGUE } : null);
    if (nominal) found.push({ nominal, harm: "killed", trigger, rule: "no survivors" });
  }
  return found;
}

/** `لم ينج أحد`, where it is told as a fact. */
const survivalAt = (clause: Clause, at: number): Span | null =>
  /^[وف]?لم$/.test(normAt(clause, at)) &&
  /^(ينج|ينجو)$/.test(normAt(clause, at + 1)) &&
  /^(احد|اي|ايا)$/.test(normAt(clause, at + 2)) &&
  !/^(لو|ان|اذا|انه|يخشي|يعتقد)$/.test(normAt(clause, at - 1))
    ? spanOf(clause, at + 1, at + 2)
    : null;

/** "إلا طفل", "سوى ثلاثة": some did; "من الإقالة", "من العقاب": it was not their lives. */
function isOfSome(clause: Clause, at: number): boolean {
  for (let i = at; i < clause.to && !/^[،؛.]$/.test(textAt(clause, i)); i++) {
    if (/^(الا|سوي|غير|باستثناء|عدا)$/.test(normAt(clause, i))) return true;
    if (normAt(clause, i) === "من" && i <= at + 1) return true;
  }
  return false;
}

/** "الـ64", "البالغ عددهم 64", "وعددهم 64": how many those are of whom it was told just before. */
function countOf(clause: Clause, at: number): Nominal | null {
  for (let i = at; i < Math.min(clause.to, at + WORDS_BETWEEN); i++) {
    const norm = normAt(clause, i);
    const nominal = /^و?عدد(هم|هن)$/.test(norm)
      ? nominalAt(clause, i + 1)
      : i <= at + 1
        ? nominalAt(clause, i)
        : null;
    if (nominal?.kind === "count" && nominal.bounds.min !== null && nominal.nounFrom === nominal.to)
      return nominal;
  }
  return null;
}

/** The first number of people behind some words at most, in the same part of the sentence. */
function numberBehind(clause: Clause, at: number, words: number): Nominal | null {
  for (let i = at; i < Math.min(clause.to, at + words); i++) {
    if (/^[،؛,.;:]$/.test(textAt(clause, i))) return null;
    const nominal = nominalAt(clause, i);
    if (nominal?.kind === "count" && nominal.bounds.min !== null) return nominal;
  }
  return null;
}
