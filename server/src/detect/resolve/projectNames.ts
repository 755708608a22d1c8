import { type Reading, readings, withArticle } from "../../text/arabic.ts";
import { isArabic } from "../../text/language.ts";
import { contains, overlaps } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import type { EntityLabel, NameReason } from "../detection.ts";
import { skipped } from "../entities/gazetteer.ts";
import { type Found, foundAt } from "../entities/mention.ts";
import { foldName, LONGEST_NAME } from "../gazetteer/fold.ts";
import type { ParagraphReading } from "../paragraph.ts";
import { type Casing, isCommonWord, isWrittenSo } from "./nameForms.ts";
import { type LearnedName, type Listed, type ProjectNames, projectKey, type Verdict } from "./nameIndex.ts";

// What a project says of names, beside what detection finds by itself: its own gazetteer, and what its annotators
// accepted and rejected in other articles. It comes in behind the readings of paragraphs, which know only their text.

/** Below this a guess gives way to a project's name inside it. */
const SURE = 0.6;
/** A guess that is as sure as this is not relabelled for one acceptance elsewhere. */
const VERY_SURE = 0.9;

/** A paragraph's reading as the project has it: its names in, and those out that it does not want. */
export function withNames(reading: ParagraphReading, names: ProjectNames): ParagraphReading {
  const { tokens } = reading;
  const named: Found[] = [];
  for (let at = 0; at < tokens.length; ) {
    const name = nameAt(reading, at, names);
    if (name) named.push(name);
    at = name ? name.to : at + 1;
  }
  const kept = wanted(tokens, reading.mentions, names);
  const doubts = wanted(tokens, reading.doubts, names);
  if (named.length === 0 && kept === reading.mentions && doubts === reading.doubts) return reading;
  return { ...reading, ...merged(kept, doubts, named, tokens, names) };
}

/** The mentions that the project did not refuse; the same list where that is all. */
export function wanted(
  tokens: readonly Token[],
  mentions: readonly Found[],
  names: ProjectNames,
): readonly Found[] {
  const kept = mentions.filter((mention) => !isRefused(tokens, mention, names));
  return kept.length === mentions.length ? mentions : kept;
}

function isRefused(tokens: readonly Token[], mention: Found, names: ProjectNames): boolean {
  if (mention.source === "project") return false;
  const words = wordsOf(tokens, mention);
  const listed = names.listed.byWords.get(words)?.find(({ casing }) => isWritten(tokens, mention, casing));
  if (listed) return listed.label === null;
  const verdict = verdictOn(names.learned.byWords.get(words), mention.label);
  return isRejected(verdict, mention);
}

/** Whether annotators said no to a mention; once is enough where nothing but a guess speaks for it. */
const isRejected = (verdict: Verdict | undefined, mention: Found): boolean =>
  verdict !== undefined && verdict.rejected > verdict.accepted && (verdict.rejected > 1 || isGuess(mention));

const isWritten = (tokens: readonly Token[], { from, to }: Found, casing: Casing): boolean =>
  isWrittenSo(tokens, from, to, casing);

const verdictOn = (name: LearnedName | undefined, label: EntityLabel): Verdict | undefined =>
  name?.verdicts.find((verdict) => verdict.label === label);

const isGuess = ({ source }: Found): boolean =>
  source === "tagger" || source === "article" || source === "doubt" || source === "learned";

/** The mentions and doubts of a paragraph with the project's names among them, by position, without overlaps. */
function merged(
  mentions: readonly Found[],
  doubts: readonly Found[],
  named: readonly Found[],
  tokens: readonly Token[],
  names: ProjectNames,
): Pick<ParagraphReading, "mentions" | "doubts"> {
  /** What takes the place of a mention: the project's name, both together, or nothing beside a name. */
  const instead = new Map<Found, Found | null>();
  const added: Found[] = [];
  let first = 0;
  for (const name of named) {
    // Both lists are by position and overlap nothing of their own, so that each is walked once.
    while ((mentions[first]?.end ?? Number.POSITIVE_INFINITY) <= name.start) first++;
    const over: Found[] = [];
    for (let i = first; (mentions[i]?.start ?? Number.POSITIVE_INFINITY) < name.end; i++) {
      const mention = mentions[i];
      if (mention) over.push(mention);
    }
    const [only] = over;
    // By tokens, for a guess may have taken the clitic in.
    if (over.length === 1 && only && only.from === name.from && only.to === name.to) {
      instead.set(only, together(only, name, names.learned.byWords.get(wordsOf(tokens, name))));
      continue;
    }
    // Of two names the longer, unless it is a weak guess.
    if (over.length === 1 && only && contains(only, name) && !(isGuess(only) && only.confidence < SURE))
      continue;
    for (const mention of over) instead.set(mention, null);
    added.push(name);
  }
  const kept = mentions.flatMap((mention) => {
    const other = instead.get(mention);
    return other === undefined ? mention : (other ?? []);
  });
  const all = [...kept, ...added].sort((a, b) => a.start - b.start);
  return { mentions: all, doubts: apartFrom(doubts, named) };
}

/** The doubts that overlap no name; both lists are by position, and names overlap nothing of their own. */
function apartFrom(doubts: readonly Found[], named: readonly Found[]): Found[] {
  let next = 0;
  return doubts.filter((doubt) => {
    while ((named[next]?.end ?? Number.POSITIVE_INFINITY) <= doubt.start) next++;
    const name = named[next];
    return name === undefined || !overlaps(doubt, name);
  });
}

