import type { Harm } from "../../detection.ts";
import { type PredicateForm, predicateForms } from "../../lexicon/english.ts";
import { type Clause, isHyphen, normAt } from "./clause.ts";
import { isForeseen } from "./events.ts";
import type { Nominal } from "./nominal.ts";
import { before, headOf, kindAt, npAt, type Parse, verbAt, wordOf } from "./parse.ts";

/** A number of people that stands elsewhere than before the word that says what became of them. */
export interface StatedNumber {
  readonly form: PredicateForm;
  readonly trigger: { readonly from: number; readonly to: number };
  readonly nominal: Nominal;
}

/** "a kidnapped journalist", "the wounded soldiers", "16 missing men": words of harm before the noun. */
export function attributes(clause: Clause, nominal: Nominal): { form: PredicateForm; at: number }[] {
  const found: { form: PredicateForm; at: number }[] = [];
  const end = nominal.kind === "named" ? nominal.nameFrom : nominal.head;
  for (let at = nominal.kind === "count" ? nominal.numberTo : nominal.from; at < end; at++) {
    // "a law on missing persons": a word of the law, not of anybody
    if (normAt(clause, at) === "missing" && normAt(clause, at + 1) === "persons" && at === nominal.from)
      continue;
    if (clause.mentionAt.has(at) || isHyphen(clause, at + 1) || isHyphen(clause, at - 1)) continue;
    const form = predicateForms(normAt(clause, at)).find(
      ({ words, form: tense, predicate }) =>
        words.length === 1 &&
        ((tense === "past" && predicate.frame === "object") || predicate.frame === "state") &&
        !predicate.weak &&
        (!predicate.person ||
          /^(executed|captured|jailed|imprisoned|slaughtered|hanged)$/.test(normAt(clause, at))) &&
        predicate.harm !== "casualties",
    );
    if (form) found.push({ form, at });
  }
  return found;
}

/** Nouns that count what stands behind `of`. */
const NUMBER = /^(number|total|tally|count|estimates?)$/;

/** "The number killed": how many there are, and nobody of them. */
export const isNumberNoun = (parse: Parse, nominal: Nominal): boolean =>
  nominal.kind !== "count" && NUMBER.test(headOf(parse, nominal));

/**
 * "The number of dead rose to 27", "put the number of civilian deaths at 70", "the number killed in the blast reached 57",
 * "the toll of wounded is 140": the harm that stands behind the noun, and the number that a verb gives; null where the
 * phrase at chunk `k` is no such one.
 */
export function numberNoun(parse: Parse, k: number): StatedNumber | null {
  const { clause } = parse;
  const head = npAt(parse, k);
  if (!head) return null;
  const of = wordOf(parse, k + 1) === "of";
  // A toll is of deaths where nothing else is said, and for those has a reading of its own.
  const isToll = of && head.kind === "event" && headOf(parse, head) === "toll";
  if (!isToll && !isNumberNoun(parse, head)) return null;
  const first = of ? k + 2 : k + 1;
  let harm: { form: PredicateForm; from: number; to: number } | null = null;
  for (let i = first; i < Math.min(parse.chunks.length, k + 16); i++) {
    const chunk = parse.chunks[i];
    if (!chunk || chunk.kind === "stop") return null;
    if (isToll && harm?.form.predicate.harm === "killed") return null;
    if (!harm) {
      if ((isToll || !of) && (i > first || (!of && chunk.kind !== "verb"))) return null;
      if (chunk.kind === "verb" && chunk.verb.matches[0] && chunk.verb.finite !== "yes") {
        const [match] = chunk.verb.matches;
        harm = { form: match.form, from: match.from, to: match.to };
        continue;
      }
      if (chunk.kind === "np") {
        const { event } = chunk.nominal;
        const own = event
          ? { form: event.form, from: event.at, to: event.at + 1 }
          : attributes(clause, chunk.nominal).map(({ form, at }) => ({ form, from: at, to: at + 1 }))[0];
        if (own) harm = own;
        continue;
      }
      const the = predicateForms(normAt(clause, chunk.from)).find(
        ({ predicate: { frame }, words }) => words.length === 1 && (frame === "the" || frame === "state"),
      );
      if (the) harm = { form: the, from: chunk.from, to: chunk.from + 1 };
      continue;
    }
    const nominal = chunk.kind === "np" ? chunk.nominal : null;
    if (nominal?.kind !== "count" || nominal.human === "no" || nominal.bounds.min === null) continue;
    if (isForeseen(parse, i)) return null;
    const link = before(parse, i);
    if (
      !/^(to|at|from|is|was|are|reached|has|exceeds|exceeded|hit|topped|passed)$/.test(wordOf(parse, link)) &&
      !(verbAt(parse, link)?.status === "asserted")
    )
      continue;
    return { form: harm.form, trigger: { from: harm.from, to: harm.to }, nominal };
  }
  return null;
}

