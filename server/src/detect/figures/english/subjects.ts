import { asideBefore } from "./asides.ts";
import { holdersOf } from "./holders.ts";
import { isSubject, listFrom, listUpTo, partsFrom } from "./lists.ts";
import type { Nominal } from "./nominal.ts";
import { objectsOf } from "./objects.ts";
import {
  before,
  headOf,
  type Item,
  isReport,
  kindAt,
  makesClause,
  NO_ITEMS,
  npAt,
  opening,
  type Parse,
  skipAside,
  verbAt,
  wordOf,
} from "./parse.ts";
import type { VerbGroup } from "./verbs.ts";

/**
 * The subject of the verb at chunk `k`, with what is joined to it and its parts. Between the two may stand phrases,
 * asides in commas or brackets, relative clauses and participles: predicates and their arguments, not neighbours.
 */
export function subjectsOf(parse: Parse, k: number): readonly Item[] {
  const verb = verbAt(parse, k);
  let i = k - 1;
  const parts: Nominal[] = [];
  const added: Item[] = [];
  for (let steps = 0; steps < 60 && i >= 0; steps++) {
    const kind = kindAt(parse, i);
    if (kind === "adv" || kind === "date" || kind === "other") i--;
    else if (kind === "close") {
      const open = opening(parse, i);
      const inside = partsFrom(parse, open);
      if (inside) parts.push(...inside.items.map(({ nominal }) => nominal));
      i = open - 1;
    } else if (kind === "comma") {
      const aside = asideBefore(parse, i);
      if (!aside) return NO_ITEMS;
      parts.push(...aside.parts);
      added.push(...aside.added);
      i = aside.from - 1;
    } else if (kind === "rel") {
      return antecedentOf(parse, i);
    } else if (kind === "conj") {
      const previous = verbBefore(parse, i);
      return previous < 0 ? NO_ITEMS : sharedSubject(parse, previous, verb);
    } else if (kind === "verb") {
      // "a sergeant whom militants kidnapped was killed"
      if (npAt(parse, i - 1) && kindAt(parse, i - 2) === "rel") i -= 3;
      else if (!makesClause(parse, i)) i--;
      else {
        const relative = relativeBefore(parse, i);
        if (relative < 0) return NO_ITEMS;
        i = relative - 1;
      }
    } else if (kind === "np") {
      const opens = kindAt(parse, before(parse, i)) === "part" ? before(parse, i) : -1;
      if (opens >= 0) {
        parts.push(...(partsFrom(parse, opens)?.items ?? []).map(({ nominal }) => nominal));
        i =
          kindAt(parse, opens - 1) === "comma" || kindAt(parse, opens - 1) === "open" ? opens - 2 : opens - 1;
        continue;
      }
      const found = subjectAt(parse, i);
      if (typeof found === "number") {
        i = found;
        continue;
      }
      if (found.length === 0) return NO_ITEMS;
      const named = found.map(
        (item, n): Item =>
          n === found.length - 1 ? { ...item, nominal: nameBeside(parse, item.nominal, k) } : item,
      );
      const whole = named.at(-1)?.nominal ?? null;
      return [...named, ...added, ...parts.map((nominal): Item => ({ nominal, partOf: whole }))];
    } else if (kind === "prep") {
      return participleSubject(parse, k, i);
    } else if (kind === "part") {
      i--;
    } else if (kind === "sub") {
      return verb?.ing || verb?.finite === "no" ? participleSubject(parse, k, i) : NO_ITEMS;
    } else return NO_ITEMS;
  }
  return NO_ITEMS;
}

