/** The languages that detection reads. */
export type Language = "en" | "ar";

/** Letters of the Arabic script: the main block, its supplements and the presentation forms. */
export function isArabic(code: number): boolean {
  return (
    (code >= 0x0620 && code <= 0x065f) ||
    (code >= 0x066e && code <= 0x06d3) ||
    (code >= 0x06d5 && code <= 0x06ef) ||
    (code >= 0x06fa && code <= 0x06ff) ||
    (code >= 0x0750 && code <= 0x077f) ||
    (code >= 0x0870 && code <= 0x08ff) ||
    (code >= 0xfb50 && code <= 0xfdff) ||
    (code >= 0xfe70 && code <= 0xfefc)
  );
}

const isLatin = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0x24f);

/**
 * The language of a stretch of text, by the script of most of its letters.
 * Null where it has letters of neither script (a line of digits, Cyrillic).
 */
export function languageOf(text: string, start = 0, end = text.length): Language | null {
  if (start === 0 && end === text.length && !ARABIC.test(text)) return LATIN.test(text) ? "en" : null;
  let arabic = 0;
  let latin = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x600) latin += isLatin(code) ? 1 : 0;
    else if (isArabic(code)) arabic++;
  }
  if (arabic === 0 && latin === 0) return null;
  return arabic > latin ? "ar" : "en";
}

/** Whether a text has letters of Arabic and Latin script, or of neither, so that its parts may be in different languages. */
export const isMixed = (text: string): boolean => ARABIC.test(text) === LATIN.test(text);

/** At least the letters that `isArabic` and `isLatin` know. */
const ARABIC = /[\u0620-\u08ff\ufb50-\ufefc]/;
const LATIN = /[A-Za-z\u00c0-\u024f]/;
