import { foldArabic, readings, unfoldedLength } from "../../../text/arabic.ts";
import type { Span } from "../../../text/span.ts";
import { rows } from "../../../text/table.ts";
import type { Harm } from "../../detection.ts";
import announcerTable from "../../lexicon/ar/announcers.tsv";
import { spanOf } from "../figure.ts";
import {
  type Clause,
  harmNounAt,
  harmsAt,
  isDeedAt,
  isDeedNounAt,
  normAt,
  particleAt,
  personAt,
  textAt,
} from "./clause.ts";
import { namedAt } from "./names.ts";
import { type Nominal, nominalAt } from "./nominals.ts";
import { isDoerAt } from "./phrases.ts";
import { isIllness } from "./predicates.ts";
import { quantityAt } from "./quantity.ts";
import { amongAt, becameToll, bodyAt, mixedTolls } from "./tollPhrases.ts";
import { isAdjective, type PredicateWord } from "./words.ts";

/** A figure that a noun for those harmed states, without a verb: "5 قتلى", "حصيلة القتلى 12", "سقوط جرحى". */
export interface Toll {
  readonly nominal: Nominal;
  readonly harm: Harm;
  readonly trigger: Span;
  readonly rule: string;
}

const announcers = new Map<string, boolean>();
for (const [word = "", definite] of rows(announcerTable))
  announcers.set(foldArabic(word), definite === "yes");

/** The tolls of a clause, in the order of their nouns. */
export function tollsOf(clause: Clause): Toll[] {
  const found: Toll[] = [];
  let at = clause.from;
  let mixed = at;
  while (at < clause.to) {
    const nominal = nominalAt(clause, at);
    if (nominal && at >= mixed && (nominal.kind === "count" || nominal.kind === "plural")) {
      const both = mixedTolls(clause, nominal);
      found.push(...both);
      if (both.length > 0) {
        mixed = nominal.to;
        at = nominal.to;
        continue;
      }
    }
    const own = bodyAt(clause, at) ?? amongAt(clause, at) ?? becameToll(clause, nominal);
    const tolls = own
      ? [own]
      : nominal?.kind === "count" && nominal.harm
        ? countedTolls(clause, nominal)
        : nounTolls(clause, at, nominal);
    found.push(...tolls);
    const deed = nominal && tolls.length === 0 ? caseToll(clause, nominal) : null;
    if (deed) {
      found.push(deed);
      at = deed.nominal.to;
      continue;
    }
    const end = tolls.at(-1)?.nominal.to ?? 0;
    at = Math.max(
      at + 1,
      nominal && tolls.length > 0 && tolls[0]?.nominal.from === nominal.from
        ? Math.max(nominal.to, end > nominal.to + 3 ? 0 : end)
        : 0,
    );
  }
  return found;
}

/** "5 قتلى", "عشرات القتلى والجرحى", "40 بين قتيل وجريح". */
function countedTolls(clause: Clause, nominal: Nominal): Toll[] {
  const harm = nominal.harm?.predicate.harm;
  if (!harm) return [];
  const trigger = harmTrigger(clause, nominal);
  const first: Toll = { nominal, harm, trigger, rule: "counted" };
  const twin = harmNounAt(clause, nominal.to);
  if (!twin?.clitic.startsWith("و") || nominalAt(clause, nominal.to)?.kind === "count") return [first];
  const other = twin.predicate.harm;
  if (other === harm) return [first];
  const whole = { ...nominal, to: nominal.to + 1, end: clause.tokens[nominal.to]?.end ?? nominal.end };
  // "5 قتلى وجريح": each noun its own number; "15 قتيلا وجريحا", "8 قتلى وجرحى": one number for both
  if (nominal.bounds.qualifier !== "vague" && nominal.harm?.predicate.crowd !== twin.predicate.crowd)
    return [first, ...nounTolls(clause, nominal.to, nominalAt(clause, nominal.to))];
  if (nominal.bounds.qualifier !== "vague" && isDead(harm, other))
    return [
      {
        nominal: whole,
        harm: "casualties",
        trigger: spanOf(clause, nominal.to - 1, nominal.to + 1),
        rule: "counted",
      },
    ];
  return [
    { ...first, nominal: whole },
    { nominal: whole, harm: other, trigger: spanOf(clause, nominal.to, nominal.to + 1), rule: "counted" },
  ];
}

const isDead = (a: Harm, b: Harm): boolean =>
  (a === "killed" && b === "injured") || (a === "injured" && b === "killed");

function harmTrigger(clause: Clause, nominal: Nominal): Span {
  for (let i = nominal.nounFrom; i < nominal.to; i++)
    if (harmNounAt(clause, i)) return spanOf(clause, i, i + 1);
  return spanOf(clause, nominal.from, nominal.to);
}

