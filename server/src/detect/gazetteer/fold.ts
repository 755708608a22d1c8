/** The longest names that are looked for: words, in our own lists with the hyphens between them. */
export const LONGEST_NAME = 14;

/**
 * A word as names are compared: without diacritics and apostrophes (`Zinjibār` is `zinjibar`, `sana'a` is `sanaa`).
 * Lower case, and the folding of Arabic, are the token's (`Token.norm`).
 */
export function foldName(norm: string): string {
  for (let i = 0; i < norm.length; i++) {
    const code = norm.charCodeAt(i);
    if (code === 0x27 || (code > 0x7f && (code < 0x600 || code > 0x6ff)))
      return norm
        .normalize("NFD")
        .replace(/[\p{M}'’ʻʼʿʾ‘`]/gu, "")
        .replace(/[ıłøđ]/g, (letter) => PLAIN[letter] ?? letter);
  }
  return norm;
}

/** Letters that no decomposition makes plain. */
const PLAIN: Record<string, string> = { ı: "i", ł: "l", ø: "o", đ: "d" };
