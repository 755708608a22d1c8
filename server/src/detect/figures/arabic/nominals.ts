import { unfoldedLength } from "../../../text/arabic.ts";
import { numeralAt } from "../../../text/numeral.ts";
import type { Span } from "../../../text/span.ts";
import type { VictimType } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { isPlaceWord } from "../../lexicon/arabic.ts";
import { type Bounds, boundsOf, NAMED, ONE, TWO, VAGUE } from "../bounds.ts";
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
import { type Quantity, qualifierAfter, quantityAt } from "./quantity.ts";
import {
  isAdjective,
  isBareThing,
  isThingWord,
  isUnnamed,
  type PersonWord,
  type PredicateWord,
} from "./words.ts";

/** As in English: `count` a number, `single` one person by a noun, `plural` unnumbered, `named`, `other` no victim. */
export type NominalKind = "count" | "single" | "plural" | "named" | "other";

/** A noun phrase that could be doer or harmed: tokens `from` up to `to`; the span may begin inside the first (a clitic). */
export interface Nominal {
  readonly from: number;
  readonly to: number;
  readonly kind: NominalKind;
  /** UTF-16 code units of the paragraph. */
  readonly start: number;
  readonly end: number;
  readonly number: Span;
  readonly bounds: Bounds;
  /** Where the victims' noun phrase without the number begins, in tokens; `to` where there is none. */
  readonly nounFrom: number;
  readonly type: VictimType;
  /** Known to be people. */
  readonly person: boolean;
  readonly definite: boolean;
  /** What is written onto its front. */
  readonly clitic: string;
  /** The noun for those harmed that it counts ("5 قتلى"). */
  readonly harm: PredicateWord | null;
  /** Says whose part it is by a pronoun: "12 منهم". */
  readonly pronoun: boolean;
}

