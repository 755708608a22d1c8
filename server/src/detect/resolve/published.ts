import type { Token } from "../../text/token.ts";
import type { ParagraphReading } from "../paragraph.ts";
import { resolveDay } from "./dates.ts";

/** How many paragraphs from the top may say when the article was published. */
const HEAD = 4;

/**
 * The day of publication that an article states about itself, as an ISO date: a full date in figures near the top
 * (`date 2012-06-15`, `09/11/2017 06:22`), or a full date that has a line to itself or stands in the dateline.
 * Null where it states none; a full date in running text tells of something else.
 */
export function publishedIn(paragraphs: readonly ParagraphReading[]): string | null {
  for (const paragraph of paragraphs.slice(0, HEAD)) {
    for (const mention of paragraph.mentions) {
      if (mention.date?.kind !== "day" || mention.date.year === null) continue;
      const numeric =
        paragraph.tokens[mention.from]?.kind === "number" &&
        /\d[-/.]\d/.test(paragraph.text.slice(mention.start, mention.end));
      const early = mention.from <= 6;
      const alone = paragraph.tokens.length - (mention.to - mention.from) <= 4;
      if ((numeric && early) || alone || (early && endsDateline(paragraph.tokens, mention.to)))
        // Of a date in figures that may be read either way the day comes first, as everywhere but in the United States.
        return resolveDay({ ...mention.date, either: false }, null);
    }
  }
  return null;
}

/** `BAGHDAD, 3 March 2019 (Reuters) -`: a dash or an agency in brackets follows. */
const endsDateline = (tokens: readonly Token[], at: number): boolean =>
  /^[-–—(:]$/.test(tokens[at]?.text ?? "");
