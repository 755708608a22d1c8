import { perSpelling } from "../../text/spelling.ts";
import { entries, rows } from "../../text/table.ts";
import type { Token } from "../../text/token.ts";
import type { Qualifier } from "../detection.ts";
import qualifierTable from "./en/qualifiers.tsv";
import vagueList from "./en/vague-words.txt";

interface Phrase {
  readonly words: readonly string[];
  readonly qualifier: Qualifier;
}

const longestFirst = (a: Phrase, b: Phrase): number => b.words.length - a.words.length;
const side = (which: string): Phrase[] =>
  rows(qualifierTable)
    .filter((row) => row[2] === which)
    .map(([words = "", qualifier]) => ({ words: words.split(" "), qualifier: qualifier as Qualifier }))
    .sort(longestFirst);

/** The phrases that begin with a spelling, the longest first. */
const byFirst = (phrases: readonly Phrase[]): ((token: Token) => readonly Phrase[]) =>
  perSpelling(({ norm }) => {
    const own = phrases.filter(({ words }) => words[0] === norm);
    return own.length === 0 ? NONE : own;
  });
const NONE: readonly Phrase[] = [];

const before = byFirst(side("before"));
const after = byFirst(side("after"));
const vague = byFirst(
  entries(vagueList)
    .map((words): Phrase => ({ words: words.split(" "), qualifier: "vague" }))
    .sort(longestFirst),
);

const standsAt = (tokens: readonly Token[], at: number, phrase: Phrase): boolean =>
  phrase.words.every((word, n) => tokens[at + n]?.norm === word);

function find(from: (token: Token) => readonly Phrase[], tokens: readonly Token[], at: number) {
  const token = tokens[at];
  const phrases = token ? from(token) : NONE;
  return phrases.length === 0 ? undefined : phrases.find((phrase) => standsAt(tokens, at, phrase));
}

/** Whether a qualifier or a vague quantity may begin at a token, told from it alone. */
export const opensQuantity = (token: Token): boolean => before(token).length > 0 || vague(token).length > 0;

/** The qualifier that begins at token `at` and stands before a number ("at least"). */
export const qualifierBefore = (tokens: readonly Token[], at: number): Phrase | undefined =>
  find(before, tokens, at);

/** The qualifier that begins at token `at` and stands behind a number ("or more"). */
export const qualifierAfter = (tokens: readonly Token[], at: number): Phrase | undefined =>
  find(after, tokens, at);

/** The vague quantity that begins at token `at` ("tens of thousands"). */
export const vagueAt = (tokens: readonly Token[], at: number): Phrase | undefined => find(vague, tokens, at);
