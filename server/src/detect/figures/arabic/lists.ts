import { respelt } from "../../../text/token.ts";
import { isGivenName } from "../../lexicon/arabic.ts";
import { type Clause, harmsAt, isDeedAt, normAt, particleAt, personAt, textAt } from "./clause.ts";
import { isGivenWord, namedAt, victimAt } from "./names.ts";
import { isComma, isJoined, type Nominal } from "./nominals.ts";
import { isDoerAt, prepositionEnd } from "./phrases.ts";

/** One of several that a word of harm is said of. */
export interface Item {
  readonly nominal: Nominal;
  /** Index of the item that this one is part of. */
  readonly partOf: number | null;
}

/** The words that open a list of parts: "بينهم 3 أطفال", "من بينهم", "بمن فيهم". */
function partsFrom(clause: Clause, at: number): number {
  const norm = normAt(clause, at);
  if (/^[و]?(بينهم|بينهن|بينهما|منهم|منهن|منهما|ضمنهم)$/.test(norm)) return at + 1;
  if (/^[و]?من$/.test(norm) && /^(بينهم|بينهن|ضمنهم|بين)$/.test(normAt(clause, at + 1))) {
    return /^(بين)$/.test(normAt(clause, at + 1)) ? at : at + 2;
  }
  if (/^[و]?(بمن|بما)$/.test(norm) && /^(فيهم|فيهن|في)$/.test(normAt(clause, at + 1)))
    return at + (normAt(clause, at + 1) === "في" ? 3 : 2);
  return at;
}

/** The words between a number and the names of those counted: "هم", "وهو". */
const namesFrom = (clause: Clause, at: number): number =>
  /^[و]?(هم|هما|هن|هو|هي)$/.test(normAt(clause, at)) ? at + 1 : at;

const LONGEST_REACH = 34;

