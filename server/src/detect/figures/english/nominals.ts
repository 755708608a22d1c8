import { numeralAt } from "../../../text/numeral.ts";
import type { VictimType } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import {
  CLASS,
  isGivenName,
  type PredicateForm,
  personNoun,
  predicateForms,
  titleLength,
} from "../../lexicon/english.ts";
import { type Bounds, NAMED, ONE, TWO, VAGUE } from "../bounds.ts";
import { type Clause, isAdverb, isCapitalised, isHyphen, isOf, normAt, textAt } from "./clause.ts";
import { ageEnd, ordinalAt, type Quantity, quantityAt } from "./quantities.ts";
import { eventAt, type Human, humanOf, type Reach, reachOf } from "./reach.ts";
import { isVerbAt } from "./words.ts";

/**
 * What a noun phrase can be as the victims of a predicate: `count` states a number, `single` one person by a singular
 * noun, `plural` an unnumbered plural, `named` a person by name, `pronoun` refers elsewhere, `event` names a harm
 * ("the death"), `other` is no victim.
 */
export type NominalKind = "count" | "single" | "plural" | "named" | "pronoun" | "event" | "other";

/** A noun phrase: tokens `from` up to `to`. */
export interface Nominal {
  readonly from: number;
  readonly to: number;
  readonly kind: NominalKind;
  /** The number expression, the determiner or noun of a single person, or the name. */
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly bounds: Bounds;
  /** Where the victims' noun phrase without the number begins; `to` where there is none. */
  readonly nounFrom: number;
  /** The noun that says what is counted; -1 where there is none ("killed 12"). */
  readonly head: number;
  readonly type: VictimType;
  /** Whether the head means people; a phrase without a noun does. */
  readonly human: Human;
  /** "N others", "another N". */
  readonly others: boolean;
  /** "the", "his": told of before. */
  readonly definite: boolean;
  /** For a name: the token where the name itself begins, behind title and nationality. */
  readonly nameFrom: number;
  /** "two of them": a part of those told of before. */
  readonly partitive: boolean;
  /** A running count ("the third soldier"): the number is of all so far. */
  readonly running: boolean;
  /** The harm that the head names: "three deaths", "the killing"; where that word stands. */
  readonly event: { readonly form: PredicateForm; readonly at: number } | null;
  /** Whose: "the mayor's wife", "his death". */
  readonly owner: Nominal | null;
}

/** The noun phrase that begins at token `at`, or null. */
export function nominalAt(clause: Clause, at: number): Nominal | null {
  const token = clause.tokens[at];
  if (!token || at >= clause.to) return null;
  const mention = clause.mentionAt.get(at);
  if (mention?.label === "DATE" || mention?.label === "MONEY") return null;
  if (mention?.label === "PERSON")
    return nameBefore(clause, at, mention) ?? owning(clause, named(at, mention.from, mention.to));
  const quantity = quantityAt(clause, at);
  if (quantity) {
    const counted = countedAt(clause, quantity);
    return counted ? owning(clause, counted) : null;
  }
  if (token.kind !== "word")
    return token.kind === "number" && ageEnd(clause, at) > at ? bareAt(clause, at) : null;
  const running = runningCount(clause, at);
  if (running) return running;
  if (isOf(clause, at, CLASS.det) || normAt(clause, at) === "another" || normAt(clause, at) === "whose") {
    const determined = determinedAt(clause, at);
    if (determined) return owning(clause, determined);
  }
  if (isOf(clause, at, CLASS.pron) || /^(this|that|these|those)$/.test(normAt(clause, at)))
    return pronounAt(clause, at);
  if (isOf(clause, at, ~CLASS.adv & 0xfff)) return null;
  if (isAdverb(clause, at)) return null;
  if (isVerbAt(clause, at)) return null;
  const bare = bareAt(clause, at);
  return bare ? owning(clause, bare) : null;
}

function phrase(
  from: number,
  to: number,
  kind: NominalKind,
  bounds: Bounds,
  rest: Partial<Nominal> = {},
): Nominal {
  return {
    from,
    to,
    kind,
    bounds,
    numberFrom: from,
    numberTo: to,
    nounFrom: from,
    head: -1,
    type: "unknown",
    human: "yes",
    others: false,
    definite: false,
    nameFrom: from,
    partitive: false,
    running: false,
    event: null,
    owner: null,
    ...rest,
  };
}

const named = (from: number, nameFrom: number, to: number, human: Human = "yes"): Nominal =>
  phrase(from, to, "named", NAMED, {
    numberFrom: nameFrom,
    numberTo: to,
    nounFrom: nameFrom,
    nameFrom,
    head: to - 1,
    human,
  });

