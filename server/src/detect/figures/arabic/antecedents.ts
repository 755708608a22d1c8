import { titlesFrom } from "../../lexicon/arabic.ts";
import { type Clause, harmsAt, isDeedAt, normAt, particleAt, textAt } from "./clause.ts";
import { isGivenWord, isNameWord, namedAt, victimAt } from "./names.ts";
import { isComma, isJoined, type Nominal } from "./nominals.ts";
import type { Occurrence } from "./predicates.ts";

const LONGEST_GAP = 14;

/** The noun phrases of a clause by the token behind them, read once from left to right. */
const endings = new WeakMap<Clause, ReadonlyMap<number, Nominal>>();

function nominalsByEnd(clause: Clause): ReadonlyMap<number, Nominal> {
  const known = endings.get(clause);
  if (known) return known;
  const found = new Map<number, Nominal>();
  let at = clause.from;
  while (at < clause.to) {
    const nominal = victimAt(clause, at, "strong");
    if (nominal && isCertain(clause, nominal)) found.set(nominal.to, nominal);
    at = nominal ? Math.max(nominal.to, at + 1) : at + 1;
  }
  endings.set(clause, found);
  return found;
}

/** Names without a given name or a mention are too many for what a verb further on refers to. */
const isCertain = (clause: Clause, { kind, from }: Nominal): boolean =>
  kind !== "named" ||
  clause.mentionAt.get(from)?.label === "PERSON" ||
  isGivenWord(clause, from) ||
  titlesFrom(normAt(clause, from - 1)).length > 0;

/** A name in no list that stands between `أن`, `كان` or the beginning and its verb: "إلا أن فلانا قتل". */
function nameBefore(clause: Clause, at: number): Nominal | null {
  let end = at;
  while (particleAt(clause, end - 1) === "aux" && end > clause.from) end--;
  for (let i = end - 1; i >= clause.from && i >= end - 4; i--) {
    const before = i === clause.from ? null : particleAt(clause, i - 1);
    const opens =
      i === clause.from || before === "that" || /^[وف]?(كان|كانت|لكن|اما|حتي)$/.test(normAt(clause, i - 1));
    if (!opens) continue;
    const named = namedAt(clause, i, "any");
    return named && named.to === end ? named : null;
  }
  return null;
}

/** A name in no list right before the relative clause that a verb stands in: "فلان الذي قتل". */
function nameBeforeRelative(clause: Clause, at: number): Nominal | null {
  let rel = at - 1;
  while (rel > clause.from && particleAt(clause, rel) === "aux") rel--;
  if (!/^ال(ذي|تي)$/.test(normAt(clause, rel)) || nominalsByEnd(clause).has(rel)) return null;
  let from = rel;
  while (from > clause.from && from > rel - 3 && isBareName(clause, from - 1)) from--;
  if (from === rel) return null;
  const named = namedAt(clause, from, "any");
  return named?.to === rel ? named : null;
}

/** Without article and pronoun: only a name stands so before `الذي`. */
const isBareName = (clause: Clause, at: number): boolean =>
  isNameWord(clause, at) && !/^([وبلك]|ال)|(ه|ها|هم|هن|نا)$/.test(normAt(clause, at));

/** What the verb or pronoun at an occurrence refers to: the noun phrase before it, or the one its relative clause is about. */
export function antecedentOf(clause: Clause, occurrence: Occurrence): Nominal | null {
  const ends = nominalsByEnd(clause);
  const { at, predicate, pronoun } = occurrence;
  const singular = predicate.agreement === "base" || predicate.agreement === "feminine";
  const named = pronoun === "" && singular ? nameBefore(clause, at) : null;
  if (named) return named;
  const unlisted = predicate.agreement === "plural" ? null : nameBeforeRelative(clause, at);
  if (unlisted) return unlisted;
  let relative = false;
  let commas = 0;
  let gap = 0;
  for (let i = at - 1; i >= clause.from && at - i < 30; i--) {
    const norm = normAt(clause, i);
    const nominal = ends.get(i + 1);
    if (nominal && fits(clause, nominal, occurrence, relative, gap)) return nominal;
    if (nominal && nominal.from < i && nominal.kind !== "other") {
      i = nominal.from;
      gap += 2;
      if (gap > limit(relative, pronoun)) break;
      continue;
    }
    if (norm === "") {
      const text = textAt(clause, i);
      if (text === ")") {
        while (i > clause.from && textAt(clause, i) !== "(") i--;
      } else if (isComma(clause, i)) {
        commas++;
        if (commas > (relative ? 2 : 1)) break;
      }
      continue;
    }
    const particle = particleAt(clause, i);
    if (particle === "aux" || particle === "adv" || particle === "neg") continue;
    if (particle === "rel") {
      relative = true;
      continue;
    }
    if (particle === "that" && predicate.agreement === "plural" && !relative) break;
    if (isDeedAt(clause, i) && !relative && pronoun === "" && harmsAt(clause, i).length > 0 && gap === 0)
      break;
    gap++;
    if (gap > limit(relative, pronoun)) break;
  }
  if (predicate.imperfect) return null;
  if (pronoun !== "") return onlyName(clause, occurrence);
  return predicate.agreement === "base" ? topicOf(clause, occurrence) : null;
}

