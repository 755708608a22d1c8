import { apposedFrom, apposition, commaList, isPlaceName, pastModifiers } from "./appositions.ts";
import type { Nominal } from "./nominal.ts";
import {
  before,
  closing,
  headOf,
  type Item,
  kindAt,
  makesClause,
  npAt,
  type Parse,
  skipAside,
  verbAt,
  wordOf,
} from "./parse.ts";

/** A list of noun phrases, and the chunk behind it. */
export interface List {
  readonly items: readonly Item[];
  readonly next: number;
}

const NO_LIST: List = { items: [], next: -1 };

export const canBeVictim = ({ kind }: Nominal): boolean => kind !== "other" && kind !== "event";

/** The list that begins at chunk `k` (adverbs and dates before it skipped): its items, their appositions and parts. */
export function listFrom(parse: Parse, k: number): List {
  let i = skipAside(parse, k);
  const first = npAt(parse, i);
  if (!first) return NO_LIST;
  const items: Item[] = [];
  let item: Nominal = first;
  for (;;) {
    const apposed = apposition(parse, item, i);
    const own = apposed.name ?? item;
    // "three Americans, two of them soldiers"
    const whole = own.partitive ? (items.findLast(({ partOf }) => partOf === null)?.nominal ?? null) : null;
    items.push({ nominal: own, partOf: whole });
    for (const name of apposed.names) items.push({ nominal: name, partOf: own });
    i = apposed.next;
    const parts = partsFrom(parse, i);
    if (parts) {
      for (const { nominal } of parts.items) items.push({ nominal, partOf: own });
      i = parts.next;
    }
    const next = continuation(parse, i);
    const nominal = npAt(parse, next);
    if (next < 0 || !nominal) return { items, next: i };
    item = nominal;
    i = next;
  }
}

/** ", including two children", "(among them a woman)": the parts named at chunk `k`, or null. */
export function partsFrom(parse: Parse, k: number): List | null {
  let i = k;
  const bracket = kindAt(parse, i) === "open";
  if (kindAt(parse, i) === "comma" || bracket) i++;
  i = skipAside(parse, i);
  if (kindAt(parse, i) !== "part") {
    // "19 were wounded (10 policemen and 9 civilians)"
    const counted = bracket ? npAt(parse, i) : null;
    if (counted?.kind !== "count" || counted.human === "no") return null;
    i--;
  }
  const list = listFrom(parse, i + 1);
  if (list.items.length === 0) return null;
  const next = bracket ? closing(parse, k) + 1 : list.next;
  return { items: list.items.filter(({ nominal }) => canBeVictim(nominal)), next };
}

/** The next item of a list (", 3 soldiers", "and a driver", "as well as X"), unless a verb makes it a subject; else -1. */
function continuation(parse: Parse, k: number): number {
  let i = k;
  const comma = kindAt(parse, i) === "comma";
  if (comma) i++;
  const link = kindAt(parse, i);
  if (link === "plus") i++;
  else if (link === "conj" && /^(and|&|or)$/.test(wordOf(parse, i))) i++;
  else if (!comma) return -1;
  i = skipAside(parse, i);
  const next = npAt(parse, i);
  if (!next || next.kind === "other" || next.kind === "pronoun" || next.kind === "event") return -1;
  if (comma && link !== "conj" && link !== "plus" && isPlaceName(parse, i)) return -1;
  if (link !== "conj" && link !== "plus" && !commaList(parse, i + 1) && next.kind !== "count") return -1;
  return isSubject(parse, i) && hasVerb(parse, i) ? -1 : i;
}

/** Whether a clause stands before chunk `k` that another can be joined to: "the killing of six priests and their cook" is none yet. */
function hasVerb(parse: Parse, k: number): boolean {
  for (let i = k - 1; i >= 0; i--) {
    if (kindAt(parse, i) === "stop" || kindAt(parse, i) === "sub") return false;
    if (verbAt(parse, i) && (makesClause(parse, i) || (verbAt(parse, i)?.matches.length ?? 0) > 0))
      return true;
  }
  return false;
}

/** Whether a verb of its own follows: "… and two soldiers were wounded", "… and eight injured". */
export function isSubject(parse: Parse, k: number): boolean {
  let i = pastModifiers(parse, k + 1);
  if (kindAt(parse, i) === "rel") return false;
  // "and the driver, a local man, was hurt"
  if (kindAt(parse, i) === "comma" && npAt(parse, i + 1) && kindAt(parse, i + 2) === "comma") i += 3;
  while (kindAt(parse, i) === "adv") i++;
  const verb = verbAt(parse, i);
  if (!verb) return false;
  if (makesClause(parse, i)) return true;
  return verb.voice === "bare" && verb.matches.length > 0 && verb.from === parse.chunks[i - 1]?.to;
}

/** The people whom a number stands for, one by one, in an aside behind it. */
interface Roll {
  /** The comma or dash that opens the aside. */
  readonly from: number;
  readonly parts: readonly Nominal[];
}

