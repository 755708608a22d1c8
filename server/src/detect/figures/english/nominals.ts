import { numeralAt } from "../../../text/numeral.ts";
import type { Token } from "../../../text/token.ts";
import type { VictimType } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import {
  CLASS,
  classesOf,
  isListedVerb,
  isThing,
  personNoun,
  predicateForms,
} from "../../lexicon/english.ts";
import { qualifierAfter, qualifierBefore, vagueAt } from "../../lexicon/quantities.ts";
import { type Bounds, boundsOf, NAMED, NONE, ONE, rangeOf, TWO, VAGUE } from "../bounds.ts";

/**
 * What a noun phrase can be as the victims of a predicate: `count` states a number, `single` one person by a singular
 * noun, `plural` an unnumbered plural, `named` a person by name, `pronoun` refers elsewhere, `other` is no victim.
 */
export type NominalKind = "count" | "single" | "plural" | "named" | "pronoun" | "other";

/** A noun phrase: tokens `from` up to `to`. */
export interface Nominal {
  readonly from: number;
  readonly to: number;
  readonly kind: NominalKind;
  /** The number expression, the determiner of a single person, or the name. */
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly bounds: Bounds;
  /** Where the victims' noun phrase without the number begins; `to` where there is none. */
  readonly nounFrom: number;
  /** The noun that says what is counted; -1 where there is none ("killed 12"). */
  readonly head: number;
  readonly type: VictimType;
  /** The head is known to mean people. */
  readonly person: boolean;
  /** "N others", "another N". */
  readonly others: boolean;
  /** For a name: the token where the name itself begins, behind title and nationality. */
  readonly nameFrom: number;
}

/** The tokens of a sentence with the mentions that begin at each, for the parts of this folder. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly mentionAt: ReadonlyMap<number, Found>;
}

const STOPS =
  CLASS.prep |
  CLASS.conj |
  CLASS.be |
  CLASS.have |
  CLASS.modal |
  CLASS.neg |
  CLASS.pron |
  CLASS.rel |
  CLASS.sub |
  CLASS.time |
  CLASS.det;

/** All noun phrases of a sentence, in order, without overlaps. */
export function nominalsOf(clause: Clause): Nominal[] {
  const found: Nominal[] = [];
  let at = clause.from;
  while (at < clause.to) {
    const mention = clause.mentionAt.get(at);
    if (mention?.label === "DATE" || mention?.label === "MONEY") {
      at = mention.to;
      continue;
    }
    const nominal = nominalAt(clause, at);
    if (nominal) found.push(nominal);
    at = nominal ? Math.max(nominal.to, at + 1) : at + 1;
  }
  return found;
}

function nominalAt(clause: Clause, at: number): Nominal | null {
  const token = clause.tokens[at];
  if (!token) return null;
  const mention = clause.mentionAt.get(at);
  if (mention?.label === "PERSON") return named(at, mention);
  const counted = quantityAt(clause, at);
  if (counted) return counted;
  if (token.kind !== "word") return null;
  const classes = classesOf(token.norm);
  if ((classes & CLASS.det) !== 0) return determinedAt(clause, at);
  if ((classes & CLASS.pron) !== 0) return phrase(at, at + 1, "pronoun", VAGUE, { head: at });
  if (classes !== 0 && (classes & CLASS.adv) === 0) return null;
  if (isPredicate(token) || isListedVerb(token.norm) || (classes & CLASS.adv) !== 0) return null;
  return bareAt(clause, at);
}

const isPredicate = (token: Token): boolean =>
  predicateForms(token.norm).some(({ words }) => words.length === 1);

function phrase(
  from: number,
  to: number,
  kind: NominalKind,
  bounds: Bounds,
  rest: Partial<Nominal> = {},
): Nominal {
  return {
    from,
    to,
    kind,
    bounds,
    numberFrom: from,
    numberTo: to,
    nounFrom: from,
    head: -1,
    type: "unknown",
    person: false,
    others: false,
    nameFrom: from,
    ...rest,
  };
}

const named = (from: number, mention: Found): Nominal =>
  phrase(from, mention.to, "named", NAMED, {
    numberFrom: mention.from,
    numberTo: mention.to,
    nounFrom: mention.from,
    nameFrom: mention.from,
    head: mention.to - 1,
    person: true,
  });

/** How far a noun phrase reaches from its first modifier or noun, and the noun that heads it. */
export interface Reach {
  readonly to: number;
  readonly head: number;
  readonly type: VictimType;
  readonly person: boolean;
  readonly plural: boolean;
  readonly thing: boolean;
}

