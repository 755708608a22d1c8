import { pastModifiers } from "./appositions.ts";
import { asideBefore } from "./asides.ts";
import { listUpTo, partsFrom } from "./lists.ts";
import {
  before,
  headOf,
  type Item,
  kindAt,
  makesClause,
  NO_ITEMS,
  npAt,
  opening,
  type Parse,
  verbAt,
  wordOf,
} from "./parse.ts";
import { sharedSubject, subjectsOf, verbBefore } from "./subjects.ts";

/**
 * The phrase right before a bare participle or adjective: "12 people killed in the blast", "left 12 dead". Whatever
 * governs the phrase does not matter.
 */
export function holdersOf(parse: Parse, k: number): readonly Item[] {
  let i = before(parse, k);
  if (kindAt(parse, i) === "close") {
    const open = opening(parse, i);
    const inside = partsFrom(parse, open);
    const holder = npAt(parse, open - 1);
    if (!holder) return NO_ITEMS;
    return [
      { nominal: holder, partOf: null },
      ...(inside?.items ?? []).map(({ nominal }): Item => ({ nominal, partOf: holder })),
    ];
  }
  if (kindAt(parse, i) === "conj" || kindAt(parse, i) === "rel") return subjectsOf(parse, k);
  if (kindAt(parse, i) === "comma") {
    const verb = verbBefore(parse, i);
    const shared = verb >= 0 && before(parse, i) === verb;
    if (shared) return sharedSubject(parse, verb, verbAt(parse, k));
    const aside = asideBefore(parse, i);
    const behindComma = npAt(parse, before(parse, i));
    // "the seven, arrested in the south, had …"
    if (
      !aside &&
      behindComma &&
      behindComma.kind !== "other" &&
      behindComma.kind !== "event" &&
      closesBehind(parse, k)
    )
      return listUpTo(parse, before(parse, i));
    if (!aside || verbAt(parse, k)?.matches[0]?.form.predicate.frame !== "state")
      return aside ? subjectsOf(parse, k) : NO_ITEMS;
    i = aside.from - 1;
  }
  if (verbAt(parse, i) && !makesClause(parse, i)) return subjectsOf(parse, k);
  const nominal = npAt(parse, i);
  if (!nominal) return NO_ITEMS;
  let governor = i - 1;
  while (kindAt(parse, governor) === "adv") governor--;
  const of = kindAt(parse, governor) === "prep";
  if (
    npAt(parse, governor) &&
    governor === i - 1 &&
    nominal.definite &&
    verbAt(parse, k)?.matches[0]?.form.predicate.frame === "object" &&
    !of &&
    parse.chunks[governor]?.to === nominal.from
  )
    return NO_ITEMS;
  const head = headOf(parse, npAt(parse, governor - 1));
  if (of && /^(number|total|percentage|proportion)$/.test(head)) return NO_ITEMS;
  if (nominal.kind === "other" || nominal.kind === "event") {
    // "12 people in the north killed", "two members of the group arrested"
    return of ? subjectsOf(parse, k) : NO_ITEMS;
  }
  if (
    of &&
    wordOf(parse, governor) === "of" &&
    npAt(parse, governor - 1)?.kind === "count" &&
    nominal.kind === "plural" &&
    (nominal.human !== "yes" || /^(members?|employees|leaders)$/.test(head))
  ) {
    const outer = npAt(parse, governor - 1);
    return outer ? [{ nominal: outer, partOf: null }] : NO_ITEMS;
  }
  const leaving = /^(left|leaving|leave|leaves)$/.test(
    parse.clause.tokens[verbAt(parse, verbBefore(parse, k))?.main ?? -1]?.norm ?? "",
  );
  return listUpTo(parse, i, leaving);
}

/** Whether a comma closes the participial clause that the verb at chunk `k` opens. */
function closesBehind(parse: Parse, k: number): boolean {
  const end = pastModifiers(parse, k + 1);
  return end > k + 1 && kindAt(parse, end) === "comma";
}
