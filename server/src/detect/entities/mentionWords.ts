import { foldArabic, withArticle } from "../../text/arabic.ts";
import { isArabic } from "../../text/language.ts";
import type { Token } from "../../text/token.ts";
import type { Found } from "./mention.ts";

/** One word of a mention. */
export interface MentionWord {
  /** Folded (`Token.norm`); the first without the clitics that the mention leaves out, its article restored. */
  readonly word: string;
  /** The token that it is. */
  readonly at: number;
}

/** The folded words of a mention, marks left out. */
export function wordsOf(tokens: readonly Token[], mention: Found): MentionWord[] {
  const words: MentionWord[] = [];
  for (let at = mention.from; at < mention.to; at++) {
    const token = tokens[at];
    if (token === undefined || token.kind === "mark") continue;
    words.push({ word: at === mention.from ? stemOf(token, mention) : token.norm, at });
  }
  return words;
}

/**
 * The folded word that a mention has in its first token. A name behind `لل` begins at the first `ل` in the text, for the
 * alef of its article is not written; it is the same name as with it (`للعراق` is `العراق`).
 */
export function stemOf(token: Token, mention: Found): string {
  if (!isArabic(token.text.charCodeAt(0))) return token.norm;
  const clitics = foldArabic(token.text.slice(0, mention.start - token.start)).length;
  return withArticle(token.norm.slice(clitics));
}
