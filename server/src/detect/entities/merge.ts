import type { Language } from "../../text/language.ts";
import type { Sentence } from "../../text/sentence.ts";
import { byPosition } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import { dateMentions } from "./dates.ts";
import { gazetteerMentions } from "./gazetteer.ts";
import { DOUBTFUL, type Found } from "./mention.ts";
import { moneyMentions } from "./money.ts";
import { namesIn } from "./names.ts";
import { weaponMentions } from "./weapons.ts";

/**
 * All mentions of one paragraph, by position, without overlaps. Where detectors differ, amounts and dates win over
 * names, a longer name over a shorter one inside it, and of two as long the surer one.
 */
export function mentionsIn(
  tokens: readonly Token[],
  sentences: readonly Sentence[],
  language: Language,
): Found[] {
  const listed = gazetteerMentions(tokens);
  const names = namesIn(tokens, sentences, language, listed);
  return withoutOverlaps(
    [...moneyMentions(tokens, language), ...dateMentions(tokens, language)],
    [...names.filter(({ source }) => source !== DOUBTFUL), ...weaponMentions(tokens, language)],
    names.filter(({ source }) => source === DOUBTFUL),
  );
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
