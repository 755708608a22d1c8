import gazetteerBytes from "../../../model/gazetteer.bin";
import type { Token } from "../../text/token.ts";
import type { EntityLabel } from "../detection.ts";
import { type Automaton, follow, followWord, NOWHERE, payloadAt, readAutomaton } from "./automaton.ts";
import { foldName } from "./fold.ts";

/** What the large lists say of a name; the order is that of the bits in `model/gazetteer.bin`. */
export const NAME_CLASSES = [
  "given",
  "surname",
  "city",
  "town",
  "village",
  "region",
  "wikiPerson",
  "wikiPlace",
  "wikiOrganisation",
] as const;
export type NameClass = (typeof NAME_CLASSES)[number];

/** A form of a name of our own lists. */
export interface ListedForm {
  readonly label: EntityLabel;
  /** The entry: one for all its forms in both languages. */
  readonly key: string;
  /** Also a common word: counts only behind a word that announces a place. */
  readonly guarded: boolean;
  /** The very letters that the text must have, for acronyms that are words in lower case; null otherwise. */
  readonly exact: string | null;
  /** Bit n: word n must begin with a capital in the text (English). */
  readonly capitals: number;
}

/** A listed name in a text: the tokens up to `to` have it. */
export interface ListedName {
  readonly to: number;
  /** Bits by `NAME_CLASSES`. */
  readonly classes: number;
  readonly forms: readonly ListedForm[];
}

interface Gazetteer {
  readonly automaton: Automaton;
  readonly table: readonly (readonly [number, readonly ListedForm[]])[];
}

let loaded: Gazetteer | null = null;

function gazetteer(): Gazetteer {
  if (loaded) return loaded;
  const { automaton, payload } = readAutomaton(gazetteerBytes());
  loaded = { automaton, table: (JSON.parse(payload) as { table: Gazetteer["table"] }).table };
  return loaded;
}

const SPACE = " ".charCodeAt(0);

/**
 * The listed names that begin at token `at`, shortest first. `first` is the folded word to take for the first token,
 * where a clitic is written onto it; hyphens between words count as spaces.
 */
export function listedNamesAt(tokens: readonly Token[], at: number, first?: string): ListedName[] {
  const { automaton, table } = gazetteer();
  const found: ListedName[] = [];
  let state = automaton.root;
  for (let i = at; i < tokens.length && i < at + 14; i++) {
    const token = tokens[i];
    if (!token) break;
    if (i > at) {
      if (token.text === "-" && token.joined && tokens[i + 1]?.joined) continue;
      state = follow(automaton, state, automaton.symbols[SPACE] ?? 0);
    }
    state = followWord(automaton, state, i === at && first !== undefined ? first : foldName(token.norm));
    if (state === NOWHERE) break;
    const entry = table[payloadAt(automaton, state)];
    if (entry) found.push({ to: i + 1, classes: entry[0], forms: entry[1] });
  }
  return found;
}

/** What the large lists say of one word, folded: bits by `NAME_CLASSES`. */
export function classesOfName(word: string): number {
  const { automaton, table } = gazetteer();
  return table[payloadAt(automaton, followWord(automaton, automaton.root, word))]?.[0] ?? 0;
}
