import { once } from "../../text/once.ts";
import { rows } from "../../text/table.ts";
import { type Token, tokenize } from "../../text/token.ts";
import agencyTable from "../lexicon/agencies.tsv";
import wordTable from "../lexicon/head-words.tsv";

/** Phrases of a list by their first word as it is compared, the longest first. */
type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

/** What the words of `lexicon/head-words.tsv` do. */
export type HeadWord =
  | "author"
  | "writer"
  | "labelled"
  | "reporter"
  | "editor"
  | "desk"
  | "note"
  | "source"
  | "credit"
  | "published"
  | "updated"
  | "zone";

function phrasesOf(cells: readonly string[]): Phrases {
  const phrases = new Map<string, string[][]>();
  for (const form of cells.flatMap((cell) => cell.split("|"))) {
    const words = tokenize(form).map(({ norm }) => norm);
    const [first] = words;
    if (first === undefined) continue;
    phrases.set(
      first,
      [...(phrases.get(first) ?? []), words].sort((a, b) => b.length - a.length),
    );
  }
  return phrases;
}

const agencies = once(() => phrasesOf(rows(agencyTable).flat()));
const words = once(
  () => new Map(rows(wordTable).map(([kind = "", forms = ""]) => [kind, phrasesOf([forms])])),
);

/** The token behind the longest phrase that begins at token `at`; null where none does. */
function behind(phrases: Phrases | undefined, tokens: readonly Token[], at: number): number | null {
  const first = tokens[at];
  const phrase = phrases
    ?.get(first?.norm ?? "")
    ?.find((forms) => forms.every((word, n) => tokens[at + n]?.norm === word));
  return phrase ? at + phrase.length : null;
}

/** The token behind a word of that kind at token `at`; null where none stands there. */
export const wordAt = (kind: HeadWord, tokens: readonly Token[], at: number): number | null =>
  behind(words().get(kind), tokens, at);

/** The token behind the name of an agency, newspaper or broadcaster at token `at`; null where none stands there. */
export function agencyAt(tokens: readonly Token[], at: number): number | null {
  // In lower case `punch`, `dawn` and `wire` are words; `dpa` writes itself so.
  if (/^\p{Ll}/u.test(tokens[at]?.text ?? "") && tokens[at]?.text !== "dpa") return null;
  return behind(agencies(), tokens, at);
}

/** A dash, alone or as one of two hyphens; the Arabic tatweel is used as one. */
export const isDash = (token: Token | undefined): boolean => /^[-–—―ـ]+$/.test(token?.norm ?? "");

/** What may stand between the parts of a head, and before its text: dash, colon, vertical bar, bullet. */
export const isDivider = (token: Token | undefined): boolean =>
  isDash(token) || /^[:|•·»]$/.test(token?.text ?? "");

/** What may stand between the parts of a head, but not before its text. */
export const isComma = (token: Token | undefined): boolean => /^[,،/;؛.]$/.test(token?.text ?? "");
