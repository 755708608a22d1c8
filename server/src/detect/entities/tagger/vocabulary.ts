import { type Automaton, followWord, payloadAt, readAutomaton } from "../../gazetteer/automaton.ts";

/** What the raw texts tell of a word. */
export interface WordEntry {
  /** Its cluster, of few and of many; -1 for none. */
  readonly coarse: number;
  readonly fine: number;
  /** Binary logarithm of how often it occurs. */
  readonly weight: number;
  /** How often it is written small inside sentences, 0 (never) to 4 (always). */
  readonly small: number;
  /**
   * What an earlier tagger took it for in the raw texts: 0 for no name, else 1 + label * 3 + how often (0 seldom to
   * 2 nearly always). The names of a language are told by all that is written in it, not by what is marked alone.
   */
  readonly kind: number;
}

/** Words of the raw texts, as the model's file has them. */
export interface Vocabulary {
  readonly automaton: Automaton;
  readonly table: readonly WordEntry[];
}

export const entryOf = ({ automaton, table }: Vocabulary, word: string): WordEntry | undefined =>
  table[payloadAt(automaton, followWord(automaton, automaton.root, word))];

/** Reads what the trainer learned: an automaton whose payload is a table of entries. */
export function readVocabulary(bytes: Uint8Array): Vocabulary {
  const { automaton, payload } = readAutomaton(bytes);
  const rows = JSON.parse(payload) as [number, number, number, number, number][];
  return {
    automaton,
    table: rows.map(([coarse, fine, weight, small, kind]) => ({ coarse, fine, weight, small, kind })),
  };
}
