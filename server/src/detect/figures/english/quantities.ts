import { mayBeNumber, numeralAt } from "../../../text/numeral.ts";
import { once } from "../../../text/once.ts";
import { ofSpelling } from "../../../text/spelling.ts";
import { entries } from "../../../text/table.ts";
import type { Token } from "../../../text/token.ts";
import changeList from "../../lexicon/en/change-words.txt";
import { CLASS, classesOf, personNoun } from "../../lexicon/english.ts";
import { opensQuantity, qualifierAfter, qualifierBefore, vagueAt } from "../../lexicon/quantities.ts";
import { type Bounds, boundsOf, NONE, rangeOf, TWO, VAGUE } from "../bounds.ts";
import { type Clause, isHyphen, isOf, normAt, textAt } from "./clause.ts";
import { ageEnd, isNoCount, rankEnd } from "./noCounts.ts";

/** A number with what qualifies it: tokens `from` up to `to`, the number expression alone inside. */
export interface Quantity {
  readonly from: number;
  readonly to: number;
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly bounds: Bounds;
  /** "another 12", "12 more", "12 others": counted beside those that were told of before. */
  readonly others: boolean;
  /** "the 12": told of before. */
  readonly definite: boolean;
  /** "12 of the", "dozens of": what is counted stands behind `of`. */
  readonly of: boolean;
}

/** Words that open a quantity and are no number, qualifier or vague word themselves. */
const OPENERS =
  /^(between|from|none|neither|not|nobody|noone|no|zero|nil|both|half|third|quarter|fifth|majority|most|much|all|first|last|other|remaining|additional|-)$/;

/** Whether a quantity may begin at a token, told from it alone. */
const mayCount = (token: Token): boolean =>
  mayBeNumber(token, "en") || opensQuantity(token) || opensOther(token);

const opensOther = ofSpelling(({ norm }) => (classesOf(norm) & CLASS.det) !== 0 || OPENERS.test(norm));

/** The quantity that begins at token `at`, or null; ages, unit names and ordinal numbers are none. */
export function quantityAt(clause: Clause, at: number): Quantity | null {
  const { tokens } = clause;
  const first = at >= clause.from && at < clause.to ? tokens[at] : undefined;
  if (!first || !mayCount(first) || isFormer(clause, at)) return null;
  let i = at;
  let others = false;
  const article =
    isOf(clause, i, CLASS.det) &&
    !/^(a|an|that|any|every|each|no)$/.test(normAt(clause, i)) &&
    quantifies(clause, i + 1);
  if (article) i++;
  if (/^(first|last|other|remaining|additional)$/.test(normAt(clause, i)) && article) i++;
  const definite = article || normAt(clause, i) === "all";
  const start = i;
  let qualifier = qualifierBefore(tokens, i);
  let stated = qualifier?.qualifier ?? "exact";
  while (qualifier) {
    if (
      normAt(clause, i) === "another" ||
      normAt(clause, i + 1) === "other" ||
      normAt(clause, i + 1) === "additional"
    )
      others = true;
    if (stated === "exact") stated = qualifier.qualifier;
    i += qualifier.words.length;
    qualifier = qualifierBefore(tokens, i);
  }
  const range = betweenAt(clause, i);
  let read = range ?? plainAt(clause, i, stated);
  // "some of its members": what may qualify a number is a quantity itself.
  if (!read && i > start) {
    i = start;
    stated = "exact";
    read = plainAt(clause, i, stated);
  }
  if (!read) return null;
  let { bounds } = read;
  const { numberFrom, numberTo } = read;
  i = read.to;
  const second = otherBound(clause, i, bounds);
  if (second) {
    bounds = second.bounds;
    i = second.to;
  }
  const behind = qualifierAfter(tokens, i);
  if (behind && bounds.min !== null && bounds.qualifier === "exact") {
    bounds = boundsOf(bounds.min, behind.qualifier);
    i += behind.words.length;
  }
  if (isHyphen(clause, i) && normAt(clause, i + 1) === "odd") {
    bounds = { ...bounds, qualifier: "about" };
    i += 2;
  }
  // "100-plus people"
  if (isHyphen(clause, i) && normAt(clause, i + 1) === "plus" && bounds.min !== null) {
    bounds = boundsOf(bounds.min, "at_least");
    i += 2;
  }
  if (/^(additional|further|fewer|more)$/.test(normAt(clause, i))) {
    others = true;
    i++;
  }
  if (/^others?$/.test(normAt(clause, i))) others = true;
  const of = normAt(clause, i) === "of";
  if (of) {
    i++;
    if (normAt(clause, i) === "all") i++;
  }
  return { from: at, to: i, numberFrom, numberTo, bounds, others, definite, of };
}

