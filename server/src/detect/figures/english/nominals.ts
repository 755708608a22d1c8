import { CLASS } from "../../lexicon/english.ts";
import { type Bounds, ONE, TWO, VAGUE } from "../bounds.ts";
import { type Clause, isAdverb, isOf, normAt, textAt } from "./clause.ts";
import {
  countedAt,
  family,
  runningCount,
  runningPhrase,
  withChildren,
  withSecondNoun,
  withSecondOffice,
} from "./counted.ts";
import { eventAt } from "./eventNouns.ts";
import { nameBefore, unknownName } from "./names.ts";
import { ageEnd, ordinalAt } from "./noCounts.ts";
import { type Nominal, named, phrase, restOf } from "./nominal.ts";
import { quantityAt } from "./quantities.ts";
import { type Reach, reachOf } from "./reach.ts";
import { isVerbAt } from "./words.ts";

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
  if (isEverybody(clause, at)) return pronounAt(clause, at);
  if (isOf(clause, at, CLASS.det) || normAt(clause, at) === "another" || normAt(clause, at) === "whose") {
    const determined = determinedAt(clause, at);
    if (determined) return owning(clause, determined);
  }
  if (
    isOf(clause, at, CLASS.pron) ||
    /^(this|that|these|those|everyone|everybody|anyone|anybody)$/.test(normAt(clause, at))
  )
    return pronounAt(clause, at);
  if (isOf(clause, at, ~CLASS.adv & 0xfff)) return null;
  if (isAdverb(clause, at)) return null;
  if (isVerbAt(clause, at)) return null;
  const bare = bareAt(clause, at);
  return bare ? owning(clause, bare) : null;
}

/** "All were killed", "all on board died", "it killed all aboard": how many, nobody says. */
const isEverybody = (clause: Clause, at: number): boolean =>
  normAt(clause, at) === "all" &&
  (normAt(clause, at + 1) === "aboard" ||
    (normAt(clause, at + 1) === "on" && normAt(clause, at + 2) === "board") ||
    // "they were all killed", "twelve men, all shot": of them
    (opensWords(clause, at) && isVerbAt(clause, at + 1)));

/** Whether a clause begins at a token that cannot speak of a number before it. */
function opensWords(clause: Clause, at: number): boolean {
  if (at > clause.from && !isOf(clause, at - 1, CLASS.conj)) return false;
  for (let i = clause.from; i < at; i++) if (quantityAt(clause, i)) return false;
  return true;
}

function pronounAt(clause: Clause, at: number): Nominal | null {
  const norm = normAt(clause, at);
  if (norm === "those") {
    return phrase(at, at + 1, "plural", VAGUE, { head: at, nounFrom: at + 1, definite: true });
  }
  if (/^(this|that|these)$/.test(norm)) return null;
  if (/^(all|everyone|everybody|anyone|anybody)$/.test(norm))
    return phrase(at, at + 1, "plural", VAGUE, { head: at, nounFrom: at + 1 });
  return phrase(at, at + 1, "pronoun", VAGUE, { head: at, definite: true });
}

/** "X's wife", "the mayor's death": the phrase that its owner opens. */
function owning(clause: Clause, own: Nominal): Nominal {
  const owner = withChildren(clause, own);
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
  if (COLLECTIVE.test(normAt(clause, reach.head)) && normAt(clause, reach.to) === "of")
    return family(clause, owner.from, reach);
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
  // "23 were rescued and the rest are feared dead"
  if (/^(rest|remainder)$/.test(normAt(clause, reach.head)))
    return phrase(from, reach.to, "plural", VAGUE, { ...rest, human: "yes", definite: true, others: true });
  const number =
    reach.plural || !possessive
      ? { numberFrom: reach.head, numberTo: reach.head + 1 }
      : { numberFrom: from, numberTo: from + 1 };
  const twins = twinsIn(clause, nounFrom, reach);
  if (twins) return phrase(from, reach.to, "count", TWO, { ...rest, ...twins, definite: true });
  if (reach.plural) return phrase(from, reach.to, "plural", VAGUE, { ...rest, ...number, definite: true });
  if (reach.human === "maybe" && /[^s]s$/.test(normAt(clause, reach.head)))
    return phrase(from, reach.to, "plural", VAGUE, { ...rest, ...number, definite: true });
  return phrase(from, reach.to, "single", ONE, { ...rest, ...number, definite: true });
}

/** "her twin daughters": two. */
const twinsIn = (clause: Clause, at: number, reach: Reach): Partial<Nominal> | null =>
  reach.plural && normAt(clause, at) === "twin" ? { numberFrom: at, numberTo: at + 1 } : null;

/** Nouns for many people at once: the number stands behind `of`. */
const COLLECTIVE =
  /^(family|group|team|crew|party|gang|patrol|squad|band|delegation|platoon|section|detachment|crowd|convoy|household|contingent|busload)$/;

const COLLECTIVES = new Map<string, Bounds>([
  ["pair", TWO],
  ["duo", TWO],
  ["twins", TWO],
  ["trio", { min: 3, max: 3, qualifier: "exact" }],
  ["quartet", { min: 4, max: 4, qualifier: "exact" }],
]);

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
      // "the hostage was executed"
      if (!single && event.form.predicate.frame === "held" && /[^s]$/.test(normAt(clause, event.at)))
        return phrase(at, event.to, "single", ONE, {
          ...rest,
          numberFrom: event.at,
          numberTo: event.at + 1,
          definite: true,
          human: "yes",
        });
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
    if (COLLECTIVE.test(normAt(clause, reach.head))) return family(clause, at, reach);
    if (
      reach.human === "no" ||
      (reach.plural && !/^(personnel|staff|police|cadres?)$/.test(normAt(clause, reach.head)))
    )
      return phrase(at, reach.to, "other", VAGUE, rest);
    if (normAt(clause, reach.head) === "couple") return phrase(at, reach.to, "count", TWO, rest);
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
  const ordinal = ordinalAt(clause, at + 1);
  if (ordinal && normAt(clause, ordinal.to) !== "of") {
    // "a third was hurt" is one more; "the sixth to be killed" is a running count
    if (/^(a|an)$/.test(normAt(clause, at)))
      return phrase(at, ordinal.to, "count", ONE, { numberTo: at + 1, nounFrom: ordinal.to, others: true });
    if (normAt(clause, at) === "the" && /^(to|since|this|in)$/.test(normAt(clause, ordinal.to)))
      return runningPhrase(at, at + 1, ordinal.value, ordinal.to, null);
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
  if (event && event.form.predicate.frame !== "held")
    return phrase(at, event.to, "event", VAGUE, { event, head: event.at, human: "no" });
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
  const twins = twinsIn(clause, at, reach);
  if (twins) return phrase(at, reach.to, "count", TWO, { ...rest, ...twins });
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
