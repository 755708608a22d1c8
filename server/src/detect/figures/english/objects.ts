import { pastModifiers } from "./appositions.ts";
import { partsOf } from "./asides.ts";
import { isSubject, listFrom, partsFrom } from "./lists.ts";
import {
  before,
  type Item,
  isReport,
  kindAt,
  makesClause,
  NO_ITEMS,
  npAt,
  type Parse,
  skipAside,
  verbAt,
  wordOf,
  wordsOf,
} from "./parse.ts";
import { antecedentOf } from "./subjects.ts";

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
    return NO_ITEMS;
  }
  if (kindAt(parse, i) === "plus") return NO_ITEMS;
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
    return NO_ITEMS;
  // "were killed Monday, officials said": a speaker behind a bare participle is no object.
  if (
    verb?.voice === "bare" &&
    first &&
    list.items.length === 1 &&
    (isSpeaker(parse, i) || (first.nominal.kind === "pronoun" && isSubject(parse, i)))
  )
    return NO_ITEMS;
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
  if (!npAt(parse, subject)) return NO_ITEMS;
  const rel = before(parse, subject);
  if (kindAt(parse, rel) === "rel") return antecedentOf(parse, rel);
  // "the last town the rebels still held": the object stands before its subject, without a pronoun
  const object = npAt(parse, subject - 1);
  return object && object.kind !== "other" && object.kind !== "event"
    ? [{ nominal: object, partOf: null }]
    : NO_ITEMS;
}

/** "two were captured in Bulgaria and two in Uzbekistan": a number alone before a place, without a verb of its own. */
function isGapped(parse: Parse, k: number): boolean {
  const nominal = npAt(parse, k);
  if (nominal?.kind !== "count" || nominal.head >= 0 || nominal.bounds.min === null) return false;
  const next = wordOf(parse, k + 1);
  const place = /^(in|at|near|on|by)$/.test(next) || kindAt(parse, k + 1) === "date";
  return place && kindAt(parse, k + 1) !== "verb" && !isSubject(parse, k);
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
    // "were killed: four policemen and two civilians", "were killed, eight of them soldiers"
    const pieces =
      comma || (kind === "stop" && wordOf(parse, i) === ":") ? partsOf(parse, i + 1, whole) : null;
    if (pieces && !items.some(({ partOf }) => partOf !== null))
      return [...found, ...pieces.map((nominal): Item => ({ nominal, partOf: whole }))];
    // "twelve were injured, three seriously"
    const piece = comma ? npAt(parse, i + 1) : null;
    if (
      piece?.kind === "count" &&
      piece.head < 0 &&
      whole.kind === "count" &&
      (piece.bounds.min ?? 0) < (whole.bounds.min ?? 0) &&
      kindAt(parse, i + 2) === "adv" &&
      !isSubject(parse, i + 1)
    )
      return [...found, { nominal: piece, partOf: whole }];
    // "seven died, of whom four were women"
    const ofWhom =
      comma && wordOf(parse, i + 1) === "of" && kindAt(parse, i + 2) === "rel" ? npAt(parse, i + 3) : null;
    if (ofWhom?.kind === "count") return [...found, { nominal: ofWhom, partOf: whole }];
    // "killed in Bentiu, nine in Malakal and four in Bor", "killed on Monday and four on Tuesday"
    const gapped =
      (kind === "comma" || kind === "conj") && isGapped(parse, i + 1) ? npAt(parse, i + 1) : null;
    if (gapped) {
      found.push({ nominal: gapped, partOf: null });
      i = pastModifiers(parse, i + 2);
      continue;
    }
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
    if (kind === "stop" || kind === "rel" || kind === "sub" || kind === "end" || kind === "conj")
      return found;
    i++;
  }
  return found;
}
