import { CLASS, classesOf, isListedVerb } from "../../lexicon/english.ts";
import type { Clause, Nominal } from "./nominals.ts";
import type { Occurrence } from "./predicates.ts";

/** A noun phrase that a predicate harms, and the phrase that it is a part of ("including two children"). */
export interface Harmed {
  readonly nominal: Nominal;
  readonly partOf: Nominal | null;
  /** How it was found: the name of the rule. */
  readonly rule: string;
}

/** The sentence as arguments are looked for: its noun phrases and words of harm, by their first tokens. */
export interface Parse {
  readonly clause: Clause;
  readonly nominals: readonly Nominal[];
  readonly occurrences: readonly Occurrence[];
}

/** The people whom an occurrence harms, by its frame and voice. */
export function harmedBy(parse: Parse, occurrence: Occurrence): Harmed[] {
  const { frame } = occurrence.form.predicate;
  switch (frame) {
    case "object":
      return verbArguments(parse, occurrence);
    case "subject":
      return named("subject", subjectOf(parse, occurrence, false));
    case "state":
      return stateArguments(parse, occurrence);
    case "event":
      return eventArguments(parse, occurrence);
    case "people":
    case "lives-after":
      return countedPeople(parse, occurrence);
    case "lives":
      return named("lives", listFrom(parse, occurrence.to));
  }
}

const named = (rule: string, found: readonly Omit<Harmed, "rule">[]): Harmed[] =>
  found.map((harmed) => ({ ...harmed, rule }));

function verbArguments(parse: Parse, occurrence: Occurrence): Harmed[] {
  const { form, voice } = occurrence;
  const objects = voice === "passive" ? [] : listFrom(parse, afterCoordinates(parse, occurrence));
  if (voice === "active" || form.form === "ing") return named("active", objects);
  if (voice === "passive") return named("passive", subjectOf(parse, occurrence, false));
  // A past form without auxiliary: active with an object right behind it, else the participle of those before it.
  if (objects.length > 0) return named("active", objects);
  return named("participle", subjectOf(parse, occurrence, true));
}

function stateArguments(parse: Parse, occurrence: Occurrence): Harmed[] {
  const behind = nominalAt(parse, occurrence.to);
  // "dead bodies", "the missing plane": before a noun it says nothing of numbers here.
  if (behind && occurrence.form.words.length === 1 && behind.from === occurrence.to && !behind.bounds.min) {
    if (behind.kind === "other" || behind.kind === "single") return [];
  }
  return named("state", subjectOf(parse, occurrence, occurrence.voice === "bare"));
}

/** "the death of 12", "the killings of X and Y", "X's death". */
function eventArguments(parse: Parse, occurrence: Occurrence): Harmed[] {
  const { tokens } = parse.clause;
  if (tokens[occurrence.to]?.norm === "of") return named("event", listFrom(parse, occurrence.to + 1));
  if (tokens[occurrence.from]?.norm === "death" && tokens[occurrence.to]?.norm === "toll")
    return named("toll", tollAfter(parse, occurrence));
  if (tokens[occurrence.from - 1]?.norm === "'s") {
    const owner = parse.nominals.find((nominal) => nominal.to === occurrence.from - 1);
    return owner?.kind === "named" ? named("event", [{ nominal: owner, partOf: null }]) : [];
  }
  const counted = headedBy(parse, occurrence);
  return counted ? named("event", [{ nominal: counted, partOf: null }]) : [];
}

/** "The death toll rose to 40", "a death toll of 12", "death toll: 12". */
function tollAfter(parse: Parse, occurrence: Occurrence): Omit<Harmed, "rule">[] {
  for (const nominal of parse.nominals) {
    if (nominal.from < occurrence.to) continue;
    if (nominal.from > occurrence.to + 10) break;
    if (nominal.kind === "count" && (nominal.person || nominal.head < 0)) return [{ nominal, partOf: null }];
  }
  return [];
}

/** The counted phrase whose noun is the word of harm itself ("12 fatalities", "no casualties"). */
function headedBy(parse: Parse, occurrence: Occurrence): Nominal | null {
  for (const nominal of parse.nominals) {
    const inside = nominal.from <= occurrence.from && occurrence.from < nominal.to;
    if (nominal.kind !== "count" && nominal.kind !== "other") continue;
    if (
      inside &&
      nominal.numberTo <= occurrence.from &&
      nominal.numberFrom < nominal.numberTo &&
      nominal.bounds.qualifier !== "named"
    ) {
      return nominal.kind === "count" || nominal.bounds.min !== null
        ? { ...nominal, head: occurrence.from }
        : null;
    }
    // The word of harm ends the phrase of the number: "12 deaths".
    if (nominal.to === occurrence.from && nominal.kind === "count" && !nominal.person) {
      return { ...nominal, to: occurrence.to, head: occurrence.from };
    }
  }
  return null;
}

