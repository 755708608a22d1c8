import type { Span } from "../../text/span.ts";
import type { DateExpression } from "../entities/mention.ts";
import { agenciesThrough, type Field, fieldsOf, type HeadParagraph } from "./fields.ts";
import { isDash, isDivider, wordAt } from "./words.ts";

/** What a dateline says; spans in UTF-16 code units of its paragraph, null what it does not say. */
export interface Dateline {
  readonly place: Span | null;
  readonly agency: Span | null;
  readonly date: DateExpression | null;
  /** `Ahmed Al-Haj, Associated Press`: who signs. */
  readonly author: Span | null;
  /** It is a place and nothing else. */
  readonly bare: boolean;
  /** It has a line to itself. */
  readonly alone: boolean;
  /** The token where the text begins. */
  readonly to: number;
}

/**
 * The dateline that a paragraph begins with, or is: place, agency and day as newspapers and agencies put them before
 * their text. Null where the paragraph has none, or it is doubtful: words before a colon or a dash are a dateline only
 * where a place is known, or an agency or a date stands beside them.
 */
export function datelineOf(paragraph: HeadParagraph): Dateline | null {
  const { fields, to, closed } = fieldsOf(paragraph);
  if (!closed) return null;
  const alone = to >= paragraph.tokens.length;
  const at = fields.findIndex(({ kind }) => kind === "place");
  const agency = fields.find(({ kind }) => kind === "agency");
  const date = fields.find(({ kind }) => kind === "date");
  const author = fields.find(({ kind }) => kind === "person");
  const place = fields[at];
  // A person before a colon speaks; beside an agency he signs, and behind place and dash: `صنعاء - محمد القاضي`.
  const behindPlace = fields.length === 2 && place?.key && isDash(paragraph.tokens[place.to]);
  if (author && !(alone && (agency || behindPlace))) return null;
  const sign = { agency: spanOf(paragraph, agency), author: spanOf(paragraph, author), alone, to };
  if (!place) {
    // A day alone is for `published.ts`; `CNN: gunmen …` is a headline.
    const dashed = isDash(paragraph.tokens[to - 1]) || fields.some(({ kind }) => kind === "note");
    if (!agency?.sure || !(alone || agency.bracketed || (dashed && readsOn(paragraph, to)))) return null;
    return { ...sign, place: null, date: date?.date ?? null, bare: false };
  }
  const region = fields[at + 1];
  const hasRegion = region?.kind === "place" && (region.sure || place.sure);
  const beside = agency?.sure || (agency && (date || place.sure)) || (date && (!alone || place.sure));
  const noted = fields.some(({ kind }) => kind === "note");
  if (!place.sure && !(agency?.sure || date || (hasRegion && isUpper(paragraph, place)))) return null;
  if (!beside && !(alone && place.key !== null && (noted || author))) {
    if (alone || !readsOn(paragraph, to)) return null;
    // `Yemen: the army advances` is a headline, `Yemen, Saudi Arabia: …` too.
    const isState = place.key?.startsWith("country:") && !isUpper(paragraph, place);
    if (isState && !noted && place.town === null) return null;
    // `Saleh: "We will …"`, `راديو طيف - …`: what is in no list may be who speaks.
    if (place.key === null && !isUpper(paragraph, place) && !noted && !hasRegion) return null;
    if (hasRegion && !place.sure && !isUpper(paragraph, place)) return null;
  }
  const bare = !beside && !noted && !hasRegion;
  return { ...sign, place: placeSpan(paragraph, fields, at), date: date?.date ?? null, bare };
}

const isUpper = ({ tokens }: HeadParagraph, { from, to }: Field): boolean =>
  tokens.slice(from, to).every(({ text }) => !/\p{Ll}/u.test(text)) &&
  /\p{Lu}{2}/u.test(tokens[from]?.text ?? "");

/** Whether running text follows: some words and the end of a sentence. */
function readsOn({ tokens }: HeadParagraph, at: number): boolean {
  const rest = tokens.slice(at);
  return rest.length >= 6 && rest.some(({ text }) => /^[.!?؟…]$/.test(text));
}

/** The place, or both where the text was written in two: `GAZA/JERUSALEM`. */
function placeSpan(paragraph: HeadParagraph, fields: readonly Field[], at: number): Span | null {
  const place = fields[at];
  const other = fields[at + 1];
  if (!place) return null;
  const joint =
    other?.kind === "place" &&
    other.from === place.to + 1 &&
    paragraph.tokens[place.to]?.text === "/" &&
    !other.bracketed;
  return spanOf(paragraph, { from: place.from, to: joint ? other.to : (place.town ?? place.to) });
}

export function spanOf(
  { tokens }: HeadParagraph,
  part: { readonly from: number; readonly to: number } | undefined,
): Span | null {
  const first = part && tokens[part.from];
  const last = part && tokens[part.to - 1];
  return first && last ? { start: first.start, end: last.end } : null;
}

/**
 * The agency that signs a paragraph, at the foot of an article: `- AFP`, `… in the town. (Reuters)`, `Source: SANA`.
 * The agency of a picture is none. A span in UTF-16 code units of the paragraph, or null.
 */
export function signatureOf(paragraph: HeadParagraph): Span | null {
  const { tokens } = paragraph;
  const last = tokens.length - 1;
  let from = 0;
  while (isDash(tokens[from]) || tokens[from]?.text === "©") from++;
  const label = wordAt("source", tokens, from);
  if (label !== null) from = label + (isDivider(tokens[label]) ? 1 : 0);
  if (agenciesThrough(paragraph, from, tokens.length)) return spanOf(paragraph, { from, to: tokens.length });
  // Behind the last sentence, in brackets or behind a dash.
  for (let at = last; at > 0 && at > last - 10; at--) {
    const open = tokens[at];
    const bracketed = open?.text === "(" && tokens[last]?.text === ")";
    if (!bracketed && !isDash(open)) continue;
    const to = bracketed ? last : last + 1;
    const ends = /^[.!?؟…"”»]$/.test(tokens[at - 1]?.text ?? "");
    if ((ends || at === 0) && agenciesThrough(paragraph, at + 1, to))
      return spanOf(paragraph, { from: at + 1, to });
    if (bracketed) break;
  }
  return bracketedWhole(paragraph);
}

/** `(AFP)` on a line of its own. */
function bracketedWhole(paragraph: HeadParagraph): Span | null {
  const { tokens } = paragraph;
  const to = tokens.length - 1;
  return tokens[0]?.text === "(" && tokens[to]?.text === ")" && agenciesThrough(paragraph, 1, to)
    ? spanOf(paragraph, { from: 1, to })
    : null;
}
