import type { Span } from "../../../text/span.ts";
import type { Harm } from "../../detection.ts";
import { VAGUE } from "../bounds.ts";
import { spanOf } from "../figure.ts";
import { type Clause, normAt, textAt } from "./clause.ts";
import { type Nominal, nominalAt } from "./nominals.ts";
import type { Toll } from "./tolls.ts";

// Numbers whose harm is told of elsewhere: a total that a verb brings, and those of whom nobody survived.

const RISES = /^[ولف]?(ارتفع|ارتفعت|يرتفع|ترتفع|وصل|وصلت|يصل|تصل|بلغ|بلغت|يبلغ|تبلغ)$/;

const COUNTS = /^(العدد|الحصيله|الاجمالي|المجموع)$/;
const WORDS_BETWEEN = 3;

/**
 * "توفي اثنان من الجرحى ليرتفع العدد إلى 15": the numbers of words that say not of what, for the harm that was told of before.
 * @param harmBefore what the last figure before a place tells of, by its offset in UTF-16 code units
 */
export function totalsOf(clause: Clause, harmBefore: (offset: number) => Harm | null): Toll[] {
  const found: Toll[] = [];
  for (let at = clause.from; at + 1 < clause.to; at++) {
    if (!RISES.test(normAt(clause, at)) || !COUNTS.test(normAt(clause, at + 1))) continue;
    const trigger = spanOf(clause, at + 1, at + 2);
    const harm = harmBefore(trigger.start);
    const nominal = harm && numberBehind(clause, at + 2, WORDS_BETWEEN);
    if (harm && nominal) found.push({ nominal, harm, trigger, rule: "heading" });
  }
  return found;
}

/** "لم ينج أحد من ركاب الطائرة البالغ عددهم 64": those of whom nobody survived, by their number where it stands. */
export function withoutSurvivors(clause: Clause): Toll[] {
  const found: Toll[] = [];
  for (let at = clause.from; at + 3 < clause.to; at++) {
    const trigger = survivalAt(clause, at);
    if (!trigger || normAt(clause, at + 3) !== "من") continue;
    const whole = nominalAt(clause, at + 4);
    if (!whole) continue;
    const isCounted = whole.kind === "count" && whole.bounds.min !== null;
    const number = isCounted ? whole : numberBehind(clause, whole.to, NAMED_BETWEEN);
    const nominal = number ?? (whole.person && whole.kind !== "named" ? { ...whole, bounds: VAGUE } : null);
    if (nominal) found.push({ nominal, harm: "killed", trigger, rule: "no survivors" });
  }
  return found;
}

const NAMED_BETWEEN = 6;

/** `لم ينج أحد`. */
const survivalAt = (clause: Clause, at: number): Span | null =>
  /^[وف]?(لم|لن)$/.test(normAt(clause, at)) &&
  /^(ينج|ينجو)$/.test(normAt(clause, at + 1)) &&
  /^(احد|اي|ايا)$/.test(normAt(clause, at + 2))
    ? spanOf(clause, at + 1, at + 2)
    : null;

/** The first number of people behind some words at most, in the same part of the sentence. */
function numberBehind(clause: Clause, at: number, words: number): Nominal | null {
  for (let i = at; i < Math.min(clause.to, at + words); i++) {
    if (/^[،؛,.;:]$/.test(textAt(clause, i))) return null;
    const nominal = nominalAt(clause, i);
    if (nominal?.kind !== "count" || nominal.bounds.min === null) continue;
    return nominal.person || nominal.nounFrom === nominal.to ? nominal : null;
  }
  return null;
}