/** "at least 12 and possibly 20", "up to 40, at least 15,", "at least 100 but fewer than 200": one toll, bounded twice. */
function otherBound(clause: Clause, at: number, first: Bounds): { bounds: Bounds; to: number } | null {
  let i = at;
  const comma = textAt(clause, i) === ",";
  if (comma) i++;
  const link = /^(and|but|or)$/.test(normAt(clause, i));
  if (link) i++;
  const maybe = /^(possibly|perhaps|maybe)$/.test(normAt(clause, i));
  if (maybe) i++;
  const qualifier = qualifierBefore(clause.tokens, i);
  if (!maybe && !(qualifier && (comma || link))) return null;
  const from = i + (qualifier?.words.length ?? 0);
  const numeral = numeralAt(clause.tokens, from, "en");
  if (!numeral || isNoCount(clause, from, numeral.to)) return null;
  const stated = boundsOf(numeral.value, qualifier?.qualifier ?? "exact");
  const low =
    first.qualifier === "at_least" || first.qualifier === "more_than"
      ? first.min
      : stated.qualifier === "at_least"
        ? stated.min
        : null;
  const high =
    first.qualifier === "at_most" || first.qualifier === "fewer_than"
      ? first.max
      : first.qualifier === "at_least"
        ? stated.max
        : null;
  if (low === null || high === null || high <= low) return null;
  const to = comma && textAt(clause, numeral.to) === "," ? numeral.to + 1 : numeral.to;
  return { bounds: rangeOf(low, high), to };
}

/** Whether a number or a qualifier of one stands at `at`. */
const quantifies = (clause: Clause, at: number): boolean => {
  const next = /^(first|last|other|remaining|additional|some)$/.test(normAt(clause, at)) ? at + 1 : at;
  return (
    (numeralAt(clause.tokens, next, "en") !== null && ageEnd(clause, next) === next) ||
    (next === at &&
      vagueAt(clause.tokens, next) !== undefined &&
      !/^(some|many|various|multiple)$/.test(normAt(clause, next))) ||
    (next === at &&
      /^(at|estimated|more|nearly|almost|about|up)$/.test(normAt(clause, at)) &&
      qualifierBefore(clause.tokens, at) !== undefined)
  );
};

interface Plain {
  readonly bounds: Bounds;
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly to: number;
}

const GROUPS_OF = new Map<string, Bounds>([
  ["couple", TWO],
  ["pair", TWO],
  ["trio", boundsOf(3, "exact")],
  ["quartet", boundsOf(4, "exact")],
]);

