import { unfoldedLength } from "../../../text/arabic.ts";
import { numeralAt } from "../../../text/numeral.ts";
import type { Span } from "../../../text/span.ts";
import { respelt } from "../../../text/token.ts";
import type { VictimType } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import { type Bounds, boundsOf, NAMED, ONE, TWO, VAGUE } from "../bounds.ts";
import {
  type Clause,
  harmNounAt,
  harmsAt,
  isDeedNounAt,
  normAt,
  particleAt,
  personAt,
  textAt,
} from "./clause.ts";
import { type Quantity, qualifierAfter, quantityAt } from "./quantity.ts";
import { isPhrasalFrom, modifiersEnd, type Reach, reachOf, typeOf } from "./reach.ts";
import type { PredicateWord } from "./words.ts";

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
  if (mentionAt.get(quantity.to)?.label === "MONEY" || clause.dated.has(quantity.to - 1)) return null;
  const partitive = normAt(clause, quantity.to) === "من" && !isPhrasalFrom(clause, quantity.to);
  const pointed = /^هولاء$/.test(normAt(clause, quantity.to + (partitive ? 1 : 0)));
  const nounFrom = quantity.to + (partitive ? 1 : 0) + (pointed ? 1 : 0);
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
  // "طائرة بلا طيار"
  if (person?.noun.lemma === "طيار" && /^(بلا|بدون|دون)$/.test(normAt(clause, at - 1))) return null;
  const start = token.start + unfoldedLength(token.text, person?.at ?? harm?.at ?? 0);
  const definite = person?.definite ?? harm?.definite ?? false;
  // "خسائر في الأرواح"
  const words = person === null ? (harm?.predicate.rest.length ?? 0) : 0;
  const to = modifiersEnd(clause, at + 1 + words, person, definite);
  const two = /^(اثنان|اثنين|اثنتان|اثنتين)$/.test(normAt(clause, at + 1));
  const dual = two || (person?.dual ?? harm?.predicate.agreement === "dual");
  const plural = person ? person.noun.plural : (harm?.predicate.crowd ?? false);
  const members = isFamily(clause, at) ? membersBehind(clause, at + 1) : null;
  const number = members ?? numberBehind(clause, to) ?? oneBehind(clause, to);
  const bounds = number ? boundsOf(number.value, "exact") : dual ? TWO : plural ? VAGUE : ONE;
  const base = naked(clause, at, number?.to ?? to, start, bounds);
  return {
    ...base,
    number: number
      ? number.span
      : two
        ? tokenSpan(clause, at + 1)
        : { start, end: clause.tokens[at + words]?.end ?? token.end },
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
    const numeral = numeralAt([respelt(token, token.text, token.norm.slice(2))], 0, "ar");
    if (numeral && numeral.value > 1)
      return { value: numeral.value, to: Math.max(at, place + 1), span: tokenSpan(clause, place) };
  }
  return null;
}

/** One family, by the singular of its noun. */
const isFamily = (clause: Clause, at: number): boolean =>
  /^(عايله|اسره)$/.test(personAt(clause, at)?.noun.lemma ?? "") && normAt(clause, at).endsWith("ه");

/** Words between a family and its number: "عائلة كاملة مكونة من ستة أفراد". */
const OF_MEMBERS = /^(كامله|باكملها|باسرها|واحده|مكونه|مولفه|تتكون|تتالف|قوامها)$/;

/** "عائلة من ستة أفراد": how many a family has. */
function membersBehind(clause: Clause, at: number): { value: number; to: number; span: Span } | null {
  let i = at;
  while (OF_MEMBERS.test(normAt(clause, i))) i++;
  if (normAt(clause, i) === "من") i++;
  else if (normAt(clause, i - 1) !== "قوامها") return null;
  const members = quantityAt(clause.tokens, i, clause.to);
  if (!members || members.value === null || members.value < 2) return null;
  if (!/^(افراد|فردا|فرد|اشخاص|شخصا|شخص)$/.test(normAt(clause, members.to))) return null;
  return {
    value: members.value,
    to: members.to + 1,
    span: { start: members.numberStart, end: members.numberEnd },
  };
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
