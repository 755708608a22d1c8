import { ofSpelling, perSpelling } from "../../../text/spelling.ts";
import type { Token } from "../../../text/token.ts";
import type { Found } from "../../entities/mention.ts";
import { CLASS, classesOf } from "../../lexicon/english.ts";

/** The tokens of one sentence, `from` up to `to`, with the mentions that begin at each, for the parts of this folder. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly mentionAt: ReadonlyMap<number, Found>;
  /** All in capitals, as wire services once wrote: capitals tell nothing of names. */
  readonly shouted: boolean;
}

/** The token as compared, or an empty string outside the sentence. */
export const normAt = (clause: Clause, at: number): string =>
  at >= clause.from && at < clause.to ? (clause.tokens[at]?.norm ?? "") : "";

/** A token as written, but for hyphens, which are one. */
export const textAt = (clause: Clause, at: number): string => {
  const token = at >= clause.from && at < clause.to ? clause.tokens[at] : undefined;
  return (token?.kind === "mark" ? token.norm : token?.text) ?? "";
};

/** Whether the word at `at` is of one of the closed classes given as bits of `CLASS`. */
export function isOf(clause: Clause, at: number, bits: number): boolean {
  const token = at >= clause.from && at < clause.to ? clause.tokens[at] : undefined;
  return token !== undefined && (closedClasses(token) & bits) !== 0;
}

// "US" is a country, "us" a pronoun.
const closedClasses = perSpelling(({ text, norm }) => (text === "US" ? 0 : classesOf(norm)));

/** An adverb of the list, or any word in -ly; `not` and its like are no adverbs here. */
export const isAdverbWord = (norm: string): boolean =>
  (classesOf(norm) & CLASS.adv) !== 0 ||
  (/...ly$/.test(norm) && !/^(family|assembly|ally|italy|july|reply|supply|anomaly|elderly)$/.test(norm));

export function isAdverb(clause: Clause, at: number): boolean {
  const token = at >= clause.from && at < clause.to ? clause.tokens[at] : undefined;
  return token !== undefined && saysHow(token);
}

const saysHow = ofSpelling(({ norm }) => isAdverbWord(norm));

/** Whether two tokens are joined by a hyphen that begins at `at`: `US-backed`. */
export const isHyphen = (clause: Clause, at: number): boolean =>
  textAt(clause, at) === "-" &&
  clause.tokens[at]?.joined === true &&
  at + 1 < clause.to &&
  clause.tokens[at + 1]?.joined === true;

/** Whether a word begins with a capital letter while the text is not all in capitals. */
export const isCapitalised = (text: string): boolean => /^\p{Lu}[\p{L}\p{M}'’.]*\p{Ll}/u.test(text);