function pronounAt(clause: Clause, at: number): Nominal | null {
  const norm = normAt(clause, at);
  if (norm === "those") {
    return phrase(at, at + 1, "plural", VAGUE, { head: at, nounFrom: at + 1, definite: true });
  }
  if (/^(this|that|these)$/.test(norm)) return null;
  return phrase(at, at + 1, "pronoun", VAGUE, { head: at, definite: true });
}

/** "the Awad family", "the Hariri tribunal": a person's name before a noun says whose; null where it stands for itself. */
function nameBefore(clause: Clause, from: number, mention: Found): Nominal | null {
  const at = mention.to;
  const token = clause.tokens[at];
  if (at >= clause.to || token?.kind !== "word" || !/^\p{Ll}/u.test(token.text) || token.norm === "'s")
    return null;
  if (
    isOf(clause, at, 0xfff) ||
    isAdverb(clause, at) ||
    isVerbAt(clause, at) ||
    clause.mentionAt.has(at) ||
    predicateForms(token.norm).length > 0
  )
    return null;
  const reach = reachOf(clause, at);
  if (reach.to === at || /(ed|ing)$/.test(token.norm)) return null;
  if (reach.human === "yes" && reach.plural)
    return phrase(from, reach.to, "plural", VAGUE, {
      ...restOf(reach, from),
      numberFrom: reach.head,
      numberTo: reach.head + 1,
      definite: true,
    });
  return reach.human === "yes" ? null : phrase(from, reach.to, "other", VAGUE, restOf(reach, from));
}

/** "X's wife", "the mayor's death": the phrase that its owner opens. */
function owning(clause: Clause, owner: Nominal): Nominal {
  if (textAt(clause, owner.to) === "" || !/^('s|')$/.test(normAt(clause, owner.to))) return owner;
  const at = owner.to + 1;
  const quantity = quantityAt(clause, at);
  if (quantity) {
    const counted = countedAt(clause, { ...quantity, definite: true });
    return counted ? { ...counted, from: owner.from, owner } : owner;
  }
  const running = ordinalAt(clause, at);
  if (running) {
    const event = eventAt(clause, running.to, true) ?? eventAt(clause, running.to + 1, true);
    if (event) return runningPhrase(owner.from, at, running.value, event.at + 1, event);
  }
  const reach = reachOf(clause, at, true);
  if (reach.to === at) return owner;
  const whose = definiteOf(clause, owner.from, at, reach);
  const head = { ...(whose.kind === "single" ? withSecondOffice(clause, whose) : whose), owner };
  return head.kind === "other" && !head.event ? { ...head, from: owner.from } : owning(clause, head);
}

/** What a possessive or definite article makes of a noun: the number of one person is the noun itself. */
function definiteOf(clause: Clause, from: number, nounFrom: number, reach: Reach): Nominal {
  const name = clause.mentionAt.get(reach.to);
  if (name?.label === "PERSON" && reach.human !== "no") return named(from, name.from, name.to);
  const rest = restOf(reach, nounFrom);
  const unknown = reach.human === "yes" && !reach.plural ? unknownName(clause, reach.to, true) : null;
  if (unknown) return named(from, unknown.nameFrom, unknown.to);
  if (reach.event && reach.event.form.predicate.frame !== "held")
    return phrase(from, reach.to, "event", VAGUE, rest);
  if (reach.human === "no") return phrase(from, reach.to, "other", VAGUE, rest);
  if (normAt(clause, reach.head) === "couple")
    return phrase(from, reach.to, "count", TWO, {
      ...rest,
      numberFrom: reach.head,
      numberTo: reach.head + 1,
    });
  const collective = COLLECTIVES.get(normAt(clause, reach.head));
  if (collective)
    return phrase(from, reach.to, "count", collective, {
      ...rest,
      numberFrom: reach.head,
      numberTo: reach.head + 1,
      nounFrom: reach.to,
      human: "yes",
    });
  const possessive = /^(his|her|its|their|my|our|your)$/.test(normAt(clause, from));
  const number =
    reach.plural || !possessive
      ? { numberFrom: reach.head, numberTo: reach.head + 1 }
      : { numberFrom: from, numberTo: from + 1 };
  if (reach.plural) return phrase(from, reach.to, "plural", VAGUE, { ...rest, ...number, definite: true });
  if (reach.human === "maybe" && /[^s]s$/.test(normAt(clause, reach.head)))
    return phrase(from, reach.to, "plural", VAGUE, { ...rest, ...number, definite: true });
  return phrase(from, reach.to, "single", ONE, { ...rest, ...number, definite: true });
}

