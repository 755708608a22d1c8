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
import { hash } from "./hash.ts";
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

/**
 * What a word is by itself, as hashes of features: it never changes, so it is computed once for each spelling.
 * `own` counts for the word itself, `near` also for its neighbours, `far` for the two words on either side.
 */
export interface Word extends Clues {
  readonly own: readonly number[];
  readonly near: readonly number[];
  readonly far: readonly number[];
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

/** The form of a word: capitals X, small x, Arabic a, digits 9, runs shortened. */
export function shapeOf(text: string): string {
  let shape = "";
  let last = "";
  for (const char of text) {
    const kind = /\p{Lu}/u.test(char)
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
    if (kind === "") continue;
    if (kind !== last) shape += kind;
    else if (!shape.endsWith("+") && kind === "X") shape += "+";
    last = kind;
  }
  return shape;
}

export function wordOf(unit: Letters, vocabulary: Vocabulary): Word {
  const own: string[] = [];
  const near: string[] = [];
  const far: string[] = [];
  const { norm, kind } = unit;
  const shape = shapeOf(unit.text);
  const lists = kind === "word" ? classesOfName(foldName(norm)) : 0;
  const entry = entryOf(vocabulary, norm);
  far.push(`w${kind === "number" ? norm.replace(/\d/g, "9") : norm}`, `s${shape}`);
  if (entry && entry.coarse >= 0) far.push(`c${entry.coarse}`);
  if (entry && entry.fine >= 0) near.push(`C${entry.fine}`);
  if (entry && entry.kind > 0) near.push(`k${entry.kind}`);
  near.push(`m${entry ? entry.small : "?"}${entry ? Math.min(entry.weight >> 1, 4) : 0}`);
  for (const [n, name] of NAME_CLASSES.entries()) if (((lists >> n) & 1) === 1) near.push(`l${name}`);
  if (lists === 0) own.push("l-");
  if (kind === "word") {
    const arabic = isArabic(norm.charCodeAt(0));
    const bare = arabic ? withoutArticle(norm) : norm;
    for (let n = 1; n <= 4 && n < norm.length; n++) {
      if (n > 1) own.push(`p${norm.slice(0, n)}`);
      (n === 3 || (arabic && n === 2) ? near : own).push(`e${norm.slice(-n)}`);
    }
    if (bare !== norm) {
      near.push("al");
      own.push(`b${bare}`, `bp${bare.slice(0, 3)}`);
    }
    own.push(`n${Math.min(norm.length, 9)}`);
    // The shape of what is inside: a name of the region's languages (`Mkt`, `gbo`, `zza`).
    for (let i = 0; i + 3 <= norm.length; i++) own.push(`t${norm.slice(i, i + 3)}`);
    for (const clue of arabic ? arabicClues(norm, unit) : englishClues(norm)) far.push(clue);
  }
  const seed = 0;
  return {
    own: own.map((feature) => hash(feature, seed)),
    near: near.map((feature) => hash(feature, seed)),
    far: far.map((feature) => hash(feature, seed)),
    norm: hash(norm, 1),
    shape: hash(shape, 2),
    cluster: entry && entry.coarse >= 0 ? hash(`c${entry.coarse}`, 3) : hash(shape, 4),
    lists,
    opens: isArabic(norm.charCodeAt(0))
      ? (titlesFrom(norm).length > 0 ? 1 : 0) +
        (organisationHead(norm) !== undefined ? 2 : 0) +
        (isPlaceWord(unit) ? 4 : 0)
      : 0,
  };
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
  const person = peopleTableArabic.get(withoutArticle(norm));
  if (person) yield person.plural ? "people" : "person";
  if (isFunctionWord(norm)) yield "function";
  if (/[يى]$|يه$/.test(norm)) yield "nisba";
  if (/(يون|يين|يات)$/.test(norm)) yield "nisbas";
}
