import type { Bounds } from "../bounds.ts";
import { normAt } from "./clause.ts";
import { listFrom } from "./lists.ts";
import type { Nominal } from "./nominal.ts";
import {
  before,
  headOf,
  type Item,
  isBody,
  kindAt,
  NO_ITEMS,
  npAt,
  type Parse,
  skipAside,
  verbAt,
  wordOf,
} from "./parse.ts";
import { subjectsOf } from "./subjects.ts";

/** Whom the event in the noun phrase at chunk `k` harmed: "the death of 12", "the mayor's arrest", "three murders". */
export function victimsOfEvent(parse: Parse, k: number): readonly Item[] {
  const nominal = npAt(parse, k);
  if (!nominal?.event) return NO_ITEMS;
  const { frame } = nominal.event.form.predicate;
  if (frame === "toll") return tollAt(parse, k);
  if (frame === "people" || frame === "the" || frame === "held") return countedPeople(parse, k, nominal);
  const behind = ofWhom(parse, k);
  if (nominal.kind === "count") {
    const stated = nominal.bounds.min !== null;
    // "the two killings of aid workers": the number is of events, and of those they befell.
    if (behind.length > 0 && !stated) return behind;
    const quantity = parse.clause.tokens[nominal.numberFrom]?.kind !== "mark";
    return stated && quantity ? [{ nominal, partOf: null }] : NO_ITEMS;
  }
  if (behind.length > 0) return behind;
  const { owner } = nominal;
  if (!owner) return NO_ITEMS;
  if (owner.kind === "named" || owner.kind === "single" || owner.kind === "pronoun" || owner.kind === "count")
    return [{ nominal: owner, partOf: null }];
  return NO_ITEMS;
}

/** "of 12 people" behind an event, a date or place between them: "the arrest last week in London of two men". */
function ofWhom(parse: Parse, k: number): readonly Item[] {
  let i = k + 1;
  // "the killing and wounding of 12", "the arrest or killing of leaders"
  if (kindAt(parse, i) === "conj" && npAt(parse, i + 1)?.kind === "event") return ofWhom(parse, i + 1);
  if (
    kindAt(parse, i) === "conj" &&
    (verbAt(parse, i + 1)?.matches.length ?? 0) > 0 &&
    verbAt(parse, i + 1)?.ing
  )
    return listFrom(parse, i + 2).items;
  for (let steps = 0; steps < 3; steps++) {
    i = skipAside(parse, i);
    // "the slaying two weeks ago of 11 peasants"
    if (npAt(parse, i)?.kind === "other" && /^(ago|earlier|before)$/.test(wordOf(parse, i + 1)))
      i = skipAside(parse, i + 1);
    if (kindAt(parse, i) !== "prep") return NO_ITEMS;
    if (wordOf(parse, i) === "of") return allOf(parse, i + 1);
    if (
      !/^(in|at|on|near|by)$/.test(wordOf(parse, i)) ||
      !(isPlace(parse, i + 1) || kindAt(parse, i + 1) === "date")
    )
      return NO_ITEMS;
    i += 2;
  }
  return NO_ITEMS;
}

/** "the murder of a judge and of two employees": each list behind an `of` of its own. */
function allOf(parse: Parse, k: number): readonly Item[] {
  const items: Item[] = [];
  for (let at = k; ; ) {
    const list = listFrom(parse, at);
    items.push(...list.items);
    if (list.items.length === 0 || kindAt(parse, list.next) !== "conj") return items;
    if (kindAt(parse, list.next + 1) !== "prep" || wordOf(parse, list.next + 1) !== "of") return items;
    at = list.next + 2;
  }
}

function isPlace(parse: Parse, k: number): boolean {
  const nominal = npAt(parse, k);
  return nominal !== null && parse.clause.mentionAt.get(nominal.from)?.label === "LOC";
}

/** "12 fatalities", "the injured", "38 bodies": those it happened to, counted or told of. */
function countedPeople(parse: Parse, k: number, nominal: Nominal): readonly Item[] {
  const behind =
    wordOf(parse, k + 1) === "of" && kindAt(parse, k + 1) === "prep"
      ? listFrom(parse, k + 2).items
      : NO_ITEMS;
  const body = isBody(parse, nominal);
  if (behind.length > 0 && body) {
    // "four bodies of soldiers": the number before counts more than the plural behind.
    const [first] = behind;
    if (nominal.kind === "count" && first?.nominal.bounds.min === null) return [{ nominal, partOf: null }];
    return behind.filter(({ nominal: { kind } }) => kind !== "other" && kind !== "event");
  }
  if (body && nominal.owner)
    return nominal.owner.kind === "named" ||
      nominal.owner.kind === "single" ||
      nominal.owner.kind === "pronoun"
      ? [{ nominal: nominal.owner, partOf: null }]
      : NO_ITEMS;
  if (nominal.kind === "count") return [{ nominal, partOf: null }];
  if (
    nominal.kind === "plural" &&
    nominal.event?.form.predicate.frame === "the" &&
    !/^(among|of)$/.test(wordOf(parse, k - 1))
  )
    return [{ nominal, partOf: null }];
  return NO_ITEMS;
}