/** One mention of what detection found and what the project says of the same place. */
function together(own: Found, name: Found, learned: LearnedName | undefined): Found {
  const { because, source, confidence } = name;
  if (own.label === name.label) {
    const isNews = source === "project" || isGuess(own);
    return {
      ...own,
      start: name.start,
      end: name.end,
      ...(isNews ? { source, confidence: Math.max(own.confidence, confidence) } : {}),
      key: name.key ?? own.key,
      because,
    };
  }
  const instead = because && { ...because, instead: own.label };
  if (source === "project") return { ...name, because: instead };
  const former = verdictOn(learned, own.label);
  // A name that was accepted as either is what this article makes of it.
  if (former && former.accepted > former.rejected) return own;
  const strong = (verdictOn(learned, name.label)?.accepted ?? 0) > 1;
  if (!strong && !isRejected(former, own) && !(isGuess(own) && own.confidence < VERY_SURE)) return own;
  return { ...name, because: instead };
}

/** The longest name of the project that begins at a token; its own list goes before what was learned. */
function nameAt(reading: ParagraphReading, at: number, names: ProjectNames): Found | null {
  const { tokens } = reading;
  const token = tokens[at];
  if (!token || token.kind === "mark") return null;
  const begun: Reading[] = isArabic(token.text.charCodeAt(0))
    ? readings(token.norm)
    : [{ clitic: "", stem: foldName(token.norm), at: 0 }];
  for (const first of begun) {
    const listedLengths = names.listed.lengths.get(first.stem);
    const learnedLengths = names.learned.lengths.get(first.stem);
    if (!listedLengths && !learnedLengths) continue;
    const lengths = [...(listedLengths ?? []), ...(learnedLengths ?? [])].sort((a, b) => b - a);
    const skip = first.at > 0 ? skipped(token, first) : 0;
    const { words, ends } = wordsFrom(tokens, at, first.stem, tokens.length, lengths[0]);
    for (const length of lengths) {
      const to = ends[length - 1];
      if (to === undefined) continue;
      const own = words.slice(0, length).join(" ");
      const listed = names.listed.byWords.get(own)?.find(({ casing }) => isWrittenSo(tokens, at, to, casing));
      if (listed) {
        if (listed.label === null) continue;
        return foundAt(tokens, at, to, { ...ofListed(listed), label: listed.label }, skip);
      }
      const learned = names.learned.byWords.get(own);
      const verdict = learned && learnedAt(reading, at, to, own, learned);
      if (verdict) return foundAt(tokens, at, to, ofLearned(verdict), skip);
    }
  }
  return null;
}

const ofListed = ({ file, line, name, full }: Listed): Omit<Parameters<typeof foundAt>[3], "label"> => ({
  confidence: 0.98,
  source: "project",
  key: projectKey(name),
  because: { kind: "listed", file, line, name, ...(full ? { full } : {}), instead: null },
});

function ofLearned({ label, accepted, rejected, article, by }: Verdict): Parameters<typeof foundAt>[3] {
  const because: NameReason = { kind: "accepted", articles: accepted, article, by, instead: null };
  return {
    label,
    confidence: Math.min(0.95, 0.65 + 0.1 * (accepted - rejected)),
    source: "learned",
    because,
  };
}

/** The label that a learned name has here; null where it was not accepted, or says too little in this place. */
function learnedAt(
  { tokens, sentences }: ParagraphReading,
  from: number,
  to: number,
  words: string,
  { casings, verdicts }: LearnedName,
): Verdict | null {
  const best = verdicts.reduce<Verdict | null>(
    (most, verdict) =>
      verdict.accepted - verdict.rejected > (most ? most.accepted - most.rejected : 0) ? verdict : most,
    null,
  );
  if (!best) return null;
  if (!casings.some((casing) => isWrittenSo(tokens, from, to, casing))) return null;
  if (best.accepted > 1) return best;
  const isSingle = !words.includes(" ");
  if (isArabic(tokens[from]?.text.charCodeAt(0) ?? 0)) return isSingle && isCommonWord(words) ? null : best;
  // What is written small may be any words; at the beginning of a sentence every word has a capital.
  if (!tokens.slice(from, to).some(({ text }) => /^\p{Lu}/u.test(text))) return null;
  if (!isSingle) return best;
  const before = tokens[from - 1]?.kind === "mark" ? from - 1 : from;
  const begins = sentences.some((sentence) => sentence.from === from || sentence.from === before);
  return begins && isCommonWord(words) ? null : best;
}

/** The folded words of the tokens `at` up to `to`, hyphens between them left out, and the token behind each. */
function wordsFrom(
  tokens: readonly Token[],
  at: number,
  first: string,
  to: number,
  most = LONGEST_NAME + 1,
): { words: string[]; ends: number[] } {
  const words = [first];
  const ends = [at + 1];
  for (let i = at + 1; i < to && words.length < most; i++) {
    if (tokens[i]?.norm === "-" && tokens[i]?.joined && tokens[i + 1]?.joined) i++;
    const token = tokens[i];
    if (!token || i >= to) break;
    words.push(foldName(token.norm));
    ends.push(i + 1);
  }
  return { words, ends };
}

/** The folded words of a mention, hyphens left out, the first without its clitic and with its article. */
function wordsOf(tokens: readonly Token[], mention: Found): string {
  const token = tokens[mention.from];
  const skip = token ? mention.start - token.start : 0;
  const reading =
    skip > 0 && token
      ? readings(token.norm).find((one) => one.at > 0 && skipped(token, one) === skip)
      : undefined;
  const first = reading?.stem ?? foldName(token?.norm ?? "");
  return wordsFrom(tokens, mention.from, withArticle(first), mention.to).words.join(" ");
}