/** "the judge, X, died", "the cleric (X) was killed", "the man, identified as X, was held": the name of one person told of. */
function nameBeside(parse: Parse, nominal: Nominal, verb: number): Nominal {
  if (nominal.kind !== "single") return nominal;
  let i = parse.chunks.findIndex((chunk) => chunk.kind === "np" && chunk.nominal === nominal) + 1;
  if (i === 0) return nominal;
  while (i < verb && kindAt(parse, i) === "prep" && /^(of|in|at|for|with)$/.test(wordOf(parse, i))) i += 2;
  if (kindAt(parse, i) !== "comma" && kindAt(parse, i) !== "open") return nominal;
  const beside = npAt(parse, i + 1);
  if (beside?.kind === "named" && i + 1 < verb && beside.owner === null) return beside;
  const word = parse.clause.tokens[verbAt(parse, i + 1)?.main ?? -1]?.norm ?? "";
  if (!/^(identified|named|known)$/.test(word)) return nominal;
  for (let j = i + 2; j < Math.min(verb, i + 8); j++) {
    const name = npAt(parse, j);
    if (name?.kind === "named" && /^(as|)$/.test(wordOf(parse, before(parse, j)))) return name;
    if (name?.kind === "named" && before(parse, j) === i + 1) return name;
  }
  return nominal;
}

/** The subject that ends at chunk `i`, or the chunk to go on from where something governs the phrase there. */
function subjectAt(parse: Parse, i: number): readonly Item[] | number {
  let governor = i - 1;
  while (kindAt(parse, governor) === "adv") governor--;
  const kind = kindAt(parse, governor);
  if (kind === "prep" || kind === "part") return governor - 1;
  // "from Sino (Oshnavieh) town": a thing behind brackets goes on with the phrase before them
  if (kind === "close" && npAt(parse, i)?.kind === "other") return opening(parse, governor) - 1;
  if (kind === "verb") {
    const verb = verbAt(parse, governor);
    if (!verb) return NO_ITEMS;
    if (isReport(parse, verb)) return listUpTo(parse, i);
    if (!makesClause(parse, governor)) {
      // "a doctor named X was killed"
      if (
        /^(named|called|identified)$/.test(parse.clause.tokens[verb.main]?.norm ?? "") &&
        npAt(parse, i)?.kind === "named"
      )
        return listUpTo(parse, i);
      // "two men suspected of planting the bomb", "three people believed to be smugglers"
      let holder = before(parse, governor);
      for (let steps = 0; steps < 4; steps++) {
        const outer = verbAt(parse, holder);
        if (kindAt(parse, holder) === "prep" || (outer && !makesClause(parse, holder)))
          holder = before(parse, holder);
        else break;
      }
      return npAt(parse, holder) || kindAt(parse, holder) === "close" ? holder : NO_ITEMS;
    }
    const relative = relativeBefore(parse, governor);
    return relative >= 0 ? relative - 1 : NO_ITEMS;
  }
  if (kind === "conj") {
    // joined to parts: "including three soldiers and one official"
    const opens = partListBefore(parse, governor);
    if (opens >= 0) return opens - 1;
  }
  const [first] = listUpTo(parse, i);
  return first ? listUpTo(parse, i) : NO_ITEMS;
}

/** Where "including" opens the list that goes on at the conjunction `k`, or -1. */
function partListBefore(parse: Parse, k: number): number {
  for (let i = k - 1; i >= 0; i--) {
    const kind = kindAt(parse, i);
    if (kind === "part") return i;
    if (kind === "verb" || kind === "stop" || kind === "sub" || kind === "rel") return -1;
  }
  return -1;
}

/** The relative pronoun whose clause the verb at `k` belongs to, or -1. */
function relativeBefore(parse: Parse, k: number): number {
  for (let i = k - 1; i >= Math.max(0, k - 4); i--) {
    const kind = kindAt(parse, i);
    if (kind === "rel" || wordOf(parse, i) === "whose") return i;
    if (kind === "stop" || kind === "sub" || kind === "comma") return -1;
  }
  return -1;
}

