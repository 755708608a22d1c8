import arabicBytes from "../../../model/ar-names.bin";
import gazetteerBytes from "../../../model/gazetteer.bin";
import { isArabic } from "../../text/language.ts";
import type { Token } from "../../text/token.ts";
import type { EntityLabel } from "../detection.ts";
import { type Automaton, follow, followWord, NOWHERE, payloadAt, readAutomaton } from "./automaton.ts";
import { foldName, LONGEST_NAME } from "./fold.ts";

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

const FILES = { all: gazetteerBytes, arabic: arabicBytes };
const loaded = new Map<keyof typeof FILES, Gazetteer>();

function gazetteer(name: keyof typeof FILES): Gazetteer {
  const have = loaded.get(name);
  if (have) return have;
  const { automaton, payload } = readAutomaton(FILES[name]());
  const read = { automaton, table: (JSON.parse(payload) as { table: Gazetteer["table"] }).table };
  loaded.set(name, read);
  return read;
}

const SPACE = " ".charCodeAt(0);

/**
 * The listed names that begin at token `at`, shortest first. `first` is the folded word to take for the first token,
 * where a clitic is written onto it; hyphens between words count as spaces.
 */
export function listedNamesAt(tokens: readonly Token[], at: number, first?: string): ListedName[] {
  const found = namesAt(gazetteer("all"), tokens, at, first);
  if (!isArabic(tokens[at]?.text.charCodeAt(0) ?? 0)) return found;
  for (const name of namesAt(gazetteer("arabic"), tokens, at, first)) {
    const same = found.findIndex(({ to }) => to === name.to);
    const known = found[same];
    if (known) found[same] = { ...known, classes: known.classes | name.classes };
    else found.push(name);
  }
  return found.sort((a, b) => a.to - b.to);
}

function namesAt(
  { automaton, table }: Gazetteer,
  tokens: readonly Token[],
  at: number,
  first: string | undefined,
): ListedName[] {
  const found: ListedName[] = [];
  let state = automaton.root;
  for (let i = at; i < tokens.length && i < at + LONGEST_NAME; i++) {
    const token = tokens[i];
    if (!token) break;
    if (i > at) {
      if (token.norm === "-" && token.joined && tokens[i + 1]?.joined) continue;
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
export const classesOfName = (word: string): number =>
  classesIn(gazetteer("all"), word) |
  (isArabic(word.charCodeAt(0)) ? classesIn(gazetteer("arabic"), word) : 0);

const classesIn = ({ automaton, table }: Gazetteer, word: string): number =>
  table[payloadAt(automaton, followWord(automaton, automaton.root, word))]?.[0] ?? 0;