/** "14 حالة وفاة", "1,674 جريمة قتل": what is counted are deeds of one harmed each. */
function caseToll(clause: Clause, nominal: Nominal): Toll | null {
  if (nominal.bounds.min === null || nominal.kind === "named") return null;
  const last = normAt(clause, nominal.to - 1);
  const before = /^(حاله|حالات|جريمه|جرايم|عمليه|عمليات)$/.test(last);
  const at = before ? nominal.to : -1;
  const word = harmsAt(clause, at).find(
    ({ predicate, clitic }) =>
      clitic === "" &&
      predicate.frame !== "people" &&
      (predicate.frame === "event" || predicate.frame === "deed"),
  );
  if (!word || isIllness(clause, at, word.predicate.harm)) return null;
  const whole: Nominal = {
    ...nominal,
    kind: "count",
    to: at + 1,
    end: clause.tokens[at]?.end ?? nominal.end,
  };
  return { nominal: whole, harm: word.predicate.harm, trigger: spanOf(clause, at, at + 1), rule: "cases" };
}

function nounTolls(clause: Clause, at: number, nominal: Nominal | null): Toll[] {
  const word = harmNounAt(clause, at);
  const token = clause.tokens[at];
  if (!word || !token) return [];
  const harm = word.predicate.harm;
  const start = token.start + unfoldedLength(token.text, word.at);
  const trigger = { start, end: token.end };
  if (isDeedNounAt(clause, at) && (!word.predicate.crowd || nominal === null)) return [];
  const number = word.predicate.crowd || isCounting(clause, at - 1) ? numberAfter(clause, at) : null;
  if (number) return [{ nominal: number, harm, trigger, rule: "heading" }];
  const named =
    !word.predicate.crowd && word.predicate.bare && harm === "killed" && isOwnWord(clause, at)
      ? namedAt(clause, behindBlessing(clause, at + 1), word.definite ? "any" : "strong")
      : null;
  if (named && (word.definite || named.from > at)) return [{ nominal: named, harm, trigger, rule: "named" }];
  if (nominal && isOfPeople(clause, at, word, nominal))
    return [{ nominal, harm, trigger, rule: "announced" }];
  if (!word.predicate.bare || !nominal || nominal.kind === "named" || !isAnnounced(clause, at, nominal))
    return [];
  return [{ nominal, harm, trigger, rule: "announced" }];
}

/** "القتلى المدنيين", "القتلى من الأردنيين": those of a people or a kind, told of as known. */
function isOfPeople(clause: Clause, at: number, { definite }: PredicateWord, nominal: Nominal): boolean {
  if (!definite || nominal.kind !== "plural" || !/قتلي$/.test(normAt(clause, at))) return false;
  const behind = at + (normAt(clause, at + 1) === "من" ? 2 : 1);
  const person = behind < nominal.to ? personAt(clause, behind) : null;
  return person?.definite === true && person.noun.plural;
}

/** Not what another noun is named after ("مشفى الشهيد فلان"): behind a verb, a particle, a mark, at the beginning. */
const isOwnWord = (clause: Clause, at: number): boolean => {
  if (/^[وبلفك]/.test(normAt(clause, at)) || isPlaceNamed(clause, at)) return false;
  return (
    at === clause.from ||
    normAt(clause, at - 1) === "" ||
    particleAt(clause, at - 1) !== null ||
    harmsAt(clause, at - 1).length > 0 ||
    /^(سقوط|ننعي|نعي|تنعي|ينعي|سقط|ارتقاء|ارتقي|رحيل|تشييع|استشهاد)$/.test(normAt(clause, at - 1)) ||
    isPersonal(clause, at - 1)
  );
};

/** "الشهيد بإذن الله فلان". */
const behindBlessing = (clause: Clause, at: number): number =>
  /^(باذن|نحسبه)$/.test(normAt(clause, at)) ? at + (normAt(clause, at + 2) === "تعالي" ? 3 : 2) : at;

const isPersonal = (clause: Clause, at: number): boolean =>
  personAt(clause, at)?.possessed ?? /نا$/.test(normAt(clause, at));

const isPlaceNamed = (clause: Clause, at: number): boolean =>
  /^[وفبل]?(ال)?(مشفي|مستشفي|شارع|مدرسه|ساحه|جسر|ملعب|دوار|قاعده|مسجد|جامع|مخيم|معسكر|مركز|كتيبه|كتايب|لواء|معهد|مطار|صاحب|اسر|عايله|منزل|بيت|والد|والده|ام|اب|زوجه|شقيق|ابن|نجل|اخ|روح|ارواح|قبر|جنازه|ذكري|دماء|دم)$/.test(
    normAt(clause, at - 1),
  );

