import type { Nominal } from "./nominals.ts";
import {
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
import type { VerbGroup } from "./verbs.ts";

/** A list of noun phrases, and the chunk behind it. */
export interface List {
  readonly items: readonly Item[];
  readonly next: number;
}

const NO_LIST: List = { items: [], next: -1 };

const canBeVictim = ({ kind }: Nominal): boolean => kind !== "other" && kind !== "event";

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

/** Past the prepositional phrases, dates and participles behind a noun phrase: "in October 2015", "traveling in a car". */
export function pastModifiers(parse: Parse, k: number): number {
  let i = k;
  for (;;) {
    const kind = kindAt(parse, i);
    if (kind === "date" || (kind === "adv" && kindAt(parse, i + 1) !== "verb")) i++;
    else if (kind === "prep" && wordOf(parse, i) !== "as") {
      const governed = skipAside(parse, i + 1);
      if (npAt(parse, governed)) i = governed + 1;
      else if (kindAt(parse, i + 1) === "date") i += 2;
      else return i;
    } else if (kind === "verb" && !makesClause(parse, i) && isReduced(verbAt(parse, i))) {
      i++;
    } else return i;
  }
}

/** A participle that says more of the noun before it: "suspected of", "linked to". */
const isReduced = (verb: VerbGroup | null): boolean =>
  verb !== null && !verb.infinitive && !verb.ing && verb.matches.length === 0;

/** Whether only phrases that can belong to a name's bearer stand between chunks `from` and `to`: "the head of the council, X". */
function closeModifiers(parse: Parse, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (kindAt(parse, i) === "prep" && !/^(of|with|for|in|at)$/.test(wordOf(parse, i))) return false;
    if (kindAt(parse, i) === "verb" || kindAt(parse, i) === "date") return false;
  }
  return true;
}

interface Apposed {
  /** The name that the apposition gives for a single victim. */
  readonly name: Nominal | null;
  /** The names that it gives for several. */
  readonly names: readonly Nominal[];
  readonly next: number;
}

/** "Ahmad, a senior figure in Aden," and "its leader, Abu Hamza," and "two men, X and Y": what stands beside a phrase. */
function apposition(parse: Parse, item: Nominal, k: number): Apposed {
  const plain: Apposed = { name: null, names: [], next: pastModifiers(parse, k + 1) };
  let i = plain.next;
  if (kindAt(parse, i) === "open") {
    const inside = npAt(parse, i + 1);
    const close = closing(parse, i);
    if (kindAt(parse, i + 1) === "part" || (inside?.kind === "count" && item.kind === "count")) return plain;
    if (inside?.kind === "named" && item.kind === "single")
      return { name: inside, names: [], next: close + 1 };
    return { ...plain, next: pastModifiers(parse, close + 1) };
  }
  if (kindAt(parse, i) !== "comma") return plain;
  // "Ahmed, 25," and "Sally, aged 30,"
  let aside = i + 1;
  while (
    kindAt(parse, aside) === "other" ||
    (kindAt(parse, aside) === "adv" && kindAt(parse, aside + 1) === "other")
  )
    aside++;
  if (aside > i + 1 && /^(comma|stop|end|conj)$/.test(kindAt(parse, aside))) {
    i = aside;
    if (kindAt(parse, i) !== "comma") return { ...plain, next: i };
    return npAt(parse, i + 1) || kindAt(parse, i + 1) === "conj"
      ? { ...plain, next: i }
      : { ...plain, next: i + 1 };
  }
  if (wordOf(parse, i + 1) === "identified" || wordOf(parse, i + 1) === "named") return plain;
  const beside = npAt(parse, i + 1);
  if (!beside) return plain;
  if (isPlaceName(parse, i + 1))
    return { ...plain, next: kindAt(parse, i + 2) === "comma" && !npAt(parse, i + 3) ? i + 3 : i + 2 };
  let end = pastModifiers(parse, i + 2);
  // "a lecturer at the university and former director of the museum," is one person's offices
  if (kindAt(parse, end) === "comma" && kindAt(parse, end + 1) === "conj" && isOffice(parse, end + 2)) end++;
  const office = npAt(parse, end + 1);
  if (
    item.kind === "named" &&
    kindAt(parse, end) === "conj" &&
    office &&
    (office.kind === "single" || office.kind === "other") &&
    office.numberFrom === office.head
  )
    end = pastModifiers(parse, end + 2);
  const closed = /^(comma|stop|end|close|rel|verb)$/.test(kindAt(parse, end));
  if (
    item.kind === "named" &&
    (beside.kind === "single" ||
      beside.kind === "other" ||
      (beside.kind === "count" && beside.bounds.max === 1 && beside.head >= 0)) &&
    !beside.others &&
    beside.owner?.kind !== "pronoun"
  ) {
    if (closed) return { ...plain, next: end };
  }
  if (
    (item.kind === "single" || item.kind === "other") &&
    beside.kind === "named" &&
    closeModifiers(parse, k + 1, plain.next) &&
    (closed || kindAt(parse, end) === "conj")
  )
    return { name: beside, names: [], next: pastName(parse, end) };
  if (
    item.kind === "single" &&
    beside.kind === "single" &&
    closed &&
    !commaList(parse, end) &&
    beside.owner === null
  )
    return { ...plain, next: end };
  if (
    item.kind === "count" &&
    item.bounds.min !== null &&
    item.bounds.min > 1 &&
    (beside.kind === "named" || beside.kind === "single" || beside.kind === "count")
  ) {
    const list = listFrom(parse, i + 1);
    const names = list.items
      .filter(({ nominal, partOf }) => partOf === null && canBeVictim(nominal))
      .map(({ nominal }) => nominal);
    const total = names.reduce((sum, { bounds }) => sum + (bounds.min ?? 0), 0);
    if (beside.kind === "named" || total === item.bounds.min)
      return { name: null, names: upTo(names, item.bounds.min), next: list.next };
  }
  if (item.kind === "count" && item.bounds.min === 1 && beside.kind === "named" && closed)
    return { name: beside, names: [], next: end };
  return plain;
}

