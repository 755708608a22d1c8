import { foldArabic, type Reading, readings } from "../../../text/arabic.ts";
import { entries, rows } from "../../../text/table.ts";
import type { Token } from "../../../text/token.ts";
import commonList from "../../lexicon/ar/common-words.txt";
import particleTable from "../../lexicon/ar/particles.tsv";
import adjectiveList from "../../lexicon/ar/people-adjectives.txt";
import {
  type ArabicPerson,
  currencyTableArabic,
  isFunctionWord,
  lookUp,
  peopleTableArabic,
  thingTableArabic,
  withoutArticle,
} from "../../lexicon/arabic.ts";
import { type ArabicPredicate, predicateTableArabic } from "../../lexicon/arabicPredicates.ts";

export type ParticleClass = "prep" | "adv" | "rel" | "neg" | "aux" | "that" | "end";

const particles = new Map<string, ParticleClass>();
for (const [kind, word = ""] of rows(particleTable)) particles.set(foldArabic(word), kind as ParticleClass);

/** What a small word does, with or without a conjunction before it; null for words of open classes. */
export function particleOf(norm: string): ParticleClass | null {
  const found = particles.get(norm);
  if (found !== undefined) return found;
  const joined = /^[وف]/.test(norm) ? particles.get(norm.slice(1)) : undefined;
  return joined ?? (isFunctionWord(norm) ? "end" : null);
}

/** A noun for people as it stands in a text. */
export interface PersonWord {
  readonly noun: ArabicPerson;
  /** Folded letters before the noun: clitics. */
  readonly at: number;
  readonly clitic: string;
  /** With the article. */
  readonly definite: boolean;
  /** With a pronoun: `ولديه`, `عناصرها`. */
  readonly possessed: boolean;
  /** In a form that a noun must follow: `مسلحو`, `متظاهري`. */
  readonly construct: boolean;
  /** The dual is certain, by the form or by its vowels. */
  readonly dual: boolean;
}

const PRONOUNS = ["هما", "هم", "هن", "ها", "نا", "كم", "ه"];

/** What a stem may be without the pronoun at its end: `زوجته`, `ولديه`, `ابنائه`, `والده`; each with whether a noun must follow. */
function bareStems(stem: string): string[] {
  const found: string[] = [];
  for (const pronoun of PRONOUNS) {
    if (!stem.endsWith(pronoun) || stem.length < pronoun.length + 2) continue;
    const bare = stem.slice(0, -pronoun.length);
    const last = bare.at(-1) ?? "";
    // أخيه, أبوه: the vowel of the five nouns
    if ((last === "ي" || last === "و" || last === "ا") && bare.length === 3) found.push(bare.slice(0, -1));
    found.push(bare);
    if (last === "ت") found.push(`${bare.slice(0, -1)}ه`);
    if (last === "ي" || last === "و" || last === "ا") found.push(`${bare}ن`);
    if (last === "ي" || last === "و" || last === "ا") found.push(`${bare.slice(0, -1)}ء`);
  }
  return found;
}

/** The noun for people that a token is, in the first of its readings that is listed. */
export function personWord(token: Token | undefined): PersonWord | null {
  if (token?.kind !== "word") return null;
  const all = readings(token.norm);
  // `ابنه` with ه is "his son", with ة a daughter
  const owned = /ه$/.test(token.text) ? possessedWord(all) : null;
  if (owned) return owned;
  for (const { stem, at, clitic } of all) {
    const plain = peopleTableArabic().get(stem);
    const noun = plain ?? peopleTableArabic().get(withoutArticle(stem));
    if (!noun) continue;
    const dual = noun.dual || (noun.twofold && /\u064e\u064a\u0652?\u0646[\u0650\u064e]?$/.test(token.text));
    return { noun, at, clitic, definite: !plain, possessed: false, construct: false, dual };
  }
  const possessed = /ة$/.test(token.text) ? null : possessedWord(all);
  if (possessed) return possessed;
  for (const { stem, at, clitic } of all) {
    if (!/[يوا]$/.test(stem) || stem.length < 4) continue;
    const noun = peopleTableArabic().get(`${stem}ن`);
    if (noun)
      return { noun, at, clitic, definite: false, possessed: false, construct: true, dual: noun.dual };
  }
  return null;
}

