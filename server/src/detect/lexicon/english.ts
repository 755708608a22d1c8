import { once } from "../../text/once.ts";
import { entries, rows } from "../../text/table.ts";
import type { Harm, VictimType } from "../detection.ts";
import functionWordTable from "./en/function-words.tsv";
import givenNameList from "./en/given-names.txt";
import headTable from "./en/organisation-heads.tsv";
import peopleTable from "./en/people.tsv";
import placeWordTable from "./en/place-words.tsv";
import predicateTable from "./en/predicates.tsv";
import thingList from "./en/things.txt";
import titleList from "./en/titles.txt";
import verbList from "./en/verbs.txt";
import weaponList from "./en/weapons.txt";

/** What a closed-class word does; a word may do several things. Bits of `classesOf`. */
export const CLASS = {
  det: 1,
  prep: 2,
  conj: 4,
  be: 8,
  have: 16,
  modal: 32,
  neg: 64,
  pron: 128,
  rel: 256,
  sub: 512,
  adv: 1024,
  time: 2048,
} as const;

const classes = once(() => {
  const classes = new Map<string, number>();
  for (const [kind, word = ""] of rows(functionWordTable)) {
    classes.set(word, (classes.get(word) ?? 0) | CLASS[kind as keyof typeof CLASS]);
  }
  return classes;
});

/** The classes of a word as bits of `CLASS`; 0 for words of open classes. */
export const classesOf = (norm: string): number => classes().get(norm) ?? 0;

/** A noun for people. */
export interface PersonNoun {
  readonly type: VictimType;
  readonly plural: boolean;
}

const people = once(() => {
  const people = new Map<string, PersonNoun>();
  for (const [noun = "", type, plural] of rows(peopleTable)) {
    const word = noun.toLowerCase();
    if (word !== "-") people.set(word, { type: type as VictimType, plural: false });
    people.set(plural ?? pluralOf(word), { type: type as VictimType, plural: true });
  }
  return people;
});

export const personNoun = (norm: string): PersonNoun | undefined => people().get(norm);

const things = once(() => new Set(entries(thingList).flatMap((word) => [word, pluralOf(word)])));
export const isThing = (norm: string): boolean => things().has(norm);

const verbs = once(() => new Set(entries(verbList)));
/** Forms of verbs that neither -ed nor -ing gives away. */
export const isVerbForm = (norm: string): boolean => verbs().has(norm);

function pluralOf(noun: string): string {
  if (/(lf|oaf)$/.test(noun)) return `${noun.slice(0, -1)}ves`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|sh|ch)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

export type Frame =
  | "object"
  | "subject"
  | "state"
  | "event"
  | "people"
  | "held"
  | "the"
  | "toll"
  | "lives"
  | "lives-after"
  | "none";

/** A word of harm; see `en/predicates.tsv` for what the frames mean. */
export interface Predicate {
  readonly word: string;
  readonly harm: Harm;
  readonly frame: Frame;
  /** Only where the harmed noun is known to mean people. */
  readonly person: boolean;
  /** Only for many, or for civilians. */
  readonly many: boolean;
  /** Only for fighters and soldiers. */
  readonly force: boolean;
  /** Says that it did not happen. */
  readonly not: boolean;
  /** Dropped where another word tells of the same person's death or wound. */
  readonly weak: boolean;
  /** What happened to those of whom it is said that none did this ("none of the 64 survived"). */
  readonly spared: boolean;
}

/** Which form of a verb the text has; `other` for phrases and nouns. */
export type VerbForm = "base" | "s" | "past" | "ing" | "other";

/** One form of a predicate: its words, `_` for a determiner that may be missing. */
export interface PredicateForm {
  readonly words: readonly string[];
  readonly form: VerbForm;
  readonly predicate: Predicate;
}

const predicates = once(() => {
  const predicates = new Map<string, PredicateForm[]>();
  for (const [word = "", harm, frameCell = "", forms] of rows(predicateTable)) {
    const [frame, ...flags] = frameCell.split(" ");
    const predicate: Predicate = {
      word,
      harm: harm as Harm,
      frame: frame as Frame,
      person: flags.includes("person"),
      many: flags.includes("many"),
      force: flags.includes("force"),
      not: flags.includes("not"),
      weak: flags.includes("weak"),
      spared: flags.includes("spared"),
    };
    const isVerb = frame === "object" || frame === "subject" || frame?.startsWith("lives") === true;
    for (const form of forms ? forms.split("|") : isVerb ? verbForms(word) : [word]) {
      const words = form.split(" ");
      const [first = ""] = words;
      const list = predicates.get(first) ?? [];
      list.push({ words, form: isVerb ? formOf(first, word) : "other", predicate });
      list.sort((a, b) => b.words.length - a.words.length);
      predicates.set(first, list);
    }
  }
  return predicates;
});

