import { readings, unfoldedLength } from "../../text/arabic.ts";
import type { Token } from "../../text/token.ts";
import { type Found, foundAt } from "../entities/mention.ts";
import { isFunctionWord, peopleTableArabic } from "../lexicon/arabic.ts";
import { classesOf } from "../lexicon/english.ts";
import type { ParagraphReading } from "../paragraph.ts";

/** A name that the article gives somewhere, as it may stand elsewhere without what gave it away. */
interface Known {
  readonly words: readonly string[];
  readonly label: Found["label"];
  readonly key: string | null;
}

/** Sources whose names hold for the whole article; listed names are found everywhere anyway. */
const SPREADING = new Set(["title", "name", "place word", "organisation", "acronym"]);

/**
 * For each paragraph, the mentions that it has by what other paragraphs say: surnames of persons named in full,
 * and names that only once stand beside the word that tells what they are. Sorted by position.
 */
export function spreadNames(paragraphs: readonly ParagraphReading[]): Found[][] {
  const known = new Map<string, Known[]>();
  for (const paragraph of paragraphs) collect(paragraph, known);
  for (const list of known.values()) list.sort((a, b) => b.words.length - a.words.length);
  return paragraphs.map((paragraph) =>
    known.size === 0 ? [...paragraph.mentions] : spreadOver(paragraph, known),
  );
}

function collect(paragraph: ParagraphReading, known: Map<string, Known[]>): void {
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

function add(known: Map<string, Known[]>, words: readonly string[], mention: Found): void {
  const [first] = words;
  if (first === undefined) return;
  const list = known.get(first) ?? [];
  if (list.some((other) => other.words.join(" ") === words.join(" "))) return;
  list.push({ words, label: mention.label, key: mention.key });
  known.set(first, list);
}

function spreadOver(paragraph: ParagraphReading, known: ReadonlyMap<string, Known[]>): Found[] {
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
  known: ReadonlyMap<string, Known[]>,
): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const name of known.get(token.norm) ?? []) {
    let i = at;
    let capital = false;
    let whole = true;
    for (const [n, word] of name.words.entries()) {
      if (n > 0 && tokens[i]?.text === "-" && tokens[i]?.joined) i++;
      const part = tokens[i];
      if (!part || i >= limit || part.norm !== word) {
        whole = false;
        break;
      }
      capital = /^\p{Lu}/u.test(part.text);
      i++;
    }
    if (whole && capital) return spread(tokens, at, i, name);
  }
  return null;
}

function arabicAt(
  tokens: readonly Token[],
  at: number,
  limit: number,
  known: ReadonlyMap<string, Known[]>,
): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    for (const name of known.get(reading.stem) ?? []) {
      const to = at + name.words.length;
      if (to > limit || !name.words.every((word, n) => n === 0 || tokens[at + n]?.norm === word)) continue;
      return spread(tokens, at, to, name, unfoldedLength(token.text, reading.at));
    }
  }
  return null;
}
