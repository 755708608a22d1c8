/**
 * Text of an article inside other text, as both sides show it: right-to-left words are wrapped in FIRST STRONG ISOLATE
 * and POP DIRECTIONAL ISOLATE, so that neither moves the other.
 */
export const isolated = (text: string): string =>
  /[\u0590-\u08ff\ufb1d-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
