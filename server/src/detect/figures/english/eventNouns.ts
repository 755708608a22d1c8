import { numeralAt } from "../../../text/numeral.ts";
import { CLASS, isVerbForm, type PredicateForm, personNoun, predicateForms } from "../../lexicon/english.ts";
import { qualifierBefore, vagueAt } from "../../lexicon/quantities.ts";
import { type Clause, isAdverb, isHyphen, isOf, normAt } from "./clause.ts";

/**
 * The noun of harm that begins at `at` ("deaths", "fatalities", "death toll"), or null. A form that may be a verb too
 * ("murder", "arrest", "killing") is a noun behind a determiner or modifier, or before `of`.
 */
export function eventAt(
  clause: Clause,
  at: number,
  inside: boolean,
): { readonly form: PredicateForm; readonly at: number; readonly to: number } | null {
  const forms = predicateForms(normAt(clause, at));
  if (forms.length === 0) return null;
  let best: { form: PredicateForm; at: number; to: number } | null = null;
  for (const form of forms) {
    const { frame } = form.predicate;
    if (frame !== "event" && frame !== "people" && frame !== "toll" && frame !== "the" && frame !== "held")
      continue;
    if (!form.words.every((word, n) => normAt(clause, at + n) === word)) continue;
    if (
      form.predicate.word === "remains" &&
      normAt(clause, at + 1) !== "of" &&
      !/^(human|charred|skeletal|the|his|her|their)$/.test(normAt(clause, at - 1))
    )
      continue;
    if (frame === "the" && !(inside && isEndOfPhrase(clause, at + form.words.length))) continue;
    const to = at + form.words.length;
    if (!best || to > best.to) best = { form, at: to - 1, to };
  }
  if (!best) return null;
  const verbToo = forms.some(
    ({ predicate, words }) =>
      words.length === 1 && (predicate.frame === "object" || predicate.frame === "subject"),
  );
  const before = normAt(clause, at - 1);
  const nominal =
    inside ||
    normAt(clause, best.to) === "of" ||
    /^('s|')$/.test(before) ||
    (isOf(clause, at - 1, CLASS.prep) && !/^(to|by|after|before|without|for)$/.test(before));
  if (verbToo && !nominal) return null;
  // "a bomb killing nine people": with an object behind it a form in -ing is a verb.
  if (verbToo && /ing$/.test(normAt(clause, at)) && hasObject(clause, best.to)) return null;
  // "a murder scene", "death threats": before another noun it says what kind.
  if (isCompound(clause, best.to)) return null;
  return best;
}

/** Whether a noun phrase begins at `at`, without a preposition or verb between. */
function hasObject(clause: Clause, at: number): boolean {
  if (at >= clause.to) return false;
  if (clause.mentionAt.get(at)?.label === "DATE") return false;
  if (
    isOf(clause, at, CLASS.det) ||
    numeralAt(clause.tokens, at, "en") ||
    vagueAt(clause.tokens, at) ||
    qualifierBefore(clause.tokens, at)
  )
    return true;
  return clause.mentionAt.has(at) || personNoun(normAt(clause, at)) !== undefined;
}

function isEndOfPhrase(clause: Clause, at: number): boolean {
  if (at >= clause.to) return true;
  if (clause.tokens[at]?.kind !== "word") return !isHyphen(clause, at);
  return (
    isOf(
      clause,
      at,
      CLASS.prep | CLASS.conj | CLASS.be | CLASS.have | CLASS.modal | CLASS.rel | CLASS.sub | CLASS.time,
    ) ||
    isVerbForm(normAt(clause, at)) ||
    isAdverb(clause, at) ||
    clause.mentionAt.get(at)?.label === "DATE" ||
    (/(ed|s)$/.test(normAt(clause, at)) && !personNoun(normAt(clause, at)))
  );
}

/** Whether a plain noun follows, which then heads the phrase. */
export function isCompound(clause: Clause, at: number): boolean {
  const token = clause.tokens[at];
  if (!token || at >= clause.to || token.kind !== "word") return false;
  if (clause.mentionAt.has(at) || numeralAt(clause.tokens, at, "en")) return false;
  if (token.norm === "'s" || isOf(clause, at, 0xfff) || isAdverb(clause, at)) return false;
  if (isVerbForm(token.norm) || predicateForms(token.norm).length > 0 || /(ed|ing)$/.test(token.norm))
    return false;
  return true;
}
