import { foldArabic, readings, unfoldedLength } from "../../../text/arabic.ts";
import { isArabic } from "../../../text/language.ts";
import { newSpelling, spellingOf } from "../../../text/spelling.ts";
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
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (!token) continue;
    if (token.kind === "word" && isArabic(token.text.charCodeAt(0))) split(token, vocabulary, list);
    else list.push(token);
    while (places.length < list.length) places.push(i);
  }
  return { list, tokenOf: Int32Array.from(places) };
}

function split(token: Token, vocabulary: Vocabulary, units: Token[]): void {
  const cut = cutOf(token.norm, vocabulary);
  if (cut === null) {
    units.push(token);
    return;
  }
  // للعراق: the article's alef is lost, so the span has to begin at the first ل.
  const swallowed = cut.stem.length > token.norm.length - cut.at;
  const clitics = swallowed ? cut.at - 1 : cut.at;
  let start = 0;
  for (let n = 1; n <= clitics; n++) {
    const end = unfoldedLength(token.text, n);
    units.push(piece(token, start, end, foldArabic(token.text.slice(start, end))));
    start = end;
  }
  units.push(piece(token, start, token.text.length, cut.stem));
}

function piece(token: Token, start: number, end: number, norm: string): Token {
  const text = token.text.slice(start, end);
  const shared = spellingOf(text, "word");
  return {
    start: token.start + start,
    end: token.start + end,
    kind: "word",
    text,
    norm,
    joined: start > 0 || token.joined,
    spelling: shared.norm === norm ? shared : newSpelling(text, norm, "word"),
  };
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
