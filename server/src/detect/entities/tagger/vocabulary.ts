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
  const rows = JSON.parse(payload) as [number, number, number, number][];
  return { automaton, table: rows.map(([coarse, fine, weight, small]) => ({ coarse, fine, weight, small })) };
}
