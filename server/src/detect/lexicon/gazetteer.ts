import { foldArabic } from "../../text/arabic.ts";
import type { Language } from "../../text/language.ts";
import { rows } from "../../text/table.ts";
import { tokenize } from "../../text/token.ts";
import type { EntityLabel } from "../detection.ts";
import countries from "./countries.tsv";
import organisations from "./organisations.tsv";
import peoples from "./peoples.tsv";
import places from "./places.tsv";

/** One form of a listed name, ready to be compared with the tokens of a text. */
export interface Form {
  /** Folded words without hyphens. */
  readonly parts: readonly string[];
  /** Parts that must begin with a capital in the text (English). */
  readonly capitals: readonly boolean[];
  /** The very letters that the text must have, for acronyms that are words in lower case; null otherwise. */
  readonly exact: string | null;
  readonly label: EntityLabel;
  /** The entry: one for all its forms in both languages. */
  readonly key: string;
  /** Also a common word: counts only behind a word that announces a place. */
  readonly guarded: boolean;
}

const forms: Record<Language, Map<string, Form[]>> = { ar: new Map(), en: new Map() };

/** The forms whose first part is `first`, the longest first. */
export const formsOf = (first: string, language: Language): readonly Form[] =>
  forms[language].get(first) ?? [];

/** Latin letters without their diacritics, as forms are compared; lower case is the caller's. */
export function foldLatin(word: string): string {
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) > 0x7f) return word.normalize("NFD").replace(/\p{M}/gu, "");
  }
  return word;
}

const cell = (text: string | undefined): string[] =>
  text ? text.split("|").filter((form) => form !== "") : [];

function add(form: string, language: Language, label: EntityLabel, key: string): void {
  const guarded = form.endsWith("?");
  const name = guarded ? form.slice(0, -1) : form;
  const tokens = tokenize(name).filter((token) => token.text !== "-");
  const parts = tokens.map((token) => (language === "ar" ? token.norm : foldLatin(token.norm)));
  const capitals = tokens.map((token) => /^\p{Lu}/u.test(token.text) && !/^(al|el)$/i.test(token.text));
  const exact = /^[A-Z.]{1,4}$/.test(name) ? name : null;
  const [first] = parts;
  if (first === undefined) return;
  const list = forms[language].get(first) ?? [];
  if (list.some((other) => other.parts.join(" ") === parts.join(" ") && other.exact === exact)) return;
  list.push({ parts, capitals, exact, label, key, guarded });
  list.sort((a, b) => b.parts.length - a.parts.length || Number(b.exact !== null) - Number(a.exact !== null));
  forms[language].set(first, list);
}

/** English plurals of a demonym: `Yemenis`, `Kurds`; none for `Chinese`, `British`, `French`. */
const englishPlurals = (form: string): string[] =>
  /(s|sh|ch|ese|x|z)$/.test(form) ? [form] : [form, `${form}s`];

const ENDINGS = ["", "ه", "ين", "ون", "ات", "ان", "تين", "تان", "ا"];

/** The forms of an Arabic demonym: genders, numbers and cases, with and without the article. */
function* arabicInflections(form: string): Generator<string> {
  if (form.endsWith("?")) return;
  const words = form.split(" ").map(foldArabic);
  for (const ending of ENDINGS) {
    const inflected = words.map((word) => word + ending).join(" ");
    // Without the article -ات is more often another word (`مجريات`).
    if (ending !== "ات") yield inflected;
    yield inflected
      .split(" ")
      .map((word) => `ال${word}`)
      .join(" ");
  }
}

for (const [name = "", demonyms, arabic, arabicDemonyms] of rows(countries)) {
  const key = `country:${cell(name)[0]}`;
  for (const form of cell(name)) add(form, "en", "LOC", key);
  for (const form of cell(arabic)) add(form, "ar", "LOC", key);
  const people = `people:${cell(name)[0]}`;
  for (const form of cell(demonyms).flatMap(englishPlurals)) add(form, "en", "NORP", people);
  for (const form of cell(arabicDemonyms)) {
    for (const inflected of arabicInflections(form)) add(inflected, "ar", "NORP", people);
  }
}
for (const [name = "", arabic] of rows(peoples)) {
  const key = `people:${cell(name)[0]}`;
  for (const form of cell(name).flatMap(englishPlurals)) add(form, "en", "NORP", key);
  for (const form of cell(arabic))
    for (const inflected of arabicInflections(form)) add(inflected, "ar", "NORP", key);
}
for (const [name = "", arabic] of rows(places)) {
  const key = `place:${cell(name)[0]}`;
  for (const form of cell(name)) add(form, "en", "LOC", key);
  for (const form of cell(arabic)) add(form, "ar", "LOC", key);
}
for (const [name = "", arabic] of rows(organisations)) {
  const key = `organisation:${cell(name)[0]}`;
  for (const form of cell(name)) add(form, "en", "ORG", key);
  for (const form of cell(arabic)) add(form, "ar", "ORG", key);
}
