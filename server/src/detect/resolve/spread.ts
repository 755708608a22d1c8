import { readings } from "../../text/arabic.ts";
import type { Steps } from "../../text/steps.ts";
import type { Token } from "../../text/token.ts";
import type { EntityLabel } from "../detection.ts";
import { skipped } from "../entities/gazetteer.ts";
import { DOUBTFUL, type Found, foundAt } from "../entities/mention.ts";
import { wordsOf } from "../entities/mentionWords.ts";
import { isFunctionWord, peopleTableArabic } from "../lexicon/arabic.ts";
import { classesOf } from "../lexicon/english.ts";
import type { ParagraphReading } from "../paragraph.ts";

/**
 * One name, one label: what all mentions of a name in the article say of it, the strongest evidence first, so that one
 * wrong guess does not spread and a sure one reaches the places where the words alone did not tell.
 */
interface Evidence {
  readonly votes: Map<EntityLabel, number>;
  /** The list entry that it names, if one does. */
  key: string | null;
  /** The likeliest of its mentions, 0 to 1, and how many there are, doubtful ones too. */
  best: number;
  count: number;
  sum: number;
}

/** The names that begin with one word. */
interface NamesOfWord {
  /** How many words they have, the most first. */
  lengths: number[];
  readonly byWords: Map<string, Evidence>;
}

/** A name is looked for elsewhere where one mention is as likely as this, or several together are. */
const LIKELY = 0.6;
const OFTEN = 3;
const LIKELY_TOGETHER = 0.3;
/** How many times stronger the article has to be than a mention that says otherwise. */
const STRONGER = 1.5;

/** What the paragraphs of an article say of its names, by their first words. */
export type SpreadNames = ReadonlyMap<string, NamesOfWord>;

/** All that the paragraphs of an article say of its names, in steps. */
export function* namesToSpread(paragraphs: readonly ParagraphReading[]): Steps<SpreadNames> {
  const known = new Map<string, NamesOfWord>();
  for (const paragraph of paragraphs) {
    collect(paragraph, known);
    yield;
  }
  return known;
}

const isNamed = ({ label }: Found): boolean =>
  label === "PERSON" || label === "ORG" || label === "LOC" || label === "NORP";

function collect(paragraph: ParagraphReading, known: Map<string, NamesOfWord>): void {
  for (const mention of [...paragraph.mentions, ...paragraph.doubts]) {
    if (!isNamed(mention)) continue;
    const words = wordsOf(paragraph.tokens, mention).map(({ word }) => word);
    const weight = weightOf(mention);
    add(known, words, mention, weight, false);
    if (mention.label !== "PERSON" || mention.source === DOUBTFUL || mention.confidence < 0.5) continue;
    // Each tail of a person's name: `Abdel Rahman`, `Rahman` of `Rami Abdel Rahman`.
    for (let n = 1; n < words.length; n++) {
      const tail = words.slice(n);
      if (!isBound(words, n) && isSurname(tail, paragraph.language))
        add(known, tail, mention, weight * 0.8, true);
    }
  }
}

/** How much a mention's label counts. */
export function weightOf({ source, confidence }: Found): number {
  if (source === "project") return 8;
  if (source === "gazetteer" || source === "learned") return 4;
  if (source === "title" || source === "place word") return 3;
  if (source === DOUBTFUL) return confidence * 0.5;
  return confidence * confidence * 2.5;
}

function add(
  known: Map<string, NamesOfWord>,
  words: readonly string[],
  mention: Found,
  weight: number,
  tail: boolean,
): void {
  const [first] = words;
  if (first === undefined) return;
  const names: NamesOfWord = known.get(first) ?? { lengths: [], byWords: new Map() };
  known.set(first, names);
  const name = words.join(" ");
  let evidence = names.byWords.get(name);
  if (!evidence) {
    evidence = { votes: new Map(), key: null, best: 0, count: 0, sum: 0 };
    names.byWords.set(name, evidence);
    if (!names.lengths.includes(words.length))
      names.lengths = [...names.lengths, words.length].sort((x, y) => y - x);
  }
  evidence.votes.set(mention.label, (evidence.votes.get(mention.label) ?? 0) + weight);
  evidence.best = Math.max(
    evidence.best,
    mention.source === DOUBTFUL ? Math.min(mention.confidence, 0.5) : mention.confidence,
  );
  evidence.count++;
  evidence.sum += mention.confidence;
  if (!tail) evidence.key ??= mention.key;
}

const isKnown = ({ best, count, sum }: Evidence): boolean =>
  best >= LIKELY || (count >= OFTEN && sum / count >= LIKELY_TOGETHER);

