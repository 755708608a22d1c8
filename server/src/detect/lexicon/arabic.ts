import { foldArabic, readings } from "../../text/arabic.ts";
import { once } from "../../text/once.ts";
import { entries, rows } from "../../text/table.ts";
import type { Token } from "../../text/token.ts";
import type { VictimType } from "../detection.ts";
import currencyTable from "./ar/currencies.tsv";
import functionWordList from "./ar/function-words.txt";
import givenNameList from "./ar/given-names.txt";
import headTable from "./ar/organisation-heads.tsv";
import particleTable from "./ar/particles.tsv";
import peopleTable from "./ar/people.tsv";
import placeKindList from "./ar/place-kinds.txt";
import placeWordList from "./ar/place-words.txt";
import thingList from "./ar/things.txt";
import titleList from "./ar/titles.txt";
import weaponList from "./ar/weapons.txt";
import type { PersonNoun } from "./english.ts";

/** A folded word without its article. */
export const withoutArticle = (stem: string): string =>
  stem.startsWith("ال") && stem.length > 4 ? stem.slice(2) : stem;

/** Looks a token up under each of its readings, with and without article; null where none is listed. */
export function lookUp<T>(
  token: Token | undefined,
  table: ReadonlyMap<string, T>,
): { value: T; at: number } | null {
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    const value = table.get(reading.stem) ?? table.get(withoutArticle(reading.stem));
    if (value !== undefined) return { value, at: reading.at };
  }
  return null;
}

const folded = (list: string): (() => ReadonlySet<string>) =>
  once(() => new Set(entries(list).map(foldArabic)));

const functionWords = folded(functionWordList);

/** Particles, prepositions and verbs of reporting, with or without a conjunction before them. */
export const isFunctionWord = (norm: string): boolean =>
  functionWords().has(norm) || (/^[وف]/.test(norm) && functionWords().has(norm.slice(1)));

const placeWords = folded(placeWordList);

/** Whether a word announces the name of a place: `مدينة`, `بمحافظة`, `في`. */
export const isPlaceWord = (token: Pick<Token, "kind" | "norm"> | undefined): boolean =>
  token?.kind === "word" &&
  readings(token.norm).some(({ stem }) => placeWords().has(stem) || placeWords().has(withoutArticle(stem)));

const placeKinds = folded(placeKindList);
/** Whether a folded word says what kind of place a name is (`مدينة`), and is no part of the name. */
export const isPlaceKind = (stem: string): boolean => placeKinds().has(stem);

const givenNames = folded(givenNameList);
export const isGivenName = (stem: string): boolean => givenNames().has(stem);

const titles = once(() => {
  const titles = new Map<string, string[][]>();
  for (const title of entries(titleList)) {
    const words = title.split(" ").map(foldArabic);
    const list = titles.get(words[0] ?? "") ?? [];
    list.push(words);
    list.sort((a, b) => b.length - a.length);
    titles.set(words[0] ?? "", list);
  }
  return titles;
});

const adverbs = once(
  () =>
    new Set(rows(particleTable).flatMap(([kind, word = ""]) => (kind === "adv" ? [foldArabic(word)] : []))),
);
/** Whether a folded word is an adverb and nothing else (`شنقا`, `أيضا`). */
export const isAdverb = (norm: string): boolean => adverbs().has(norm);

/** The titles that begin with a folded word, the longest first. */
export const titlesFrom = (stem: string): readonly (readonly string[])[] => titles().get(stem) ?? [];

const heads = once(() => {
  const heads = new Map<string, number>();
  for (const [word = "", count] of rows(headTable)) heads.set(foldArabic(word), Number(count));
  return heads;
});

/** How many words may follow a head of organisations' names; undefined for other words. */
export const organisationHead = (stem: string): number | undefined => heads().get(stem);

/** A weapon's name: folded words without articles; `shadda` where the text must have one. */
interface WeaponName {
  readonly words: readonly string[];
  readonly shadda: boolean;
}

const weapons = once(() => {
  const weapons = new Map<string, WeaponName[]>();
  for (const name of entries(weaponList)) {
    const words = name.split(" ").map((word) => withoutArticle(foldArabic(word)));
    const list = weapons.get(words[0] ?? "") ?? [];
    list.push({ words, shadda: name.includes("\u0651") });
    list.sort((a, b) => b.words.length - a.words.length);
    weapons.set(words[0] ?? "", list);
  }
  return weapons;
});

/** The weapons whose names begin with this folded word without its article, the longest first. */
export const weaponsFrom = (stem: string): readonly WeaponName[] => weapons().get(stem) ?? [];

/** A currency's code in ISO 4217 where its word alone says it, and by the adjective of a country behind it. */
export interface ArabicCurrency {
  readonly code: string | null;
  readonly nations: ReadonlyMap<string, string>;
}

export const currencyTableArabic = once((): ReadonlyMap<string, ArabicCurrency> => {
  const currencies = new Map<string, ArabicCurrency>();
  for (const [word = "", code = "-", nations = ""] of rows(currencyTable)) {
    const pairs = nations === "" ? [] : nations.split("|").map((pair) => pair.split("="));
    currencies.set(foldArabic(word), {
      code: code === "-" ? null : code,
      nations: new Map(pairs.map(([nation = "", own = ""]) => [foldArabic(nation), own])),
    });
  }
  return currencies;
});

export interface ArabicPerson extends PersonNoun {
  /** The singular, folded: the same for all forms of a noun. */
  readonly lemma: string;
  /** Two of them, said by the form alone (`جنديان`). */
  readonly dual: boolean;
  /** May also be read as a dual: `مدنيين` is "civilians" or "two civilians". */
  readonly twofold: boolean;
  readonly feminine: boolean;
}

export const peopleTableArabic = once((): ReadonlyMap<string, ArabicPerson> => {
  const people = new Map<string, ArabicPerson>();
  for (const [noun = "", type, plurals] of rows(peopleTable)) {
    const word = foldArabic(noun);
    const feminine = word.endsWith("ه");
    const stem = feminine ? `${word.slice(0, -1)}ت` : word;
    const put = (form: string, plural: boolean, dual = false, twofold = false, female = feminine): void => {
      if (people.has(form)) return;
      people.set(form, { type: type as VictimType, plural, dual, twofold, lemma: word, feminine: female });
    };
    const broken = plurals !== undefined || feminine;
    // A crowd by its singular too: `طاقم`, `أهل`
    put(word, plurals?.split("|").includes(noun) ?? false);
    for (const plural of plurals?.split("|") ?? []) put(foldArabic(plural), true);
    // Two letters with an ending are other words: `أمين`
    if (stem.length > 2) put(`${stem}ان`, true, true);
    if (stem.length > 2) put(`${stem}ين`, true, broken, !broken);
    if (!feminine) {
      put(`${word}ون`, true);
      put(`${word}ات`, true, false, false, true);
      if (word.length > 2) put(`${word}ا`, false);
      put(`${word}ه`, false, false, false, true);
      put(`${word}تان`, true, true, false, true);
      put(`${word}تين`, true, true, false, true);
    }
  }
  return people;
});

export const thingTableArabic = once(
  (): ReadonlyMap<string, true> =>
    new Map(entries(thingList).map((word): [string, true] => [foldArabic(word), true])),
);