/** Verbs that give a new total, as what follows from what was told just before. */
const TOTALS = /^(bringing|pushing|raising|taking)$/;

/**
 * "11 more bodies were found, taking the total to 58": the number that a verb gives, behind a noun that does not say of what;
 * null where the phrase at chunk `k` is no such one.
 * @param harms what was told of before, the last at the end: of two in one sentence either may be meant
 */
export function totalOf(parse: Parse, k: number, harms: readonly Harm[]): StatedNumber | null {
  const noun = npAt(parse, k);
  if (!noun?.definite || noun.event || !/^(total|number|figure|tally|count)$/.test(headOf(parse, noun)))
    return null;
  const verb = normAt(parse.clause, verbAt(parse, k - 1)?.main ?? -1);
  const follows =
    TOTALS.test(verb) || (/^(brings|brought|takes|took)$/.test(verb) && kindAt(parse, k - 2) === "rel");
  const nominal = npAt(parse, k + 2);
  if (!follows || wordOf(parse, k + 1) !== "to" || nominal?.kind !== "count" || nominal.bounds.min === null)
    return null;
  if (nominal.human === "no" || (nominal.human === "maybe" && nominal.head >= 0)) return null;
  // "to 58 dead", "to 58 killed": the number has a word of its own
  const own = predicateForms(normAt(parse.clause, nominal.to)).find(
    ({ words, form, predicate: { frame } }) =>
      words.length === 1 && (frame === "state" || frame === "the" || (frame === "object" && form === "past")),
  );
  if (own) return { form: own, trigger: { from: nominal.to, to: nominal.to + 1 }, nominal };
  const [harm, other] = new Set(harms);
  if (nominal.event || harm === undefined || other !== undefined || harm === "abducted") return null;
  const form = predicateForms(harm).find(({ predicate }) => predicate.harm === harm);
  return form ? { form, trigger: { from: noun.head, to: noun.head + 1 }, nominal } : null;
}

/** "no reports of injuries": what was said of nobody, as the phrase before `of`. */
export function noReportOf(parse: Parse, k: number): Nominal | null {
  for (let i = k - 1; i >= Math.max(0, k - 6); i--) {
    const kind = kindAt(parse, i);
    const nominal = npAt(parse, i);
    if (
      nominal?.bounds.max === 0 &&
      nominal.event === null &&
      /^(reports?|word|sign|signs|indications?|accounts?|claims?)$/.test(headOf(parse, nominal)) &&
      wordOf(parse, i + 1) === "of"
    ) {
      const last = parse.chunks[k];
      return { ...nominal, to: last?.to ?? nominal.to, kind: "count", human: "yes" };
    }
    if (kind === "verb" || kind === "stop" || kind === "sub") return null;
  }
  return null;
}

export const ofOwnWounds = (parse: Parse, k: number): boolean => {
  const preposition = before(parse, k);
  return (
    kindAt(parse, preposition) === "prep" &&
    (verbAt(parse, before(parse, preposition))?.matches.length ?? 0) > 0
  );
};

/** "The blast claimed 12 lives". */
export function livesLost(parse: Parse, k: number, nominal: Nominal): StatedNumber | null {
  if (headOf(parse, nominal) !== "lives" || nominal.bounds.min === null || nominal.bounds.min === 0)
    return null;
  const verb = verbAt(parse, before(parse, k));
  const match = verb?.matches.find(({ form }) => form.predicate.frame === "lives-after");
  return match ? { form: match.form, trigger: { from: match.from, to: match.to }, nominal } : null;
}