/** The phrase that the relative pronoun at chunk `k` refers to: the nearest that can be people. */
export function antecedentOf(parse: Parse, k: number): readonly Item[] {
  let i = before(parse, k);
  const comma = kindAt(parse, i) === "comma";
  if (comma) i = before(parse, i);
  if (kindAt(parse, i) === "close") i = before(parse, opening(parse, i));
  if (/^(of|among|in|by|with|to)$/.test(wordOf(parse, i))) return NO_ITEMS;
  for (let steps = 0; steps < 6; steps++) {
    const nominal = npAt(parse, i);
    if (!nominal) return NO_ITEMS;
    const governor = before(parse, i);
    const ofGroup = kindAt(parse, governor) === "prep" && wordOf(parse, governor) === "of";
    const outer = npAt(parse, governor - 1);
    const able = nominal.kind !== "other" && nominal.kind !== "event";
    // "12 members of a group who", "seven people in a village who": a thing or place is passed over.
    if (
      able &&
      !(
        ofGroup &&
        outer?.kind === "count" &&
        nominal.kind === "plural" &&
        /^(members?|employees|leaders)$/.test(headOf(parse, outer))
      )
    ) {
      const many =
        /^(were|are|have)$/.test(wordOf(parse, k + 1)) &&
        (nominal.kind === "single" || nominal.bounds.max === 1);
      if (comma || many) return listUpTo(parse, i, true);
      return [{ nominal, partOf: null }];
    }
    if (kindAt(parse, governor) === "prep") i = governor - 1;
    else if (comma && kindAt(parse, governor) === "comma" && npAt(parse, governor - 1)) i = governor - 1;
    else return NO_ITEMS;
  }
  return NO_ITEMS;
}

/** The verb before chunk `k` in the same clause, or -1. */
export function verbBefore(parse: Parse, k: number): number {
  let depth = 0;
  for (let i = k - 1; i >= 0; i--) {
    const kind = kindAt(parse, i);
    if (kind === "close") depth++;
    if (kind === "open") depth--;
    if (depth > 0) continue;
    if (
      kind === "stop" ||
      (kind === "sub" && parse.clause.tokens[parse.chunks[i]?.from ?? -1]?.norm === "that")
    )
      return -1;
    if (kind === "verb") return verbAt(parse, i)?.infinitive ? verbBefore(parse, i) : i;
  }
  return -1;
}

/** "was chased by police and shot and killed": the subject of the verb that `and` joins it to. */
export function sharedSubject(parse: Parse, previous: number, verb: VerbGroup | null): readonly Item[] {
  const first = verbAt(parse, previous);
  if (!first) return NO_ITEMS;
  const split = verb?.matches.some(({ tail }) => tail !== null) === true;
  if (!split && verb?.voice === "bare" && first.voice === "bare" && objectsOf(parse, previous).length > 0) {
    const agent = verb.matches.some(({ form }) => form.predicate.frame === "object");
    if (agent) return NO_ITEMS;
  }
  if (
    !split &&
    verb?.voice === "bare" &&
    first.voice === "active" &&
    verb.matches.some(({ form }) => form.predicate.frame === "object") &&
    !first.copula
  )
    return NO_ITEMS;
  return first.voice === "bare" && first.matches.length > 0
    ? holdersOf(parse, previous)
    : subjectsOf(parse, previous);
}

/** "He was beaten after being arrested", "After being shot, X died": the subject of the clause beside. */
function participleSubject(parse: Parse, k: number, preposition: number): readonly Item[] {
  const verb = verbAt(parse, k);
  if (!verb || verb.finite === "yes" || verb.infinitive) return NO_ITEMS;
  const previous = verbBefore(parse, preposition);
  if (previous >= 0) return subjectsOf(parse, previous);
  for (let i = k + 1; i < parse.chunks.length; i++) {
    if (kindAt(parse, i) !== "comma") continue;
    const subject = skipAside(parse, i + 1);
    return npAt(parse, subject) && isSubject(parse, subject)
      ? listFrom(parse, subject).items.slice(0, 1)
      : NO_ITEMS;
  }
  return NO_ITEMS;
}
