import { foldArabic, readings } from "../../../text/arabic.ts";
import { entries } from "../../../text/table.ts";
import doerList from "../../lexicon/ar/doers.txt";
import { isPlaceWord, organisationHead, withoutArticle } from "../../lexicon/arabic.ts";
import { type Clause, harmsAt, isDeedAt, normAt, particleAt, personAt, textAt } from "./clause.ts";
import { isNameWord, type Naming, victimAt } from "./names.ts";
import { type Nominal, nominalAt } from "./nominals.ts";
import { isOtherCase } from "./reach.ts";
import { isAdjective, isThingWord, isUnnamed } from "./words.ts";

const doers = new Set(entries(doerList).map(foldArabic));

/** Whether a force, an authority, an attack or a disaster is named at a token. */
export function isDoerAt(clause: Clause, at: number): boolean {
  const mention = clause.mentionAt.get(at);
  if (mention?.label === "ORG" || mention?.label === "LOC") return true;
  const norm = normAt(clause, at);
  return (
    norm !== "" &&
    readings(norm).some(
      ({ stem, clitic }) => !/[بلك]/.test(clitic) && (doers.has(stem) || doers.has(withoutArticle(stem))),
    )
  );
}

/** Past a doer: its noun, names and adjectives ("قوات الجيش اليمني", "مسلحون مجهولون"). */
export function doerEnd(clause: Clause, at: number): number {
  let i = clause.mentionAt.get(at)?.to ?? at + 1;
  const person = personAt(clause, at);
  while (i < clause.to && i < at + 9) {
    const mention = clause.mentionAt.get(i);
    const norm = normAt(clause, i);
    // "الجيش العثماني" has its adjective, "الأرمن" behind them are another people
    const people = mention?.label === "NORP" && !/(ي|يه)$/.test(normAt(clause, mention.to - 1));
    if (people) break;
    // "قتلت القوات الرئيس فلانا": behind a definite doer a person is no part of it
    if (i > at && normAt(clause, at).startsWith("ال") && norm.startsWith("ال") && isOnePerson(clause, i))
      break;
    // "خطف مسلحون مجهولون المهندس فلان"
    if (
      i > at + 1 &&
      norm.startsWith("ال") &&
      isOnePerson(clause, i) &&
      (clause.mentionAt.get(i + 1)?.label === "PERSON" || mention?.label === "PERSON")
    )
      break;
    if (mention && mention.label !== "PERSON" && mention.label !== "MONEY") i = mention.to;
    else if (
      norm.startsWith("ال") &&
      !(
        personAt(clause, i)?.noun.plural &&
        (normAt(clause, at).startsWith("ال") || (i > at + 1 && !person))
      ) &&
      !isDeedAt(clause, i)
    )
      i++;
    else if (isAdjective(norm) && !isAccusative(clause, i) && nominalAt(clause, i)?.kind !== "count") i++;
    else if (/["«»“”]/.test(textAt(clause, i))) i++;
    else if (isThingWord(clause.tokens[i]) || isDoerAt(clause, i)) i++;
    // "حركة أمل"
    else if (norm !== "" && organisationHead(normAt(clause, i - 1)) !== undefined && isNameWord(clause, i))
      i++;
    else break;
  }
  return i;
}

const isOnePerson = (clause: Clause, at: number): boolean => {
  const person = personAt(clause, at);
  return person !== null && !person.noun.plural && !isAdjective(normAt(clause, at));
};

/**
 * An indefinite person behind a definite doer ("الطائرات قياديا"), or in another case than the doer ("مسلحون قاضيا"), is
 * no adjective of it.
 */
const isAccusative = (clause: Clause, at: number): boolean =>
  personAt(clause, at) !== null &&
  (personAt(clause, at)?.dual === true ||
    normAt(clause, at - 1).startsWith("ال") ||
    isOtherCase(clause, at) ||
    /\u064b/.test(textAt(clause, at)));

/** Past a preposition at `at` (or a noun with one written onto it) and its noun phrase. */
export function prepositionEnd(clause: Clause, at: number): number {
  let i = at + 1;
  if (particleAt(clause, at) === "prep") {
    const mention = clause.mentionAt.get(i);
    if (particleAt(clause, i) === "prep") return i;
    if (mention) i = mention.to;
    else i = Math.max(victimAt(clause, i, "strong")?.to ?? 0, i + 1);
  }
  const agent = /^(يد|ايدي|قبل|جانب|طرف|رصاص|نيران|برصاص|بنيران)$/.test(normAt(clause, i - 1));
  // "في عهد الخليفة فلان"
  if (/^(عهد|زمن|حكم|خلافه|عصر|رياسه)$/.test(normAt(clause, i - 1)))
    i = Math.max(victimAt(clause, i, "any")?.to ?? 0, i);
  if (agent) i = Math.max(clause.mentionAt.get(i)?.to ?? 0, nominalAt(clause, i)?.to ?? 0, i);
  while (i < clause.to && i < at + 10) {
    const mention = clause.mentionAt.get(i);
    const word = normAt(clause, i);
    if (mention && mention.label !== "PERSON") i = mention.to;
    else if (word === "") break;
    else if (word.startsWith("ال") && !isDeedAt(clause, i) && particleAt(clause, i) === null) i++;
    else if (
      isAdjective(word) &&
      !normAt(clause, i - 1).startsWith("ال") &&
      nominalAt(clause, i)?.kind !== "count"
    )
      i++;
    else if (
      (isThingWord(clause.tokens[i]) || isDoerAt(clause, i) || isPlaceWord(clause.tokens[i])) &&
      particleAt(clause, i) === null
    )
      i++;
    else break;
  }
  return i;
}

/** Words between a deed and those that it befell: "اعتقالات طالت 12", "ضد المدنيين". */
const TRANSPARENT = /^(ضد|بحق|صفوف|بصفوف|شملت|شمل|طالت|طال|استهدفت)$/;

/** A word joined by `و` right behind a deed, before somebody who is no name. */
function isJoinedDeed(clause: Clause, at: number): boolean {
  const norm = normAt(clause, at);
  if (!/^و.{3,6}$/.test(norm) || norm.endsWith("وا") || particleAt(clause, at) !== null || /^وال/.test(norm))
    return false;
  if (personAt(clause, at) || isThingWord(clause.tokens[at]) || clause.mentionAt.has(at)) return false;
  if (harmsAt(clause, at).length > 0) return false;
  const object = nominalAt(clause, at + 1);
  return object !== null && object.kind !== "other" && object.kind !== "named" && object.clitic === "";
}

/** The noun phrase that a word of harm before `at` governs: right there, or behind adverbs and phrases of place and time. */
export function objectFrom(clause: Clause, at: number, naming: Naming, reach = 18): Nominal | null {
  let i = at;
  let moved = false;
  while (i < clause.to && i < at + reach) {
    const norm = normAt(clause, i);
    const text = textAt(clause, i);
    const mention = clause.mentionAt.get(i);
    const particle = particleAt(clause, i);
    if (mention?.label === "DATE") {
      i = mention.to;
      continue;
    }
    // "اعتقالات سياسية": an adjective of the deed, though it could be a woman
    if (!moved && i === at && /[^ا]يه$/.test(norm) && /ات$/.test(normAt(clause, i - 1))) {
      i++;
      continue;
    }
    const victim =
      particle === "adv" || (norm === "اخري" && normAt(clause, i - 1) === "مره") || TRANSPARENT.test(norm)
        ? null
        : victimAt(clause, i, moved ? "strong" : naming);
    if (victim) {
      if (!/[بك]/.test(victim.clitic) || victim.from > i) return victim;
      i = victim.to;
      moved = true;
      continue;
    }
    // "اعتقال وتعذيب طالب", "خطف وتعذيب 12": another deed with the same object
    if (!moved && i === at && isJoinedDeed(clause, i)) {
      i++;
      continue;
    }
    if (norm === "و" && /^(هو|هي|هم|هما)$/.test(normAt(clause, i - 1))) {
      i++;
    } else if (norm === "") {
      const opens =
        /^["«“”:'‘(]$/.test(text) ||
        (moved && /^[،,]$/.test(text) && !/^و(من|في|عن|الي)$/.test(normAt(clause, i + 1))) ||
        text === "-";
      if (!opens) return null;
      if (text === "(" && !victimAt(clause, i + 1, naming)) {
        const close = closing(clause, i);
        if (close < 0) return null;
        i = close;
      }
      i++;
    } else if (/^كلا?$/.test(norm) && normAt(clause, i + 1) === "من") {
      i += 2;
    } else if (/^(هو|هي|هم|هما)$/.test(norm) && /^و/.test(normAt(clause, i + 1))) {
      i++;
    } else if (norm === "مع" && !moved && !isDoerAt(clause, i + 1)) {
      const companion = victimAt(clause, i + 1, naming);
      if (companion) return companion;
      i = prepositionEnd(clause, i);
      moved = true;
    } else if (particle === "adv" || TRANSPARENT.test(norm)) {
      i++;
    } else if (norm === "في" && normAt(clause, i + 1) === "حق") {
      i += 2;
    } else if (norm === "علي" && !moved && normAt(clause, at - 1) === "اعتقالات") {
      i++;
    } else if (/^(تمت|جرت)$/.test(norm) || (norm === "اخري" && normAt(clause, i - 1) === "مره")) {
      i++;
    } else if (i === at && /^ال/.test(norm) && /^[وف]?ب?ال/.test(normAt(clause, at - 1)) && isUnnamed(norm)) {
      // "القتل العمد لفلان"
      i++;
    } else if (particle === "prep" && /^(في|بين)$/.test(norm) && /^صفوف$/.test(normAt(clause, i + 1))) {
      i += 2;
    } else if (particle === "prep") {
      moved ||= !/^[وف]?(عام|يوم|صباح|فجر|ليله|منتصف)$/.test(norm);
      i = prepositionEnd(clause, i);
    } else if (particle !== null || harmsAt(clause, i).length > 0) {
      return null;
    } else if (/^[بل]/.test(norm)) {
      i = prepositionEnd(clause, i);
      moved = true;
    } else if (!moved && (isAdjective(norm) || /ه$/.test(norm)) && !/^ال/.test(norm) && i < at + 2) {
      i++;
      if (normAt(clause, i) === "النطاق") i++;
    } else {
      return null;
    }
  }
  return null;
}

/** The bracket that closes the one at `at`, within twelve tokens; -1 where none does. */
function closing(clause: Clause, at: number): number {
  for (let i = at + 1; i < clause.to && i < at + 12; i++) if (textAt(clause, i) === ")") return i;
  return -1;
}
