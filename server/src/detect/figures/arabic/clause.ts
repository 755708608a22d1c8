import { ofSpelling } from "../../../text/spelling.ts";
import type { Token } from "../../../text/token.ts";
import type { Found } from "../../entities/mention.ts";
import {
  type ParticleClass,
  type PersonWord,
  type PredicateWord,
  particleOf,
  personWord,
  predicateWords,
} from "./words.ts";

/** One sentence, with what its words are; looked up once for each word. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly mentions: readonly Found[];
  readonly mentionAt: ReadonlyMap<number, Found>;
  /** Tokens inside dates and amounts. */
  readonly dated: ReadonlySet<number>;
  /** By token, from `from` on. */
  readonly persons: readonly (PersonWord | null)[];
  readonly harms: readonly (readonly PredicateWord[])[];
}

/** The clause of a sentence; null where it has no word of harm, so that nothing more need be read. */
export function clauseOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  found: readonly Found[],
): Clause | null {
  const harms: (readonly PredicateWord[])[] = [];
  let any = false;
  for (let i = from; i < to; i++) {
    const words = predicateWords(tokens, i);
    const token = tokens[i];
    any ||= words.length > 0 || (token !== undefined && survives(token));
    harms.push(words);
  }
  if (!any) return null;
  const persons = tokens.slice(from, to).map(personWord);
  const mentions = found.filter((mention) => !isPreposition(tokens[mention.from]));
  const mentionAt = new Map(mentions.map((mention) => [mention.from, mention]));
  const dated = new Set<number>();
  for (const { label, from: first, to: last } of mentions) {
    if (label === "DATE" || label === "MONEY") for (let i = first; i < last; i++) dated.add(i);
  }
  return { tokens, from, to, mentions, mentionAt, dated, persons, harms };
}

/** "لم ينج أحد" tells of the dead, without a word of harm. */
const survives = ofSpelling(({ norm }) => /^ينجو?$/.test(norm));

/** `على`, taken for the name `علي` that it compares like. */
const isPreposition = (token: Token | undefined): boolean =>
  token !== undefined && token.norm === "علي" && token.text.endsWith("ى");

/** The folded word at a token; empty for marks and beyond the clause. */
export const normAt = ({ tokens, from, to }: Clause, at: number): string =>
  at >= from && at < to && tokens[at]?.kind === "word" ? (tokens[at]?.norm ?? "") : "";

/** A token as written, but for hyphens, which are one. */
export const textAt = ({ tokens, from, to }: Clause, at: number): string => {
  const token = at >= from && at < to ? tokens[at] : undefined;
  return (token?.kind === "mark" ? token.norm : token?.text) ?? "";
};

export const personAt = ({ persons, from }: Clause, at: number): PersonWord | null =>
  persons[at - from] ?? null;

export const harmsAt = ({ harms, from }: Clause, at: number): readonly PredicateWord[] =>
  harms[at - from] ?? [];

/** What the small word at a token does; `على` is a preposition and `علي` a name, though they compare alike. */
export function particleAt(clause: Clause, at: number): ParticleClass | null {
  const norm = normAt(clause, at);
  if (norm === "") return null;
  if (/^[وف]?علي$/.test(norm) && textAt(clause, at).endsWith("ي")) {
    return /^(يد|ايدي|ال|ان|راس|بعد|متن|ما|طريق|اثر)/.test(normAt(clause, at + 1)) ? "prep" : null;
  }
  return particleOf(norm);
}

/** A noun for those harmed (`قتلى`) at a token. */
export const harmNounAt = (clause: Clause, at: number): PredicateWord | null =>
  harmsAt(clause, at).find(({ predicate }) => predicate.frame === "people") ?? null;

/** A noun for those harmed that is the noun for the deed too: `إصابات`. */
export const isDeedNounAt = (clause: Clause, at: number): boolean =>
  harmsAt(clause, at).some(({ predicate }) => predicate.frame === "event" || predicate.frame === "deed");

/** Whether a token is a verb of harm or a noun for the deed, and no noun for those harmed. */
export const isDeedAt = (clause: Clause, at: number): boolean => {
  const found = harmsAt(clause, at);
  return found.length > 0 && found.every(({ predicate }) => predicate.frame !== "people");
};
