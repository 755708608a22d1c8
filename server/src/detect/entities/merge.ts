import type { Language } from "../../text/language.ts";
import type { Sentence } from "../../text/sentence.ts";
import { byPosition } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import { dateMentions } from "./dates.ts";
import { gazetteerMentions } from "./gazetteer.ts";
import type { Found } from "./mention.ts";
import { moneyMentions } from "./money.ts";
import { namesIn } from "./names.ts";
import { weaponMentions } from "./weapons.ts";

/** What one paragraph mentions, and what may be names if the rest of the article says so; each by position. */
export interface Mentions {
  readonly mentions: readonly Found[];
  readonly doubts: readonly Found[];
}

/**
 * All mentions of one paragraph, without overlaps. Where detectors differ, amounts and dates win over names, a longer
 * name over a shorter one inside it, and of two as long the surer one; doubtful names stand where nothing else does.
 */
export function mentionsIn(
  tokens: readonly Token[],
  sentences: readonly Sentence[],
  language: Language,
): Mentions {
  const listed = gazetteerMentions(tokens);
  const { names, doubts } = namesIn(tokens, sentences, language, listed);
  const all = withoutOverlaps(
    [...moneyMentions(tokens, language), ...dateMentions(tokens, language)],
    [...names, ...weaponMentions(tokens, language)],
    doubts,
  );
  const isDoubt = new Set(doubts);
  return {
    mentions: all.filter((mention) => !isDoubt.has(mention)),
    doubts: all.filter((mention) => isDoubt.has(mention)),
  };
}

/** Keeps of mentions that share a token those of the earlier group, then the longest, then the surest. */
function withoutOverlaps(...groups: readonly (readonly Found[])[]): Found[] {
  const kept: Found[] = [];
  const taken = new Set<number>();
  for (const group of groups) {
    const best = [...group].sort(
      (a, b) => b.end - b.start - (a.end - a.start) || b.confidence - a.confidence || a.start - b.start,
    );
    for (const mention of best) {
      let free = true;
      for (let i = mention.from; i < mention.to && free; i++) free = !taken.has(i);
      if (!free) continue;
      for (let i = mention.from; i < mention.to; i++) taken.add(i);
      kept.push(mention);
    }
  }
  return kept.sort(byPosition);
}
