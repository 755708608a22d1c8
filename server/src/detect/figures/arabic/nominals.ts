import { foldArabic, readings } from "../../../text/arabic.ts";
import { numeralAt } from "../../../text/numeral.ts";
import { entries, rows } from "../../../text/table.ts";
import type { Token } from "../../../text/token.ts";
import type { Qualifier, VictimType } from "../../detection.ts";
import type { Found } from "../../entities/mention.ts";
import qualifierTable from "../../lexicon/ar/qualifiers.tsv";
import vagueList from "../../lexicon/ar/vague-words.txt";
import { isFunctionWord, lookUp, peopleTableArabic, thingTableArabic } from "../../lexicon/arabic.ts";
import { type Bounds, boundsOf, NAMED, ONE, rangeOf, TWO, VAGUE } from "../bounds.ts";

/** As in English: `count` a number, `single` one person by a noun, `plural` unnumbered, `named`, `other` no victim. */
export type NominalKind = "count" | "single" | "plural" | "named" | "other";

/** A noun phrase of an Arabic sentence: tokens `from` up to `to`; the span may begin inside the first (a clitic). */
export interface Nominal {
  readonly from: number;
  readonly to: number;
  readonly kind: NominalKind;
  /** UTF-16 code units of the paragraph. */
  readonly start: number;
  readonly numberStart: number;
  readonly numberEnd: number;
  readonly bounds: Bounds;
  /** First token of the victims' noun phrase without the number; `to` where there is none. */
  readonly nounFrom: number;
  readonly type: VictimType;
  readonly person: boolean;
  /** Begins with the article, so that it may be a doer. */
  readonly definite: boolean;
  /** A conjunction is written onto it. */
  readonly joined: boolean;
}

export interface Clause {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly mentionAt: ReadonlyMap<number, Found>;
}

interface Phrase {
  readonly words: readonly string[];
  readonly qualifier: Qualifier;
}

const phrases = (side: string): Phrase[] =>
  rows(qualifierTable)
    .filter((row) => row[2] === side)
    .map(([words = "", qualifier]) => ({
      words: words.split(" ").map(foldArabic),
      qualifier: qualifier as Qualifier,
    }))
    .sort((a, b) => b.words.length - a.words.length);

const before = phrases("before");
const after = phrases("after");
const vague = entries(vagueList)
  .map((words) => words.split(" ").map(foldArabic))
  .sort((a, b) => b.length - a.length);

interface Match {
  readonly to: number;
  /** Code units of the first token before the phrase. */
  readonly skip: number;
  readonly conjunction: boolean;
}

/** Whether folded words stand at token `at`, the first with or without clitics. */
function wordsAt(tokens: readonly Token[], at: number, words: readonly string[]): Match | null {
  const [first] = words;
  for (const reading of readings(tokens[at]?.norm ?? "")) {
    if (reading.stem !== first && reading.stem !== `ال${first}`) continue;
    if (!words.every((word, n) => n === 0 || tokens[at + n]?.norm === word)) continue;
    return { to: at + words.length, skip: reading.at, conjunction: /^[وف]/.test(reading.clitic) };
  }
  return null;
}

/** All noun phrases of an Arabic sentence that could be victims or doers, in order. */
export function nominalsOf(clause: Clause): Nominal[] {
  const found: Nominal[] = [];
  let at = clause.from;
  while (at < clause.to) {
    const nominal = nominalAt(clause, at);
    if (nominal) found.push(nominal);
    at = nominal ? Math.max(nominal.to, at + 1) : at + 1;
  }
  return found;
}

function nominalAt(clause: Clause, at: number): Nominal | null {
  const { tokens } = clause;
  const token = tokens[at];
  if (!token) return null;
  const mention = clause.mentionAt.get(at);
  if (mention?.label === "PERSON") return named(token, at, mention);
  if (mention?.label === "DATE" || mention?.label === "MONEY") return null;
  return quantityAt(clause, at) ?? nounAt(clause, at);
}

const named = (token: Token, at: number, mention: Found): Nominal => ({
  from: at,
  to: mention.to,
  kind: "named",
  start: mention.start,
  numberStart: mention.start,
  numberEnd: mention.end,
  bounds: NAMED,
  nounFrom: at,
  type: "unknown",
  person: true,
  definite: true,
  joined: mention.start > token.start && token.norm.startsWith("و"),
});

function quantityAt(clause: Clause, start: number): Nominal | null {
  const { tokens } = clause;
  let at = start;
  let skip = -1;
  let joined = false;
  let stated: Qualifier = "exact";
  // و12: a conjunction written apart from digits
  if (tokens[at]?.norm === "و" && tokens[at + 1]?.joined) {
    joined = true;
    at++;
    skip = 0;
  }
  const first = at;
  for (const phrase of before) {
    const match = wordsAt(tokens, at, phrase.words);
    if (!match) continue;
    stated = phrase.qualifier;
    at = match.to;
    skip = match.skip;
    joined ||= match.conjunction;
    break;
  }
  const qualified = at > first;
  const read = numberFrom(clause, at);
  if (!read) return null;
  if (!qualified) {
    skip = Math.max(skip, 0) + read.skip;
    joined ||= read.conjunction;
  }
  let { bounds } = read;
  if (bounds.qualifier === "exact" && bounds.min !== null) bounds = boundsOf(bounds.min, stated);
  let to = read.to;
  const nounFrom = tokens[to]?.norm === "من" ? to + 1 : to;
  const noun = nounEnd(clause, nounFrom);
  to = noun.to > nounFrom ? noun.to : read.to;
  for (const phrase of after) {
    const match = wordsAt(tokens, to, phrase.words);
    if (!match || bounds.min === null) continue;
    bounds = boundsOf(bounds.min, phrase.qualifier);
    to = match.to;
    break;
  }
  if (isCalendarOrThing(clause, read.to)) return null;
  const owner = tokens[first];
  return {
    from: start,
    to,
    kind: noun.thing ? "other" : "count",
    start: (owner?.start ?? 0) + skip,
    numberStart: (tokens[at]?.start ?? 0) + read.skip,
    numberEnd: tokens[read.numberTo - 1]?.end ?? 0,
    bounds,
    nounFrom: noun.to > nounFrom ? nounFrom : to,
    type: noun.type,
    person: noun.person,
    definite: false,
    joined,
  };
}

