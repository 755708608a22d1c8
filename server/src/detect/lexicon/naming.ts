import { foldArabic } from "../../text/arabic.ts";
import { entries, rows } from "../../text/table.ts";
import arabicAliasList from "./ar/alias-phrases.txt";
import arabicKinTable from "./ar/kinship.tsv";
import arabicTypeTable from "./ar/type-words.tsv";
import englishAliasList from "./en/alias-phrases.txt";
import englishKinTable from "./en/kinship.tsv";
import englishTypeTable from "./en/type-words.tsv";

/** Where a word of kind stands to the name that it goes with. */
interface TypeWords {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

const typesOf = (label: string): TypeWords => {
  const before = new Set<string>();
  const after = new Set<string>();
  for (const [words = "", own, where] of [...rows(englishTypeTable), ...rows(arabicTypeTable)])
    if (own === label) (where === "before" ? before : after).add(foldArabic(words));
  return { before, after };
};

const types = new Map(["LOC", "ORG"].map((label) => [label, typesOf(label)]));

/** The words, folded, that say what kind of place or organisation a name is and do not tell it from others. */
export const typeWords = (label: string): TypeWords | undefined => types.get(label);

const phrases = new Set([...entries(englishAliasList), ...entries(arabicAliasList).map(foldArabic)]);

/** Whether folded words, without punctuation, stand between two names of one bearer ("known as", `الملقب ب`). */
export const isAliasPhrase = (words: string): boolean => phrases.has(words);

const lastWords = new Set([...phrases].map((phrase) => phrase.slice(phrase.lastIndexOf(" ") + 1)));

/** Whether a folded word is the last one of such a phrase. */
export const endsAliasPhrase = (word: string): boolean => lastWords.has(word);

const kin = new Set<string>();
const familyAfter = new Set<string>();
const familyBefore = new Set<string>();
for (const [word = "", where] of rows(englishKinTable)) (where === "after" ? familyAfter : kin).add(word);
// `آل` alone keeps its mark: folded it would be the article.
for (const [word = "", what] of rows(arabicKinTable))
  (what === "family" ? familyBefore : kin).add(word === "آل" ? word : foldArabic(word));

/** Whether a word before a name tells of a relative of someone of the same surname ("his son"). */
export const isKin = (norm: string): boolean => kin.has(norm);

/** Whether an English word behind a name makes a family of it. */
export const isFamilyAfter = (norm: string): boolean => familyAfter.has(norm);

/** Whether an Arabic word before a name, folded or as written, makes a family of it. */
export const isFamilyBefore = (norm: string, text: string): boolean =>
  text === "آل" || (norm !== "ال" && familyBefore.has(norm));