/** How far a counted or naked noun reaches, and what it is. */
interface Reach {
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

/** The noun phrase that begins at token `at`, names by their place left out; null where none does. */
export function nominalAt(clause: Clause, at: number): Nominal | null {
  const token = clause.tokens[at];
  if (!token || at >= clause.to) return null;
  const mention = clause.mentionAt.get(at);
  if (mention?.label === "PERSON") return namedBy(clause, mention);
  if (clause.dated.has(at)) return null;
  const quantity = quantityAt(clause.tokens, at, clause.to);
  if (quantity) return counted(clause, quantity);
  if (mention?.label !== "NORP") return nounAt(clause, at);
  return isAttribute(clause, at) ? null : originAt(clause, mention);
}

export function namedBy(clause: Clause, mention: Pick<Found, "from" | "to" | "start" | "end">): Nominal {
  const token = clause.tokens[mention.from];
  return {
    from: mention.from,
    to: mention.to,
    kind: "named",
    start: mention.start,
    end: mention.end,
    number: { start: mention.start, end: mention.end },
    bounds: NAMED,
    nounFrom: mention.from,
    type: "unknown",
    person: true,
    definite: true,
    clitic: token && mention.start > token.start ? token.norm.slice(0, mention.start - token.start) : "",
    harm: null,
    pronoun: false,
  };
}

function counted(clause: Clause, quantity: Quantity): Nominal | null {
  const { tokens, mentionAt } = clause;
  if (mentionAt.get(quantity.to)?.label === "MONEY") return null;
  const partitive = normAt(clause, quantity.to) === "من" && !isPhrasalFrom(clause, quantity.to);
  const nounFrom = quantity.to + (partitive ? 1 : 0);
  let reach = reachOf(clause, nounFrom, partitive);
  if (partitive && reach.to === nounFrom) reach = { ...reach, to: quantity.to };
  if (quantity.single && reach.to === nounFrom) return null;
  let { bounds } = quantity;
  let to = Math.max(reach.to, quantity.to);
  const after = qualifierAfter(tokens, to);
  if (after && quantity.value !== null) {
    bounds = boundsOf(quantity.value, after.qualifier);
    to = after.to;
  }
  if (/[%٪]$/.test(tokens[quantity.to - 1]?.text ?? "") && !reach.person) return null;
  if (isBareYear(clause, quantity, reach.to > nounFrom)) return null;
  if (isHeading(clause, quantity, reach)) return null;
  const last = tokens[to - 1];
  return {
    from: quantity.from,
    to,
    kind: reach.thing ? "other" : "count",
    start: quantity.start,
    end: last?.end ?? quantity.numberEnd,
    number: { start: quantity.numberStart, end: quantity.numberEnd },
    bounds,
    nounFrom: reach.to > nounFrom ? nounFrom : to,
    type: reach.type,
    person: reach.person,
    definite: false,
    clitic: quantity.clitic,
    harm: reach.harm,
    pronoun: reach.pronoun || /(هم|هن)$/.test(normAt(clause, quantity.to - 1)),
  };
}

/** `من` that opens a phrase of its own behind a number: "12 من قبل الجيش". */
const isPhrasalFrom = (clause: Clause, at: number): boolean =>
  /^(قبل|جانب|جراء|بينهم|بينهن|خلال|طرف|بين|ضمنهم|جديد)$/.test(normAt(clause, at + 1));

/** 1967, with no noun behind it and no number word: a year in most texts. */
const isBareYear = (clause: Clause, { from, to, value }: Quantity, hasNoun: boolean): boolean => {
  const digits = clause.tokens[to - 1]?.text ?? "";
  if (hasNoun || value === null || value < 1000 || value > 2100 || digits.length !== 4) return false;
  return to - from === 1;
};

/** "عدد القتلى", "مجموعة عمليات": a heading or a thing, and no crowd of people. */
const isHeading = (clause: Clause, quantity: Quantity, reach: Reach): boolean =>
  quantity.bounds.qualifier === "vague" &&
  /(عدد|اعداد|عددا|اعدادا|مجموعه|مجموعات)$/.test(normAt(clause, quantity.to - 1)) &&
  normAt(clause, quantity.to) !== "من" &&
  personAt(clause, quantity.to)?.noun.lemma !== "اخر" &&
  reach.to > quantity.to;

const NO_REACH = { type: "unknown", person: false, thing: false, harm: null, pronoun: false } as const;

/** How far the noun at token `at` reaches with its adjectives and the nouns that it governs. */
function reachOf(clause: Clause, at: number, partitive: boolean): Reach {
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

const typeOf = (clause: Clause, from: number, to: number, person: PersonWord | null): VictimType => {
  if (person && person.noun.type !== "unknown") return person.noun.type;
  for (let i = from + 1; i < to; i++) {
    const other = personAt(clause, i);
    if (other && other.noun.type !== "unknown" && other.noun.type !== "perpetrator") return other.noun.type;
  }
  return person?.noun.type ?? "unknown";
};

/** Past adjectives, nouns governed ("عناصر التنظيم", "سائق سيارة") and one phrase with `من` ("عنصرا من الحشد"). */
function modifiersEnd(
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

/** "القوات المصرية": a name of a people behind a noun is said of that noun. */
const isAttribute = (clause: Clause, at: number): boolean =>
  normAt(clause, at - 1) !== "" &&
  // "الجيش العثماني الأرمن": another people, no attribute
  (/(ي|يه)$/.test(normAt(clause, at)) || personAt(clause, at - 1)?.noun.plural === true) &&
  !/^و/.test(normAt(clause, at)) &&
  particleAt(clause, at - 1) === null &&
  harmsAt(clause, at - 1).length === 0;

/** A name of a people as a noun: "الأرمن", "كردي". */
function originAt(clause: Clause, mention: Found): Nominal | null {
  const token = clause.tokens[mention.from];
  if (!token) return null;
  const word = clause.tokens[mention.to - 1]?.norm ?? "";
  const single = /(ي|يه|يا)$/.test(word);
  const to = modifiersEnd(clause, mention.to, null, word.startsWith("ال"));
  return {
    ...naked(clause, mention.from, to, mention.start, single ? ONE : VAGUE),
    number: { start: mention.start, end: mention.end },
    kind: single ? "single" : "plural",
    definite: token.norm.includes("ال"),
    clitic: mention.start > token.start ? token.norm.slice(0, mention.start - token.start) : "",
  };
}

function nounAt(clause: Clause, at: number): Nominal | null {
  const token = clause.tokens[at];
  const person = personAt(clause, at);
  const harm = harmNounAt(clause, at);
  if (!token || (!person && !harm)) return null;
  const start = token.start + unfoldedLength(token.text, person?.at ?? harm?.at ?? 0);
  const definite = person?.definite ?? harm?.definite ?? false;
  const to = modifiersEnd(clause, at + 1, person, definite);
  const two = /^(اثنان|اثنين|اثنتان|اثنتين)$/.test(normAt(clause, at + 1));
  const dual = two || (person?.dual ?? harm?.predicate.agreement === "dual");
  const plural = person ? person.noun.plural : (harm?.predicate.crowd ?? false);
  const number = numberBehind(clause, to) ?? oneBehind(clause, to);
  const bounds = number ? boundsOf(number.value, "exact") : dual ? TWO : plural ? VAGUE : ONE;
  const base = naked(clause, at, number?.to ?? to, start, bounds);
  return {
    ...base,
    number: number ? number.span : two ? tokenSpan(clause, at + 1) : { start, end: token.end },
    kind: number || dual ? "count" : plural ? "plural" : "single",
    type: typeOf(clause, at, to, person),
    definite,
    clitic: person?.clitic ?? harm?.clitic ?? "",
    person: person !== null || !isDeedNounAt(clause, at),
    harm,
  };
}

const tokenSpan = ({ tokens }: Clause, at: number): Span => ({
  start: tokens[at]?.start ?? 0,
  end: tokens[at]?.end ?? 0,
});

/** "رواد الفضاء السبعة": a number with the article behind its noun. */
function numberBehind(clause: Clause, at: number): { value: number; to: number; span: Span } | null {
  for (const place of [at, at - 1]) {
    const token = clause.tokens[place];
    if (!token || place >= clause.to || !/^ال.{2,}/.test(token.norm)) continue;
    const numeral = numeralAt([{ ...token, norm: token.norm.slice(2) }], 0, "ar");
    if (numeral && numeral.value > 1)
      return { value: numeral.value, to: Math.max(at, place + 1), span: tokenSpan(clause, place) };
  }
  return null;
}

/** "قتيل واحد". */
const oneBehind = (clause: Clause, to: number): { value: number; to: number; span: Span } | null =>
  /^واحده?$/.test(normAt(clause, to - 1)) ? { value: 1, to, span: tokenSpan(clause, to - 1) } : null;

const naked = (clause: Clause, from: number, to: number, start: number, bounds: Bounds) => ({
  from,
  to,
  start,
  end: clause.tokens[to - 1]?.end ?? start,
  bounds,
  nounFrom: from,
  type: "unknown" as VictimType,
  person: true,
  harm: null,
  pronoun: false,
});

/** The joined conjunction or comma before a noun phrase that goes on a list. */
export const isJoined = ({ clitic }: Nominal): boolean => /^[وف]/.test(clitic);

export const isComma = (clause: Clause, at: number): boolean => /^[،,؛]$/.test(textAt(clause, at));
