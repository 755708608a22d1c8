import { type Reading, readings, unfoldedLength } from "../../text/arabic.ts";
import { isArabic } from "../../text/language.ts";
import type { Token } from "../../text/token.ts";
import { isPlaceWord } from "../lexicon/arabic.ts";
import { type Form, foldLatin, formsOf } from "../lexicon/gazetteer.ts";
import { type Found, foundAt } from "./mention.ts";

/** The listed names in the tokens of a paragraph, leftmost and longest first, without overlaps. */
export function gazetteerMentions(tokens: readonly Token[]): Found[] {
  const capitalised = !tokens.some((token) => token.kind === "word" && /\p{Ll}/u.test(token.text));
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    // By the word's own script: `CNN` stands in Arabic text, and a quoted Arabic name in English.
    const arabic = isArabic(tokens[at]?.text.charCodeAt(0) ?? 0);
    const mention = arabic ? arabicAt(tokens, at) : englishAt(tokens, at, capitalised);
    if (mention) found.push(mention);
    at = mention ? mention.to : at + 1;
  }
  return found;
}

function englishAt(tokens: readonly Token[], at: number, capitalised: boolean): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const form of formsOf(foldLatin(token.norm), "en")) {
    if (
      form.exact !== null &&
      (token.text !== form.exact || (capitalised && /^(US|IS|IT|WHO|AS)$/.test(form.exact)))
    ) {
      continue;
    }
    const to = matchEnd(tokens, at, form);
    if (to > at) return listed(tokens, at, to, form);
  }
  return null;
}

const listed = (tokens: readonly Token[], from: number, to: number, form: Form, skip = 0): Found =>
  foundAt(
    tokens,
    from,
    to,
    { label: form.label, confidence: 0.95, source: "gazetteer", key: form.key },
    skip,
  );

/** The token behind the last part of `form`, read from token `at`; `at` where the text is another. */
function matchEnd(tokens: readonly Token[], at: number, form: Form): number {
  let i = at;
  for (const [n, part] of form.parts.entries()) {
    if (n > 0 && tokens[i]?.text === "-" && tokens[i]?.joined) i++;
    const token = tokens[i];
    if (!token || (n > 0 && foldLatin(token.norm) !== part)) return at;
    if (form.capitals[n] && !/^\p{Lu}/u.test(token.text)) return at;
    i++;
  }
  return i;
}

function arabicAt(tokens: readonly Token[], at: number): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    for (const form of formsOf(reading.stem, "ar")) {
      if (form.guarded && !isAnnounced(tokens, at, reading)) continue;
      const to = arabicEnd(tokens, at, form);
      if (to > at) return listed(tokens, at, to, form, skipped(token, reading));
    }
  }
  return null;
}

/** Code units of the token that the mention leaves out; a word that begins `لل` cannot be cut and stays whole. */
const skipped = (token: Token, reading: Reading): number =>
  reading.stem.startsWith("ال") &&
  token.norm.slice(reading.at).startsWith("ل") &&
  !token.norm.slice(reading.at).startsWith("ال")
    ? unfoldedLength(token.text, reading.at - 1)
    : unfoldedLength(token.text, reading.at);

const isAnnounced = (tokens: readonly Token[], at: number, reading: Reading): boolean =>
  reading.clitic.endsWith("ب") || isPlaceWord(tokens[at - 1]?.text === '"' ? tokens[at - 2] : tokens[at - 1]);

function arabicEnd(tokens: readonly Token[], at: number, form: Form): number {
  for (let n = 1; n < form.parts.length; n++) {
    const token = tokens[at + n];
    if (!token || token.norm !== form.parts[n]) return at;
  }
  return at + form.parts.length;
}
