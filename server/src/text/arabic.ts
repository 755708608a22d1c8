/** Harakat, shadda, superscript alef and Koranic marks: they are written or left out at will. */
export const isArabicMark = (code: number): boolean =>
  (code >= 0x064b && code <= 0x065f) ||
  code === 0x0670 ||
  (code >= 0x0610 && code <= 0x061a) ||
  (code >= 0x06d6 && code <= 0x06ed && code !== 0x06dd && code !== 0x06de && code !== 0x06e9);

const TATWEEL = 0x0640;

/**
 * The form under which Arabic words are compared: without marks and tatweel, one alef, hamza off its carrier,
 * `ى` as `ي`, `ة` as `ه`, Persian kaf and yeh as the Arabic ones; so NFC and NFD fold to the same. A folded word may be shorter than the word: it has no offsets.
 */
export function foldArabic(word: string): string {
  let folded = "";
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code === TATWEEL || isArabicMark(code) || (code >= 0x200b && code <= 0x200f)) continue;
    folded += FOLDS.get(code) ?? word[i];
  }
  return folded;
}

const FOLDS = new Map<number, string>([
  [0x0622, "ا"],
  [0x0623, "ا"],
  [0x0625, "ا"],
  [0x0671, "ا"],
  [0x0624, "و"],
  [0x0626, "ي"],
  [0x0649, "ي"],
  [0x06cc, "ي"],
  [0x0629, "ه"],
  [0x06a9, "ك"],
]);

/**
 * How many UTF-16 code units of `word` stand before its `n`-th folded letter: from a place in a folded word
 * back to the text.
 */
export function unfoldedLength(word: string, n: number): number {
  let seen = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code === TATWEEL || isArabicMark(code) || (code >= 0x200b && code <= 0x200f)) continue;
    if (seen === n) return i;
    seen++;
  }
  return word.length;
}

/**
 * A text whose first word begins with `لل`, where preposition and article cannot be cut apart, with the article instead
 * (`للعراق` is `العراق`, with marks too); any other as it is.
 */
export const withArticle = (text: string): string =>
  beginsWithLamLam(text) ? `ال${text.slice(unfoldedLength(text, 2))}` : text;

/** Whether a text's first word begins with `لل` and a noun of two letters or more behind it. */
export const beginsWithLamLam = (text: string): boolean => /^لل\S\S/.test(foldArabic(text));

/** A reading of an Arabic word: the letters written onto its front, and what they were written onto. */
export interface Reading {
  /** Conjunction, preposition or both, as written (`و`, `ل`, `وب`); empty for the word as it stands. */
  readonly clitic: string;
  /** The rest, folded, its article restored (`للجنود` is `ل` + `الجنود`). */
  readonly stem: string;
  /** Folded letters of the word that belong to the clitic: where the stem begins in the text. */
  readonly at: number;
}

const CONJUNCTIONS = "وف";
const PREPOSITIONS = "بلك";

/**
 * Every way to read a folded word as clitics and a stem, the word itself first.
 * A stem keeps at least two letters; which reading is meant is for a lexicon to say.
 */
export function readings(folded: string): Reading[] {
  const found: Reading[] = [{ clitic: "", stem: folded, at: 0 }];
  const add = (at: number): void => {
    const rest = folded.slice(at);
    if (rest.length < 2) return;
    found.push({ clitic: folded.slice(0, at), stem: rest, at });
  };
  const first = folded[0] ?? "";
  let at = 0;
  if (CONJUNCTIONS.includes(first)) {
    add(1);
    at = 1;
  }
  const next = folded[at] ?? "";
  if (PREPOSITIONS.includes(next) && next !== "") {
    add(at + 1);
    // The article loses its alef after ل: للجنود, وللقوات.
    if (next === "ل" && folded[at + 1] === "ل" && folded.length - at > 3) {
      found.push({ clitic: folded.slice(0, at + 1), stem: `ا${folded.slice(at + 1)}`, at: at + 1 });
    }
  }
  return found;
}
