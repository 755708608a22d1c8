import { numeralAt } from "../../../text/numeral.ts";
import type { VictimType } from "../../detection.ts";
import {
  CLASS,
  isGivenName,
  isThing,
  isVerbForm,
  type PredicateForm,
  personNoun,
  predicateForms,
} from "../../lexicon/english.ts";
import { vagueAt } from "../../lexicon/quantities.ts";
import { type Clause, isAdverb, isCapitalised, isHyphen, isOf, normAt, textAt } from "./clause.ts";
import { eventAt, isCompound } from "./eventNouns.ts";
import { ageEnd, ordinalAt, rankEnd } from "./noCounts.ts";

/** Whether a noun means people: known to, known not to, or in no list. */
export type Human = "yes" | "maybe" | "no";

/** How far a noun phrase reaches from its first modifier or noun, and the noun that heads it. */
export interface Reach {
  readonly to: number;
  readonly head: number;
  readonly type: VictimType;
  readonly human: Human;
  readonly plural: boolean;
  /** The head is a nationality or people: "an American". */
  readonly norp: boolean;
  readonly event: { readonly form: PredicateForm; readonly at: number } | null;
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

/** What reports are said to be. */
const REPORTED_AS =
  /^(immediate|initial|early|official|confirmed|reliable|credible|independent|further|other|such|new)$/;

/** Nouns by their endings that name what is done, felt or built, never people. */
const ABSTRACT =
  /(..tion|..sion|...ment|...ness|..ity|..ism|...ship|..ance|..ence|...hood|...dom|...logy|...graphy|..sis|...ure|...ware|..ings?|..tions|..sions|...ments|..ities|...ures|..ances|..ences)$/;

export function humanOf(norm: string): Human {
  if (personNoun(norm)) return "yes";
  if (isThing(norm) || ABSTRACT.test(norm)) return "no";
  return "maybe";
}

/** Reads modifiers and nouns from `at`; `to` is `at` where none stands there. */
export function reachOf(clause: Clause, at: number, inside = false): Reach {
  const { tokens } = clause;
  let to = at;
  let head = -1;
  let type: VictimType = "unknown";
  let human: Human = "maybe";
  let plural = false;
  let norp = false;
  let event: Reach["event"] = null;
  const settled = (): boolean => human === "yes" && !norp;
  while (to < clause.to) {
    const token = tokens[to];
    if (!token) break;
    const mention = clause.mentionAt.get(to);
    if (mention) {
      if (mention.label === "PERSON" || mention.label === "DATE" || mention.label === "MONEY") break;
      if (settled() && (mention.label !== "NORP" || plural)) break;
      // "five Taliban": the name of a movement for its members
      const members = inside && /^(taliban|taleban|hamas|hezbollah|hizbullah)$/.test(token.norm);
      norp = mention.label === "NORP" || members;
      human = norp ? "yes" : "no";
      head = mention.to - 1;
      plural = members || (norp && /[^s]s$/.test(normAt(clause, head)));
      type = members ? "combatant" : norp && normAt(clause, head) === "islamists" ? "combatant" : "unknown";
      if (norp && !members && personNoun(normAt(clause, head))) norp = false;
      to = mention.to;
      continue;
    }
    if (token.kind === "number") {
      // "the 10th Mountain Division"
      const ordinal = settled() ? null : ordinalAt(clause, to);
      if (ordinal && clause.tokens[ordinal.to]?.kind === "word" && !isOf(clause, ordinal.to, STOPS)) {
        to = ordinal.to;
        continue;
      }
      const age = ageEnd(clause, to);
      if (age === to || settled()) break;
      to = age;
      if (normAt(clause, age - 1) === "old") {
        head = age - 1;
        human = "yes";
        norp = true;
      }
      continue;
    }
    const rank = settled() ? to : rankEnd(clause, to);
    if (rank > to) {
      head = rank - 1;
      human = "maybe";
      norp = false;
      to = rank;
      continue;
    }
    if (token.kind === "mark") {
      if (isHyphen(clause, to) && !settled() && clause.tokens[to + 1]?.kind === "word") {
        // behind a nationality or name: "U.S.-led coalition"
        head = to + 1;
        const tail = personNoun(normAt(clause, head));
        human = tail ? "yes" : "maybe";
        plural = tail?.plural ?? false;
        norp = false;
        to += 2;
        continue;
      }
      // "four Party of the People (PP) cadres": the short form between a name and its noun
      if (token.text === "(" && human === "no" && to > at) {
        const close = [2, 3, 4].find((n) => textAt(clause, to + n) === ")");
        if (close !== undefined && personNoun(normAt(clause, to + close + 1))) {
          to += close + 1;
          continue;
        }
      }
      if (/^["“”‘]$/.test(token.text) && !settled() && to > at) {
        to++;
        continue;
      }
      break;
    }
    // "US-led", "off-duty", "pro-government": joined words modify, whatever they are alone.
    if (
      !settled() &&
      isHyphen(clause, to + 1) &&
      clause.tokens[to + 2]?.kind === "word" &&
      !clause.mentionAt.has(to + 2)
    ) {
      const last = to + 2;
      const tail = normAt(clause, last);
      const person = personNoun(`${token.norm}-${tail}`) ?? personNoun(tail);
      head = last;
      human = person ? "yes" : "maybe";
      plural = person?.plural ?? false;
      type = person?.type ?? "unknown";
      norp = false;
      to = last + 1;
      continue;
    }
    const noun = personNoun(token.norm);
    // "told AFP five people died": a number in words begins a phrase of its own
    const small = clause.shouted || /^\p{Ll}/u.test(token.text);
    if (to > at && !settled() && small && numeralAt(tokens, to, "en")) break;
    // "37-year-old Dragan": a name behind an age
    if (head === to - 1 && normAt(clause, head) === "old" && isCapitalised(token.text)) break;
    // "PRESIDENTIAL HOPEFUL LUIS CARLOS GALAN": in a text of capitals a given name ends what stands before it
    if (clause.shouted && to > at && !noun && isGivenName(token.norm)) break;
    if (
      token.norm === "last" &&
      !/^(week|month|year|night|friday|monday|tuesday|wednesday|thursday|saturday|sunday)$/.test(
        normAt(clause, to + 1),
      )
    ) {
      to++;
      continue;
    }
    if (isOf(clause, to, CLASS.time) && norpless(clause, to)) break;
    if (!noun && isOf(clause, to, STOPS)) {
      // "blindfolded and bound men", "dead and wounded soldiers"
      if (
        /^(and|or)$/.test(token.norm) &&
        to > at &&
        human !== "yes" &&
        isParticipleWord(normAt(clause, to - 1)) &&
        isParticipleWord(normAt(clause, to + 1)) &&
        modifies(clause, to + 1)
      ) {
        to += 2;
        continue;
      }
      break;
    }
    const named = eventAt(clause, to, inside || to > at);
    // "two car bombs wounded 13 people": before an object it is a verb
    const verbal = named?.form.predicate.frame === "the" && to > at && opensObject(clause, named.to);
    if (named && !verbal && !settled() && (inside || to > at)) {
      head = named.at;
      event = { form: named.form, at: named.at };
      human = /^(people|the|held)$/.test(named.form.predicate.frame) ? "yes" : "no";
      plural = true;
      to = named.to;
      break;
    }
    if (token.norm === "'s") break;
    // "no reports", "no immediate reports of casualties"
    const isAccount =
      inside &&
      (to === at
        ? /^(reports|claims)$/.test(token.norm)
        : token.norm === "reports" && REPORTED_AS.test(normAt(clause, to - 1)));
    if (isVerbForm(token.norm) && !noun && !isAccount) break;
    // "the Mosul jail": behind a name it is the building
    if (token.norm === "jail" && to > at && human === "no") {
      head = to;
      to++;
      continue;
    }
    if (isPredicateWord(token.norm) || (/(ed|ing)$/.test(token.norm) && token.norm.length > 4)) {
      if (!noun) {
        // "wounded soldiers", "armed men" modify; behind the noun a participle opens what is said of it.
        if (!settled() && to < clause.to && isNounToo(token.norm) && isCompound(clause, to + 1)) {
          head = to;
          to++;
          continue;
        }
        // "the strike killed civilians": behind a noun for a thing a form of harm is a verb
        const predicate =
          to > at &&
          head === to - 1 &&
          isPredicateWord(token.norm) &&
          (humanOf(normAt(clause, head)) === "no" || /(ing|s)$/.test(normAt(clause, head)));
        // "a banned group": behind a determiner a participle of no harm stands before its noun
        const adjective =
          to === at &&
          !isPredicateWord(token.norm) &&
          isOf(clause, at - 1, CLASS.det) &&
          clause.tokens[to + 1]?.kind === "word" &&
          !isOf(clause, to + 1, 0xfff) &&
          !isVerbForm(normAt(clause, to + 1)) &&
          !isAdverb(clause, to + 1);
        if (adjective) {
          to++;
          continue;
        }
        if (settled() || verbal || predicate || isDoing(token.norm) || !modifies(clause, to)) {
          if (
            to > at &&
            /ing$/.test(token.norm) &&
            !isPredicateWord(token.norm) &&
            human === "maybe" &&
            head >= 0 &&
            !modifies(clause, to) &&
            isNounish(clause, to)
          ) {
            head = to;
            human = "no";
            to++;
            continue;
          }
          break;
        }
        to++;
        continue;
      }
    }
    if (noun) {
      // "three militants officials said": a second noun for people is a compound only after a singular one.
      if (
        settled() &&
        plural &&
        head === to - 1 &&
        // "a mechanics student" is one person, whatever `mechanics` are
        !(/^(a|an)$/.test(normAt(clause, at - 1)) && !noun.plural) &&
        !/^(police|staff|personnel|crew|military)$/.test(normAt(clause, head))
      )
        break;
      head = to;
      human = "yes";
      norp = false;
      plural = noun.plural;
      type = noun.type;
    } else if (settled()) {
      // "a police station": a thing behind a person's noun takes its place; "the chief representative" is one more noun.
      const own = humanOf(token.norm);
      if (plural || isAdverb(clause, to) || !/^\p{Ll}/u.test(token.text) || (own !== "no" && to - head > 1))
        break;
      if (own === "maybe" && !/(er|or|ist|ant|ent|ian|tive|ee|eer|ary)$/.test(token.norm)) break;
      head = to;
      human = own === "no" ? "no" : "yes";
    } else {
      if (isAdverb(clause, to)) {
        if (!modifies(clause, to)) break;
      } else {
        // An unknown word behind a nationality heads the phrase: "an Iraqi lecturer".
        head = to;
        const own = humanOf(token.norm);
        human = own;
        plural = own === "maybe" ? false : plural;
        norp = false;
      }
    }
    to++;
  }
  while (to > at && tokens[to - 1]?.kind === "mark") to--;
  return {
    to,
    head: head < to ? head : to - 1,
    type,
    human: head < 0 ? "maybe" : human,
    plural,
    norp,
    event,
  };
}

/** Whether an article, a number or a quantity stands at `at`. */
const opensObject = (clause: Clause, at: number): boolean =>
  isOf(clause, at, CLASS.det) ||
  numeralAt(clause.tokens, at, "en") !== null ||
  vagueAt(clause.tokens, at) !== undefined;

/** "killing", "wounding": a form that takes an object and never stands before a noun as an adjective. */
const isDoing = (norm: string): boolean =>
  predicateForms(norm).some(({ form, predicate: { frame } }) => form === "ing" && frame === "object");

/** "an arrest warrant", "murder charges": a verb's form that is a noun too. */
const isNounToo = (norm: string): boolean =>
  predicateForms(norm).some(({ predicate: { frame }, words }) => frame === "event" && words.length === 1);

/** A weekday or time word that ends a phrase, unless it is the noun itself. */
const norpless = (clause: Clause, at: number): boolean => !personNoun(normAt(clause, at));

/** "the bombing of", "the shooting was": a form in -ing that is a noun. */
const isNounish = (clause: Clause, at: number): boolean =>
  normAt(clause, at) !== "including" &&
  (/^(of|in)$/.test(normAt(clause, at + 1)) ||
    isOf(clause, at + 1, CLASS.be | CLASS.modal | CLASS.have) ||
    at + 1 >= clause.to);

const isPredicateWord = (norm: string): boolean =>
  predicateForms(norm).some(({ words }) => words.length === 1);

const isParticipleWord = (norm: string): boolean =>
  /..(ed|en|un)$/.test(norm) || /^(bound|shot|hurt|dead|missing|burnt|slain|held)$/.test(norm);

/** Whether a participle or adverb at `at` stands before a noun of the same phrase. */
export function modifies(clause: Clause, at: number): boolean {
  for (let i = at + 1; i < Math.min(clause.to, at + 6); i++) {
    const norm = normAt(clause, i);
    if (
      norm === "another" ||
      norm === "others" ||
      numeralAt(clause.tokens, i, "en") ||
      vagueAt(clause.tokens, i)
    )
      return false;
    if (
      personNoun(norm) ||
      predicateForms(norm).some(
        ({ predicate: { frame } }) =>
          frame === "people" || frame === "held" || (frame === "event" && /s$/.test(norm)),
      )
    )
      return true;
    const mention = clause.mentionAt.get(i);
    if (mention?.label === "PERSON" || mention?.label === "DATE") return false;
    if (mention?.label === "NORP" && /[^s]s$/.test(norm)) return true;
    if (
      clause.tokens[i]?.kind !== "word"
        ? textAt(clause, i) !== "-"
        : isOf(clause, i, STOPS) || isVerbForm(norm)
    ) {
      // "dead and wounded soldiers"
      if (/^(and|or)$/.test(norm) && isParticipleWord(normAt(clause, i + 1))) continue;
      return false;
    }
  }
  return false;
}
