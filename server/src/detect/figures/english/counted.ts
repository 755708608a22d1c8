import { CLASS } from "../../lexicon/english.ts";
import { qualifierAfter } from "../../lexicon/quantities.ts";
import { boundsOf, TWO, VAGUE } from "../bounds.ts";
import { type Clause, isCapitalised, isOf, normAt, textAt } from "./clause.ts";
import { eventAt } from "./eventNouns.ts";
import { ordinalAt } from "./noCounts.ts";
import { type Nominal, named, phrase, restOf } from "./nominal.ts";
import { type Quantity, quantityAt } from "./quantities.ts";
import { type Reach, reachOf } from "./reach.ts";
import { isVerbAt } from "./words.ts";

export function countedAt(clause: Clause, quantity: Quantity): Nominal | null {
  const { from, numberFrom, numberTo, others, definite } = quantity;
  let { bounds } = quantity;
  let i = quantity.to;
  const rest = { numberFrom, numberTo, others, definite };
  let partitive = false;
  if (quantity.of) {
    if (isOf(clause, i, CLASS.det) || normAt(clause, i) === "those") {
      partitive = /^(the|those|these|them)$/.test(normAt(clause, i));
      i++;
    }
    const inner = quantityAt(clause, i);
    // "one of nine people arrested": two phrases, each with its number.
    if (inner && inner.bounds.min !== null && inner.bounds.min > 0) {
      return phrase(from, numberTo, "count", bounds, { ...rest, nounFrom: numberTo });
    }
    if (isOf(clause, i, CLASS.pron) || normAt(clause, i - 1) === "those") {
      const to = Math.max(i, isOf(clause, i, CLASS.pron) ? i + 1 : i);
      // "three of them children"
      const what = /^(them|whom)$/.test(normAt(clause, i)) ? reachOf(clause, to) : null;
      const said = what !== null && what.to > to && what.human === "yes" && what.plural && !what.event;
      return phrase(from, said ? what.to : to, "count", bounds, {
        ...rest,
        nounFrom: i,
        partitive: true,
        type: said ? what.type : "unknown",
      });
    }
  }
  if (/^(other|additional|further|remaining)$/.test(normAt(clause, i)) && reachOf(clause, i + 1).to > i + 1)
    i++;
  // "12 wounded", "thousands displaced": what befell them is said of a number alone.
  const befell = quantity.of ? null : eventAt(clause, i, true);
  const captive =
    befell?.form.predicate.frame === "held" &&
    /^(hostage|captive|prisoner)$/.test(normAt(clause, i)) &&
    bounds.min !== 1;
  if ((befell?.form.predicate.frame === "the" || captive) && befell?.at === i)
    return phrase(from, i, "count", bounds, { ...rest, nounFrom: i });
  let reach = reachOf(clause, i, true);
  // "two of the minister's bodyguards"
  while (reach.to > i && normAt(clause, reach.to) === "'s" && quantity.of) {
    i = reach.to + 1;
    reach = reachOf(clause, i, true);
  }
  const name = clause.mentionAt.get(reach.to);
  // "five Gaza-based", "two Ahmed": a person's name ends what is counted
  if (reach.to === i && name?.label === "PERSON" && bounds.min !== 1)
    return phrase(from, numberTo, "count", bounds, { ...rest, nounFrom: numberTo });
  // "one of the protest leaders, X"; a lone number or quantity means people where a predicate takes them.
  if (reach.to === i) {
    if (quantity.of && i === quantity.to)
      return phrase(from, numberTo, "count", bounds, { ...rest, nounFrom: numberTo });
    return phrase(from, Math.max(i, quantity.to), "count", bounds, {
      ...rest,
      nounFrom: Math.max(i, quantity.to),
    });
  }
  const wide = withSecondNoun(clause, from, reach);
  let { to } = wide;
  // "thirty people or more"
  const behind = qualifierAfter(clause.tokens, to);
  if (
    behind &&
    behind.words[0] !== "plus" &&
    wide.human !== "no" &&
    bounds.min !== null &&
    bounds.qualifier === "exact"
  ) {
    bounds = boundsOf(bounds.min, behind.qualifier);
    to += behind.words.length;
  }
  // "the family of three", "a group of 12" come as a number alone; "12 houses" is no number of people.
  const own = { ...rest, ...restOf(wide, i), human: wide.human, numberFrom, numberTo, partitive };
  if (wide.event) return phrase(from, to, "count", bounds, own);
  // "40 families": of those who had to leave their homes they are the count
  if (areFamilies(normAt(clause, wide.head)))
    return phrase(from, to, "count", bounds, { ...own, human: "yes" });
  if (wide.human === "no") return phrase(from, to, "other", bounds, own);
  if (bounds.min === 1 && bounds.max === 1 && name?.label === "PERSON" && name.from === to)
    return named(from, name.from, name.to);
  return phrase(from, to, "count", bounds, own);
}

export const areFamilies = (norm: string): boolean => /^(families|households)$/.test(norm);

const KIN = /^(men|women|children|boys|girls|babies)$/;