const isCalendarOrThing = (clause: Clause, at: number): boolean => {
  const mention = clause.mentionAt.get(at);
  if (mention?.label === "DATE" || mention?.label === "WEAPON") return true;
  const text = clause.tokens[at]?.text ?? "";
  return text === "/" || text === "%" || text === "٪" || text === ":";
};

interface Quantity {
  readonly bounds: Bounds;
  readonly to: number;
  readonly numberTo: number;
  /** Letters before the number word within its token. */
  readonly skip: number;
  readonly conjunction: boolean;
}

function numberFrom(clause: Clause, at: number): Quantity | null {
  const { tokens } = clause;
  for (const words of vague) {
    const match = wordsAt(tokens, at, words);
    if (match)
      return {
        bounds: VAGUE,
        to: match.to,
        numberTo: match.to,
        skip: match.skip,
        conjunction: match.conjunction,
      };
  }
  const between = /^[وفبل]?بين$/.test(tokens[at]?.norm ?? "") || tokens[at]?.norm === "من" ? 1 : 0;
  const low = numeralAt(tokens, at + between, "ar");
  if (!low) return null;
  const link = tokens[low.to];
  const high = isRangeLink(link, between === 1) ? numeralAt(tokens, low.to + 1, "ar") : null;
  if (high && high.value > low.value) {
    return {
      bounds: rangeOf(low.value, high.value),
      to: high.to,
      numberTo: high.to,
      skip: 0,
      conjunction: false,
    };
  }
  if (between === 1) return null;
  const previous = tokens[at - 1];
  if (previous && /^[/:.]$/.test(previous.text) && tokens[at]?.joined) return null;
  const clitic = tokens[at]?.norm.slice(0, low.clitic) ?? "";
  return {
    bounds: boundsOf(low.value, "exact"),
    to: low.to,
    numberTo: low.to,
    skip: low.clitic,
    conjunction: /^[وف]/.test(clitic),
  };
}

const isRangeLink = (token: Token | undefined, between: boolean): boolean =>
  token !== undefined && (/^(الي|-|–)$/.test(token.norm) || (between && token.norm === "و"));

interface NounReach {
  readonly to: number;
  readonly type: VictimType;
  readonly person: boolean;
  readonly plural: boolean;
  readonly dual: boolean;
  readonly thing: boolean;
}

/** The counted noun at `at` with its adjectives: one noun, then nationalities and `آخرين`. */
function nounEnd(clause: Clause, at: number): NounReach {
  const { tokens } = clause;
  const none: NounReach = {
    to: at,
    type: "unknown",
    person: false,
    plural: false,
    dual: false,
    thing: false,
  };
  const token = tokens[at];
  if (token?.kind !== "word" || at >= clause.to || isFunctionWord(token.norm)) {
    return /^(اخر|اخرون|اخرين|اخري)$/.test(token?.norm ?? "")
      ? { ...none, to: at + 1, person: true, plural: true }
      : none;
  }
  const person = lookUp(token, peopleTableArabic);
  const thing = lookUp(token, thingTableArabic) !== null && person === null;
  const people = clause.mentionAt.get(at);
  if (!person && !thing && people?.label !== "NORP") return none;
  let to = at + 1;
  while (to < clause.to) {
    const next = clause.mentionAt.get(to);
    const norm = tokens[to]?.norm ?? "";
    if (next?.label === "NORP" || /^(اخر|اخرون|اخرين|اخري|اخريات|مدنيا|مدنيين|مدنيون|واحد|واحده)$/.test(norm))
      to = next?.to ?? to + 1;
    else break;
  }
  return {
    to,
    type: person?.value.type ?? "unknown",
    person: person !== null || people !== undefined,
    plural: person?.value.plural ?? true,
    dual: person?.value.dual ?? false,
    thing,
  };
}

function nounAt(clause: Clause, at: number): Nominal | null {
  const token = clause.tokens[at];
  if (token?.kind !== "word" || isFunctionWord(token.norm)) return null;
  const person = lookUp(token, peopleTableArabic);
  if (!person) return null;
  const reach = nounEnd(clause, at);
  const stem = token.norm.slice(person.at);
  const definite = /^(ال|لل)/.test(stem);
  const kind: NominalKind = person.value.dual ? "count" : person.value.plural ? "plural" : "single";
  const start = token.start + person.at;
  return {
    from: at,
    to: reach.to,
    kind,
    start,
    numberStart: start,
    numberEnd: token.end,
    bounds: person.value.dual ? TWO : person.value.plural ? VAGUE : ONE,
    nounFrom: at,
    type: person.value.type,
    person: true,
    definite,
    joined: /^[وف]/.test(token.norm) && person.at > 0,
  };
}
