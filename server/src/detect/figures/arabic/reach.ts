import type { VictimType } from "../../detection.ts";
import { isPlaceWord } from "../../lexicon/arabic.ts";
import { type Clause, harmNounAt, isDeedAt, normAt, particleAt, personAt } from "./clause.ts";
import {
  isAdjective,
  isBareThing,
  isThingWord,
  isUnnamed,
  type PersonWord,
  type PredicateWord,
} from "./words.ts";

/** How far a counted or naked noun reaches, and what it is. */
export interface Reach {
  readonly to: number;
  readonly type: VictimType;
  readonly person: boolean;
  readonly thing: boolean;
  readonly harm: PredicateWord | null;
  readonly pronoun: boolean;
}

/** Nouns for people that another noun makes more exact: "عنصر أمن", "سائق سيارة". */
const CONSTRUCT =
  /^(عنصر|فرد|سايق|رجل|عضو|طاقم|قايد|مدير|رييس|حارس|عامل|موظف|طالب|مسوول|مسيول|ضابط|شرطي|جندي|مراسل|مصور|زعيم|ابن|ابنه|مدرب|والي|ملك|امير|حاكم|لاعب|استاذ|قيادي|مقاتل|مسلح|ساكن|اهل)$/;

/** `من` that opens a phrase of its own behind a number: "12 من قبل الجيش". */
export const isPhrasalFrom = (clause: Clause, at: number): boolean =>
  /^(قبل|جانب|جراء|بينهم|بينهن|خلال|طرف|بين|ضمنهم|جديد)$/.test(normAt(clause, at + 1));

const NO_REACH = { type: "unknown", person: false, thing: false, harm: null, pronoun: false } as const;

/** How far the noun at token `at` reaches with its adjectives and the nouns that it governs. */
export function reachOf(clause: Clause, at: number, partitive: boolean): Reach {
  const none: Reach = { ...NO_REACH, to: at };
  const norm = normAt(clause, at);
  if (/^(منهم|منهن|منهما)$/.test(norm)) return { ...none, to: at + 1, person: true, pronoun: true };
  if (norm === "" || isDeedAt(clause, at)) return none;
  const person = personAt(clause, at);
  const mention = clause.mentionAt.get(at);
  const harm = harmNounAt(clause, at);
  if (/^و/.test(person?.clitic ?? harm?.clitic ?? "") && !partitive) return none;
  if (!person && !harm) {
    if (particleAt(clause, at) !== null || /^و/.test(norm)) return none;
    if (mention && mention.label !== "NORP" && !partitive) {
      return { ...none, thing: mention.label === "WEAPON" || mention.label === "MONEY" };
    }
    if (isUnnamed(norm)) return none;
    // بهجوم is no noun that is counted
    // "ثلاثة من القيادة", "خمسة من جنسيات أخرى"
    if (partitive && /^(ال)?(قياده|جنسيات|قوميات|طواءف|طوايف)$/.test(norm))
      return { ...none, to: modifiersEnd(clause, at + 1, null, norm.startsWith("ال")), person: true };
    if (isThingWord(clause.tokens[at]))
      return /^[بلك]/.test(norm) && !isBareThing(norm) ? none : { ...none, to: at + 1, thing: true };
  }
  const from = mention && mention.start === clause.tokens[at]?.start ? mention.to : at + 1;
  const to = modifiersEnd(clause, from, person, norm.startsWith("ال") || mention !== undefined);
  let known = harm;
  for (let i = at + 1; i < to && !known; i++)
    known = /^و/.test(normAt(clause, i)) ? null : harmNounAt(clause, i);
  return {
    to,
    type: typeOf(clause, at, to, person),
    person: person !== null || harm !== null || mention?.label === "NORP",
    thing: false,
    harm: known,
    pronoun: false,
  };
}

export const typeOf = (clause: Clause, from: number, to: number, person: PersonWord | null): VictimType => {
  if (person && person.noun.type !== "unknown") return person.noun.type;
  for (let i = from + 1; i < to; i++) {
    const other = personAt(clause, i);
    if (other && other.noun.type !== "unknown" && other.noun.type !== "perpetrator") return other.noun.type;
  }
  return person?.noun.type ?? "unknown";
};

/** An accusative person right behind a plural in the nominative, which it cannot agree with: "مسلحون قاضيا". */
export const isOtherCase = (clause: Clause, at: number): boolean =>
  /ون$/.test(normAt(clause, at - 1)) && /[^وا]ا$/.test(normAt(clause, at)) && personAt(clause, at) !== null;

