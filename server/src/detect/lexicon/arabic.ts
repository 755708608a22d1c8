import { foldArabic, readings } from "../../text/arabic.ts";
import { entries, rows } from "../../text/table.ts";
import type { Token } from "../../text/token.ts";
import type { Harm, VictimType } from "../detection.ts";
import currencyTable from "./ar/currencies.tsv";
import functionWordList from "./ar/function-words.txt";
import givenNameList from "./ar/given-names.txt";
import headTable from "./ar/organisation-heads.tsv";
import peopleTable from "./ar/people.tsv";
import placeWordList from "./ar/place-words.txt";
import predicateTable from "./ar/predicates.tsv";
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

const folded = (list: string): Set<string> => new Set(entries(list).map(foldArabic));

const functionWords = folded(functionWordList);

/** Particles, prepositions and verbs of reporting, with or without a conjunction before them. */
export const isFunctionWord = (norm: string): boolean =>
  functionWords.has(norm) || (/^[وف]/.test(norm) && functionWords.has(norm.slice(1)));

const placeWords = folded(placeWordList);

/** Whether a word announces the name of a place: `مدينة`, `بمحافظة`, `في`. */
export const isPlaceWord = (token: Token | undefined): boolean =>
  token?.kind === "word" &&
  readings(token.norm).some(({ stem }) => placeWords.has(stem) || placeWords.has(withoutArticle(stem)));

const givenNames = folded(givenNameList);
export const isGivenName = (stem: string): boolean => givenNames.has(stem);

const titles = new Map<string, string[][]>();
for (const title of entries(titleList)) {
  const words = title.split(" ").map(foldArabic);
  const list = titles.get(words[0] ?? "") ?? [];
  list.push(words);
  list.sort((a, b) => b.length - a.length);
  titles.set(words[0] ?? "", list);
}

/** The titles that begin with a folded word, the longest first. */
export const titlesFrom = (stem: string): readonly (readonly string[])[] => titles.get(stem) ?? [];

const heads = new Map<string, number>();
for (const [word = "", count] of rows(headTable)) heads.set(foldArabic(word), Number(count));

/** How many words may follow a head of organisations' names; undefined for other words. */
export const organisationHead = (stem: string): number | undefined => heads.get(stem);

const weapons = new Set(entries(weaponList).map((name) => foldArabic(name)));
export const isWeapon = (words: string): boolean => weapons.has(words);

const currencies = new Map<string, string>();
for (const [word = "", code = ""] of rows(currencyTable)) currencies.set(foldArabic(word), code);
export const currencyTableArabic: ReadonlyMap<string, string> = currencies;

export interface ArabicPerson extends PersonNoun {
  /** Two of them, said by the form alone (`جنديان`). */
  readonly dual: boolean;
}

const people = new Map<string, ArabicPerson>();
const put = (form: string, person: ArabicPerson): void => {
  if (!people.has(form)) people.set(form, person);
};
for (const [noun = "", type, plurals] of rows(peopleTable)) {
  const word = foldArabic(noun);
  const of = (plural: boolean, dual = false): ArabicPerson => ({ type: type as VictimType, plural, dual });
  const feminine = word.endsWith("ه");
  const stem = feminine ? `${word.slice(0, -1)}ت` : word;
  put(word, of(false));
  for (const plural of plurals?.split("|") ?? []) put(foldArabic(plural), of(true));
  put(`${stem}ان`, of(true, true));
  put(`${stem}ين`, of(true, plurals !== undefined || feminine));
  if (!feminine) {
    put(`${word}ون`, of(true));
    put(`${word}ات`, of(true));
    put(`${word}ا`, of(false));
    put(`${word}ه`, of(false));
  }
}
export const peopleTableArabic: ReadonlyMap<string, ArabicPerson> = people;

const things = new Map<string, true>(entries(thingList).map((word) => [foldArabic(word), true]));
export const thingTableArabic: ReadonlyMap<string, true> = things;

export type ArabicFrame = "verb" | "doer" | "split" | "event" | "people";

export interface ArabicPredicate {
  readonly harm: Harm;
  readonly frame: ArabicFrame;
  /** Only where the harmed noun is known to mean people. */
  readonly person: boolean;
  /** The verb agrees with a plural before it (-وا). */
  readonly after: boolean;
}

const predicates = new Map<string, ArabicPredicate[]>();
for (const [word = "", harm, frameCell = "", forms] of rows(predicateTable)) {
  const [frame, flag] = frameCell.split(" ");
  for (const form of [word, ...(forms?.split("|") ?? [])].map(foldArabic)) {
    const list = predicates.get(form) ?? [];
    if (list.some((other) => other.frame === frame && other.harm === harm)) continue;
    list.push({
      harm: harm as Harm,
      frame: frame as ArabicFrame,
      person: flag === "person",
      after: form.endsWith("وا"),
    });
    predicates.set(form, list);
  }
}
export const predicateTableArabic: ReadonlyMap<string, readonly ArabicPredicate[]> = predicates;
