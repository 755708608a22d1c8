import type { Language } from "../../text/language.ts";
import { isNumberWord } from "../../text/numeral.ts";
import { ofSpelling } from "../../text/spelling.ts";
import type { Token } from "../../text/token.ts";
import { arabicDateAt } from "./arabicDates.ts";
import { opensName } from "./calendar.ts";
import type { Reader } from "./dateParts.ts";
import { englishDateAt } from "./englishDates.ts";
import { countsVaguely, unitFollows } from "./englishRelative.ts";
import { type Found, foundAt } from "./mention.ts";

const READERS: Record<Language, Reader> = { ar: arabicDateAt, en: englishDateAt };

/** Words that begin a date beside the names of `calendar.ts`: counts before "ago", and what points to another date. */
const OPENERS: Record<Language, RegExp> = {
  ar: /^[وفبل]?(قبل|منذ|هذا|هذه|يوم|شهر|ليله|الساعه|ساعه|ال)$/,
  en: /^(an?|few|several|many|some|couple|past|recent|previous|following|preceding|same|ensuing|eve|turn|['’‘])$/,
};

/** Whether a date may begin at a token, told from it alone. */
const mayBegin = (language: Language) =>
  ofSpelling(
    (spelling) =>
      spelling.kind === "number" ||
      opensName(spelling, language) ||
      OPENERS[language].test(spelling.norm) ||
      (language === "en" && isNumberWord(spelling.norm, "en")),
  );
const MAY_BEGIN = { ar: mayBegin("ar"), en: mayBegin("en") };

/**
 * The dates that a paragraph states, from its tokens: of the calendar (days, months, years, decades, feasts), told
 * from the publication ("last Friday") or from one another ("the previous day"), and times of day. Spans are UTF-16
 * code units of the paragraph. A number alone is a year only where the words around it say so.
 */
export function dateMentions(tokens: readonly Token[], language: Language): Found[] {
  const readAt = READERS[language];
  const begins = MAY_BEGIN[language];
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    // Most of "a", "some" and "many" count something else.
    const counts = language === "en" && token && countsVaguely(token) && !unitFollows(tokens, at);
    const read = token && begins(token) && !counts ? readAt(tokens, at) : null;
    if (read) {
      const { to, date, skip } = read;
      const confidence = date.kind === "open" ? 0.8 : 0.9;
      found.push(foundAt(tokens, at, to, { label: "DATE", confidence, source: "date", date }, skip));
    }
    at = Math.max(read?.to ?? 0, at + 1);
  }
  return found;
}