const COLLECTIVES = new Map<string, Bounds>([
  ["pair", TWO],
  ["duo", TWO],
  ["twins", TWO],
  ["trio", { min: 3, max: 3, qualifier: "exact" }],
  ["quartet", { min: 4, max: 4, qualifier: "exact" }],
]);

const restOf = (reach: Reach, nounFrom: number): Partial<Nominal> => ({
  nounFrom,
  head: reach.head,
  type: reach.type,
  human: reach.human,
  event: reach.event,
});

function countedAt(clause: Clause, quantity: Quantity): Nominal | null {
  const { from, numberFrom, numberTo, bounds, others, definite } = quantity;
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
    if (inner && inner.bounds.min !== null && inner.bounds.min > 0)
      return phrase(from, numberTo, "count", bounds, { ...rest, nounFrom: numberTo });
    if (isOf(clause, i, CLASS.pron) || normAt(clause, i - 1) === "those")
      return phrase(from, Math.max(i, isOf(clause, i, CLASS.pron) ? i + 1 : i), "count", bounds, {
        ...rest,
        nounFrom: i,
        partitive: true,
      });
  }
  if (/^(other|additional|further|remaining)$/.test(normAt(clause, i)) && reachOf(clause, i + 1).to > i + 1)
    i++;
  // "12 wounded", "thousands displaced": what befell them is said of a number alone.
  const befell = quantity.of ? null : eventAt(clause, i, true);
  if (befell?.form.predicate.frame === "the" && befell.at === i)
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
  const { to } = wide;
  // "the family of three", "a group of 12" come as a number alone; "12 houses" is no number of people.
  const own = { ...rest, ...restOf(wide, i), human: wide.human, numberFrom, numberTo, partitive };
  if (wide.event) return phrase(from, to, "count", bounds, own);
  if (wide.human === "no") return phrase(from, to, "other", bounds, own);
  if (bounds.min === 1 && bounds.max === 1 && name?.label === "PERSON" && name.from === to)
    return named(from, name.from, name.to);
  return phrase(from, to, "count", bounds, own);
}

