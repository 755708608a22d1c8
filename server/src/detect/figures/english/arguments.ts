import { isSubject, listFrom, listUpTo, partsFrom, pastModifiers } from "./lists.ts";
import type { Nominal } from "./nominals.ts";
import {
  before,
  headOf,
  type Item,
  isReport,
  kindAt,
  makesClause,
  npAt,
  opening,
  type Parse,
  skipAside,
  verbAt,
  wordOf,
  wordsOf,
} from "./parse.ts";
import type { VerbGroup } from "./verbs.ts";

const NONE: readonly Item[] = [];

/** The noun phrases behind an active verb, at chunk `k`; those of the next verb where the two share them. */
export function objectsOf(parse: Parse, k: number): readonly Item[] {
  const verb = verbAt(parse, k);
  let i = skipAside(parse, k + 1);
  const match = verb?.matches[0];
  if (match?.tail) {
    // "shot him dead", "beat a man to death": the object stands between.
    const list = listFrom(parse, i);
    return list.items.filter(({ nominal }) => nominal.to <= (match.tail?.from ?? 0));
  }
  if (kindAt(parse, i) === "comma" && kindAt(parse, i + 1) === "conj") i++;
  if (kindAt(parse, i) === "conj") {
    const next = skipAside(parse, i + 1);
    const other = verbAt(parse, next);
    if (other && verb && !other.infinitive && other.voice !== "passive" && other.ing === verb.ing)
      return objectsOf(parse, next);
    return NONE;
  }
  if (kindAt(parse, i) === "plus") return NONE;
  const list = listFrom(parse, i);
  if (list.items.length === 0) return relativeObject(parse, k);
  const [first] = list.items;
  // "1 killed 3 injured": without a comma, the second number has a word of its own.
  if (
    verb?.voice === "bare" &&
    first?.nominal.kind === "count" &&
    npAt(parse, before(parse, k))?.kind === "count" &&
    isSubject(parse, i)
  )
    return NONE;
  // "were killed Monday, officials said": a speaker behind a bare participle is no object.
  if (
    verb?.voice === "bare" &&
    first &&
    list.items.length === 1 &&
    (isSpeaker(parse, i) || (first.nominal.kind === "pronoun" && isSubject(parse, i)))
  )
    return NONE;
  return [...list.items, ...partsBehind(parse, list.next, list.items)];
}

/** "officials said" at chunk `k`. */
function isSpeaker(parse: Parse, k: number): boolean {
  const verb = verbAt(parse, pastModifiers(parse, k + 1));
  return verb !== null && isReport(parse, verb);
}

/** "the man whom police arrested": the antecedent of the object that is not there. */
function relativeObject(parse: Parse, k: number): readonly Item[] {
  const subject = before(parse, k);
  if (!npAt(parse, subject)) return NONE;
  const rel = before(parse, subject);
  if (kindAt(parse, rel) === "rel") return antecedentOf(parse, rel);
  // "the last town the rebels still held": the object stands before its subject, without a pronoun
  const object = npAt(parse, subject - 1);
  return object && object.kind !== "other" && object.kind !== "event"
    ? [{ nominal: object, partOf: null }]
    : NONE;
}

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
      if (!aside) return NONE;
      parts.push(...aside.parts);
      added.push(...aside.added);
      i = aside.from - 1;
    } else if (kind === "rel") {
      return antecedentOf(parse, i);
    } else if (kind === "conj") {
      const previous = verbBefore(parse, i);
      return previous < 0 ? NONE : sharedSubject(parse, previous, verb);
    } else if (kind === "verb") {
      if (!makesClause(parse, i)) i--;
      else {
        const relative = relativeBefore(parse, i);
        if (relative < 0) return NONE;
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
      if (found.length === 0) return NONE;
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
      return verb?.ing || verb?.finite === "no" ? participleSubject(parse, k, i) : NONE;
    } else return NONE;
  }
  return NONE;
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
    if (!verb) return NONE;
    if (isReport(parse, verb)) return listUpTo(parse, i);
    if (!makesClause(parse, governor)) {
      // "a doctor named X was killed"
      if (
        /^(named|called|identified)$/.test(parse.clause.tokens[verb.main]?.norm ?? "") &&
        npAt(parse, i)?.kind === "named"
      )
        return listUpTo(parse, i);
      const holder = before(parse, governor);
      return npAt(parse, holder) || kindAt(parse, holder) === "close" ? holder : NONE;
    }
    const relative = relativeBefore(parse, governor);
    return relative >= 0 ? relative - 1 : NONE;
  }
  if (kind === "conj") {
    // joined to parts: "including three soldiers and one official"
    const opens = partListBefore(parse, governor);
    if (opens >= 0) return opens - 1;
  }
  const [first] = listUpTo(parse, i);
  return first ? listUpTo(parse, i) : NONE;
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