function possessedWord(all: readonly Reading[]): PersonWord | null {
  for (const { stem, at, clitic } of all) {
    for (const bare of bareStems(stem)) {
      const noun = peopleTableArabic().get(bare);
      if (!noun) continue;
      return { noun, at, clitic, definite: true, possessed: true, construct: false, dual: noun.dual };
    }
  }
  return null;
}

export const isThingWord = (token: Token | undefined): boolean =>
  lookUp(token, thingTableArabic()) !== null || lookUp(token, currencyTableArabic()) !== null;

/** A thing without letters written onto it. */
export const isBareThing = (norm: string): boolean =>
  thingTableArabic().has(norm) || thingTableArabic().has(withoutArticle(norm));

const common = new Set(entries(commonList).map(foldArabic));

/** A word that stands where a name or noun could and is none. */
export const isUnnamed = (norm: string): boolean => common.has(norm) || common.has(withoutArticle(norm));

const adjectives = new Set<string>();
for (const word of entries(adjectiveList).map(foldArabic)) {
  for (const ending of ["", "ه", "ين", "ون", "ان", "ات", "ا", "تين", "تان"])
    adjectives.add(`${word}${ending}`);
}

/** Whether a folded word is one of the adjectives listed. */
export const isListedAdjective = (norm: string): boolean =>
  adjectives.has(norm.startsWith("ال") ? norm.slice(2) : norm);

/** Whether a folded word is an adjective that goes with people, or by its form one of origin (`إسرائيلي`, `المصرية`). */
export function isAdjective(norm: string): boolean {
  const bare = norm.startsWith("ال") ? norm.slice(2) : norm;
  // بشظايا is a noun with a preposition
  if (/^ب/.test(bare) && thingTableArabic().has(bare.slice(1))) return false;
  return (
    adjectives.has(bare) ||
    (bare.length > 4 &&
      !/^([بل]ال|[وف]|بايدي|حوالي|اراضي|حالي$)/.test(bare) &&
      /(ي|يا|يه|يين|يون|يتين|يات)$/.test(bare))
  );
}

/** A word of harm as it stands in a text. */
export interface PredicateWord {
  readonly predicate: ArabicPredicate;
  readonly at: number;
  readonly clitic: string;
  readonly definite: boolean;
  /** The pronoun written onto it, which is doer or harmed; empty for none. */
  readonly pronoun: string;
}

/** The words of harm that the token may be; those whose further words do not follow are left out. */
export function predicateWords(tokens: readonly Token[], index: number): PredicateWord[] {
  const token = tokens[index];
  if (token?.kind !== "word" || token.norm.length < 2) return [];
  const found: PredicateWord[] = [];
  const add = (
    list: readonly ArabicPredicate[] | undefined,
    rest: Omit<PredicateWord, "predicate">,
  ): void => {
    for (const predicate of list ?? []) {
      if (!predicate.rest.every((word, n) => tokens[index + 1 + n]?.norm === word)) continue;
      if (predicate.plain && rest.definite) continue;
      if (predicate.feminine && !token.text.endsWith("ة")) continue;
      if (!isNoun(predicate) && /[بلك]/.test(rest.clitic)) continue;
      found.push({ predicate, ...rest });
    }
  };
  const all = readings(token.norm);
  for (const { stem, at, clitic } of all) {
    add(predicateTableArabic().get(stem), { at, clitic, definite: false, pronoun: "" });
    if (stem.startsWith("ال"))
      add(predicateTableArabic().get(stem.slice(2))?.filter(isNoun), {
        at,
        clitic,
        definite: true,
        pronoun: "",
      });
    if (found.length > 0) return found;
  }
  // `قتلة` are murderers, `قتله` is "killed him": a pronoun is no ة.
  if (/ة$/.test(token.text)) return found;
  for (const { stem, at, clitic } of all) {
    for (const pronoun of PRONOUNS) {
      if (!stem.endsWith(pronoun) || stem.length < pronoun.length + 3) continue;
      const bare = stem.slice(0, -pronoun.length);
      const rest = { at, clitic, definite: true, pronoun };
      add(predicateTableArabic().get(bare), rest);
      if (bare.endsWith("ت")) add(predicateTableArabic().get(`${bare.slice(0, -1)}ه`), rest);
      if (bare.endsWith("و")) add(predicateTableArabic().get(`${bare}ا`), rest);
      if (found.length > 0) return found;
    }
  }
  return found;
}

const isNoun = ({ frame }: ArabicPredicate): boolean =>
  frame === "people" || frame === "event" || frame === "deed";