function plainAt(clause: Clause, at: number, stated: Bounds["qualifier"]): Plain | null {
  const { tokens } = clause;
  const norm = normAt(clause, at);
  const found = (bounds: Bounds, numberTo: number, to = numberTo): Plain => ({
    bounds,
    numberFrom: at,
    numberTo,
    to,
  });
  const next = normAt(clause, at + 1);
  // "none of the passengers", "not a single soldier", "neither driver"
  if (norm === "none" || (norm === "neither" && (next === "of" || personNoun(next))))
    return found(NONE, at + 1);
  if (norm === "not" && /^(a single|one single|one of)$/.test(wordsFrom(clause, at + 1, 2)))
    return found(NONE, normAt(clause, at + 2) === "of" ? at + 2 : at + 3);
  // "not one person died", but "not one but two"
  if (norm === "not" && normAt(clause, at + 1) === "one" && personNoun(normAt(clause, at + 2)))
    return found(NONE, at + 2);
  if (/^(nobody|noone)$/.test(norm))
    return found(NONE, at + 1, normAt(clause, at + 1) === "else" ? at + 2 : at + 1);
  if (/^(no|zero|nil)$/.test(norm))
    return /^(longer|more|doubt)$/.test(next) || rankEnd(clause, at) > at ? null : found(NONE, at + 1);
  if (norm === "both" && normAt(clause, at + 1) !== "sides") return found(TWO, at + 1);
  const collective = norm === "a" ? GROUPS_OF.get(normAt(clause, at + 1)) : undefined;
  if (collective && normAt(clause, at + 2) === "of") return found(collective, at + 2);
  // "a quarter of a million"
  const share =
    norm === "a" && /^a (quarter|third|half) of a (million|billion)$/.exec(wordsFrom(clause, at, 5));
  if (share) {
    const part = share[1] === "quarter" ? 0.25 : share[1] === "third" ? 1 / 3 : 0.5;
    return found(
      boundsOf(
        Math.round(part * (share[2] === "million" ? 1e6 : 1e9)),
        share[1] === "third" ? "about" : stated,
      ),
      at + 5,
    );
  }
  const fraction = fractionAt(clause, at);
  if (fraction > at) return found(VAGUE, fraction);
  // "three score men", "a score of villagers"
  const scores = numeralAt(tokens, at, "en");
  if (scores && normAt(clause, scores.to) === "score")
    return found(boundsOf(scores.value * 20, stated), scores.to + 1);
  if (norm === "a" && wordsFrom(clause, at, 3) === "a score of") return found(boundsOf(20, stated), at + 2);
  // "two thirds of the villagers", "thirty percent of", "one in five residents": a share is vague
  if (
    scores &&
    /^(thirds|quarters|fifths|tenths|percent|per)$/.test(
      normAt(clause, isHyphen(clause, scores.to) ? scores.to + 1 : scores.to),
    )
  ) {
    let to = (isHyphen(clause, scores.to) ? scores.to + 1 : scores.to) + 1;
    if (normAt(clause, to) === "cent") to++;
    if (normAt(clause, to) === "of") return found(VAGUE, to);
  }
  if (scores && normAt(clause, scores.to) === "in") {
    const base = numeralAt(tokens, scores.to + 1, "en");
    if (base && base.value > scores.value && base.value <= 100 && personNoun(normAt(clause, base.to))?.plural)
      return found(VAGUE, base.to);
  }
  const vague = vagueAt(tokens, at);
  if (vague && /^(more|few|most)$/.test(norm) && !countsPeople(clause, at + 1)) return null;
  if (vague && !(norm === "some" && numeralAt(tokens, at + 1, "en")))
    return found(VAGUE, at + vague.words.length);
  if (vague) return null;
  const numeral = numeralAt(tokens, at, "en");
  if (!numeral || isNoCount(clause, at, numeral.to)) return null;
  // "30-thousand", as broadcasters write.
  const scale = isHyphen(clause, numeral.to) ? numeralAt(tokens, numeral.to + 1, "en") : null;
  const factor = /^(thousand|million|hundred)$/.exec(normAt(clause, numeral.to + 1))?.[1];
  if (isHyphen(clause, numeral.to) && factor && (scale === null || numeral.value < 1000)) {
    const value = numeral.value * (factor === "hundred" ? 100 : factor === "thousand" ? 1000 : 1e6);
    return found(boundsOf(value, stated), numeral.to + 2);
  }
  // "one and a half million"
  if (numeral.value < 100 && /^and a half (million|thousand)$/.test(wordsFrom(clause, numeral.to, 4))) {
    const unit = normAt(clause, numeral.to + 3) === "million" ? 1e6 : 1e3;
    return found(boundsOf((numeral.value + 0.5) * unit, stated), numeral.to + 4);
  }
  return found(boundsOf(numeral.value, stated), numeral.to);
}

/** Whether a plural noun for people stands within a few words: "more people", not "more attacks". */
function countsPeople(clause: Clause, at: number): boolean {
  for (let i = at; i < at + 4; i++) {
    if (personNoun(normAt(clause, i))?.plural) return true;
    if (isOf(clause, i, 0xfff) || clause.tokens[i]?.kind !== "word") return false;
  }
  return false;
}