interface Aside {
  /** The comma that opens it. */
  readonly from: number;
  readonly parts: readonly Nominal[];
  readonly added: readonly Item[];
}

/** The aside that the comma at chunk `k` closes: apposition, relative or participial clause, parts; null for none. */
function asideBefore(parse: Parse, k: number): Aside | null {
  const dash = isDash(parse, k);
  for (let j = k - 1; j >= 0; j--) {
    const kind = kindAt(parse, j);
    if (kind === "stop") return null;
    if (kind !== "comma" || (dash && !isDash(parse, j))) continue;
    if (dash) return { from: j, parts: [], added: [] };
    const first = kindAt(parse, j + 1);
    const parts = first === "part" || first === "adv" ? partsFrom(parse, j) : null;
    if (parts) return { from: j, parts: parts.items.map(({ nominal }) => nominal), added: [] };
    if (first === "plus") return { from: j, parts: [], added: listFrom(parse, j + 2).items };
    if (first === "rel" || first === "prep" || first === "other" || first === "adv" || first === "date")
      return { from: j, parts: [], added: [] };
    if (first === "verb" && !makesClause(parse, j + 1)) return { from: j, parts: [], added: [] };
    if (first === "sub") continue;
    const nominal = npAt(parse, j + 1);
    if (nominal && !hasVerb(parse, j + 1, k) && npAt(parse, before(parse, j))) {
      // "X, Y, and Z," with a comma before the verb is a list; an apposition has no conjunction of its own.
      const named = npAt(parse, before(parse, j));
      if (nominal.kind === "named" && named?.kind === "single") return { from: j, parts: [], added: [] };
      return { from: j, parts: [], added: [] };
    }
    if (nominal && hasVerb(parse, j + 1, k) && isSpeakerAside(parse, j + 1, k))
      return { from: j, parts: [], added: [] };
  }
  return null;
}

const isDash = (parse: Parse, k: number): boolean => /^[-–—]$/.test(wordOf(parse, k));

const isSpeakerAside = (parse: Parse, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const verb = verbAt(parse, i);
    if (verb) return isReport(parse, verb);
  }
  return false;
};

function hasVerb(parse: Parse, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (kindAt(parse, i) === "rel") return false;
    if (verbAt(parse, i) && makesClause(parse, i)) return true;
  }
  return false;
}

/** The phrase that the relative pronoun at chunk `k` refers to: the nearest that can be people. */
function antecedentOf(parse: Parse, k: number): readonly Item[] {
  let i = before(parse, k);
  const comma = kindAt(parse, i) === "comma";
  if (comma) i = before(parse, i);
  if (kindAt(parse, i) === "close") i = before(parse, opening(parse, i));
  if (/^(of|among|in|by|with|to)$/.test(wordOf(parse, i))) return NONE;
  for (let steps = 0; steps < 6; steps++) {
    const nominal = npAt(parse, i);
    if (!nominal) return NONE;
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
    else return NONE;
  }
  return NONE;
}

/** The verb before chunk `k` in the same clause, or -1. */
function verbBefore(parse: Parse, k: number): number {
  let depth = 0;
  for (let i = k - 1; i >= 0; i--) {
    const kind = kindAt(parse, i);
    if (kind === "close") depth++;
    if (kind === "open") depth--;
    if (depth > 0) continue;
    if (kind === "stop") return -1;
    if (kind === "verb") return verbAt(parse, i)?.infinitive ? verbBefore(parse, i) : i;
  }
  return -1;
}

/** "was chased by police and shot and killed": the subject of the verb that `and` joins it to. */
function sharedSubject(parse: Parse, previous: number, verb: VerbGroup | null): readonly Item[] {
  const first = verbAt(parse, previous);
  if (!first) return NONE;
  const split = verb?.matches.some(({ tail }) => tail !== null) === true;
  if (!split && verb?.voice === "bare" && first.voice === "bare" && objectsOf(parse, previous).length > 0) {
    const agent = verb.matches.some(({ form }) => form.predicate.frame === "object");
    if (agent) return NONE;
  }
  if (
    !split &&
    verb?.voice === "bare" &&
    first.voice === "active" &&
    verb.matches.some(({ form }) => form.predicate.frame === "object") &&
    !first.copula
  )
    return NONE;
  return first.voice === "bare" && first.matches.length > 0
    ? holdersOf(parse, previous)
    : subjectsOf(parse, previous);
}

