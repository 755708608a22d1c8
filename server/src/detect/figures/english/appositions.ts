import { canBeVictim, listFrom } from "./lists.ts";
import type { Nominal } from "./nominal.ts";
import {
  closing,
  isReport,
  kindAt,
  makesClause,
  npAt,
  type Parse,
  skipAside,
  verbAt,
  wordOf,
} from "./parse.ts";
import type { VerbGroup } from "./verbs.ts";

/** Past the prepositional phrases, dates and participles behind a noun phrase: "in October 2015", "traveling in a car". */
export function pastModifiers(parse: Parse, k: number): number {
  let i = k;
  for (;;) {
    const kind = kindAt(parse, i);
    if (kind === "date" || (kind === "adv" && kindAt(parse, i + 1) !== "verb")) i++;
    else if (kind === "prep" && wordOf(parse, i) !== "as") {
      const governed = skipAside(parse, i + 1);
      if (npAt(parse, governed)) {
        // "on the road between Toribio and Jambalo"
        const between =
          wordOf(parse, i) === "between" &&
          wordOf(parse, governed + 1) === "and" &&
          npAt(parse, governed + 2);
        i = between ? governed + 3 : governed + 1;
      } else if (kindAt(parse, i + 1) === "date") i += 2;
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
export function apposition(parse: Parse, item: Nominal, k: number): Apposed {
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
    // "killing six and injuring two, police spokesman X said": X tells of it.
    const verb = verbAt(parse, list.next);
    if (verb && isReport(parse, verb)) return plain;
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
export function commaList(parse: Parse, k: number): boolean {
  for (let i = k; i < Math.min(parse.chunks.length, k + 8); i++) {
    const kind = kindAt(parse, i);
    if (kind === "conj") return npAt(parse, i + 1) !== null;
    if (kind === "stop" || kind === "verb" || kind === "sub" || kind === "rel") return false;
  }
  return false;
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

/** Where the phrase at `k` is the apposition of a phrase before it: that phrase, and which of the two is the name. */
export function apposedFrom(parse: Parse, k: number): { at: number; name: Nominal } | null {
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
