import { readFileSync } from "node:fs";
import path from "node:path";
import type { EntityLabel } from "../src/detect/detection.ts";
import { foldName } from "../src/detect/gazetteer/fold.ts";
import { foldArabic } from "../src/text/arabic.ts";
import type { Language } from "../src/text/language.ts";
import { rows } from "../src/text/table.ts";
import { tokenize } from "../src/text/token.ts";

/** One form of a name of the project's own lists, as it goes into the automaton. */
export interface OwnForm {
  /** Folded words, hyphens left out. */
  readonly words: readonly string[];
  readonly language: Language;
  readonly label: EntityLabel;
  /** The entry: one for all its forms in both languages. */
  readonly key: string;
  /** Counts only behind a word that announces a place. */
  readonly guarded: boolean;
  /** The very letters that the text must have, for acronyms; null otherwise. */
  readonly exact: string | null;
  /** Bit n: word n must begin with a capital (English). */
  readonly capitals: number;
}

const lexicon = path.resolve(import.meta.dirname, "../src/detect/lexicon");
export const ownLists = ["countries.tsv", "peoples.tsv", "places.tsv", "organisations.tsv"].map((name) =>
  path.join(lexicon, name),
);

const cell = (text: string | undefined): string[] =>
  text ? text.split("|").filter((form) => form !== "") : [];

function formOf(form: string, language: Language, label: EntityLabel, key: string): OwnForm {
  const guarded = form.endsWith("?");
  const name = guarded ? form.slice(0, -1) : form;
  const tokens = tokenize(name).filter((token) => token.text !== "-");
  let capitals = 0;
  for (const [n, token] of tokens.entries())
    if (/^\p{Lu}/u.test(token.text) && !/^(al|el)$/i.test(token.text)) capitals |= 1 << n;
  return {
    words: tokens.map((token) => foldName(token.norm)),
    language,
    label,
    key,
    guarded,
    exact: /^[A-Z.]{1,4}$/.test(name) ? name : null,
    capitals,
  };
}

/** English plurals of a demonym: `Yemenis`, `Kurds`; none for `Chinese`, `British`, `French`. */
const englishPlurals = (form: string): string[] =>
  /(s|sh|ch|ese|x|z)\??$/.test(form)
    ? [form]
    : form.endsWith("?")
      ? [form, `${form.slice(0, -1)}s?`]
      : [form, `${form}s`];

const ENDINGS = ["", "ه", "ين", "ون", "ات", "ان", "تين", "تان", "ا"];

/** The forms of an Arabic demonym: genders, numbers and cases, with and without the article. */
function* arabicInflections(form: string): Generator<string> {
  if (form.endsWith("?")) return;
  const words = form.split(" ").map(foldArabic);
  for (const ending of ENDINGS) {
    const inflected = words.map((word) => word + ending);
    // Without the article -ات is more often another word (`مجريات`).
    if (ending !== "ات") yield inflected.join(" ");
    yield inflected.map((word) => `ال${word}`).join(" ");
  }
}

function* people(english: readonly string[], arabic: readonly string[], key: string): Generator<OwnForm> {
  for (const form of english.flatMap(englishPlurals)) yield formOf(form, "en", "NORP", key);
  for (const form of arabic) for (const one of arabicInflections(form)) yield formOf(one, "ar", "NORP", key);
}

function* named(
  english: readonly string[],
  arabic: readonly string[],
  label: EntityLabel,
  key: string,
): Generator<OwnForm> {
  for (const form of english) yield formOf(form, "en", label, key);
  for (const form of arabic) yield formOf(form, "ar", label, key);
}

const list = (n: number): string[][] => rows(readFileSync(ownLists[n] ?? "", "utf8"));

/**
 * The forms of all own lists. Names of places and organisations come before those of peoples: where one form is both
 * (`أفريقيا`, `اليونان`), the first counts.
 */
export function* ownForms(): Generator<OwnForm> {
  const countries = list(0);
  for (const [name, , arabic] of countries)
    yield* named(cell(name), cell(arabic), "LOC", `country:${cell(name)[0]}`);
  for (const [name, arabic] of list(2))
    yield* named(cell(name), cell(arabic), "LOC", `place:${cell(name)[0]}`);
  for (const [name, arabic] of list(3))
    yield* named(cell(name), cell(arabic), "ORG", `organisation:${cell(name)[0]}`);
  for (const [name, demonyms, , arabicDemonyms] of countries)
    yield* people(cell(demonyms), cell(arabicDemonyms), `people:${cell(name)[0]}`);
  for (const [name, arabic] of list(1)) yield* people(cell(name), cell(arabic), `people:${cell(name)[0]}`);
}