const limit = (relative: boolean, pronoun: string): number => (relative || pronoun !== "" ? LONGEST_GAP : 4);

/** Whether number, gender and kind of a noun phrase go with a verb or pronoun that refers to it. */
function fits(
  clause: Clause,
  nominal: Nominal,
  { predicate, pronoun, clitic }: Occurrence,
  bound: boolean,
  gap: number,
): boolean {
  // "عشرات … أو اعتقلوا"
  const crowd =
    nominal.kind === "count" && nominal.bounds.qualifier === "vague" && nominal.nounFrom === nominal.to;
  if (crowd && predicate.agreement === "plural" && pronoun === "" && !nominal.pronoun)
    return normAt(clause, nominal.to - 1) !== "هولاء";
  if (nominal.kind === "other" || !nominal.person || nominal.pronoun)
    return nominal.pronoun && nominal.kind === "count";
  if (
    nominal.definite &&
    nominal.kind !== "named" &&
    !bound &&
    nominal.kind !== "plural" &&
    nominal.kind !== "single"
  )
    return false;
  if (isOfNumber(clause, nominal)) return false;
  // "أبناء لقادة الحركة، قتلوا": those of the leaders
  if (nominal.clitic.includes("ل") && nominal.kind === "plural" && !bound) return false;
  const pair = nominal.kind === "named" && isJoined(nominal);
  const plural = nominal.kind === "plural" || (nominal.kind === "count" && nominal.bounds.min !== 1);
  if (pronoun !== "") {
    // "احتجاز السائقين وقتلهم"
    const next = gap <= 4 && clitic.startsWith("و");
    if (/^(هم|هن)$/.test(pronoun)) return plural && (bound || nominal.kind === "count" || next);
    if (pronoun === "هما") return pair || (nominal.kind === "count" && nominal.bounds.min === 2);
    const crowd = gap === 0 && nominal.kind === "count" && nominal.bounds.qualifier === "vague";
    // "عمتها بعد مقتلها"
    if (predicate.frame === "event" && nominal.kind === "single" && gap <= 1 && nominal.definite)
      return !/اخر/.test(normAt(clause, nominal.from));
    return bound && (nominal.kind === "named" || nominal.kind === "single" || crowd);
  }
  if (predicate.agreement === "plural") return plural;
  if (predicate.agreement === "dual") return pair || (nominal.kind === "count" && nominal.bounds.min === 2);
  return (
    nominal.kind === "named" ||
    (nominal.kind === "single" && (bound || gap === 0)) ||
    (nominal.kind === "count" && (predicate.frame === "passive" || (predicate.frame === "verb" && gap === 0)))
  );
}

/** "عدد القتلى الذين سقطوا": what follows is about their number. */
const isOfNumber = (clause: Clause, { kind, from }: Nominal): boolean =>
  kind === "plural" && /^[وفبل]?(ال)?(عدد|حصيله|اعداد)$/.test(normAt(clause, from - 1));

/** "… حتى مقتله": the one person whom the sentence has named so far. */
function onlyName(clause: Clause, { at, pronoun, predicate }: Occurrence): Nominal | null {
  if (!/^(ه|ها)$/.test(pronoun)) return null;
  if (
    predicate.frame !== "event" &&
    !/^[وف]?(تم|قبل|بعد|حتي|منذ|عقب|اثر|لحظه|وقت)$/.test(normAt(clause, at - 1))
  )
    return null;
  const before = [...nominalsByEnd(clause).values()].filter(({ to, kind }) => kind === "named" && to <= at);
  const [only] = before;
  if (!only || before.length > 1) return null;
  // one word in a list of names may be another word
  const sure = only.to > only.from + 1 || titlesFrom(normAt(clause, only.from - 1)).length > 0;
  return sure ? only : null;
}

/** Whom a sentence is about: the first person that it names before the verb. */
function topicOf(clause: Clause, { at, pronoun }: Occurrence): Nominal | null {
  if (/^(هم|هن|هما)$/.test(pronoun)) return null;
  let topic: Nominal | null = null;
  for (const nominal of nominalsByEnd(clause).values()) {
    if (nominal.to > at) break;
    if (nominal.kind === "named") topic ??= nominal;
  }
  return topic;
}
