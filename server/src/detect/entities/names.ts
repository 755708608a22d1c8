import type { Language } from "../../text/language.ts";
import type { Sentence } from "../../text/sentence.ts";
import type { Token } from "../../text/token.ts";
import { adjustArabic } from "./adjustArabic.ts";
import { adjustEnglish } from "./adjustEnglish.ts";
import { DOUBTFUL, type Found, foundAt } from "./mention.ts";
import { taggerOf } from "./tagger/models.ts";
import { type TaggedName, tagNames } from "./tagger/tagger.ts";

/** A listed name gives way to the tagger where that is as sure as this. */
const SURE = 0.6;
/**
 * Less likely than this, a name counts only where the rest of the article has it too: chosen on the sentences that no
 * tagger was trained on, higher where no capitals tell names from words. In a line of capitals it has to be `LOUD`.
 */
const LEAST: Record<Language, number> = { en: 0.3, ar: 0.4 };
const LOUD = 0.9;

/** The names of a paragraph, and what may be names if the rest of the article says so. */
export interface Names {
  readonly names: readonly Found[];
  readonly doubts: readonly Found[];
}

/**
 * The names of a paragraph: what the tagger finds, put right where words beside it leave no doubt, and the listed names
 * that it left out, of which no two overlap; and apart from them what is likely, but not likeliest.
 */
export function namesIn(
  tokens: readonly Token[],
  sentences: readonly Sentence[],
  language: Language,
  listed: readonly Found[],
): Names {
  const tagger = taggerOf(language);
  const adjust = language === "ar" ? adjustArabic : adjustEnglish;
  const tagged: Found[] = [];
  const doubts: Found[] = [];
  /** Names of other kinds (events, works, laws): a listed name inside one is no mention of its own. */
  const others: TaggedName[] = [];
  for (const { from, to } of sentences) {
    // In a line of capitals the words do not tell names from others: the rest of the article has to.
    const shouting = language === "en" && !hasSmall(tokens, from, to);
    for (const name of tagNames(tagger, tokens, from, to)) {
      const weak = name.doubtful || name.confidence < (shouting ? LOUD : LEAST[language]);
      const mention = mentionOf(tokens, name);
      if (mention === null) {
        if (!weak && !shouting) others.push(name);
        continue;
      }
      const found = adjust(tokens, mention);
      if (found === null) continue;
      if (weak) doubts.push({ ...found, source: DOUBTFUL });
      else tagged.push(found);
    }
  }
  const kept = listed.filter((name) => !others.some((other) => overlap(other, name)));
  return { names: joined(tagged, kept), doubts };
}

function hasSmall(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (tokens[i]?.spelling.small) return true;
  return false;
}

/** A tagged name as a mention; null for the kinds that are not shown. */
function mentionOf(
  tokens: readonly Token[],
  { from, to, start, label, confidence }: TaggedName,
): Found | null {
  if (label === "MISC") return null;
  return foundAt(
    tokens,
    from,
    to,
    { label, confidence, source: "tagger" },
    start - (tokens[from]?.start ?? 0),
  );
}

const overlap = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

/** Both kinds of names, each place once. */
function joined(tagged: readonly Found[], listed: readonly Found[]): Found[] {
  const found: Found[] = [];
  const rest = new Set(tagged);
  for (const name of listed) {
    const over = [...rest].filter((other) => overlap(other, name));
    if (!isListedRight(name, over)) continue;
    for (const other of over) rest.delete(other);
    found.push(name);
  }
  return [...found, ...rest];
}

/** Whether a listed name stands where it and tagged ones overlap. */
function isListedRight(listed: Found, tagged: readonly Found[]): boolean {
  const [only] = tagged;
  if (tagged.length === 1 && only) {
    if (only.start === listed.start && only.end === listed.end) {
      // Whether a name is a movement or its people is what the lists are for.
      const isGroup = isMovement(only) && isMovement(listed);
      return only.label === listed.label || isGroup || only.confidence < SURE;
    }
    // The longer of the two, where one holds the other.
    if (only.start <= listed.start && only.end >= listed.end) return false;
  }
  if (tagged.every((other) => other.start >= listed.start && other.end <= listed.end)) return true;
  return !tagged.some(({ confidence }) => confidence >= SURE);
}

const isMovement = ({ label }: Found): boolean => label === "ORG" || label === "NORP";
