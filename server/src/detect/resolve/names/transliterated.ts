import { isArabic } from "../../../text/language.ts";
import type { Token } from "../../../text/token.ts";
import { type Found, foundAt } from "../../entities/mention.ts";
import type { ParagraphReading } from "../../paragraph.ts";
import { soundAlike } from "./bearers.ts";
import { nameForm } from "./form.ts";

/** How many tokens a name in brackets may have. */
const LONGEST = 10;

/**
 * The mentions of a paragraph and with them what stands in brackets behind a name and is the same name in the other
 * script: `حمود المخلافي (Hamoud al-Mikhlafi)`. A tagger knows one script; the name before it tells what this one is.
 */
export function withOtherScript({ tokens }: ParagraphReading, mentions: readonly Found[]): readonly Found[] {
  const added: Found[] = [];
  for (const [n, mention] of mentions.entries()) {
    if (mention.label !== "PERSON" && mention.label !== "ORG" && mention.label !== "LOC") continue;
    if (tokens[mention.to]?.text !== "(") continue;
    const from = mention.to + 1;
    const to = closedAt(tokens, from);
    const next = mentions[n + 1];
    if (to === null || to === from || (next && next.from < to)) continue;
    if (scriptOf(tokens[from]) === scriptOf(tokens[mention.from])) continue;
    const { label, confidence } = mention;
    const other = foundAt(tokens, from, to, { label, confidence, source: "article" });
    if (soundAlike(formOf(tokens, mention), formOf(tokens, other))) added.push(other);
  }
  return added.length === 0 ? mentions : [...mentions, ...added].sort((a, b) => a.start - b.start);
}

const formOf = (tokens: readonly Token[], mention: Found) => nameForm(tokens, mention, (word) => word);

const scriptOf = (token: Token | undefined): boolean => isArabic(token?.text.charCodeAt(0) ?? 0);

/** The token of the bracket that closes behind words from `from` on; null where something else stands before it. */
function closedAt(tokens: readonly Token[], from: number): number | null {
  for (let i = from; i < tokens.length && i <= from + LONGEST; i++) {
    if (tokens[i]?.text === ")") return i;
    if (tokens[i]?.kind !== "word" && tokens[i]?.norm !== "-") return null;
  }
  return null;
}