/** "He was beaten after being arrested", "After being shot, X died": the subject of the clause beside. */
function participleSubject(parse: Parse, k: number, preposition: number): readonly Item[] {
  const verb = verbAt(parse, k);
  if (!verb || verb.finite === "yes" || verb.infinitive) return NONE;
  const previous = verbBefore(parse, preposition);
  if (previous >= 0) return subjectsOf(parse, previous);
  for (let i = k + 1; i < parse.chunks.length; i++) {
    if (kindAt(parse, i) !== "comma") continue;
    const subject = skipAside(parse, i + 1);
    return npAt(parse, subject) && isSubject(parse, subject)
      ? listFrom(parse, subject).items.slice(0, 1)
      : NONE;
  }
  return NONE;
}

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
    if (!holder) return NONE;
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
      return aside ? subjectsOf(parse, k) : NONE;
    i = aside.from - 1;
  }
  if (verbAt(parse, i) && !makesClause(parse, i)) return subjectsOf(parse, k);
  const nominal = npAt(parse, i);
  if (!nominal) return NONE;
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
    return NONE;
  const head = headOf(parse, npAt(parse, governor - 1));
  if (of && /^(number|total|percentage|proportion)$/.test(head)) return NONE;
  if (nominal.kind === "other" || nominal.kind === "event") {
    // "12 people in the north killed", "two members of the group arrested"
    return of ? subjectsOf(parse, k) : NONE;
  }
  if (
    of &&
    wordOf(parse, governor) === "of" &&
    npAt(parse, governor - 1)?.kind === "count" &&
    nominal.kind === "plural" &&
    (nominal.human !== "yes" || /^(members?|employees|leaders)$/.test(head))
  ) {
    const outer = npAt(parse, governor - 1);
    return outer ? [{ nominal: outer, partOf: null }] : NONE;
  }
  const leaving = /^(left|leaving|leave|leaves)$/.test(
    parse.clause.tokens[verbAt(parse, governor)?.main ?? -1]?.norm ?? "",
  );
  return listUpTo(parse, i, leaving);
}

/** Whether a comma closes the participial clause that the verb at chunk `k` opens. */
function closesBehind(parse: Parse, k: number): boolean {
  const end = pastModifiers(parse, k + 1);
  return end > k + 1 && kindAt(parse, end) === "comma";
}

/** "two were captured in Bulgaria and two in Uzbekistan": a number alone before a place, without a verb of its own. */
function isGapped(parse: Parse, k: number): boolean {
  const nominal = npAt(parse, k);
  if (nominal?.kind !== "count" || nominal.head >= 0 || nominal.bounds.min === null) return false;
  return /^(in|at|near)$/.test(wordOf(parse, k + 1)) && !isSubject(parse, k);
}

/** Parts named behind the predicate: "five people were killed, including a child"; and those added: "along with two aides". */
export function partsBehind(parse: Parse, k: number, items: readonly Item[]): Item[] {
  const whole = items.findLast(({ partOf }) => partOf === null)?.nominal;
  if (!whole) return [];
  let i = k;
  const found: Item[] = [];
  for (let steps = 0; steps < 24; steps++) {
    const kind = kindAt(parse, i);
    const comma = kind === "comma" || kind === "open";
    const opens = kindAt(parse, comma ? i + 1 : i);
    if (opens === "part") {
      if (items.some(({ partOf }) => partOf !== null)) return found;
      const parts = partsFrom(parse, i);
      return [...found, ...(parts?.items ?? []).map(({ nominal }): Item => ({ nominal, partOf: whole }))];
    }
    if (kind === "open" && steps === 0) {
      const parts = partsFrom(parse, i);
      if (parts) {
        found.push(...parts.items.map(({ nominal }): Item => ({ nominal, partOf: whole })));
        i = parts.next;
        continue;
      }
    }
    if (opens === "plus" && wordsOf(parse, comma ? i + 1 : i) !== "accompanied by") {
      const list = listFrom(parse, (comma ? i + 1 : i) + 1);
      return [
        ...found,
        ...list.items.filter(
          ({ nominal }) => nominal.kind !== "other" && nominal.kind !== "event" && nominal.kind !== "plural",
        ),
      ];
    }
    if (kind === "verb" && makesClause(parse, i)) return found;
    if (kind === "conj" && isGapped(parse, i + 1)) {
      const second = npAt(parse, i + 1);
      return second ? [...found, { nominal: second, partOf: null }] : found;
    }
    if (kind === "stop" || kind === "rel" || kind === "sub" || kind === "end" || kind === "conj")
      return found;
    i++;
  }
  return found;
}
