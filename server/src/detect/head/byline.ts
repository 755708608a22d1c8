import type { Span } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import { spanOf } from "./dateline.ts";
import { agencyFieldAt, dateAt, type HeadParagraph, mentionAt, overlapped } from "./fields.ts";
import { type HeadWord, isComma, isDivider, wordAt } from "./words.ts";

/** Who a paragraph says wrote the article, and for whom; spans in UTF-16 code units of the paragraph. */
export interface Byline {
  readonly authors: readonly Span[];
  readonly agency: Span | null;
}

/** What may begin a byline, the surest first. */
const LABELS = ["author", "writer", "labelled", "reporter"] as const;

interface Name extends Span {
  readonly to: number;
  /** A person was found there. */
  readonly sure: boolean;
}

/**
 * The byline that a paragraph is, from token `from` on: `By Ahmed Al-Haj and Maggie Michael, Associated Press`,
 * `(Reporting by … in Aden; Editing by …)`, `كتب: …`. Null where it is none, or it is doubtful ("By Friday the army …").
 */
export function bylineOf(paragraph: HeadParagraph, from = 0): Byline | null {
  const { tokens } = paragraph;
  let at = from;
  while (/^[-–—(|]$/.test(tokens[at]?.norm ?? "")) at++;
  const kind = LABELS.find((one) => wordAt(one, tokens, at) !== null);
  const label = kind && wordAt(kind, tokens, at);
  if (!kind || label === undefined || label === null) return null;
  const marked = /^[:/]$/.test(tokens[label]?.text ?? "") || isDivider(tokens[label]);
  at = marked ? label + 1 : label;
  const names: Name[] = [];
  let agency: Span | null = null;
  let signed = false;
  for (;;) {
    const name =
      names.length === 0 || joins(tokens, at)
        ? nameAt(paragraph, joined(tokens, at), names.length > 0 && joined(tokens, at) === at)
        : null;
    const own = name ? null : agencyFieldAt(paragraph, joined(tokens, at));
    if (name) {
      names.push(name);
      at = placeEnd(paragraph, name.to);
    } else if (own !== null) {
      agency ??= spanOf(paragraph, { from: joined(tokens, at), to: own });
      signed = true;
      at = own;
    } else {
      const next = restEnd(paragraph, joined(tokens, at));
      if (next === null) break;
      signed = true;
      at = next;
    }
  }
  if (!ends(tokens, at)) return null;
  const found = names.some((name) => name.sure);
  const isSure = {
    author: names.length > 0 || signed,
    writer: found || signed || (marked && names.length > 0),
    labelled: marked && (names.length > 0 || signed),
    reporter: found,
  }[kind];
  if (!isSure) return null;
  return { authors: names.map(({ start, end }) => ({ start, end })), agency };
}

/** Whether another name may follow at token `at`, and where it begins. */
const joins = (tokens: readonly Token[], at: number): boolean =>
  joined(tokens, at) > at || isArabicAnd(tokens[at]);
function joined(tokens: readonly Token[], at: number): number {
  let to = at;
  while (isComma(tokens[to]) || /^(and|&|و|with)$/.test(tokens[to]?.norm ?? "")) {
    // `; Editing by` is another's work.
    if (/^[;؛.]$/.test(tokens[to]?.text ?? "")) return to;
    to++;
  }
  if (/^[|-]$/.test(tokens[to]?.norm ?? "") && !tokens[to + 1]?.joined) to++;
  return to;
}
const isArabicAnd = (token: Token | undefined): boolean => token?.norm.startsWith("و") ?? false;

/** A person's name at token `at`: one that was found, or words that can be nothing else. */
function nameAt(paragraph: HeadParagraph, at: number, isNext: boolean): Name | null {
  const { tokens, language, mentions } = paragraph;
  const first = tokens[at];
  if (!first) return null;
  const made = (to: number, sure: boolean, skip = 0): Name => ({
    start: first.start + skip,
    end: tokens[to - 1]?.end ?? first.end,
    to,
    sure,
  });
  let to = at;
  if (language === "ar") {
    // `أحمد علي ومحمد صالح`: the second name begins behind its "and".
    const skip = isNext && isArabicAnd(first) ? 1 : 0;
    const person = mentions.find((own) => own.from === at && own.label === "PERSON");
    if (person) return made(person.to, true, skip);
    while (to < at + 4 && tokens[to]?.kind === "word") to++;
    const isName = to - at >= 2 && ends(tokens, to) && !overlapped(paragraph, at, to, ["LOC", "ORG", "DATE"]);
    return isName ? made(to, false, skip) : null;
  }
  const person = mentionAt(paragraph, at, "PERSON");
  while (to < at + 8 && isNamePart(tokens, to, at) && (!person || to < person.to || tokens[to]?.joined)) to++;
  if (person) return made(Math.max(to, person.to), true);
  const words = tokens.slice(at, to).filter(({ kind }) => kind === "word").length;
  if (words < 2 || desk(tokens, at) !== null || overlapped(paragraph, at, to, ["LOC", "ORG", "NORP", "DATE"]))
    return null;
  return made(to, false);
}

function isNamePart(tokens: readonly Token[], at: number, first: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (token.kind === "word")
    return /^\p{Lu}/u.test(token.text)
      ? token.norm !== "and"
      : /^(al|el|bin|ibn|de|da|van|von|der|ben|abu)$/.test(token.text) && at > first;
  return /^[-'’.]$/.test(token.norm) && token.joined && at > first;
}

/** Behind a name: ` in Aden`, ` in Aden and Sanaa`. */
function placeEnd(paragraph: HeadParagraph, at: number): number {
  const { tokens } = paragraph;
  if (!/^(in|at|from|في)$/.test(tokens[at]?.norm ?? "")) return at;
  const place = mentionAt(paragraph, at + 1, "LOC");
  if (place) return place.to;
  let to = at + 1;
  while (to < at + 5 && /^\p{Lu}/u.test(tokens[to]?.text ?? "")) to++;
  return to > at + 1 ? to : at;
}

/** What else stands in a byline: the desk, a date, a place behind a comma, ` for `; null where token `at` begins none of it. */
function restEnd(paragraph: HeadParagraph, at: number): number | null {
  const { tokens } = paragraph;
  const known = desk(tokens, at) ?? dateAt(paragraph, at)?.to ?? null;
  if (known !== null) return known;
  const place = isComma(tokens[at - 1]) ? mentionAt(paragraph, at, "LOC") : null;
  if (place) return place.to;
  return /^(for|of)$/.test(tokens[at]?.norm ?? "") && agencyFieldAt(paragraph, at + 1) !== null
    ? at + 1
    : null;
}

const desk = (tokens: readonly Token[], at: number): number | null => wordAt("desk", tokens, at);

const OTHERS: readonly HeadWord[] = ["editor", "author"];

/** The end of the paragraph, or of its bracket, or others' work behind a semicolon or full stop. */
function ends(tokens: readonly Token[], at: number): boolean {
  let to = at;
  while (/^[.;؛)\]،,]$/.test(tokens[to]?.text ?? "") || isDivider(tokens[to])) to++;
  return to >= tokens.length || (to > at && OTHERS.some((kind) => wordAt(kind, tokens, to) !== null));
}