/**
 * "three people, X, Y and Z," and "at least two brothers – X and Y –": those that a number counts, told one by one in the
 * aside that the comma or dash at chunk `k` closes; null where it is no such list, or not as many.
 */
export function rollBefore(parse: Parse, k: number): Roll | null {
  for (let j = k - 2; j > 0; j--) {
    const kind = kindAt(parse, j);
    if (kind === "stop" || kind === "rel" || (kind === "verb" && makesClause(parse, j))) return null;
    const whole = kind === "comma" ? npAt(parse, before(parse, j)) : null;
    if (whole?.kind !== "count" || whole.bounds.min === null || whole.bounds.min < 2) continue;
    const list = listFrom(parse, j + 1);
    if (list.next !== k && list.next !== k + 1) continue;
    const parts = list.items.filter(({ partOf }) => partOf === null).map(({ nominal }) => nominal);
    const total = parts.reduce((sum, { bounds }) => sum + (bounds.min ?? 0), 0);
    const fits = total === whole.bounds.min || (whole.bounds.max === null && total > whole.bounds.min);
    if (parts.length > 1 && fits && parts.every(canBeVictim)) return { from: j, parts };
  }
  return null;
}

/**
 * The phrase at chunk `k` with those joined to it from the left: "12 officers and one assailant". Whatever governs the
 * first of them ("killed 12 and wounded 3") keeps it from being joined.
 */
export function listUpTo(parse: Parse, k: number, throughVerb = false): Item[] {
  const items: Item[] = [];
  let at = pastAnimals(parse, k);
  let conjoined = false;
  let parts: readonly Nominal[] = [];
  for (;;) {
    const nominal = npAt(parse, at);
    if (!nominal || !canBeVictim(nominal)) break;
    const apposed = apposedFrom(parse, at);
    const own = apposed?.name ?? nominal;
    items.unshift(
      { nominal: own, partOf: null },
      ...parts.map((part): Item => ({ nominal: part, partOf: own })),
    );
    parts = [];
    let i = (apposed?.at ?? at) - 1;
    if (apposed) at = apposed.at;
    while (kindAt(parse, i) === "adv") i--;
    const link = kindAt(parse, i);
    if (link === "plus") i--;
    else if (link === "conj" && wordOf(parse, i) !== "but") {
      conjoined = true;
      i--;
    } else if (link !== "comma" || !conjoined) break;
    if (kindAt(parse, i) === "comma") {
      const roll = rollBefore(parse, i);
      i = (roll?.from ?? i) - 1;
      parts = roll?.parts ?? [];
    }
    const head = headBefore(parse, i, throughVerb);
    if (head < 0) break;
    at = head;
  }
  return items;
}

/** "two farmers and their 30 goats": the people that what is no people is joined to; `k` where there are none. */
function pastAnimals(parse: Parse, k: number): number {
  const last = npAt(parse, k);
  const people = npAt(parse, k - 2);
  return last?.kind === "other" &&
    last.human === "no" &&
    wordOf(parse, k - 1) === "and" &&
    people !== null &&
    (people.kind === "count" || people.kind === "single" || people.kind === "plural") &&
    people.human === "yes"
    ? k - 2
    : k;
}

/** The head of the phrase that ends at chunk `k`, its prepositional phrases and asides passed leftwards; -1 for none. */
function headBefore(parse: Parse, k: number, throughVerb: boolean): number {
  let i = k;
  for (let steps = 0; steps < 12; steps++) {
    while (kindAt(parse, i) === "adv" || kindAt(parse, i) === "date") i--;
    if (kindAt(parse, i) === "close") {
      for (i--; i >= 0 && kindAt(parse, i) !== "open"; i--);
      i--;
      continue;
    }
    // an age between commas: "Maria Lopez, 34, and her son"
    if (kindAt(parse, i) === "other" && kindAt(parse, i - 1) === "comma") {
      i -= 2;
      continue;
    }
    const nominal = npAt(parse, i);
    if (!nominal || isPlaceName(parse, i)) return -1;
    let governor = i - 1;
    while (kindAt(parse, governor) === "adv") governor--;
    if (kindAt(parse, governor) === "prep") {
      const head = headOf(parse, npAt(parse, governor - 1));
      if (head === "number" || head === "total") return -1;
      i = governor - 1;
      continue;
    }
    const verb = verbAt(parse, governor);
    if (verb) {
      if (throughVerb) return canBeVictim(nominal) ? i : -1;
      if (isSaying(verb.main, parse)) return canBeVictim(nominal) ? i : -1;
      if (makesClause(parse, governor) || verb.matches.length > 0 || !npAt(parse, governor - 1)) return -1;
      i = governor - 1;
      continue;
    }
    return canBeVictim(nominal) ? i : -1;
  }
  return -1;
}

const isSaying = (at: number, parse: Parse): boolean =>
  /^(said|says|say|reported|confirmed|announced|added|believe|believes)$/.test(
    parse.clause.tokens[at]?.norm ?? "",
  );
