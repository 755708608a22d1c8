import { type Automaton, followWord, payloadAt, readAutomaton } from "../../gazetteer/automaton.ts";
import { viewsOf } from "../../gazetteer/views.ts";

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
  /** What is known of words, five numbers for each that are known alike: coarse, fine, weight, small, kind. */
  readonly rows: Int16Array;
}

/** How many numbers a row has. */
const ROW = 5;

/** What is known of a word; undefined for one that the raw texts do not have. */
export function entryOf({ automaton, rows }: Vocabulary, word: string): WordEntry | undefined {
  const row = payloadAt(automaton, followWord(automaton, automaton.root, word));
  if (row < 0) return undefined;
  const [coarse = -1, fine = -1, weight = 0, small = 0, kind = 0] = rows.subarray(row * ROW, (row + 1) * ROW);
  return { coarse, fine, weight, small, kind };
}

/** Reads what the trainer learned: an automaton whose payload is rows of five numbers. */
export function readVocabulary(bytes: Uint8Array): Vocabulary {
  const { automaton, payload } = readAutomaton(bytes);
  return { automaton, rows: viewsOf(payload)(Int16Array, payload.length / Int16Array.BYTES_PER_ELEMENT) };
}