const isCounting = (clause: Clause, at: number): boolean =>
  /^[وفبل]?(ال)?(عدد|اعداد|حصيله|اجمالي|مجموع|تعداد|عداد|معدل|رقم|نسبه)$/.test(normAt(clause, at));

/** Words that lead from a heading to its number. */
const LEADS =
  /^[وف]?(بلغ|بلغت|يبلغ|وصل|وصلت|تصل|يصل|وصول|ارتفع|ارتفعت|ارتفاع|الي|لنحو|لاكثر|ل|تجاوز|يتجاوز|قدر|يقدر|قدرت|تقدر|تراوح|يتراوح)$/;

/** "عدد القتلى … بلغ 12", "القتلى الذين سقطوا … تجاوز 70 ألفا": the number that a heading leads to. */
function numberAfter(clause: Clause, at: number): Nominal | null {
  let leads = isCounting(clause, at - 1) || isCounting(clause, at - 2) ? 1 : 0;
  // "بلغ عدد القتلى … 12": the verb stands before the heading
  if (leads > 0 && (LEADS.test(normAt(clause, at - 2)) || LEADS.test(normAt(clause, at - 3)))) leads = 2;
  for (let i = at + 1; i < clause.to && i < at + 18; i++) {
    const norm = normAt(clause, i);
    if (leads === 0 && /^[،,.؛]$/.test(textAt(clause, i))) return null;
    if (leads < 2 && textAt(clause, i) === ")") return null;
    if (LEADS.test(norm)) leads = 2;
    if (isDeedAt(clause, i) && leads === 0) return null;
    const mention = clause.mentionAt.get(i);
    if (mention && mention.label !== "PERSON" && mention.label !== "NORP") {
      i = mention.to - 1;
      continue;
    }
    const nominal = /^[وف]/.test(norm) && leads < 2 ? null : nominalAt(clause, i);
    if (
      nominal?.kind === "count" &&
      nominal.bounds.qualifier !== "vague" &&
      (leads > 0 || textAt(clause, i - 1) === ":")
    ) {
      // "الجرحى: 1- فلان": a number of the roll
      if (/^[-–.)]$/.test(textAt(clause, nominal.to)) && normAt(clause, nominal.to + 1) !== "") return null;
      if (
        leads === 1 &&
        i > at + 1 &&
        !/^(:|نحو|حوالي)$/.test(textAt(clause, i - 1)) &&
        nominal.from > at + 3
      )
        return null;
      return nominal.harm && nominal.harm.predicate.harm !== "casualties" ? null : nominal;
    }
    if (nominal) i = nominal.to - 1;
  }
  return null;
}

/** "سقوط قتلى", "خلف جرحى", a headline that begins with "قتلى وجرحى". */
function isAnnounced(clause: Clause, at: number, nominal: Nominal): boolean {
  if (particleAt(clause, at - 1) === "neg" && !nominal.definite) return true;
  const lone = nominal.kind !== "plural" || !nominal.definite;
  let i = at - 1;
  // "قتلى وجرحى": the second of two is announced with the first
  if (nominal.clitic.startsWith("و") && harmNounAt(clause, i)?.predicate.bare) {
    const first = nominalAt(clause, i);
    if (quantityAt(clause.tokens, i - 1, clause.to) !== null) return true;
    return first !== null && isAnnounced(clause, i, first);
  }
  if (
    /^[\p{L}\d]/u.test(textAt(clause, i)) === false &&
    (i < clause.from || /^[|:#\-–]$/.test(textAt(clause, i)))
  ) {
    return !nominal.definite && lone && isHeadline(clause, nominal);
  }
  for (let seen = 0; i >= clause.from && seen < 4; i--, seen++) {
    const norm = normAt(clause, i);
    for (const { stem } of readings(norm)) {
      const definite = announcers.get(stem);
      if (definite !== undefined) return !nominal.definite || (definite && nominal.kind === "plural");
    }
    const subject = norm.startsWith("ال") || isDoerAt(clause, i) || isAdjective(norm);
    if (norm === "" || (particleAt(clause, i) === null && !subject)) return false;
  }
  return false;
}

const isHeadline = (clause: Clause, nominal: Nominal): boolean => {
  const next = normAt(clause, nominal.to);
  return (
    particleAt(clause, nominal.to) === "prep" ||
    /^[بو]/.test(next) ||
    /^(اثر|جراء|نتيجه|كحصيله)$/.test(next) ||
    next === ""
  );
};
