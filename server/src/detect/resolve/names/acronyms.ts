/** Small words that an acronym may leave out. */
const SMALL = new Set([
  ..."of for the in and on to with against from by at a an de la le les du des et pour el y para del".split(
    " ",
  ),
]);

/** The letters that may stand for a name of these plain words: without small words, with them, with its article. */
export function initialsOf(words: readonly string[], articles: boolean): string[] {
  const letter = (word: string): string => word[0] ?? "";
  const content = words.filter((word) => !SMALL.has(word));
  if (content.length < 2) return [];
  const plain = content.map(letter).join("");
  const full = words
    .filter((word) => word !== "the")
    .map(letter)
    .join("");
  return [...new Set(articles ? [plain, full, `a${plain}`, `a${full}`] : [plain, full])];
}

/** Whether the letters of an acronym stand in a name's words in order, the first in front (`UNICEF`, `Frelimo`). */
export function abbreviates(acronym: string, words: readonly string[]): boolean {
  const letters = words.join("");
  if (acronym[0] !== letters[0] || words.length < 2) return false;
  let at = 0;
  for (const letter of acronym) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  // Most letters begin a word.
  const initials = new Set(words.map((word) => word[0]));
  return [...acronym].filter((letter) => initials.has(letter)).length * 2 > acronym.length;
}

export const isSmall = (word: string): boolean => SMALL.has(word);
