import { readings, unfoldedLength } from "../../text/arabic.ts";
import type { Token } from "../../text/token.ts";
import { type Found, foundAt } from "../entities/mention.ts";
import { isFunctionWord, peopleTableArabic } from "../lexicon/arabic.ts";
import { classesOf } from "../lexicon/english.ts";
import type { ParagraphReading } from "../paragraph.ts";

/** A name that the article gives somewhere, as it may stand elsewhere without what gave it away. */
interface Known {
  readonly label: Found["label"];
  readonly key: string | null;
}

/** The names that begin with one word: what stands in a text is looked up whole, however many there are. */
interface Names {
  /** How many words they have, the most first. */
  lengths: number[];
  readonly byWords: Map<string, Known>;
}

/** Sources whose names hold for the whole article; listed names are found everywhere anyway. */
const SPREADING = new Set(["title", "name", "place word", "organisation", "acronym"]);

/**
 * For each paragraph, the mentions that it has by what other paragraphs say: surnames of persons named in full,
 * and names that only once stand beside the word that tells what they are. Sorted by position.
 */
export function spreadNames(paragraphs: readonly ParagraphReading[]): Found[][] {
  const known = new Map<string, Names>();
  for (const paragraph of paragraphs) collect(paragraph, known);
  return paragraphs.map((paragraph) =>
    known.size === 0 ? [...paragraph.mentions] : spreadOver(paragraph, known),
  );
}

function collect(paragraph: ParagraphReading, known: Map<string, Names>): void {
  for (const mention of paragraph.mentions) {
    if (!SPREADING.has(mention.source) || mention.confidence < 0.7) continue;
    const words = wordsOf(paragraph.tokens, mention);
    add(known, words, mention);
    if (mention.label !== "PERSON") continue;
    // Each tail of a person's name: `Abdel Rahman`, `Rahman` of `Rami Abdel Rahman`.
    for (let n = 1; n < words.length; n++) {
      const tail = words.slice(n);
      if (isSurname(tail, paragraph.language)) add(known, tail, mention);
    }
  }
}

/** The folded words of a mention, hyphens left out, the first without its clitic. */
function wordsOf(tokens: readonly Token[], mention: Found): string[] {
  const words: string[] = [];
  for (let i = mention.from; i < mention.to; i++) {
    const token = tokens[i];
    if (token?.kind !== "word") continue;
    const skip = i === mention.from ? mention.start - token.start : 0;
    words.push(skip > 0 ? token.norm.slice(skip) : token.norm);
  }
  return words;
}

function isSurname(tail: readonly string[], language: string): boolean {
  const [first = ""] = tail;
  if (
    /^(bin|ibn|al|el|abu|abdel|abdul|abd|de|van|von|der|بن|ابن|ابو|عبد|ال)$/.test(first) &&
    tail.length === 1
  )
    return false;
  const last = tail.at(-1) ?? "";
  if (language === "ar") return last.length > 2 && !isFunctionWord(first) && !peopleTableArabic.has(first);
  return last.length > 2 && classesOf(first) === 0;
}

function add(known: Map<string, Names>, words: readonly string[], mention: Found): void {
  const [first] = words;
  if (first === undefined) return;
  const names: Names = known.get(first) ?? { lengths: [], byWords: new Map() };
  known.set(first, names);
  const key = words.join(" ");
  if (names.byWords.has(key)) return;
  names.byWords.set(key, { label: mention.label, key: mention.key });
  if (!names.lengths.includes(words.length))
    names.lengths = [...names.lengths, words.length].sort((x, y) => y - x);
}

function spreadOver(paragraph: ParagraphReading, known: ReadonlyMap<string, Names>): Found[] {
  const { tokens, mentions, language } = paragraph;
  const found: Found[] = [];
  let next = 0;
  let at = 0;
  while (at < tokens.length) {
    while (next < mentions.length && (mentions[next]?.to ?? 0) <= at) next++;
    const own = mentions[next];
    if (own && own.from <= at) {
      at = own.to;
      continue;
    }
    const limit = own?.from ?? tokens.length;
    const match =
      language === "ar" ? arabicAt(tokens, at, limit, known) : englishAt(tokens, at, limit, known);
    if (match) found.push(match);
    at = match ? match.to : at + 1;
  }
  return found.length === 0 ? [...mentions] : [...mentions, ...found].sort((a, b) => a.start - b.start);
}

const spread = (tokens: readonly Token[], from: number, to: number, known: Known, skip = 0): Found =>
  foundAt(tokens, from, to, { label: known.label, confidence: 0.8, source: "article", key: known.key }, skip);

function englishAt(
  tokens: readonly Token[],
  at: number,
  limit: number,
  known: ReadonlyMap<string, Names>,
): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  const names = known.get(token.norm);
  if (!names) return null;
  // The words that stand here, hyphens left out, and the token behind each.
  const words: string[] = [];
  const ends: number[] = [];
  let i = at;
  while (words.length < (names.lengths[0] ?? 0)) {
    if (words.length > 0 && tokens[i]?.text === "-" && tokens[i]?.joined) i++;
    const part = tokens[i];
    if (!part || i >= limit) break;
    words.push(part.norm);
    ends.push(++i);
  }
  for (const length of names.lengths) {
    const end = ends[length - 1];
    const name = end === undefined ? undefined : names.byWords.get(words.slice(0, length).join(" "));
    if (name && end !== undefined && /^\p{Lu}/u.test(tokens[end - 1]?.text ?? ""))
      return spread(tokens, at, end, name);
  }
  return null;
}

function arabicAt(
  tokens: readonly Token[],
  at: number,
  limit: number,
  known: ReadonlyMap<string, Names>,
): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    const names = known.get(reading.stem);
    for (const length of names?.lengths ?? []) {
      const to = at + length;
      if (to > limit) continue;
      const rest = tokens.slice(at + 1, to).map(({ norm }) => norm);
      const name = names?.byWords.get([reading.stem, ...rest].join(" "));
      if (name) return spread(tokens, at, to, name, unfoldedLength(token.text, reading.at));
    }
  }
  return null;
}