function countedPeople(parse: Parse, occurrence: Occurrence): Harmed[] {
  const counted = headedBy(parse, occurrence);
  // "four of the wounded" are told of as a part of those counted elsewhere.
  if (!counted || parse.clause.tokens[occurrence.from - 1]?.norm === "the") return [];
  if (occurrence.form.predicate.frame === "lives-after") {
    const verb = parse.clause.tokens[counted.from - 1]?.norm ?? "";
    if (!/^(claim\w*|cost|costing|costs|took|take|taking|taken)$/.test(verb)) return [];
  }
  return named("people", [{ nominal: counted, partOf: null }]);
}

const nominalAt = (parse: Parse, at: number): Nominal | undefined =>
  parse.nominals.find((nominal) => nominal.from === at);

const isAdverb = (norm: string): boolean => (classesOf(norm) & CLASS.adv) !== 0 || /..ly$/.test(norm);

/** Past "and wounding", "or injured": where the shared object of coordinated verbs begins. */
function afterCoordinates(parse: Parse, occurrence: Occurrence): number {
  const { tokens } = parse.clause;
  let at = occurrence.to;
  for (;;) {
    const link = tokens[at]?.norm ?? "";
    if (!/^(and|or|and\/or)$/.test(link)) return at;
    let next = at + 1;
    while (isAdverb(tokens[next]?.norm ?? "")) next++;
    const other = parse.occurrences.find(({ from }) => from === next);
    if (other) at = other.to;
    else if (/(ed|ing)$/.test(tokens[next]?.norm ?? "") && nominalAt(parse, next + 1)) at = next + 1;
    else return at;
  }
}

/** The list of noun phrases that begins at token `at`, with their parts, appositions passed over. */
function listFrom(parse: Parse, at: number): Omit<Harmed, "rule">[] {
  const { tokens } = parse.clause;
  let i = at;
  while (isAdverb(tokens[i]?.norm ?? "") && !nominalAt(parse, i)) i++;
  const first = nominalAt(parse, i);
  if (!first) return [];
  const found: Omit<Harmed, "rule">[] = [];
  let item: Nominal = first;
  let whole: Nominal | null = null;
  for (;;) {
    const apposed = apposition(parse, item);
    found.push({ nominal: apposed.name ?? item, partOf: whole });
    i = pastModifiers(parse, apposed.to);
    const part = partsAfter(parse, i);
    if (part !== null && whole === null) {
      whole = apposed.name ?? item;
      const next = nominalAt(parse, part);
      if (!next) return found;
      item = next;
      continue;
    }
    const next = continuation(parse, i);
    if (!next) return found;
    item = next;
  }
}

/** ", including", "among them", "of whom": where the parts of what stands before begin; null for none. */
function partsAfter(parse: Parse, at: number): number | null {
  const { tokens } = parse.clause;
  let i = at;
  if (
    tokens[i]?.text === "," ||
    tokens[i]?.text === "(" ||
    tokens[i]?.text === "-" ||
    tokens[i]?.text === "–"
  )
    i++;
  if (tokens[i]?.norm === "including") return i + 1;
  if (tokens[i]?.norm === "among" && /^(them|whom)$/.test(tokens[i + 1]?.norm ?? "")) return i + 2;
  return null;
}

/** The next item of a list (", 3 soldiers", "and a driver", "as well as X"), unless a verb makes it a subject. */
function continuation(parse: Parse, at: number): Nominal | null {
  const { tokens } = parse.clause;
  let i = at;
  if (tokens[i]?.text === ",") i++;
  const words = (n: number): string =>
    tokens
      .slice(i, i + n)
      .map((token) => token.norm)
      .join(" ");
  if (words(3) === "as well as" || words(2) === "along with" || words(2) === "together with")
    i += words(3) === "as well as" ? 3 : 2;
  else if (/^(and|&|plus)$/.test(tokens[i]?.norm ?? "")) i++;
  else if (i === at) return null;
  const next = nominalAt(parse, i);
  if (!next || next.kind === "other" || next.kind === "pronoun") return null;
  return isSubject(parse, next) ? null : next;
}

