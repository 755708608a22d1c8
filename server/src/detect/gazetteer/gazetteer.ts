import arabicBytes from "../../../model/ar-names.bin";
import gazetteerBytes from "../../../model/gazetteer.bin";
import { isArabic } from "../../text/language.ts";
import { perSpelling } from "../../text/spelling.ts";
import type { Token } from "../../text/token.ts";
import {
  type Automaton,
  follow,
  followWord,
  NOWHERE,
  namesWith,
  payloadAt,
  readAutomaton,
} from "./automaton.ts";
import { foldName, LONGEST_NAME } from "./fold.ts";
import { classesAt, formsAt, type ListedForm, type Payloads, readPayloads } from "./payloads.ts";

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

/** A listed name in a text: the tokens up to `to` have it. */
export interface ListedName {
  readonly to: number;
  /** Bits by `NAME_CLASSES`. */
  readonly classes: number;
  readonly forms: readonly ListedForm[];
}

interface Gazetteer {
  readonly automaton: Automaton;
  readonly payloads: Payloads;
}

const FILES = { all: gazetteerBytes, arabic: arabicBytes };
const loaded = new Map<keyof typeof FILES, Gazetteer>();

function gazetteer(name: keyof typeof FILES): Gazetteer {
  const have = loaded.get(name);
  if (have) return have;
  const { automaton, payload } = readAutomaton(FILES[name]());
  const read = { automaton, payloads: readPayloads(payload) };
  loaded.set(name, read);
  return read;
}

const SPACE = " ".charCodeAt(0);

/**
 * The listed names that begin at token `at`, shortest first. `first` is the folded word to take for the first token,
 * where a clitic is written onto it; hyphens between words count as spaces.
 */
export function listedNamesAt(tokens: readonly Token[], at: number, first?: string): readonly ListedName[] {
  const token = tokens[at];
  if (!token) return NONE;
  const all = gazetteer("all");
  if (!token.spelling.arabic) {
    const state =
      first === undefined ? stateBehind(token) : followWord(all.automaton, all.automaton.root, first);
    return state === NOWHERE ? NONE : namesFrom(all, tokens, at, state);
  }
  const word = first ?? folded(token);
  const found = namesAt(all, tokens, at, word);
  for (const name of namesAt(gazetteer("arabic"), tokens, at, word)) {
    const same = found.findIndex(({ to }) => to === name.to);
    const known = found[same];
    if (known) found[same] = { ...known, classes: known.classes | name.classes };
    else found.push(name);
  }
  return found.sort((a, b) => a.to - b.to);
}

const NONE: readonly ListedName[] = [];

const folded = perSpelling(({ norm }) => foldName(norm));

/** Where the names go on that begin with a spelling: most words of a text begin none. */
const stateBehind = perSpelling(({ norm }) => {
  const { automaton } = gazetteer("all");
  return followWord(automaton, automaton.root, foldName(norm));
});

function namesAt(list: Gazetteer, tokens: readonly Token[], at: number, first: string): ListedName[] {
  const { automaton } = list;
  return namesFrom(list, tokens, at, followWord(automaton, automaton.root, first));
}

/** The names whose first word is token `at`, which leads to the state `behind` it. */
function namesFrom(
  { automaton, payloads }: Gazetteer,
  tokens: readonly Token[],
  at: number,
  behind: number,
): ListedName[] {
  const found: ListedName[] = [];
  let state = behind;
  const space = automaton.symbols[SPACE] ?? 0;
  const end = Math.min(tokens.length, at + LONGEST_NAME);
  for (let i = at; state !== NOWHERE; ) {
    const payload = payloadAt(automaton, state);
    i++;
    if (payload >= 0)
      found.push({ to: i, classes: classesAt(payloads, payload), forms: formsAt(payloads, payload) });
    state = follow(automaton, state, space);
    if (state === NOWHERE) break;
    while (i < end && tokens[i]?.norm === "-" && tokens[i]?.joined && tokens[i + 1]?.joined) i++;
    const token = tokens[i];
    if (!token || i >= end) break;
    state = followWord(automaton, state, folded(token));
  }
  return found;
}

/** What the large lists say of one word, folded: bits by `NAME_CLASSES`. */
export const classesOfName = (word: string): number =>
  classesIn(gazetteer("all"), word) |
  (isArabic(word.charCodeAt(0)) ? classesIn(gazetteer("arabic"), word) : 0);

const classesIn = ({ automaton, payloads }: Gazetteer, word: string): number =>
  classesAt(payloads, payloadAt(automaton, followWord(automaton, automaton.root, word)));

/** What our own lists say of a whole name, by its folded words with one space between them. */
export function listedForms(words: string): readonly ListedForm[] {
  const { automaton, payloads } = gazetteer("all");
  return formsAt(payloads, payloadAt(automaton, followWord(automaton, automaton.root, words)));
}

/** A form of an entry of our own lists, its words folded. */
export interface EntryForm extends ListedForm {
  readonly words: string;
}

let entries: ReadonlyMap<string, readonly EntryForm[]> | null = null;

/** All forms of an entry of our own lists, in both languages; the lists are gone through once. */
export function formsOfEntry(key: string): readonly EntryForm[] {
  entries ??= entriesOf(gazetteer("all"));
  return entries.get(key) ?? [];
}

function entriesOf({ automaton, payloads }: Gazetteer): ReadonlyMap<string, readonly EntryForm[]> {
  const found = new Map<string, EntryForm[]>();
  for (const [words, payload] of namesWith(automaton, (n) => formsAt(payloads, n).length > 0))
    for (const form of formsAt(payloads, payload)) {
      const own = found.get(form.key);
      if (own) own.push({ ...form, words });
      else found.set(form.key, [{ ...form, words }]);
    }
  return found;
}
