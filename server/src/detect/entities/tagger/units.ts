import { foldArabic, readings, unfoldedLength } from "../../../text/arabic.ts";
import type { Span } from "../../../text/span.ts";
import { newSpelling, perSpelling, type Spelling, type Spelt, spellingOf } from "../../../text/spelling.ts";
import type { Token } from "../../../text/token.ts";
import { classesOfName } from "../../gazetteer/gazetteer.ts";
import { entryOf, type Vocabulary } from "./vocabulary.ts";

/** What the tagger tags: tokens, and Arabic words' clitics and rests. */
export interface Units {
  readonly list: readonly Token[];
  /** For each unit, the token that it is (part of). */
  readonly tokenOf: Int32Array;
}

/** Binary logarithm of how often a clitic is written onto a word that may take one, by letter. */
const CLITICS: Record<string, number> = { و: -4, ف: -7, ب: -5, ل: -5, ك: -8 };

/**
 * The tokens `from` up to `to` as units. Arabic clitics are units of their own where the raw texts know the rest as a word
 * better than the whole; `لل` stays one unit under the name with its article, for it cannot be cut in the text.
 */
export function unitsOf(tokens: readonly Token[], from: number, to: number, vocabulary: Vocabulary): Units {
  const list: Token[] = [];
  const places: number[] = [];
  const partsOf = partsBy(vocabulary);
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (!token) continue;
    const parts = token.kind === "word" && token.spelling.arabic ? partsOf(token) : WHOLE;
    if (parts.length === 0) list.push(token);
    for (const { start, end, spelling } of parts)
      list.push({
        start: token.start + start,
        end: token.start + end,
        kind: "word",
        text: spelling.text,
        norm: spelling.norm,
        joined: start > 0 || token.joined,
        spelling,
      });
    while (places.length < list.length) places.push(i);
  }
  return { list, tokenOf: Int32Array.from(places) };
}

/** A clitic, or what it is written onto: where it stands in its word, in UTF-16 code units. */
interface Part extends Span {
  readonly spelling: Spelling;
}

/** The parts of a word that is not taken apart. */
const WHOLE: readonly Part[] = [];

type Parts = (word: Spelt) => readonly Part[];

const known = new WeakMap<Vocabulary, Parts>();

/** How words are taken apart by what a vocabulary knows, found out once for each spelling. */
function partsBy(vocabulary: Vocabulary): Parts {
  const have = known.get(vocabulary);
  if (have) return have;
  const parts = perSpelling(({ text, norm }) => partsOf(text, norm, vocabulary));
  known.set(vocabulary, parts);
  return parts;
}

function partsOf(text: string, norm: string, vocabulary: Vocabulary): readonly Part[] {
  const cut = cutOf(norm, vocabulary);
  if (cut === null) return WHOLE;
  // للعراق: the article's alef is lost, so the span has to begin at the first ل.
  const swallowed = cut.stem.length > norm.length - cut.at;
  const clitics = swallowed ? cut.at - 1 : cut.at;
  const parts: Part[] = [];
  let start = 0;
  for (let n = 1; n <= clitics; n++) {
    const end = unfoldedLength(text, n);
    const clitic = text.slice(start, end);
    parts.push({ start, end, spelling: spellingAs(clitic, foldArabic(clitic)) });
    start = end;
  }
  parts.push({ start, end: text.length, spelling: spellingAs(text.slice(start), cut.stem) });
  return parts;
}

function spellingAs(text: string, norm: string): Spelling {
  const shared = spellingOf(text, "word");
  return shared.norm === norm ? shared : newSpelling(text, norm, "word");
}

/** The likeliest reading of a folded word with clitics; null where it is likeliest to have none. */
export function cutOf(word: string, vocabulary: Vocabulary): Cut | null {
  const first = cutOnce(word, vocabulary);
  // `وبالقاهرة`: what stands behind a conjunction may carry a preposition of its own.
  if (first === null || first.at !== 1 || !/^[وف]/.test(word)) return first;
  const second = cutOnce(first.stem, vocabulary);
  return second === null ? first : { stem: second.stem, at: second.at + 1 };
}

/** A folded word without its clitics, and how many letters these are. */
interface Cut {
  readonly stem: string;
  readonly at: number;
}

function cutOnce(word: string, vocabulary: Vocabulary): Cut | null {
  const first = word[0] ?? "";
  if (CLITICS[first] === undefined || word.length < 3) return null;
  const own = entryOf(vocabulary, word);
  let best = own ? own.weight : UNKNOWN;
  const margin = own ? (classesOfName(word) === 0 ? MARGIN : 0) : NEVER_SEEN;
  let found: Cut | null = null;
  for (const { clitic, stem, at } of readings(word)) {
    if (clitic === "" || stem.length < 3) continue;
    const known = entryOf(vocabulary, stem);
    if (!known && !(stem.startsWith("ال") && stem.length > 4)) continue;
    // `برينان` is no `ب` + `رينان`: a rare word with a preposition is less likely than a name never seen.
    if (!own && known && known.weight < COMMON && /[فبلك]/.test(clitic) && !stem.startsWith("ال")) continue;
    let weight = known?.weight ?? 1;
    for (const letter of clitic) weight += CLITICS[letter] ?? 0;
    if (weight + margin > best) {
      best = weight + margin;
      found = { stem, at };
    }
  }
  return found;
}

/** Binary logarithm of how often a word occurs that is taken for the rest of one never seen. */
const COMMON = 4;
/** As good as the weight of a word that the raw texts do not have. */
const UNKNOWN = 0;
/**
 * A word is taken apart although it was seen up to 2 to this power times as often as its reading foretells: names stand
 * in lists, where every one but the first carries a conjunction. Listed names (`وسام`, `بسام`) are not so easily.
 */
const MARGIN = 4.5;
/** The same where the whole was never seen: the reading need only be known. */
const NEVER_SEEN = 8;