/** Whether a verb group of its own follows: "… and two soldiers were wounded", "… and eight injured". */
function isSubject(parse: Parse, nominal: Nominal): boolean {
  const { tokens } = parse.clause;
  let i = nominal.to;
  while (isAdverb(tokens[i]?.norm ?? "")) i++;
  const norm = tokens[i]?.norm ?? "";
  if ((classesOf(norm) & (CLASS.be | CLASS.have | CLASS.modal)) !== 0) return true;
  const verb = parse.occurrences.find((occurrence) => occurrence.from === i);
  if (verb && verb.voice !== "none") return true;
  return isListedVerb(norm) || /[^e]ed$/.test(norm);
}

/** "Ahmad Al Edrissi, a senior figure in Aden," and "its leader, Abu Hamza,": the name, and where the aside ends. */
function apposition(parse: Parse, item: Nominal): { name: Nominal | null; to: number } {
  const { tokens } = parse.clause;
  if (tokens[item.to]?.text !== ",") return { name: null, to: item.to };
  const aside = nominalAt(parse, item.to + 1);
  if (!aside) return { name: null, to: item.to };
  const end = pastModifiers(parse, aside.to);
  const closed = /^[,.;)]?$/.test(tokens[end]?.text ?? "");
  if (item.kind === "named" && (aside.kind === "single" || aside.kind === "other") && closed) {
    return { name: item, to: end };
  }
  if (item.kind === "single" && aside.kind === "named" && closed) return { name: aside, to: end };
  return { name: null, to: item.to };
}

/** Past the prepositional phrases, participles and dates behind a noun phrase: "in October 2015", "near Azzan". */
function pastModifiers(parse: Parse, at: number): number {
  const { tokens, mentionAt } = parse.clause;
  let i = at;
  for (;;) {
    const norm = tokens[i]?.norm ?? "";
    const date = mentionAt.get(i);
    if (date?.label === "DATE") {
      i = date.to;
    } else if ((classesOf(norm) & CLASS.prep) !== 0 && norm !== "as") {
      const governed = nominalAt(parse, i + 1);
      const when = mentionAt.get(i + 1);
      if (when?.label === "DATE") i = when.to;
      else if (governed) i = governed.to;
      else return i;
    } else {
      return i;
    }
  }
}

/** Verbs behind which a sentence begins: the noun phrase there is its subject. */
const REPORTS =
  /^(said|says|say|reported|reports|told|announced|confirmed|added|claimed|claims|believe|believes|believed|estimated|estimates|stated|alleged|insisted|acknowledged|admitted|reporters|reuters)$/;

/** What a noun phrase depends on: `preposition`, `verb`, `part` ("including"), or nothing. */
function governorOf(parse: Parse, nominal: Nominal): "preposition" | "verb" | "part" | null {
  const { tokens } = parse.clause;
  let i = nominal.from - 1;
  while (i >= parse.clause.from && isAdverb(tokens[i]?.norm ?? "")) i--;
  const token = tokens[i];
  if (!token || i < parse.clause.from) return null;
  if (/^(including|among)$/.test(token.norm)) return "part";
  if ((classesOf(token.norm) & CLASS.prep) !== 0) return "preposition";
  if (token.kind === "mark" || classesOf(token.norm) !== 0 || REPORTS.test(token.norm)) return null;
  if (parse.occurrences.some((occurrence) => occurrence.to === i + 1 && occurrence.voice !== "none"))
    return "verb";
  return isListedVerb(token.norm) || /(ed|ing)$/.test(token.norm) ? "verb" : null;
}

/**
 * The subject of a passive or of "died", with what is coordinated with it and its parts. `adjacent`: there is no
 * auxiliary, so that only the phrase right before counts, whatever governs it ("the bodies of 12 people killed in …").
 */
