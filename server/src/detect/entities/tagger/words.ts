import { isArabic } from "../../../text/language.ts";
import type { Token } from "../../../text/token.ts";
import { foldName } from "../../gazetteer/fold.ts";
import { classesOfName, NAME_CLASSES } from "../../gazetteer/gazetteer.ts";
import {
  isFunctionWord,
  isPlaceWord,
  organisationHead,
  peopleTableArabic,
  titlesFrom,
  withoutArticle,
} from "../../lexicon/arabic.ts";
import {
  announcesPlace,
  beginsOrganisation,
  classesOf,
  endsOrganisation,
  followsPlace,
  isThing,
  isVerbForm,
  personNoun,
  predicateForms,
  titleLength,
} from "../../lexicon/english.ts";
import { hash, hashOfPart } from "./hash.ts";
import { entryOf, type Vocabulary } from "./vocabulary.ts";

/** Of a word, what features of several words are made of. */
export interface Clues {
  /** Hashes. */
  readonly norm: number;
  readonly shape: number;
  readonly cluster: number;
  readonly lists: number;
  /** Arabic: 1 for a title, 2 for a noun that opens an organisation's name, 4 for one that opens a place's; their sum. */
  readonly opens: number;
}

/** What a word is for itself and for the words around it, as hashes of features: `far` for two on either side, `near` for one. */
export interface Surroundings extends Clues {
  readonly near: readonly number[];
  readonly far: readonly number[];
}

/** The same with `own`, what it is for itself alone. None of it ever changes, so it is computed once for each spelling. */
export interface Word extends Surroundings {
  readonly own: readonly number[];
}

/** All of a unit that its features by itself are made of. */
type Letters = Pick<Token, "kind" | "text" | "norm">;

/** Stands before the first and behind the last word of a sentence. */
export const EDGE: Word = {
  own: [],
  near: [hash("<edge>", 0)],
  far: [hash("<edge>", 0)],
  norm: hash("<edge>", 1),
  shape: hash("<edge>", 2),
  cluster: hash("<edge>", 3),
  lists: 0,
  opens: 0,
};

const kindOfChar = (char: string): string =>
  /\p{Lu}/u.test(char)
    ? "X"
    : /\p{Ll}/u.test(char)
      ? "x"
      : /\d/.test(char)
        ? "9"
        : /\p{L}/u.test(char)
          ? "a"
          : /\p{M}/u.test(char)
            ? ""
            : char;

const ASCII_KINDS = Array.from({ length: 0x80 }, (_, code) => kindOfChar(String.fromCharCode(code)));

/** The form of a word: capitals X, small x, Arabic a, digits 9, runs shortened. */
export function shapeOf(text: string): string {
  let shape = "";
  let last = "";
  for (const char of text) {
    const kind = ASCII_KINDS[char.charCodeAt(0)] ?? kindOfChar(char);
    if (kind === "") continue;
    if (kind !== last) shape += kind;
    else if (!shape.endsWith("+") && kind === "X") shape += "+";
    last = kind;
  }
  return shape;
}

export const wordOf = (unit: Letters, vocabulary: Vocabulary): Word => {
  const around = surroundingsOf(unit, vocabulary);
  return { ...around, own: ownFeatures(unit, around.lists) };
};