/** The list that a first noun phrase opens, with the parts of what it counts. */
export function listOf(clause: Clause, first: Nominal, last: Nominal | null = null): Item[] {
  const items: Item[] = [{ nominal: first, partOf: null }];
  let at = first.to;
  // how a joined noun phrase may go on the list: right behind it, or behind phrases of place and time
  let moved = false;
  let closed = false;
  let strangers = 0;
  while (at < clause.to && at < first.to + LONGEST_REACH + items.length * 6) {
    const parts = partsFrom(clause, at);
    if (parts > at) {
      const end = addParts(clause, parts, items);
      if (end === parts) return items;
      at = end;
      closed = true;
      continue;
    }
    const norm = normAt(clause, at);
    const text = textAt(clause, at);
    const names = namesFrom(clause, at);
    if (names > at && /^و/.test(normAt(clause, names)) && !closed) {
      at = names;
      continue;
    }
    if (names > at && strangers > 2) return items;
    if (names > at) {
      const named = addNames(clause, names, items);
      const end = named > names ? named : addParts(clause, names, items);
      if (end === names) return items;
      at = end;
      closed = true;
      continue;
    }
    if (isDeedAt(clause, at) || harmsAt(clause, at).some(({ clitic }) => clitic.startsWith("و")))
      return items;
    const next = closed ? null : joinedAt(clause, at, items.at(-1)?.nominal ?? first, moved, last);
    if (next && isMostly(clause, next)) {
      at = next.to;
      continue;
    }
    if (next && isSameCrowd(clause, items.at(-1)?.nominal ?? first, next)) {
      at = next.to;
      continue;
    }
    if (next) {
      const part =
        next.pronoun || (items.at(-1)?.partOf ?? null) !== null || isBreakdown(clause, next, first);
      items.push({ nominal: next, partOf: part ? 0 : null });
      at = next.to;
      moved = false;
      continue;
    }
    const companion = closed || moved ? null : companionAt(clause, at);
    if (companion) {
      items.push({ nominal: companion, partOf: null });
      at = companion.to;
      continue;
    }
    const particle = particleAt(clause, at);
    if (norm === "") {
      if (!/^[،,()"«»“”:\-–]$/.test(text)) return items;
      at++;
    } else if (particle === "prep" || /^[بل]/.test(norm)) {
      at = prepositionEnd(clause, at);
      moved = true;
    } else if (particle === "adv") {
      at++;
    } else if (at === first.to && first.kind !== "named" && clause.mentionAt.get(at)?.label === "PERSON") {
      // "عدد من أقارب فلان وعدد من الجيران"
      at = clause.mentionAt.get(at)?.to ?? at + 1;
    } else if (clause.mentionAt.get(at) && clause.mentionAt.get(at)?.label !== "PERSON") {
      at = clause.mentionAt.get(at)?.to ?? at + 1;
      moved = true;
    } else {
      // an imperfect about the last ("يعيشون في …") does not end the list
      closed ||= !/^ي.*ون$/.test(norm);
      strangers++;
      if (/^و/.test(norm) && particle === null) return items;
      at++;
    }
  }
  return items;
}

/** "21 شخصا، 8 من رجال الشرطة والباقي مدنيون": behind a comma, without `و`, a smaller number of the same. */
const isBreakdown = (clause: Clause, nominal: Nominal, whole: Nominal): boolean =>
  isComma(clause, nominal.from - 1) &&
  !isJoined(nominal) &&
  whole.kind === "count" &&
  nominal.kind === "count" &&
  (nominal.bounds.min ?? 0) < (whole.bounds.min ?? 0);

/** "مع ابنته", "ومعه أربعة من تلاميذه", "إلى جانب 5 آخرين": others that came to the same. */
function companionAt(clause: Clause, at: number): Nominal | null {
  const norm = normAt(clause, at);
  let from = -1;
  if (/^و?(مع|معه|معها|معهم|برفقه|رفقه)$/.test(norm)) from = at + 1;
  else if (/^(الي|بالاضافه)$/.test(norm) && /^(جانب|الي)$/.test(normAt(clause, at + 1))) from = at + 2;
  if (from < 0 || isDoerAt(clause, from)) return null;
  const nominal = victimAt(clause, from, "strong");
  return nominal && nominal.kind !== "other" && nominal.kind !== "plural" ? nominal : null;
}

/** A noun phrase that goes on the list: joined by `و`, or by a comma where the list goes on so. */
function joinedAt(
  clause: Clause,
  at: number,
  last: Nominal,
  moved: boolean,
  end: Nominal | null,
): Nominal | null {
  const norm = normAt(clause, at);
  let place = at;
  let joined = false;
  if (norm === "و") {
    place++;
    joined = true;
  }
  const comma = isComma(clause, at - 1);
  const nominal = joined
    ? victimAt(clause, place, last.kind === "named" && !moved ? "any" : "strong")
    : (victimAt(clause, at, "strong") ?? joinedName(clause, at, last, moved));
  if (!nominal || nominal.kind === "other") return null;
  // "وابنه عبد الله": joined by the word before the name
  joined ||= isJoined(nominal) || (nominal.from > place && personAt(clause, place)?.clitic === "و");
  if (/[بلك]/.test(nominal.clitic)) return null;
  if (nominal.pronoun && nominal.kind === "count" && (joined || comma)) return nominal;
  const counts = last.kind === "count" && nominal.kind === "count" && nominal.person;
  if (!joined && !(comma && !moved && (counts || (last.kind === "named" && nominal.kind === "named"))))
    return null;
  if (nominal.harm && !last.harm) return null;
  const person = personAt(clause, nominal.from) ?? personAt(clause, place);
  const own = person?.possessed === true && !/^(حليف|مناصر|تابع|عنصر|عون)$/.test(person.noun.lemma);
  if (moved && nominal.kind !== "count" && !own) return null;
  if (nominal.kind === "single" && clause.mentionAt.get(nominal.from)?.label === "NORP") return null;
  if (nominal.start !== end?.start && isFollowedByVerb(clause, nominal)) return null;
  return nominal;
}

/** "وقصي": a name in no list, `و` written onto it, behind another name. */
function joinedName(clause: Clause, at: number, last: Nominal, moved: boolean): Nominal | null {
  if (moved || last.kind !== "named" || !/^و/.test(normAt(clause, at))) return null;
  const token = clause.tokens[at];
  if (!token || personAt(clause, at)) return null;
  const bare = {
    ...respelt(token, token.text.slice(1), token.norm.slice(1)),
    start: token.start + 1,
  };
  const tokens = clause.tokens.map((other, n) => (n === at ? bare : other));
  const named = namedAt({ ...clause, tokens }, at, "any");
  if (named?.from !== at || (named.to === at + 1 && !isGivenName(bare.norm))) return null;
  return isGivenName(bare.norm) ||
    isGivenName(normAt(clause, at + 1)) ||
    /^ال.*ي$/.test(normAt(clause, named.to - 1))
    ? { ...named, clitic: "و" }
    : null;
}

/** "و3 آخرون أصيبوا": the noun phrase is the subject of a verb of its own. */
const isFollowedByVerb = (clause: Clause, nominal: Nominal): boolean =>
  harmsAt(clause, nominal.to).some(
    ({ predicate }) => predicate.frame === "passive" || predicate.agreement === "plural",
  ) && !/^و/.test(normAt(clause, nominal.to));

function addParts(clause: Clause, at: number, items: Item[]): number {
  const whole = items.findLastIndex(({ nominal, partOf }) => partOf === null && nominal.kind !== "named");
  let i = at;
  for (;;) {
    const place = normAt(clause, i) === "و" ? i + 1 : i;
    const nominal = victimAt(clause, place, "strong");
    if (!nominal || nominal.kind === "other" || isDeedAt(clause, i)) return i;
    if (i > at && !isJoined(nominal) && place === i && !isComma(clause, i - 1)) return i;
    if (i > at && nominal.harm && isJoined(nominal)) return i;
    if (!(nominal.kind === "plural" && nominal.definite) && !isMostly(clause, nominal))
      items.push({ nominal, partOf: Math.max(whole, 0) });
    i = nominal.to;
    if (isComma(clause, i) && victimAt(clause, i + 1, "strong")) i++;
  }
}

/** "عدد من المصلين والباعة الجوالين": the second noun goes with the number of the first. */
const isSameCrowd = (clause: Clause, { kind, bounds, from, to }: Nominal, next: Nominal): boolean => {
  if (kind !== "count" || next.kind !== "plural" || next.harm || !isJoined(next) || next.from !== to)
    return false;
  if (bounds.qualifier !== "vague" && personAt(clause, from + 1)?.noun.lemma !== "اخر") return false;
  for (let i = from + 1; i < to; i++) if (normAt(clause, i) === "من") return true;
  return false;
};

/** "معظمهم من المدنيين": who they mostly are, and no number of them. */
const isMostly = (clause: Clause, { from, to }: Nominal): boolean =>
  /^(معظم|غالبي?ت|اغلب)(هم|هن)$/.test(normAt(clause, from)) && to > from + 1;

/** The first of a list of names: given, marked, quoted or announced by a colon ("وهم: …"). */
const isCertainName = (clause: Clause, at: number): boolean =>
  isGivenWord(clause, at) ||
  clause.mentionAt.get(at)?.label === "PERSON" ||
  /^[:"«“(-]$/.test(textAt(clause, at - 1)) ||
  (personAt(clause, at)?.definite ?? false);

function addNames(clause: Clause, at: number, items: Item[]): number {
  const whole = items.findLastIndex(({ nominal, partOf }) => partOf === null && nominal.kind !== "named");
  if (whole < 0) return at;
  let i = at;
  let last: Nominal | null = null;
  while (i < clause.to) {
    if (/^[،,:"«»“”()\-–\p{Nd}.]+$/u.test(textAt(clause, i)) || normAt(clause, i) === "و") {
      i++;
      continue;
    }
    // "(24 عاما)"
    if (last !== null && /^عاما?$/.test(normAt(clause, i)) && textAt(clause, i + 1) === ")") {
      i++;
      continue;
    }
    if (isDeedAt(clause, i)) break;
    if (last === null && !isCertainName(clause, i)) return at;
    const named: Nominal | null = last
      ? (joinedName(clause, i, last, false) ?? namedAt(clause, i, "any"))
      : namedAt(clause, i, "any");
    if (
      !named ||
      (last &&
        named.from === i &&
        !/^[،,"«»“”()\-–.]$/.test(textAt(clause, i - 1)) &&
        !isJoined(named) &&
        normAt(clause, i - 1) !== "و")
    )
      break;
    items.push({ nominal: named, partOf: whole });
    last = named;
    i = named.to;
  }
  return last ? i : at;
}

const FARTHEST_HEAD = 16;

/** The list that ends with a noun phrase before its verb: "مليون أرمني و30 ألف كردي قتلوا". */
export function listBefore(clause: Clause, last: Nominal): Item[] {
  for (let at = Math.max(clause.from, last.from - FARTHEST_HEAD); at < last.from; at++) {
    if (isDeedAt(clause, at)) continue;
    const mention = clause.mentionAt.get(at);
    if (mention?.label === "ORG" || mention?.label === "LOC") {
      at = mention.to - 1;
      continue;
    }
    const head = victimAt(clause, at, "strong");
    if (!head || head.kind === "other" || head.to > last.from) continue;
    const items = listOf(clause, head, last);
    const end = items.findIndex(({ nominal }) => nominal.start === last.start);
    if (end > 0) return items.slice(0, end + 1);
    // "سبعة ملايين، بمن فيهم …، لقوا مصرعهم": the last is only a part
    if (head.kind === "count" && [2, 3, 4].some((n) => partsFrom(clause, last.from - n) === last.from))
      return [{ nominal: head, partOf: null }];
    at = head.to - 1;
  }
  return [{ nominal: last, partOf: null }];
}