/** "18 women and children", "200 militants and their supporters": one number, two nouns. */
export function withSecondNoun(clause: Clause, from: number, reach: Reach): Reach {
  if (reach.human !== "yes" || !reach.plural) return reach;
  // "men, women and children"
  if (
    KIN.test(normAt(clause, reach.head)) &&
    textAt(clause, reach.to) === "," &&
    KIN.test(normAt(clause, reach.to + 1)) &&
    normAt(clause, reach.to + 2) === "and" &&
    KIN.test(normAt(clause, reach.to + 3))
  )
    return { ...reach, to: reach.to + 4, type: "civilian" };
  if (!/^(and|or)$/.test(normAt(clause, reach.to))) return reach;
  let at = reach.to + 1;
  const own = /^(their|its)$/.test(normAt(clause, at));
  if (own) at++;
  if (quantityAt(clause, at) || isOf(clause, at, CLASS.det)) return reach;
  const second = reachOf(clause, at);
  if (second.to === at || second.human !== "yes" || !second.plural || second.event) return reach;
  const subject =
    from === clause.from ||
    isOf(clause, from - 1, CLASS.sub | CLASS.conj) ||
    textAt(clause, from - 1) === ",";
  if (isVerbAt(clause, second.to) && !subject && second.to > at + 1) return reach;
  return { ...second, head: reach.head, type: second.type === reach.type ? reach.type : "mixed" };
}

/** "the 19th fatality", "the country's third death": a running count is a number. */
export function runningCount(clause: Clause, at: number): Nominal | null {
  if (!isOf(clause, at, CLASS.det) || /^(a|an)$/.test(normAt(clause, at))) return null;
  const ordinal = ordinalAt(clause, at + 1);
  if (!ordinal) return null;
  const event = eventAt(clause, ordinal.to, true);
  if (event) return runningPhrase(at, at + 1, ordinal.value, event.at + 1, event);
  // "the third soldier to be killed", "a fourth marine has died"; "a second man" is only another.
  const reach = reachOf(clause, ordinal.to);
  if (
    reach.to === ordinal.to ||
    reach.human === "no" ||
    reach.plural ||
    normAt(clause, at) !== "the" ||
    ordinal.value < 2
  )
    return null;
  return {
    ...runningPhrase(at, at + 1, ordinal.value, reach.to, null),
    ...restOf(reach, ordinal.to),
    human: reach.human,
    running: true,
  };
}

export const runningPhrase = (
  from: number,
  numberFrom: number,
  value: number,
  to: number,
  event: Nominal["event"],
): Nominal =>
  phrase(
    from,
    to,
    "count",
    { min: value, max: value, qualifier: "exact" },
    {
      numberFrom,
      numberTo: numberFrom + 1,
      nounFrom: numberFrom + 1,
      head: event?.at ?? -1,
      event,
      definite: true,
      running: true,
    },
  );

const GENDERED =
  /^(man|woman|boy|girl|husband|wife|mother|father|son|daughter|brother|sister|grandmother|grandfather|uncle|aunt|nephew|niece)$/;

/** "an official and activist" is one person, "a man and woman" are two. */
export function withSecondOffice(clause: Clause, single: Nominal): Nominal {
  if (
    normAt(clause, single.to) !== "and" ||
    isOf(clause, single.to + 1, CLASS.det) ||
    normAt(clause, single.to + 1) === "another" ||
    quantityAt(clause, single.to + 1)
  )
    return single;
  const second = reachOf(clause, single.to + 1);
  if (
    second.to === single.to + 1 ||
    second.plural ||
    second.event ||
    second.norp ||
    second.human === "no" ||
    clause.mentionAt.has(second.to)
  )
    return single;
  if (isCapitalised(textAt(clause, single.to + 1))) return single;
  const first = normAt(clause, single.head);
  if (GENDERED.test(first) && GENDERED.test(normAt(clause, second.head)))
    return { ...single, to: second.to, kind: "count", bounds: TWO };
  if (second.human === "maybe" && !isOf(clause, second.to, CLASS.be | CLASS.have) && single.human === "maybe")
    return single;
  return {
    ...single,
    to: second.to,
    human: single.human === "yes" || second.human === "yes" ? "yes" : "maybe",
  };
}

/** "a father of three": how many children one has is no number of those harmed. */
export function withChildren(clause: Clause, parent: Nominal): Nominal {
  // "a driver and father of three" is a father too
  if (
    !/^(father|mother|dad|mum|mom)$/.test(normAt(clause, parent.to - 1)) ||
    normAt(clause, parent.to) !== "of"
  )
    return parent;
  const children = quantityAt(clause, parent.to + 1);
  return children ? { ...parent, to: children.to } : parent;
}

/** "a family of five", "a group of 12 hikers": the number is behind; alone it is no victim. */
export function family(clause: Clause, at: number, reach: Reach): Nominal {
  if (normAt(clause, reach.to) === "of") {
    const quantity = quantityAt(clause, reach.to + 1);
    if (quantity && quantity.bounds.min !== null) {
      const counted = countedAt(clause, quantity);
      if (counted) return { ...counted, from: at, human: counted.human === "no" ? "no" : "yes" };
    }
    const inner = reachOf(clause, reach.to + 1);
    if (inner.plural && inner.human === "yes") {
      return phrase(at, inner.to, "plural", VAGUE, {
        ...restOf(inner, reach.to + 1),
        numberFrom: at,
        numberTo: reach.to,
      });
    }
  }
  // "the whole family was killed": how many, nobody says
  if (/^(family|crew|household)$/.test(normAt(clause, reach.head)) && normAt(clause, at) !== "a")
    return phrase(at, reach.to, "plural", VAGUE, {
      ...restOf(reach, at + 1),
      human: "yes",
      numberFrom: reach.head,
      numberTo: reach.head + 1,
    });
  return phrase(at, reach.to, "other", VAGUE, restOf(reach, at + 1));
}