/** Reads modifiers and nouns from `at`; `to` is `at` where none stands there. */
export function reachOf(clause: Clause, at: number): Reach {
  const { tokens } = clause;
  let to = at;
  let head = -1;
  let type: VictimType = "unknown";
  let person = false;
  let plural = false;
  let thing = false;
  while (to < clause.to) {
    const token = tokens[to];
    if (!token) break;
    const mention = clause.mentionAt.get(to);
    if (mention) {
      if (mention.label === "PERSON" || mention.label === "DATE" || mention.label === "MONEY") break;
      if (person && tokens[to - 1]?.norm !== "'s") break;
      // `Islamists`, `Palestinians`: a plural of a people heads its phrase, the singular modifies.
      if (mention.label === "NORP" && /[^s]s$/.test(tokens[mention.to - 1]?.norm ?? "")) {
        head = mention.to - 1;
        person = true;
        plural = true;
        thing = false;
        type = tokens[head]?.norm === "islamists" ? "combatant" : "unknown";
      } else if (!person) {
        head = mention.to - 1;
      }
      to = mention.to;
      continue;
    }
    if (token.kind === "number") {
      const age = ageEnd(clause, to);
      if (age === to || person) break;
      to = age;
      continue;
    }
    if (token.kind === "mark") {
      if (token.text === "-" && token.joined && tokens[to + 1]?.joined) {
        to++;
        continue;
      }
      if (/^["“”‘]$/.test(token.text) && !person && to > at) {
        to++;
        continue;
      }
      break;
    }
    const noun = personNoun(token.norm);
    if (token.norm === "'s" && to > at) {
      to++;
      person = false;
      continue;
    }
    if (!noun && (classesOf(token.norm) & STOPS) !== 0) break;
    if (isListedVerb(token.norm) && !noun) break;
    const participle = /(ed|ing)$/.test(token.norm) && token.norm.length > 4 && !noun;
    if ((isPredicate(token) && !noun) || participle) {
      // "wounded soldiers", "armed men" modify; behind the noun a participle opens what is said of it.
      if (person || !modifies(clause, to)) break;
      to++;
      continue;
    }
    if (noun) {
      // "three militants officials said": a second noun for people is a compound only after a singular one.
      if (person && plural && head === to - 1 && tokens[head]?.norm !== "police") break;
      head = to;
      person = true;
      plural = noun.plural;
      type = noun.type;
      thing = false;
    } else if (person) {
      break;
    } else {
      if (token.norm.endsWith("ly")) {
        if (!modifies(clause, to)) break;
      }
      head = to;
      thing = isThing(token.norm);
    }
    to++;
  }
  while (to > at && tokens[to - 1]?.kind === "mark") to--;
  return { to, head: head < to ? head : to - 1, type, person, plural, thing };
}

/** Whether a participle or adverb at `at` stands before a noun of the same phrase. */
function modifies(clause: Clause, at: number): boolean {
  for (let i = at + 1; i < Math.min(clause.to, at + 5); i++) {
    const token = clause.tokens[i];
    if (!token || numeralAt(clause.tokens, i, "en") || vagueAt(clause.tokens, i)) return false;
    if (personNoun(token.norm)) return true;
    if (clause.mentionAt.get(i)?.label === "PERSON") return false;
    if (token.kind !== "word" ? token.text !== "-" : (classesOf(token.norm) & STOPS) !== 0) return false;
  }
  return false;
}

/** `25-year-old`, `25 years old`, `aged 25`: past the age that begins at `at`; `at` where there is none. */
function ageEnd(clause: Clause, at: number): number {
  const { tokens } = clause;
  const texts = [1, 2, 3, 4].map((n) => tokens[at + n]?.norm ?? "");
  if (
    texts[0] === "-" &&
    /^(year|month|day|week)s?$/.test(texts[1] ?? "") &&
    texts[2] === "-" &&
    texts[3] === "old"
  )
    return at + 5;
  if (texts[0] === "-" && /^(year|month|day|week|hour|minute|man|member|strong)s?$/.test(texts[1] ?? ""))
    return at + 3;
  if (/^years?$/.test(texts[0] ?? "") && texts[1] === "old") return at + 3;
  return at;
}

function quantityAt(clause: Clause, at: number): Nominal | null {
  const { tokens } = clause;
  let i = at;
  let bounds: Bounds | null = null;
  let others = false;
  // "the 57 militants", "another 12", "at least some 30"
  const article =
    (classesOf(tokens[i]?.norm ?? "") & CLASS.det) !== 0 && !/^(a|an|that)$/.test(tokens[i]?.norm ?? "");
  if (article && quantifies(clause, i + 1)) i++;
  let qualifier = qualifierBefore(tokens, i);
  let stated = qualifier?.qualifier ?? "exact";
  while (qualifier) {
    if (tokens[i]?.norm === "another" || tokens[i + 1]?.norm === "other") others = true;
    if (stated === "exact") stated = qualifier.qualifier;
    i += qualifier.words.length;
    qualifier = qualifierBefore(tokens, i);
  }
  const range = betweenAt(clause, i);
  let numberFrom = i;
  let numberTo = i;
  if (range) {
    ({ bounds, numberFrom, numberTo } = range);
    i = range.to;
  } else {
    const read = plainAt(clause, i, stated, i > at);
    if (!read) return null;
    ({ bounds, numberTo } = read);
    i = read.to;
  }
  const behind = qualifierAfter(tokens, i);
  if (behind && bounds.min !== null && bounds.qualifier === "exact") {
    bounds = boundsOf(bounds.min, behind.qualifier);
    i += behind.words.length;
  }
  if (tokens[i]?.text === "-" && tokens[i]?.joined && tokens[i + 1]?.norm === "odd") {
    bounds = { ...bounds, qualifier: "about" };
    i += 2;
  }
  if (/^(of|additional|further|fewer)$/.test(tokens[i]?.norm ?? "") || tokens[i]?.norm === "more") {
    if (tokens[i]?.norm === "of") {
      i++;
      if ((classesOf(tokens[i]?.norm ?? "") & CLASS.det) !== 0) i++;
    } else {
      others = true;
      i++;
    }
  }
  if (/^others?$/.test(tokens[i]?.norm ?? "")) others = true;
  const nounFrom = i;
  if ((classesOf(tokens[i]?.norm ?? "") & CLASS.pron) !== 0 && tokens[i - 1]?.norm === "of") {
    return phrase(at, i + 1, "count", bounds, {
      numberFrom,
      numberTo,
      nounFrom,
      head: i,
      person: true,
      others,
    });
  }
  // "twelve of the dead", "four of the wounded"
  if (i > numberTo && /^(dead|wounded|injured|missing|victims|displaced)$/.test(tokens[i]?.norm ?? "")) {
    return phrase(at, i + 1, "count", bounds, {
      numberFrom,
      numberTo,
      nounFrom,
      head: i,
      person: true,
      others,
    });
  }
  const reach = reachOf(clause, i);
  const rest = {
    numberFrom,
    numberTo,
    nounFrom,
    head: reach.to > i ? reach.head : -1,
    type: reach.type,
    person: reach.person,
    others,
  };
  // "one assailant" counts like "an assailant"; a number before a thing is no number of people.
  if (reach.thing && !reach.person) return phrase(at, Math.max(reach.to, i), "other", bounds, rest);
  return phrase(at, Math.max(reach.to, i), "count", bounds, rest);
}

/** Whether a number or a qualifier of one stands at `at`. */
const quantifies = (clause: Clause, at: number): boolean =>
  numeralAt(clause.tokens, at, "en") !== null ||
  vagueAt(clause.tokens, at) !== undefined ||
  (qualifierBefore(clause.tokens, at) !== undefined && clause.tokens[at]?.norm !== "all");

interface Plain {
  readonly bounds: Bounds;
  readonly numberTo: number;
  readonly to: number;
}

function plainAt(clause: Clause, at: number, stated: Bounds["qualifier"], qualified: boolean): Plain | null {
  const { tokens } = clause;
  const token = tokens[at];
  if (!token) return null;
  if (/^(no|zero)$/.test(token.norm)) return { bounds: NONE, numberTo: at + 1, to: at + 1 };
  if (token.norm === "both") return { bounds: TWO, numberTo: at + 1, to: at + 1 };
  if (
    token.norm === "a" &&
    /^(couple|pair|trio)$/.test(tokens[at + 1]?.norm ?? "") &&
    tokens[at + 2]?.norm === "of"
  ) {
    const bounds = tokens[at + 1]?.norm === "trio" ? boundsOf(3, "exact") : TWO;
    return { bounds, numberTo: at + 2, to: at + 2 };
  }
  const vague = vagueAt(tokens, at);
  if (vague && !(token.norm === "some" && numeralAt(tokens, at + 1, "en"))) {
    const to = at + vague.words.length;
    return { bounds: VAGUE, numberTo: to, to };
  }
  if (vague) return null;
  const numeral = numeralAt(tokens, at, "en");
  if (numeral) {
    const previous = tokens[at - 1];
    if (token.kind === "number" && token.joined && previous && !/^[("“‘\-–—,:~]$/.test(previous.text))
      return null;
    // AK-47, unit and page numbers
    if (token.joined && previous?.text === "-" && tokens[at - 2]?.kind === "word" && previous.joined)
      return null;
    if (
      /^(no\.|number|section|article|chapter|page|phase|unit|battalion|division|resolution|flight|route|highway|room)$/.test(
        previous?.norm ?? "",
      )
    )
      return null;
    if (ageEnd(clause, at) > at) return null;
    if (/^(aged|age|was|is)$/.test(previous?.norm ?? "") && tokens[numeral.to]?.norm === "years") return null;
    if (isAgeAside(clause, at, numeral.to)) return null;
    return { bounds: boundsOf(numeral.value, stated), numberTo: numeral.to, to: numeral.to };
  }
  return qualified && stated !== "exact" ? null : null;
}

/** `Ahmed, 25, was …`: a number between commas behind a name is an age. */
function isAgeAside(clause: Clause, at: number, to: number): boolean {
  const { tokens } = clause;
  const before = tokens[at - 1]?.text;
  const after = tokens[to]?.text ?? ".";
  if ((before !== "," && before !== "(") || !/^[,).;]$/.test(after)) return false;
  for (const mention of [...clause.mentionAt.values()].reverse()) {
    if (mention.to === at - 1) return mention.label === "PERSON";
  }
  return before === "(" && after === ")";
}

/** "between 80 and 200", "20 to 30", "20-30", "two or three". */
function betweenAt(
  clause: Clause,
  at: number,
): { bounds: Bounds; numberFrom: number; numberTo: number; to: number } | null {
  const { tokens } = clause;
  const between = /^(between|from)$/.test(tokens[at]?.norm ?? "");
  const from = between ? at + 1 : at;
  const low = numeralAt(tokens, from, "en");
  if (!low) return null;
  const link = tokens[low.to];
  const links = between ? /^(and|to|-|–)$/ : /^(to|or|-|–)$/;
  if (!link || !links.test(link.norm)) return null;
  const high = numeralAt(tokens, low.to + 1, "en");
  if (!high) return null;
  if (link.norm === "or" && high.value <= low.value) return null;
  if (ageEnd(clause, low.to + 1) > low.to + 1) return null;
  return { bounds: rangeOf(low.value, high.value), numberFrom: from, numberTo: high.to, to: high.to };
}

function determinedAt(clause: Clause, at: number): Nominal | null {
  const { tokens } = clause;
  const determiner = tokens[at]?.norm ?? "";
  const reach = reachOf(clause, at + 1);
  const name = clause.mentionAt.get(reach.to);
  if (name?.label === "PERSON" && (reach.to === at + 1 || reach.person)) {
    return { ...named(at, name) };
  }
  if (reach.to === at + 1) {
    return (classesOf(determiner) & CLASS.pron) !== 0
      ? phrase(at, at + 1, "pronoun", VAGUE, { head: at })
      : null;
  }
  const rest = {
    numberFrom: at,
    numberTo: at + 1,
    nounFrom: at + 1,
    head: reach.head,
    type: reach.type,
    person: reach.person,
  };
  if (!reach.person) return phrase(at, reach.to, "other", VAGUE, rest);
  if (tokens[reach.head]?.norm === "couple") return phrase(at, reach.to, "count", TWO, rest);
  if (reach.plural)
    return phrase(at, reach.to, "plural", VAGUE, {
      ...rest,
      numberFrom: reach.head,
      numberTo: reach.head + 1,
    });
  if (/^(any|every|each)$/.test(determiner)) return phrase(at, reach.to, "other", VAGUE, rest);
  return phrase(at, reach.to, "single", ONE, rest);
}

function bareAt(clause: Clause, at: number): Nominal | null {
  const reach = reachOf(clause, at);
  if (reach.to === at) return null;
  const name = clause.mentionAt.get(reach.to);
  // "UAE officer Hadef Hamed", "colonel Hariz Al Halimi"
  if (name?.label === "PERSON" && reach.person) return named(at, name);
  const rest = { nounFrom: at, head: reach.head, type: reach.type, person: reach.person };
  if (!reach.person) return phrase(at, reach.to, "other", VAGUE, rest);
  const head = clause.tokens[reach.head]?.norm ?? "";
  if (reach.plural || head === "police" || head === "personnel" || head === "staff") {
    return phrase(at, reach.to, "plural", VAGUE, {
      ...rest,
      numberFrom: reach.head,
      numberTo: reach.head + 1,
    });
  }
  return phrase(at, reach.to, "single", ONE, { ...rest, numberFrom: reach.head, numberTo: reach.head + 1 });
}