const FORESEEN = /^(bound|certain|expected|forecast|likely|predicted|projected|set|sure)$/;

/**
 * Whether the number at chunk `k` is one that a toll has not reached: "is expected to rise to 100"; "expected to rise, now
 * stands at 40" has reached it.
 */
export function isForeseen(parse: Parse, k: number): boolean {
  for (let i = k - 1; i >= 0; i--) {
    const chunk = parse.chunks[i];
    const kind = kindAt(parse, i);
    if (!chunk || kind === "comma" || kind === "stop" || kind === "other" || kind === "open") return false;
    if (FORESEEN.test(normAt(parse.clause, chunk.to - 1)) && wordOf(parse, i + 1) === "to") return true;
    const verb = verbAt(parse, i);
    if (verb?.status === null && !verb.infinitive) return true;
    if (verb?.finite === "yes") return false;
  }
  return false;
}

/** The number of a toll: "rose to 40", "a death toll of 12", "death toll: 12", "stands at 400". */
function tollAt(parse: Parse, k: number): readonly Item[] {
  let fallback: Nominal | null = null;
  for (let i = k + 1; i < Math.min(parse.chunks.length, k + 16); i++) {
    const kind = kindAt(parse, i);
    if (kind === "sub" || kind === "rel") break;
    // "the toll may exceed 500"
    if (kind === "verb" && verbAt(parse, i)?.status === null) return NO_ITEMS;
    const nominal = npAt(parse, i);
    if (
      nominal?.kind !== "count" ||
      nominal.human === "no" ||
      nominal.bounds.max === 0 ||
      (nominal.bounds.min === null && nominal.bounds.max === null)
    )
      continue;
    if (isForeseen(parse, i)) return NO_ITEMS;
    const link = before(parse, i);
    const to = wordOf(parse, link);
    const exact = exactToll(parse, nominal);
    if (
      /^(to|at|reached|reaches|reaching|topped|passed|exceeded|hit|was|is|stood|:)$/.test(to) ||
      (verbAt(parse, link) && kindAt(parse, link) === "verb")
    )
      return [{ nominal: exact, partOf: null }];
    if (to === "of" && link === k + 1) return [{ nominal: exact, partOf: null }];
    fallback ??= exact;
  }
  return fallback ? [{ nominal: fallback, partOf: null }] : NO_ITEMS;
}

/** "bringing the toll up to 94" bounds nothing: the toll is 94. */
function exactToll(parse: Parse, nominal: Nominal): Nominal {
  if (nominal.bounds.qualifier !== "at_most" || parse.clause.tokens[nominal.from]?.norm !== "up")
    return nominal;
  const { max } = nominal.bounds;
  const bounds: Bounds = { min: max, max, qualifier: "exact" };
  return { ...nominal, bounds, from: nominal.numberFrom };
}

/**
 * "the number of people killed rose to 50", "bringing to nine the number of those who died": the number of the verb at
 * chunk `k` whose harmed noun stands behind "number of"; null where that is no such phrase.
 */
export function numberOfThose(parse: Parse, k: number): readonly Item[] | null {
  for (let i = k - 1; i >= Math.max(1, k - 8); i--) {
    const head = headOf(parse, npAt(parse, i));
    if (kindAt(parse, i) === "stop" || kindAt(parse, i) === "comma") return null;
    if (!/^(number|total|toll|tally|count)$/.test(head) || wordOf(parse, i + 1) !== "of") continue;
    const told = npAt(parse, before(parse, i));
    if (
      told?.kind === "count" &&
      told.bounds.min !== null &&
      wordOf(parse, before(parse, before(parse, i))) === "to"
    )
      return [{ nominal: told, partOf: null }];
    for (let j = k + 1; j < Math.min(parse.chunks.length, k + 8); j++) {
      const nominal = npAt(parse, j);
      if (
        nominal?.kind === "count" &&
        nominal.human !== "no" &&
        /^(to|at|is|was|reached|exceeds|exceeded)$/.test(wordOf(parse, before(parse, j)))
      )
        return [{ nominal: exactToll(parse, nominal), partOf: null }];
    }
    // what the number is stands elsewhere: those it counts are no figure of their own
    return NO_ITEMS;
  }
  return null;
}

/** "Among the dead were 14 Americans", "the victims included a child", "a leader was among those killed". */
export function membersOf(parse: Parse, k: number): readonly Item[] {
  const behind = skipAside(parse, k + 1);
  const inside = wordOf(parse, before(parse, k));
  if (/^(among|amongst)$/.test(inside)) {
    const verb = verbAt(parse, behind);
    if (verb?.copula) return listFrom(parse, behind + 1).items;
    const main = before(parse, before(parse, k));
    const copula = verbAt(parse, main);
    if (copula?.copula) {
      return subjectsOf(parse, main).filter(
        ({ nominal: { kind } }) => kind !== "other" && kind !== "pronoun" && kind !== "event",
      );
    }
    return NO_ITEMS;
  }
  const verb = verbAt(parse, behind);
  const word = parse.clause.tokens[verb?.main ?? -1]?.norm ?? "";
  return /^(include|includes|included)$/.test(word) ? listFrom(parse, behind + 1).items : NO_ITEMS;
}