const wordsFrom = (clause: Clause, at: number, n: number): string =>
  Array.from({ length: n }, (_, i) => normAt(clause, at + i)).join(" ");

/** "half of", "a third of", "most of": a share is vague. */
function fractionAt(clause: Clause, at: number): number {
  const norm = normAt(clause, at);
  const i =
    /^(a|one|two)$/.test(norm) || (norm === "the" && normAt(clause, at + 1) === "majority") ? at + 1 : at;
  const word = normAt(clause, i);
  const hyphen = isHyphen(clause, i) ? i + 1 : i;
  if (
    /^(half|third|quarter|fifth|majority)$/.test(normAt(clause, hyphen)) &&
    normAt(clause, hyphen + 1) === "of"
  )
    return hyphen + 1;
  return i === at &&
    /^(most|much|all|half)$/.test(word) &&
    normAt(clause, at + 1) === "of" &&
    !/^(which|whom|it|this)$/.test(normAt(clause, at + 2))
    ? at + 1
    : at;
}

/** "between 80 and 200", "20 to 30", "20-30", "two or three". */
function betweenAt(clause: Clause, at: number): Plain | null {
  const { tokens } = clause;
  const between = /^(between|from)$/.test(normAt(clause, at));
  const from = between ? at + 1 : at;
  const low = numeralAt(tokens, from, "en");
  if (!low || isNoCount(clause, from, low.to)) return null;
  const links = between ? /^(and|to|-|–)$/ : /^(to|or|-|–)$/;
  if (!links.test(normAt(clause, low.to))) return null;
  const second = qualifierBefore(tokens, low.to + 1);
  const highFrom = low.to + 1 + (second ? second.words.length : 0);
  const high = numeralAt(tokens, highFrom, "en");
  if (!high || high.value <= low.value) return null;
  if (ageEnd(clause, highFrom) > highFrom) return null;
  // "two and four dozen", "20 to 30 thousand"
  const scale = high.value >= 12 && low.value < 10 ? scaleOf(high.value) : 1;
  const least = low.value * scale < high.value ? low.value * scale : low.value;
  return { bounds: rangeOf(least, high.value), numberFrom: from, numberTo: high.to, to: high.to };
}

const changes = once((): ReadonlySet<string> => new Set(entries(changeList)));

/** How many words may stand between the verb and "from", and between the number and "to": "late on Friday from 31 dead to 57". */
const CHANGE_REACH = 8;
const NOUN_REACH = 2;

/** How far the number may be behind "from": "from at least 31". */
const QUALIFIER_REACH = 4;

/**
 * Whether "from" at `at`, or the number behind it, is a toll that holds no longer: "rose from 31 to 57". What it has become
 * is the figure; the two are no range, as they are in "estimates range from 31 to 57".
 */
function isFormer(clause: Clause, at: number): boolean {
  let from = at;
  while (from >= clause.from && from > at - QUALIFIER_REACH && normAt(clause, from) !== "from") from--;
  if (from < clause.from || normAt(clause, from) !== "from") return false;
  const stated = qualifierBefore(clause.tokens, from + 1);
  const former = numeralAt(clause.tokens, from + 1 + (stated?.words.length ?? 0), "en");
  if (!former || former.to <= at) return false;
  let to = former.to;
  while (to < former.to + NOUN_REACH && clause.tokens[to]?.kind === "word" && normAt(clause, to) !== "to")
    to++;
  if (normAt(clause, to) !== "to") return false;
  const qualifier = qualifierBefore(clause.tokens, to + 1);
  if (!numeralAt(clause.tokens, to + 1 + (qualifier?.words.length ?? 0), "en")) return false;
  for (let i = from - 1; i >= Math.max(clause.from, from - CHANGE_REACH); i--) {
    const norm = normAt(clause, i);
    if (/^(estimates?|estimated|rang(e|es|ed|ing)|var(y|ies|ied|ying))$/.test(norm)) return false;
    if (changes().has(norm)) return true;
  }
  return false;
}

/** The unit that ends a number in words: 48 is four dozen, 30,000 thirty thousand. */
const scaleOf = (value: number): number =>
  value % 1000 === 0 ? 1000 : value % 12 === 0 && value < 144 ? 12 : 1;