export function surroundingsOf(unit: Letters, vocabulary: Vocabulary): Surroundings {
  const near: number[] = [];
  const far: number[] = [];
  const { norm, kind } = unit;
  const shape = shapeOf(unit.text);
  const lists = kind === "word" ? classesOfName(foldName(norm)) : 0;
  const entry = entryOf(vocabulary, norm);
  const isArabicWord = isArabic(norm.charCodeAt(0));
  const addTo = (features: number[], feature: string): void => {
    features.push(hash(feature, 0));
  };
  addTo(far, `w${kind === "number" ? norm.replace(/\d/g, "9") : norm}`);
  addTo(far, `s${shape}`);
  if (entry && entry.coarse >= 0) addTo(far, `c${entry.coarse}`);
  if (entry && entry.fine >= 0) addTo(near, `C${entry.fine}`);
  if (entry && entry.kind > 0) addTo(near, `k${entry.kind}`);
  addTo(near, `m${entry ? entry.small : "?"}${entry ? Math.min(entry.weight >> 1, 4) : 0}`);
  for (let n = 0; n < NAME_CLASSES.length; n++)
    if (((lists >> n) & 1) === 1) addTo(near, `l${NAME_CLASSES[n]}`);
  if (kind === "word") {
    for (let n = isArabicWord ? 2 : 3; n <= 3 && n < norm.length; n++)
      near.push(hashOfPart("e", norm, norm.length - n, norm.length));
    if (isArabicWord && withoutArticle(norm) !== norm) addTo(near, "al");
    for (const clue of isArabicWord ? arabicClues(norm, unit) : englishClues(norm)) addTo(far, clue);
  }
  return {
    near,
    far,
    norm: hash(norm, 1),
    shape: hash(shape, 2),
    cluster: entry && entry.coarse >= 0 ? hash(`c${entry.coarse}`, 3) : hash(shape, 4),
    lists,
    opens: isArabicWord
      ? (titlesFrom(norm).length > 0 ? 1 : 0) +
        (organisationHead(norm) !== undefined ? 2 : 0) +
        (isPlaceWord(unit) ? 4 : 0)
      : 0,
  };
}

/** Features that a unit has for itself alone: its beginnings and ends, and the letters inside it. */
export function ownFeatures({ kind, norm }: Letters, lists: number): number[] {
  const own: number[] = [];
  if (lists === 0) own.push(hash("l-", 0));
  if (kind !== "word") return own;
  const { length } = norm;
  const isArabicWord = isArabic(norm.charCodeAt(0));
  for (let n = 1; n <= 4 && n < length; n++) {
    if (n > 1) own.push(hashOfPart("p", norm, 0, n));
    // Those of the others count for the neighbours too.
    if (n !== 3 && !(isArabicWord && n === 2)) own.push(hashOfPart("e", norm, length - n, length));
  }
  const bare = isArabicWord ? withoutArticle(norm) : norm;
  if (bare !== norm)
    own.push(hashOfPart("b", bare, 0, bare.length), hashOfPart("bp", bare, 0, Math.min(3, bare.length)));
  own.push(hash(`n${Math.min(length, 9)}`, 0));
  // The shape of what is inside: a name of the region's languages (`Mkt`, `gbo`, `zza`).
  for (let i = 0; i + 3 <= length; i++) own.push(hashOfPart("t", norm, i, i + 3));
  return own;
}

/** What our own lists of words say of an English word. */
function* englishClues(norm: string): Generator<string> {
  if (titleLength([norm]) > 0) yield "title";
  if (beginsOrganisation(norm)) yield "orgFirst";
  if (endsOrganisation(norm)) yield "orgLast";
  if (announcesPlace([norm])) yield "placeBefore";
  if (followsPlace(norm, "")) yield "placeAfter";
  const person = personNoun(norm);
  if (person) yield person.plural ? "people" : "person";
  if (isThing(norm)) yield "thing";
  if (isVerbForm(norm)) yield "verb";
  if (predicateForms(norm).length > 0) yield "harm";
  const classes = classesOf(norm);
  if (classes !== 0) yield `f${classes}`;
}

/** What our own lists of words say of an Arabic word. */
function* arabicClues(norm: string, unit: Letters): Generator<string> {
  if (titlesFrom(norm).length > 0) yield "title";
  if (organisationHead(norm) !== undefined) yield "orgFirst";
  if (isPlaceWord(unit)) yield "placeBefore";
  const person = peopleTableArabic().get(withoutArticle(norm));
  if (person) yield person.plural ? "people" : "person";
  if (isFunctionWord(norm)) yield "function";
  if (/[يى]$|يه$/.test(norm)) yield "nisba";
  if (/(يون|يين|يات)$/.test(norm)) yield "nisbas";
}