/** The label that has most of the evidence, and how much. */
function labelOf({ votes }: Evidence): [EntityLabel, number] {
  let best: [EntityLabel, number] = ["PERSON", 0];
  for (const [label, weight] of votes) if (weight > best[1]) best = [label, weight];
  return best;
}

/** Whether an Arabic word is half a name: `الرحمن` behind `عبد`, `الله` behind `نصر`, `الدين` behind `صلاح`. */
const isBound = (words: readonly string[], n: number): boolean =>
  /^(عبد|ابو|ابي|ابا|ام)$/.test(words[n - 1] ?? "") || /^(الله|الدين)$/.test(words[n] ?? "");

/** What tells one bearer of a name from another, and is no name itself. */
const EPITHETS =
  /^(jr|sr|junior|senior|ii|iii|iv|الاول|الثاني|الثالث|الرابع|الخامس|الكبير|الصغير|الراحل|السابق)$/;

function isSurname(tail: readonly string[], language: string): boolean {
  const [first = ""] = tail;
  if (
    /^(bin|ibn|al|el|abu|abdel|abdul|abd|de|van|von|der|بن|ابن|ابو|عبد|ال)$/.test(first) &&
    tail.length === 1
  )
    return false;
  const last = tail.at(-1) ?? "";
  if (tail.length === 1 && EPITHETS.test(first)) return false;
  if (language === "ar") return last.length > 2 && !isFunctionWord(first) && !peopleTableArabic.has(first);
  return last.length > 2 && classesOf(first) === 0;
}

/**
 * The mentions that a paragraph has by what the whole article says of names. Sorted by position; doubtful mentions are
 * not among them.
 */
export function spreadOver(paragraph: ParagraphReading, known: SpreadNames): Found[] {
  const { tokens, language } = paragraph;
  const mentions = paragraph.mentions.map((mention) => agreed(tokens, mention, known));
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
  return found.length === 0 ? mentions : [...mentions, ...found].sort((a, b) => a.start - b.start);
}

/** A mention with the label that the article gives its name. */
function agreed(tokens: readonly Token[], mention: Found, known: SpreadNames): Found {
  if (!isNamed(mention) || mention.source !== "tagger") return mention;
  const words = wordsOf(tokens, mention).map(({ word }) => word);
  const evidence = known.get(words[0] ?? "")?.byWords.get(words.join(" "));
  if (!evidence) return mention;
  const [label, weight] = labelOf(evidence);
  // The same object where nothing is new: what is kept of a mention is kept by it.
  if (label === mention.label)
    return mention.key !== null || evidence.key === null ? mention : { ...mention, key: evidence.key };
  const own = evidence.votes.get(mention.label) ?? 0;
  return weight > own * STRONGER ? { ...mention, label, key: evidence.key, source: "article" } : mention;
}

const spread = (tokens: readonly Token[], from: number, to: number, evidence: Evidence, skip = 0): Found =>
  foundAt(
    tokens,
    from,
    to,
    {
      label: labelOf(evidence)[0],
      confidence: Math.min(0.9, evidence.best),
      source: "article",
      key: evidence.key,
    },
    skip,
  );

function englishAt(tokens: readonly Token[], at: number, limit: number, known: SpreadNames): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  const names = known.get(token.norm);
  if (!names) return null;
  // The words that stand here, hyphens left out, and the token behind each.
  const words: string[] = [];
  const ends: number[] = [];
  let i = at;
  while (words.length < (names.lengths[0] ?? 0)) {
    if (words.length > 0 && tokens[i]?.norm === "-" && tokens[i]?.joined) i++;
    const part = tokens[i];
    if (!part || i >= limit) break;
    words.push(part.norm);
    ends.push(++i);
  }
  for (const length of names.lengths) {
    const end = ends[length - 1];
    const evidence = end === undefined ? undefined : names.byWords.get(words.slice(0, length).join(" "));
    if (evidence && isKnown(evidence) && end !== undefined && /^\p{Lu}/u.test(tokens[end - 1]?.text ?? ""))
      return spread(tokens, at, end, evidence);
  }
  return null;
}

function arabicAt(tokens: readonly Token[], at: number, limit: number, known: SpreadNames): Found | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  for (const reading of readings(token.norm)) {
    const names = known.get(reading.stem);
    for (const length of names?.lengths ?? []) {
      const to = at + length;
      if (to > limit) continue;
      const rest = tokens.slice(at + 1, to).map(({ norm }) => norm);
      const evidence = names?.byWords.get([reading.stem, ...rest].join(" "));
      if (evidence && isKnown(evidence)) return spread(tokens, at, to, evidence, skipped(token, reading));
    }
  }
  return null;
}