/** "18 women and children", "200 militants and their supporters": one number, two nouns. */
function withSecondNoun(clause: Clause, from: number, reach: Reach): Reach {
  if (reach.human !== "yes" || !reach.plural || !/^(and|or)$/.test(normAt(clause, reach.to))) return reach;
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
function runningCount(clause: Clause, at: number): Nominal | null {
  if (!isOf(clause, at, CLASS.det)) return null;
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

const runningPhrase = (
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

function determinedAt(clause: Clause, at: number): Nominal | null {
  const determiner = normAt(clause, at);
  if (determiner === "that") return null;
  const noun = normAt(clause, at + 1);
  const event = eventAt(clause, at + 1, true);
  if (event && event.to > at + 1) {
    const rest = {
      event,
      head: event.at,
      nounFrom: at + 1,
      owner: ownerOf(at, determiner),
      human: "no" as const,
    };
    // "the dead", "the injured" are people; "a death", "an arrest" is what happened to one.
    if (/^(people|the|held)$/.test(event.form.predicate.frame)) {
      const single = /^(a|an|another)$/.test(determiner);
      return phrase(at, event.to, single ? "count" : "plural", single ? ONE : VAGUE, {
        ...rest,
        numberFrom: single ? at : event.at,
        numberTo: (single ? at : event.at) + 1,
        definite: !single,
        human: "yes",
      });
    }
    return phrase(at, event.to, "event", VAGUE, rest);
  }
  const reach = reachOf(clause, at + 1);
  if (reach.to === at + 1) {
    if (determiner === "another") {
      const to = noun === "one" ? at + 2 : at + 1;
      return phrase(at, to, "count", ONE, { numberTo: at + 1, nounFrom: to, others: true });
    }
    const family = clause.mentionAt.get(at + 1);
    const before = family?.label === "PERSON" ? nameBefore(clause, at, family) : null;
    if (family?.label === "PERSON") return before ?? named(at, family.from, family.to);
    return elliptical(clause, at);
  }
  const name = clause.mentionAt.get(reach.to);
  if (name?.label === "PERSON" && reach.human !== "no" && reach.event === null)
    return nameBefore(clause, at, name) ?? named(at, name.from, name.to);
  if (/^(a|an|another)$/.test(determiner)) {
    const rest = {
      ...restOf(reach, at + 1),
      numberFrom: at,
      numberTo: at + 1,
      others: determiner === "another",
    };
    if (reach.event)
      return phrase(
        at,
        reach.to,
        reach.event.form.predicate.frame === "people" ? "count" : "event",
        ONE,
        rest,
      );
    if (
      reach.human === "no" ||
      (reach.plural && !/^(personnel|staff|police|cadres?)$/.test(normAt(clause, reach.head)))
    )
      return phrase(at, reach.to, "other", VAGUE, rest);
    if (normAt(clause, reach.head) === "couple") return phrase(at, reach.to, "count", TWO, rest);
    if (/^(family|group|team|crew|party|gang)$/.test(normAt(clause, reach.head)))
      return family(clause, at, reach);
    const unknown = reach.human === "yes" ? unknownName(clause, reach.to, true) : null;
    if (unknown && reach.to > at + 1) return named(at, unknown.nameFrom, unknown.to);
    return withSecondOffice(clause, phrase(at, reach.to, "single", ONE, rest));
  }
  if (/^(any|every|each)$/.test(determiner))
    return phrase(at, reach.to, "other", VAGUE, restOf(reach, at + 1));
  if (/^(family|group|team|crew|party|gang)$/.test(normAt(clause, reach.head)))
    return family(clause, at, reach);
  const head = definiteOf(clause, at, at + 1, reach);
  return {
    ...(head.kind === "single" ? withSecondOffice(clause, head) : head),
    owner: ownerOf(at, determiner),
  };
}

const GENDERED =
  /^(man|woman|boy|girl|husband|wife|mother|father|son|daughter|brother|sister|grandmother|grandfather|uncle|aunt|nephew|niece)$/;

/** "an official and activist" is one person, "a man and woman" are two. */
function withSecondOffice(clause: Clause, single: Nominal): Nominal {
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

/** "a family of five", "a group of 12 hikers": the number is behind; alone it is no victim. */
function family(clause: Clause, at: number, reach: Reach): Nominal {
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
  return phrase(at, reach.to, "other", VAGUE, restOf(reach, at + 1));
}

/** "his death", "their arrest": the pronoun inside a possessive. */
const ownerOf = (at: number, determiner: string): Nominal | null =>
  /^(his|her|their|its)$/.test(determiner)
    ? phrase(at, at + 1, "pronoun", VAGUE, { head: at, definite: true })
    : null;

/** "the four", "the 23-year-old", "the third": the noun is left out. */
function elliptical(clause: Clause, at: number): Nominal | null {
  const age = ageEnd(clause, at + 1);
  if (age > at + 1 && normAt(clause, age - 1) === "old") {
    return phrase(at, age, "single", ONE, {
      numberFrom: at,
      numberTo: at + 1,
      nounFrom: at + 1,
      head: age - 1,
      definite: normAt(clause, at) === "the",
    });
  }
  if (/^(other|latter|former)$/.test(normAt(clause, at + 1)) && normAt(clause, at) === "the") {
    return phrase(at, at + 2, "single", ONE, {
      numberFrom: at + 1,
      numberTo: at + 2,
      nounFrom: at + 1,
      head: at + 1,
      definite: true,
      others: true,
    });
  }
  if (/^(others)$/.test(normAt(clause, at + 1)))
    return phrase(at, at + 2, "plural", VAGUE, { head: at + 1, definite: true, others: true });
  return null;
}

function bareAt(clause: Clause, at: number): Nominal | null {
  const event = eventAt(clause, at, false);
  if (event) return phrase(at, event.to, "event", VAGUE, { event, head: event.at, human: "no" });
  const reach = reachOf(clause, at);
  const name = clause.mentionAt.get(reach.to);
  if (reach.to > at && name?.label === "PERSON" && reach.human !== "no") return named(at, name.from, name.to);
  // "THE MURDER OF OQUELI": of whom else?
  const victim =
    clause.shouted &&
    reach.to === at + 1 &&
    reach.human === "maybe" &&
    normAt(clause, at - 1) === "of" &&
    eventAt(clause, at - 2, true) !== null;
  const unknown = unknownName(clause, at, victim);
  if (reach.to === at) return unknown;
  const titled =
    (reach.human === "yes" || clause.shouted) && !reach.plural && !reach.event
      ? unknownName(clause, reach.to, reach.human === "yes")
      : null;
  if (titled) return named(at, titled.nameFrom, titled.to);
  if (unknown && reach.human !== "yes" && unknown.to >= reach.to) return unknown;
  const rest = restOf(reach, at);
  if (reach.event) return phrase(at, reach.to, "event", VAGUE, rest);
  if (reach.human !== "yes") {
    if (reach.human === "maybe" && reach.norp && /[^s]s$/.test(normAt(clause, reach.head)))
      return phrase(at, reach.to, "plural", VAGUE, {
        ...rest,
        numberFrom: reach.head,
        numberTo: reach.head + 1,
      });
    return phrase(at, reach.to, "other", VAGUE, rest);
  }
  const pair = /^(women|children|men|boys|girls)$/;
  const both = withSecondNoun(clause, at, reach);
  const wide = pair.test(normAt(clause, reach.head)) && pair.test(normAt(clause, both.to - 1)) ? both : reach;
  if (reach.plural || /^(police|personnel|staff)$/.test(normAt(clause, reach.head))) {
    return phrase(at, wide.to, "plural", VAGUE, {
      ...restOf(wide, at),
      numberFrom: reach.head,
      numberTo: reach.head + 1,
    });
  }
  if (reach.norp) return phrase(at, reach.to, "other", VAGUE, rest);
  return phrase(at, reach.to, "single", ONE, { ...rest, numberFrom: reach.head, numberTo: reach.head + 1 });
}

/**
 * A name in a text of capitals: behind a title or office, or from a given name on, words that no list knows.
 * "DEFENSE MINISTER ENRIQUE LOPEZ ALBUJAR"
 */
function shoutedName(clause: Clause, from: number, office: boolean): Nominal | null {
  let at = from;
  while (at < clause.to && titleLength([normAt(clause, at)]) > 0) at++;
  const titled = office || at > from;
  let to = at;
  while (to < clause.to && to < at + 5) {
    const norm = normAt(clause, to);
    const place = clause.mentionAt.get(to);
    if (
      clause.tokens[to]?.kind !== "word" ||
      isOf(clause, to, 0xfff) ||
      (place && (place.label !== "LOC" || to === at))
    )
      break;
    if (
      personNoun(norm) ||
      predicateForms(norm).length > 0 ||
      isVerbAt(clause, to) ||
      isAdverb(clause, to) ||
      humanOf(norm) === "no" ||
      numeralAt(clause.tokens, to, "en")
    )
      break;
    if (to === at && !titled && !isGivenName(norm)) return null;
    to++;
  }
  return to > at && (titled || to > at + 1) ? named(from, at, to, titled ? "yes" : "maybe") : null;
}

const PARTICLE = /^(al|el|bin|ibn|abu|abd|abdel|de|da|del|van|von|der|la|le|dos|y)$/;

/** A run of capitalised words that no list knows: a name, where a predicate says that it is a person's. */
function unknownName(clause: Clause, at: number, titled = false): Nominal | null {
  if (clause.shouted) return shoutedName(clause, at, titled);
  let to = at;
  while (to < clause.to) {
    const text = textAt(clause, to);
    const norm = normAt(clause, to);
    // "as-Sartawi", "an-Nahar": the article before a hyphen
    if (
      isHyphen(clause, to + 1) &&
      /^(al|as|ash|at|ad|adh|ar|az|an|el|es|et|ul|ur|us)$/.test(norm) &&
      isCapitalised(textAt(clause, to + 2))
    ) {
      to += 3;
      continue;
    }
    if (to > at && isHyphen(clause, to)) {
      to += 2;
      continue;
    }
    if (clause.mentionAt.has(to) && clause.mentionAt.get(to)?.label !== "PERSON") break;
    const plain =
      isCapitalised(text) &&
      !isOf(clause, to, 0xfff) &&
      !personNoun(norm) &&
      predicateForms(norm).length === 0 &&
      !numeralAt(clause.tokens, to, "en");
    if (
      !plain &&
      !(
        PARTICLE.test(norm) &&
        (to > at || isCapitalised(textAt(clause, at))) &&
        isCapitalised(textAt(clause, isHyphen(clause, to + 1) ? to + 2 : to + 1))
      ) &&
      !(to > at && /^\p{Lu}\.$/u.test(text))
    )
      break;
    to++;
  }
  if (to === at) return null;
  // The first word of a sentence is capitalised anyway.
  if (at === clause.from && to === at + 1 && /(s|ing|ed|ly)$/.test(normAt(clause, at))) return null;
  let nameFrom = at;
  while (nameFrom < to - 1 && titleLength([normAt(clause, nameFrom)]) > 0) nameFrom++;
  return named(at, nameFrom, to, nameFrom > at ? "yes" : "maybe");
}
