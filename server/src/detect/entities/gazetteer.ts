import { type Reading, readings, unfoldedLength } from "../../text/arabic.ts";
import type { Token } from "../../text/token.ts";
import { type ListedName, listedNamesAt } from "../gazetteer/gazetteer.ts";
import type { ListedForm } from "../gazetteer/payloads.ts";
import { isPlaceWord } from "../lexicon/arabic.ts";
import { announcesPlace, followsPlace } from "../lexicon/english.ts";
import { wordsBefore } from "./adjustEnglish.ts";
import { type Found, foundAt } from "./mention.ts";

/** The listed names in the tokens of a paragraph, leftmost and longest first, without overlaps. */
export function gazetteerMentions(tokens: readonly Token[]): Found[] {
  const capitalised = !tokens.some((token) => token.kind === "word" && token.spelling.small);
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    // By the word's own script: `CNN` stands in Arabic text, and a quoted Arabic name in English.
    const mention = tokens[at]?.spelling.arabic ? arabicAt(tokens, at) : englishAt(tokens, at, capitalised);
    if (mention) found.push(mention);
    at = mention ? mention.to : at + 1;
  }
  return found;
}

function englishAt(tokens: readonly Token[], at: number, capitalised: boolean): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  // No listed name begins with a small letter but in a particle.
  if (token.norm.length > 3 && token.text === token.norm) return null;
  const names = listedNamesAt(tokens, at);
  for (let n = names.length - 1; n >= 0; n--) {
    const name = names[n];
    for (const form of name?.forms ?? []) {
      if (!name || (form.guarded && !isAnnouncedEnglish(tokens, at, name.to))) continue;
      if (fits(tokens, at, form, capitalised)) return listed(tokens, at, name, form);
    }
  }
  return null;
}

/** "the town of Hit", "Hit district": whether the words beside a name say that it is a place. */
const isAnnouncedEnglish = (tokens: readonly Token[], from: number, to: number): boolean =>
  announcesPlace(wordsBefore(tokens, from)) ||
  followsPlace(tokens[to]?.norm ?? "", tokens[to + 1]?.norm ?? "");

/** Whether the words from token `at` are written as the form asks for. */
function fits(tokens: readonly Token[], at: number, form: ListedForm, capitalised: boolean): boolean {
  if (form.exact !== null)
    return tokens[at]?.text === form.exact && !(capitalised && /^(US|IS|IT|WHO|AS)$/.test(form.exact));
  let i = at;
  for (let n = 0; form.capitals >> n !== 0; n++) {
    if (n > 0 && tokens[i]?.norm === "-") i++;
    if (((form.capitals >> n) & 1) === 1 && !tokens[i]?.spelling.capital) return false;
    i++;
  }
  return true;
}

const listed = (
  tokens: readonly Token[],
  from: number,
  name: ListedName,
  form: ListedForm,
  skip = 0,
): Found =>
  foundAt(
    tokens,
    from,
    name.to,
    { label: form.label, confidence: 0.95, source: "gazetteer", key: form.key },
    skip,
  );

function arabicAt(tokens: readonly Token[], at: number): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    const names = listedNamesAt(tokens, at, reading.stem);
    for (let n = names.length - 1; n >= 0; n--) {
      const name = names[n];
      for (const form of name?.forms ?? []) {
        if (!name || (form.guarded && !isAnnounced(tokens, at, reading))) continue;
        return listed(tokens, at, name, form, skipped(token, reading));
      }
    }
  }
  return null;
}

/** Code units of the token that the mention leaves out; a word that begins `لل` cannot be cut and stays whole. */
export const skipped = (token: Token, reading: Reading): number =>
  reading.stem.startsWith("ال") &&
  token.norm.slice(reading.at).startsWith("ل") &&
  !token.norm.slice(reading.at).startsWith("ال")
    ? unfoldedLength(token.text, reading.at - 1)
    : unfoldedLength(token.text, reading.at);

const isAnnounced = (tokens: readonly Token[], at: number, reading: Reading): boolean =>
  reading.clitic.endsWith("ب") || isPlaceWord(tokens[at - 1]?.text === '"' ? tokens[at - 2] : tokens[at - 1]);