/** The forms of predicates that begin with this word, the longest first. */
export const predicateForms = (norm: string): readonly PredicateForm[] => predicates().get(norm) ?? [];

function verbForms(verb: string): string[] {
  const stem = verb.endsWith("e") ? verb.slice(0, -1) : verb;
  const s = /(s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : `${verb}s`;
  return [verb, s, `${stem}ed`, `${stem}ing`];
}

function formOf(first: string, word: string): VerbForm {
  if (first.endsWith("ing")) return "ing";
  const [base = ""] = word.split(" ");
  if (first === base && !/^(put|hit|set|cut|slit)$/.test(first)) return "base";
  return /[^s]s$/.test(first) ? "s" : "past";
}

// British style leaves the full stop out.
const titles = once(() => {
  const forms = new Set(entries(titleList).flatMap((title) => [title, title.replace(/\./g, "")]));
  return { forms, longest: Math.max(...[...forms].map((title) => title.split(" ").length)) };
});

/** How many of the words that end before `words.length` are one title ("maj. gen."); 0 for none. */
export function titleLength(words: readonly string[]): number {
  const { forms, longest } = titles();
  for (let n = Math.min(longest, words.length); n > 0; n--) {
    if (forms.has(words.slice(-n).join(" "))) return n;
  }
  return 0;
}

const givenNames = once(() => new Set(entries(givenNameList).map((name) => name.toLowerCase())));
export const isGivenName = (norm: string): boolean => givenNames().has(norm);

/** The words of a table whose second column is that. */
const wordsWhere = (table: string, isThere: (where: string | undefined) => boolean) =>
  once(() => new Set(rows(table).flatMap(([words = "", where]) => (isThere(where) ? [words] : []))));

const placeBefore = wordsWhere(placeWordTable, (where) => where === "before");
const placeAfter = wordsWhere(placeWordTable, (where) => where !== "before");

/** Whether these words, lower case, end in one that announces the name of a place ("the port city of"). */
export const announcesPlace = (words: readonly string[]): boolean =>
  [2, 3].some((n) => words.length >= n && placeBefore().has(words.slice(-n).join(" ")));

/** Whether a word or two behind a name say that it is a place ("Shabwa province"). */
export const followsPlace = (first: string, second: string): boolean =>
  placeAfter().has(first) || placeAfter().has(`${first} ${second}`);

const headsLast = wordsWhere(headTable.toLowerCase(), (where) => where === "last");
const headsFirst = wordsWhere(headTable.toLowerCase(), (where) => where !== "last");

export const endsOrganisation = (norm: string): boolean => headsLast().has(norm);
export const beginsOrganisation = (norm: string): boolean => headsFirst().has(norm);

/** The words of a weapon's name without hyphens, as compared, and which letters the text must have in capitals. */
export interface WeaponName {
  readonly words: readonly string[];
  /** For each word: `first` letter, `all`, or `none`. */
  readonly capitals: readonly ("none" | "first" | "all")[];
}

const capitalsOf = (word: string): "none" | "first" | "all" =>
  /^[A-Z]{2,}$/.test(word) ? "all" : /^[A-Z]/.test(word) ? "first" : "none";

const weapons = once(() => {
  const weapons = new Map<string, WeaponName[]>();
  for (const name of entries(weaponList)) {
    const capitals = name.split(/[ -]/).map(capitalsOf);
    for (const form of [name, pluralOf(name)]) {
      const words = form.toLowerCase().split(/[ -]/);
      const list = weapons.get(words[0] ?? "") ?? [];
      list.push({ words, capitals });
      list.sort((a, b) => b.words.length - a.words.length);
      weapons.set(words[0] ?? "", list);
    }
  }
  return weapons;
});

/** The weapons whose names begin with this word, the longest first. */
export const weaponsFrom = (norm: string): readonly WeaponName[] => weapons().get(norm) ?? [];