function subjectOf(parse: Parse, occurrence: Occurrence, adjacent: boolean): Omit<Harmed, "rule">[] {
  const { tokens, from } = parse.clause;
  let edge = occurrence.groupFrom;
  while (edge > from && isAdverb(tokens[edge - 1]?.norm ?? "")) edge--;
  const before = parse.nominals.filter((nominal) => nominal.to <= edge);
  if (adjacent) {
    const last = before.at(-1);
    if (!last || (last.to !== edge && !(tokens[last.to]?.text === "," && last.to + 1 === edge))) return [];
    if (last.kind === "plural" && (classesOf(tokens[last.from]?.norm ?? "") & CLASS.det) !== 0) return [];
    if (last.kind === "other" || last.kind === "pronoun") return [];
    return withCoordinates(parse, before, before.length - 1);
  }
  // "12 people who were killed": the antecedent, whatever governs it.
  if ((classesOf(tokens[edge - 1]?.norm ?? "") & CLASS.rel) !== 0 || tokens[edge - 1]?.norm === "that") {
    const antecedent = before.findLastIndex(
      (nominal) => nominal.to <= edge - 1 && nominal.kind !== "pronoun",
    );
    const nominal = before[antecedent];
    if (!nominal || edge - 1 - nominal.to > 1) return [];
    return nominal.kind === "plural" || nominal.kind === "other" ? [] : [{ nominal, partOf: null }];
  }
  const parts: Nominal[] = [];
  for (let n = before.length - 1; n >= 0; n--) {
    const nominal = before[n];
    if (!nominal || crossesClause(parse, nominal.to, edge)) return [];
    const governor = governorOf(parse, nominal);
    if (governor === "part") {
      parts.push(nominal);
      continue;
    }
    if (parts.length === 0 && joinsPart(parse, before, n)) {
      parts.push(nominal);
      continue;
    }
    if (governor === "preposition") continue;
    if (governor === "verb") {
      const relative = relativeBefore(parse, nominal);
      if (relative < 0) return [];
      edge = relative;
      continue;
    }
    if (isAside(parse, before, n)) continue;
    const subjects = withCoordinates(parse, before, n);
    const [whole] = subjects.slice(-1);
    return [
      ...subjects,
      ...parts.reverse().map((part) => ({ nominal: part, partOf: whole?.nominal ?? null })),
    ];
  }
  return [];
}

/** "including three soldiers and one official": whether the phrase is joined to one that `including` opens. */
function joinsPart(parse: Parse, before: readonly Nominal[], n: number): boolean {
  const { tokens } = parse.clause;
  const nominal = before[n];
  const previous = before[n - 1];
  if (!nominal || !previous || tokens[nominal.from - 1]?.norm !== "and") return false;
  return governorOf(parse, previous) === "part" && nominal.from - previous.to <= 2;
}

/** Whether a phrase is an apposition to the one before it: "Abu Hamza, the leader of the group, was …". */
function isAside(parse: Parse, before: readonly Nominal[], n: number): boolean {
  const { tokens } = parse.clause;
  const nominal = before[n];
  if (!nominal || tokens[nominal.from - 1]?.text !== "," || !/^(single|other)$/.test(nominal.kind))
    return false;
  const previous = before[n - 1];
  return previous?.kind === "named" && previous.to === nominal.from - 1;
}

/** The relative pronoun before the verb that governs `nominal`, or -1: "the gunmen who attacked the village". */
function relativeBefore(parse: Parse, nominal: Nominal): number {
  const { tokens, from } = parse.clause;
  for (let i = nominal.from - 1; i >= Math.max(from, nominal.from - 6); i--) {
    if ((classesOf(tokens[i]?.norm ?? "") & CLASS.rel) !== 0) return i;
    if (tokens[i]?.kind === "mark") return -1;
  }
  return -1;
}

function crossesClause(parse: Parse, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const token = parse.clause.tokens[i];
    if (!token) continue;
    if (/^[;:]$/.test(token.text) || (classesOf(token.norm) & CLASS.sub) !== 0) return true;
  }
  return false;
}

/** A phrase and those joined to it from the left: "12 officers and one assailant". */
function withCoordinates(parse: Parse, before: readonly Nominal[], n: number): Omit<Harmed, "rule">[] {
  const { tokens } = parse.clause;
  const found: Omit<Harmed, "rule">[] = [];
  for (let i = n; i >= 0; i--) {
    const nominal = before[i];
    if (!nominal || nominal.kind === "other") break;
    found.unshift({ nominal, partOf: null });
    const previous = before[i - 1];
    if (!previous) break;
    const link = tokens
      .slice(previous.to, nominal.from)
      .map((token) => token.norm)
      .join(" ");
    if (!/^(,|and|, and|as well as|, as well as|along with|, along with|together with)$/.test(link)) break;
    const governor = governorOf(parse, previous);
    const alone = link === "," && !found.some(({ nominal: other }) => tokens[other.from - 1]?.norm === "and");
    if (
      alone ||
      governor === "verb" ||
      governor === "preposition" ||
      !/^(count|single|named)$/.test(previous.kind)
    )
      break;
  }
  return found;
}
