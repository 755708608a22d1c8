import { foldArabic } from "../../../text/arabic.ts";
import { ofSpelling } from "../../../text/spelling.ts";
import { STEP, type Steps } from "../../../text/steps.ts";
import type { Token } from "../../../text/token.ts";
import { endsAliasPhrase, isAliasPhrase } from "../../lexicon/naming.ts";
import type { Placed } from "../entities.ts";

/** Two mentions of which the text says that they name one bearer, the one that it names first. */
export interface Definition {
  readonly first: number;
  readonly second: number;
  /** Said in words ("also known as"), in words behind a description ("a commander known as"), by brackets alone. */
  readonly kind: "said" | "described" | "bracket";
}

/** How many tokens may stand between the two, and how many mentions back the first may be. */
const FARTHEST = 14;
const BACK = 3;

/** What the words between mentions say of them, in steps; for each at most one, with the nearest before it that fits. */
export function* definitionsIn(
  placed: readonly Placed[],
  suits: (first: number, second: number, kind: Definition["kind"]) => boolean,
): Steps<Definition[]> {
  const found: Definition[] = [];
  for (const [second, { mention, paragraph, offset }] of placed.entries()) {
    if (second % STEP === 0) yield;
    for (let first = second - 1; first >= 0 && first >= second - BACK; first--) {
      const before = placed[first];
      if (!before || before.paragraph !== paragraph || before.offset !== offset) break;
      const gap = mention.from - before.mention.to;
      if (gap <= 0 || gap > FARTHEST) break;
      const kind = between(paragraph.tokens, before.mention.to, mention.from, mention);
      const bracket = kind === "bracket" && !isClosed(paragraph.tokens[mention.to]);
      if (kind === null || bracket || !suits(first, second, kind)) continue;
      found.push({ first, second, kind });
      break;
    }
  }
  return found;
}

const isClosed = (token: Token | undefined): boolean =>
  token !== undefined && /^[)\],;"”’»،؛]$/.test(token.text);

const ADVERBS = new Set([
  "also",
  "better",
  "widely",
  "commonly",
  "popularly",
  "best",
  "locally",
  "simply",
  "often",
]);
const BE = new Set(["is", "was", "are", "were", "be"]);
/** A description that goes on about somebody else ("and his deputy"). */
const OTHERS = new Set(["and", "or", "with", "by", "his", "her", "their", "whose", "who", "و"]);

const isBracket = ofSpelling(({ text }) => /^[([]$/.test(text));
const mayEndPhrase = ofSpelling(({ norm }) => endsAliasPhrase(foldArabic(norm.replaceAll(".", ""))));

/** Whether neither a bracket nor the last word of what stands between two mentions can say anything of them: nearly always. */
function saysNothing(
  tokens: readonly Token[],
  from: number,
  to: number,
  mention: { readonly start: number },
): boolean {
  if (mention.start > (tokens[to]?.start ?? 0)) return false;
  let last: Token | null = null;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (!token) continue;
    if (isBracket(token)) return false;
    if (token.kind !== "mark" && token.norm !== "the") last = token;
  }
  return last === null || !mayEndPhrase(last);
}

/** What stands between two mentions, tokens `from` up to `to`, and in the first of `mention` before its name. */
function between(
  tokens: readonly Token[],
  from: number,
  to: number,
  mention: { readonly start: number },
): Definition["kind"] | null {
  if (saysNothing(tokens, from, to, mention)) return null;
  const words: string[] = [];
  let opened = false;
  let comma = false;
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (!token) return null;
    if (token.kind !== "mark") words.push(foldArabic(token.norm.replaceAll(".", "")));
    else if (/^[([]$/.test(token.text)) {
      if (opened || i < to - 4) return null;
      opened = true;
    } else if (/^[,،–—]$/.test(token.text) && !comma) comma = true;
    else if (!/^[-:,،"“”'‘’«»]$/.test(token.norm)) return null;
  }
  const own = tokens[to];
  if (own && mention.start > own.start) words.push(foldArabic(own.text.slice(0, mention.start - own.start)));
  while (words.at(-1) === "the") words.pop();
  if (words.length === 0) return opened ? "bracket" : null;
  // "who was also known as", "is better known as"
  let at = 0;
  if ((words[at] === "who" || words[at] === "which") && BE.has(words[at + 1] ?? "")) at += 2;
  else if (BE.has(words[at] ?? "")) at++;
  while (ADVERBS.has(words[at] ?? "")) at++;
  if (at < words.length && isAliasPhrase(words.slice(at).join(" "))) {
    // "Trump dubbed Kim": a verb of somebody, unless it is set off.
    const isVerb = words.length === 1 && /^(?:dubbed|born|formerly|spelled|née)$/.test(words[0] ?? "");
    return isVerb && !comma && !opened ? null : "said";
  }
  // ", a senior commander known as": a description in apposition, of some words
  if (!comma || opened) return null;
  for (let n = 1; n < words.length && n <= 7; n++) {
    if (OTHERS.has(words[n - 1] ?? "")) return null;
    let behind = n;
    while (ADVERBS.has(words[behind] ?? "")) behind++;
    if (behind < words.length && isAliasPhrase(words.slice(behind).join(" "))) return "described";
  }
  return null;
}
