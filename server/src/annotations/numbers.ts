import { type Language, languageOf } from "../text/language.ts";
import { type Numeral, numeralAt } from "../text/numeral.ts";
import { overlaps, type Span } from "../text/span.ts";
import { type Token, tokenize } from "../text/token.ts";

/** How far a number may reach out of the words that hold a part of it, in UTF-16 code units. */
const REACH = 32;

/** Words that say how many without a number; a place with another one says something else. */
const VAGUE = new Set(
  "dozen dozens score scores hundreds thousands millions tens several many few couple both pair twins عشرات مئات الاف ملايين عده بضع بضعه العشرات المئات الالاف".split(
    " ",
  ),
);

/**
 * The numbers that a span of a text holds, or holds a part of, in digits and in words, either language; two places
 * with the same result say the same numbers. `five` in `twenty-five` is 25. Offsets are UTF-16 code units.
 */
export function numbersAt(text: string, span: Span): string {
  const from = Math.max(0, span.start - REACH);
  const window = text.slice(from, span.end + REACH);
  const tokens = tokenize(window);
  const own = { start: span.start - from, end: span.end - from };
  const language = languageOf(text.slice(span.start, span.end)) ?? languageOf(window) ?? "en";
  const found: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    const number = numberAt(
      tokens,
      at,
      token.kind === "number" ? language : (languageOf(token.text) ?? "en"),
    );
    const last = number ? tokens[number.to - 1] : token;
    const inside = overlaps({ start: token.start, end: last?.end ?? token.end }, own);
    if (inside && number) found.push(String(number.value));
    else if (inside && isQuantity(token))
      found.push(`${token.norm}${tokens[at + 1]?.joined ? tokens[at + 1]?.norm : ""}`);
    at = number?.to ?? at + 1;
  }
  return found.join(" ");
}

/** The number at a token; digits go on in the words of either language (`1921 thousand` in an Arabic line). */
function numberAt(tokens: readonly Token[], at: number, language: Language): Numeral | null {
  const own = numeralAt(tokens, at, language);
  if (!own || tokens[at]?.kind !== "number") return own;
  const other = numeralAt(tokens, at, language === "en" ? "ar" : "en");
  return other && other.to > own.to ? other : own;
}

/** Digits that are no number of anything (`25%`, `2nd`), and words of vague numbers. */
const isQuantity = ({ kind, norm }: Token): boolean => kind === "number" || VAGUE.has(norm);