/** Past adjectives, nouns governed ("عناصر التنظيم", "سائق سيارة") and one phrase with `من` ("عنصرا من الحشد"). */
export function modifiersEnd(
  clause: Clause,
  from: number,
  person: PersonWord | null,
  definiteHead: boolean,
): number {
  const { tokens, to, mentionAt } = clause;
  let at = from;
  let definite = definiteHead || (person?.possessed ?? false);
  let partitive = false;
  let governed = false;
  const lemma = person?.noun.lemma ?? "";
  while (at < to && at < from + 8) {
    const norm = normAt(clause, at);
    if (norm === "" || (norm !== "من" && !/^آ?ا?خر/.test(norm) && particleAt(clause, at) !== null)) break;
    if (
      at > from - 1 &&
      person &&
      !norm.startsWith("ال") &&
      harmNounAt(clause, at) &&
      !personAt(clause, at)?.possessed
    )
      break;
    if (isOtherCase(clause, at)) break;
    const mention = mentionAt.get(at);
    const whole = mention !== undefined && mention.start === tokens[at]?.start;
    if (whole && mention.label === "NORP") {
      at = mention.to;
    } else if (
      mention?.label === "NORP" &&
      /^و/.test(norm) &&
      /^ال/.test(norm.slice(1)) === definite &&
      at > from
    ) {
      at = mention.to;
    } else if (
      whole &&
      (mention.label === "ORG" || mention.label === "LOC") &&
      (partitive || at === from) &&
      person &&
      !person.possessed
    ) {
      at = mention.to;
    } else if (whole && mention.label === "PERSON" && partitive && at === from + 2) {
      at = mention.to;
    } else if (mention) {
      break;
    } else if (
      definite &&
      at > from &&
      /^وال/.test(norm) &&
      isAdjective(norm.slice(1)) &&
      isAdjective(normAt(clause, at - 1))
    ) {
      at++;
    } else if (
      definite &&
      at === from &&
      person?.noun.plural &&
      /^ال/.test(norm) &&
      harmNounAt(clause, at)?.predicate.crowd
    ) {
      // "الجنود الأسرى"
      at++;
    } else if (/^(واحد|واحده|اثنان|اثنين|اثنتان|اثنتين)$/.test(norm)) {
      at++;
    } else if (personAt(clause, at)?.noun.lemma === "اخر" || isAdjective(norm)) {
      if (isDeedAt(clause, at)) break;
      if (norm.startsWith("ال") && !definite && at > from) break;
      definite ||= norm.startsWith("ال");
      at++;
    } else if (norm === "من" && !partitive && isPartOf(clause, at + 1)) {
      partitive = true;
      definite = true;
      at += 2;
      const named = mentionAt.get(at - 1);
      if (named) at = named.to;
    } else if (
      /^ال/.test(norm) &&
      (definite ? partitive || governed : at === from) &&
      !isDeedAt(clause, at)
    ) {
      definite = true;
      governed = true;
      at++;
    } else if (at === from && CONSTRUCT.test(lemma) && !definite && isGoverned(clause, at)) {
      governed = true;
      at++;
    } else {
      break;
    }
  }
  return at;
}

const isPartOf = (clause: Clause, at: number): boolean => {
  const norm = normAt(clause, at);
  if (isPhrasalFrom(clause, at - 1) || norm === "" || isDeedAt(clause, at)) return false;
  const mention = clause.mentionAt.get(at);
  // "2500 مدني من البلدة": a place is no part of who they are
  if (mention?.label === "LOC" || isPlaceWord(clause.tokens[at]) || isThingWord(clause.tokens[at]))
    return false;
  return (
    norm.startsWith("ال") ||
    (mention !== undefined && mention.label !== "DATE") ||
    personAt(clause, at) !== null
  );
};

/** An indefinite noun that a noun for people may govern: no particle, no deed, no name. */
const isGoverned = (clause: Clause, at: number): boolean => {
  const norm = normAt(clause, at);
  if (norm.length < 3 || particleAt(clause, at) !== null || /^[وفبل]/.test(norm)) return false;
  return (
    !isDeedAt(clause, at) &&
    !/ا$/.test(norm) &&
    (isThingWord(clause.tokens[at]) ||
      personAt(clause, at) !== null ||
      /^(امن|شرطه|حراسه|سياره|طايره|نادي|جيش|حزب|منظمه|جماعه|حركه|عصابه|صف|اغاثه|اسعاف|بناء|نظافه|مخابرات|استخبارات|دوريه)$/.test(
        norm,
      ))
  );
};