/** A person's noun without article: an office of somebody named before. */
function isOffice(parse: Parse, k: number): boolean {
  const nominal = npAt(parse, k);
  return (
    nominal !== null &&
    (nominal.kind === "single" || nominal.kind === "other") &&
    nominal.numberFrom === nominal.head
  );
}

/** The first of them, as many as there are people in all. */
function upTo(names: readonly Nominal[], most: number): Nominal[] {
  const found: Nominal[] = [];
  let sum = 0;
  for (const name of names) {
    sum += name.bounds.min ?? 0;
    if (sum > most) break;
    found.push(name);
  }
  return found;
}

/** Past the age or office that closes an apposition's own commas: "its leader, Abu Hamza, 45, and". */
const pastName = (parse: Parse, end: number): number =>
  kindAt(parse, end) === "comma" &&
  kindAt(parse, end + 1) !== "conj" &&
  !npAt(parse, end + 1) &&
  kindAt(parse, end + 1) !== "part" &&
  kindAt(parse, end + 1) !== "plus"
    ? end + 1
    : end;

/** Whether a list goes on with `and` behind the comma at `k`: "a man, a woman and a child". */
function commaList(parse: Parse, k: number): boolean {
  for (let i = k; i < Math.min(parse.chunks.length, k + 8); i++) {
    const kind = kindAt(parse, i);
    if (kind === "conj") return npAt(parse, i + 1) !== null;
    if (kind === "stop" || kind === "verb" || kind === "sub" || kind === "rel") return false;
  }
  return false;
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
  return isSubject(parse, i) ? -1 : i;
}

/** "in Ogden, Utah," and "in Maranguape, Ceara,": an unknown name behind a place and a comma is where that place lies. */
export function isPlaceName(parse: Parse, k: number): boolean {
  const nominal = npAt(parse, k);
  if (nominal?.kind !== "named" || nominal.human !== "maybe" || kindAt(parse, k - 1) !== "comma")
    return false;
  const previous = npAt(parse, k - 2);
  const place =
    previous?.kind === "named" || parse.clause.mentionAt.get(previous?.from ?? -1)?.label === "LOC";
  return (
    (place && /^(in|at|near|from|around|outside|between)$/.test(wordOf(parse, k - 3))) ||
    isPlaceName(parse, k - 2)
  );
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

/**
 * The phrase at chunk `k` with those joined to it from the left: "12 officers and one assailant". Whatever governs the
 * first of them ("killed 12 and wounded 3") keeps it from being joined.
 */
export function listUpTo(parse: Parse, k: number, throughVerb = false): Item[] {
  const items: Item[] = [];
  let at = k;
  let conjoined = false;
  for (;;) {
    const nominal = npAt(parse, at);
    if (!nominal || !canBeVictim(nominal)) break;
    const apposed = apposedFrom(parse, at);
    items.unshift({ nominal: apposed?.name ?? nominal, partOf: null });
    let i = (apposed?.at ?? at) - 1;
    if (apposed) at = apposed.at;
    while (kindAt(parse, i) === "adv") i--;
    const link = kindAt(parse, i);
    if (link === "plus") i--;
    else if (link === "conj" && wordOf(parse, i) !== "but") {
      conjoined = true;
      i--;
    } else if (link !== "comma" || !conjoined) break;
    if (kindAt(parse, i) === "comma") i--;
    const head = headBefore(parse, i, throughVerb);
    if (head < 0) break;
    at = head;
  }
  return items;
}

/** Where the phrase at `k` is the apposition of a phrase before it: that phrase, and which of the two is the name. */
function apposedFrom(parse: Parse, k: number): { at: number; name: Nominal } | null {
  const nominal = npAt(parse, k);
  const previous = npAt(parse, k - 2);
  if (!nominal || !previous || kindAt(parse, k - 1) !== "comma") return null;
  if (nominal.kind === "named" && previous.kind === "single") return { at: k - 2, name: nominal };
  // "X, also known as Y, a senior operative was arrested"
  if (nominal.kind === "single" && previous.kind === "named" && !nominal.definite) {
    const alias = wordOf(parse, k - 3) === "as" ? (npAt(parse, k - 6) ?? npAt(parse, k - 5)) : null;
    if (alias?.kind === "named")
      return {
        at: parse.chunks.findIndex((chunk) => chunk.kind === "np" && chunk.nominal === alias),
        name: alias,
      };
    return { at: k - 2, name: previous };
  }
  return null;
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
      if (isReport(verb.main, parse)) return canBeVictim(nominal) ? i : -1;
      if (makesClause(parse, governor) || verb.matches.length > 0 || !npAt(parse, governor - 1)) return -1;
      i = governor - 1;
      continue;
    }
    return canBeVictim(nominal) ? i : -1;
  }
  return -1;
}

const isReport = (at: number, parse: Parse): boolean =>
  /^(said|says|say|reported|confirmed|announced|added|believe|believes)$/.test(
    parse.clause.tokens[at]?.norm ?? "",
  );
