import type { Token } from "../../text/token.ts";
import type { DateExpression, Found } from "../entities/mention.ts";
import type { ParagraphReading } from "../paragraph.ts";
import { agencyAt, isComma, isDash, isDivider, wordAt } from "./words.ts";

/** A paragraph with all its mentions, those that the rest of the article gave it among them. */
export interface HeadParagraph extends Pick<ParagraphReading, "text" | "tokens" | "language"> {
  readonly mentions: readonly Found[];
}

/** One part of a dateline: the tokens `from` up to `to`. */
export interface Field {
  readonly kind: "place" | "agency" | "date" | "note" | "person";
  readonly from: number;
  readonly to: number;
  /** A list or a mention says so; else its place between the others does. */
  readonly sure: boolean;
  /** In brackets, which `from` and `to` leave out. */
  readonly bracketed: boolean;
  readonly date: DateExpression | null;
  /** The list entry of a place; null for one in no list. */
  readonly key: string | null;
  /** The token behind the town, where a bracket names its country too; else null. */
  readonly town: number | null;
}

/** The parts that a paragraph begins with. */
export interface Fields {
  readonly fields: readonly Field[];
  /** The token behind the last part and the marks that close it: where the text begins. */
  readonly to: number;
  /** The last mark is a dash, a colon or a bar, or a known agency in brackets. */
  readonly closed: boolean;
}

/** The longest that a part is, in tokens. */
const LONGEST = 10;

/**
 * The parts of a dateline that a paragraph begins with, up to the last mark that closes one: place, region, agency,
 * date, note, in any order, divided by commas, dashes, bars and brackets.
 */
export function fieldsOf(paragraph: HeadParagraph): Fields {
  const { tokens } = paragraph;
  const fields: Field[] = [];
  let kept: Fields = { fields: [], to: 0, closed: false };
  let at = 0;
  while (isDash(tokens[at])) at++;
  while (at < tokens.length) {
    const field = fieldAt(paragraph, at, fields);
    if (!field) break;
    const end = field.to + (field.bracketed ? 1 : 0);
    fields.push(field);
    const next = marksEnd(paragraph, end, [...fields]);
    if (next.closed || end >= tokens.length || isClosing(tokens, field))
      kept = { fields: [...fields], to: next.to, closed: true };
    // Only a date and a bracket follow without a mark: `BAGHDAD March 3 (Reuters)`.
    const open = next.to === end && !field.bracketed;
    if (open && !isBracket(tokens[end]) && !dateAt(paragraph, end)) break;
    at = next.to;
  }
  return kept;
}

/** A known agency in brackets needs no mark behind it, nor do town and country, nor `لندن: «الشرق الأوسط»`. */
const isClosing = (tokens: readonly Token[], { kind, bracketed, sure, town, from }: Field): boolean =>
  bracketed &&
  ((kind === "agency" &&
    sure &&
    (/^[([]$/.test(tokens[from - 1]?.text ?? "") || isDivider(tokens[from - 2]))) ||
    town !== null);

/** What encloses a part, and what ends it: agencies sign in brackets, papers in quotation marks. */
const BRACKETS = new Map([
  ["(", ")"],
  ["[", "]"],
  ["«", "»"],
  ["“", "”"],
  ['"', '"'],
]);

const isBracket = (token: Token | undefined): boolean => BRACKETS.has(token?.text ?? "");

/** The token behind the marks at token `at`; a dash within a word (`Gaza-based`) is none, unless an agency follows. */
function marksEnd(
  paragraph: HeadParagraph,
  at: number,
  before: readonly Field[],
): { to: number; closed: boolean } {
  const { tokens } = paragraph;
  let to = at;
  let closed = false;
  while (isDivider(tokens[to]) || isComma(tokens[to])) {
    const inside = tokens[to]?.joined && tokens[to + 1]?.joined && !isDivider(tokens[to + 1]);
    if (isDash(tokens[to]) && inside && !isBracket(tokens[to + 1]) && !isDash(tokens[to - 1])) {
      const next = fieldAt(paragraph, to + 1, before);
      if (next?.kind !== "agency" && next?.kind !== "note") break;
    }
    // `غزة / سما /`
    const isSlash = tokens[to]?.text === "/" && before.at(-1)?.kind === "agency" && before.length > 1;
    closed ||= isDivider(tokens[to]) || isSlash;
    to++;
  }
  return { to, closed };
}

/** Words that say what follows them, and are no part of a dateline. */
const LABELS = ["credit", "source", "published", "updated"] as const;

function fieldAt(paragraph: HeadParagraph, at: number, before: readonly Field[]): Field | null {
  const { tokens } = paragraph;
  if (isBracket(tokens[at])) return bracketAt(paragraph, at, before);
  const hasPlace = before.some(({ kind }) => kind === "place");
  const date = dateAt(paragraph, at);
  if (date) return field("date", at, yearEnd(tokens, date.to), { date: date.date });
  const time = timeAt(tokens, at);
  if (time !== null) return field("note", at, time);
  if (hasPlace && /^(19|20)\d\d$/.test(tokens[at]?.norm ?? "")) return field("note", at, at + 1);
  const agency = agencyFieldAt(paragraph, at);
  // `المصدر أونلاين` is no label.
  if (agency === null && LABELS.some((kind) => wordAt(kind, tokens, at) !== null)) return null;
  const place = mentionAt(paragraph, at, "LOC");
  // `سبأ` is a town too: behind a place it is the agency. And `عدن الغد` is no town.
  if (agency !== null && (hasPlace || (place && agency > place.to))) return field("agency", at, agency);
  const special = hasPlace && isDash(tokens[at - 1]) ? signedSpecial(tokens, at) : null;
  if (special !== null) return field("agency", at, special, { sure: false });
  if (place) {
    // `القدس المحتلة`
    const to = place.to + (tokens[place.to]?.norm === "المحتله" ? 1 : 0);
    return field("place", at, upperRun(paragraph, at, to), { key: place.key });
  }
  if (agency !== null) return field("agency", at, agency);
  const note = wordAt("note", tokens, at);
  if (note !== null) return field("note", at, note);
  const person = mentionAt(paragraph, at, "PERSON");
  if (person) return field("person", at, person.to);
  const run = nameRun(paragraph, at);
  return run === null ? null : field("place", at, run, { sure: false });
}

function field(kind: Field["kind"], from: number, to: number, rest: Partial<Field> = {}): Field {
  return { kind, from, to, sure: true, bracketed: false, date: null, key: null, town: null, ...rest };
}

/** `(Reuters)`, `(AFP/AP)`, `(15 June 2012)`, `(Cuba)`; behind a place a name that is in no list is the agency's. */
function bracketAt(paragraph: HeadParagraph, at: number, before: readonly Field[]): Field | null {
  const { tokens } = paragraph;
  const from = at + 1;
  let to = from;
  const closing = BRACKETS.get(tokens[at]?.text ?? "");
  while (to < tokens.length && to - from <= LONGEST && tokens[to]?.text !== closing) to++;
  if (to === from || tokens[to]?.text !== closing) return null;
  const made = (kind: Field["kind"], rest: Partial<Field> = {}): Field =>
    field(kind, from, to, { bracketed: true, ...rest });
  const date = dateAt(paragraph, from);
  if (date?.to === to) return made("date", { date: date.date });
  if (agenciesThrough(paragraph, from, to)) return made("agency");
  if (closing !== ")" && closing !== "]") return null;
  if (wordAt("note", tokens, from) === to) return made("note");
  const place = mentionAt(paragraph, from, "LOC");
  if (place?.to === to) return made("place", { key: place.key });
  // `(Peshawar, Pakistan) Militants …`
  const region = place && tokens[place.to]?.text === "," ? mentionAt(paragraph, place.to + 1, "LOC") : null;
  if (place && at === 0 && region?.to === to) return { ...made("place", { key: place.key }), town: place.to };
  const inside = tokens.slice(from, to);
  if (inside.some((_, n) => wordAt("credit", tokens, from + n) !== null)) return null;
  const isName =
    paragraph.language === "en" &&
    before.some(({ kind }) => kind === "place") &&
    inside.length <= 6 &&
    inside.every(({ text, kind }) => kind !== "word" || /^\p{Lu}|^(of|the|and|de|al)$/u.test(text)) &&
    inside.some(({ kind }) => kind === "word") &&
    !overlapped(paragraph, from, to, ["LOC", "PERSON", "NORP", "DATE"]) &&
    isDivider(tokens[to + 1]);
  return isName ? made("agency", { sure: false }) : null;
}

/** Whether the tokens name agencies and nothing else: `AFP/Reuters`, `AP and AFP`. */
export function agenciesThrough(paragraph: HeadParagraph, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const next = agencyFieldAt(paragraph, at);
    if (next === null || next > to) return false;
    if (next === to) return true;
    if (!isComma(paragraph.tokens[next]) && !/^(and|&|-|و)$/.test(paragraph.tokens[next]?.norm ?? ""))
      return false;
    at = next + 1;
  }
  return false;
}

/** The token behind an agency at token `at`: one of the list, or an organisation whose name says that it is one. */
export function agencyFieldAt(paragraph: HeadParagraph, at: number): number | null {
  const listed = agencyAt(paragraph.tokens, at);
  const named = mentionAt(paragraph, at, "ORG");
  const says =
    named !== null &&
    /news|press|agency|\btv\b|radio|online|\btimes\b|\bpost\b|نيوز|وكال|قناة|صحيفة|موقع|أونلاين|اونلاين|برس|إذاعة|راديو/i.test(
      paragraph.text.slice(named.start, named.end),
    );
  if (!says || !named) return listed;
  return Math.max(named.to, listed ?? 0);
}

/** The mention of a label that begins with token `at`, whole (not behind a clitic). */
export const mentionAt = (
  { mentions, tokens }: HeadParagraph,
  at: number,
  label: Found["label"],
): Found | null =>
  mentions.find((own) => own.from === at && own.label === label && own.start === tokens[at]?.start) ?? null;

/** A date at token `at`, with those that follow it at once: `Friday, 15 June 2012`, `2 مارس آذار`. */
export function dateAt(
  { mentions, tokens }: HeadParagraph,
  at: number,
): { to: number; date: DateExpression } | null {
  let found: { readonly to: number; readonly date: DateExpression } | null = null;
  let from = at;
  for (;;) {
    const start = from;
    const mention: Found | undefined = mentions.find((own) => own.from === start && own.date !== null);
    if (!mention?.date) return found;
    // The day says more than its name.
    const date: DateExpression = found && mention.date.kind !== "day" ? found.date : mention.date;
    found = { to: mention.to, date };
    from = mention.to + (isComma(tokens[mention.to]) ? 1 : 0);
  }
}

/** Behind a date the year in two figures that wires of the last century wrote: `21 NOV 89`. */
const yearEnd = (tokens: readonly Token[], at: number): number =>
  /^\d\d$/.test(tokens[at]?.norm ?? "") && (isBracket(tokens[at + 1]) || isDivider(tokens[at + 1]))
    ? at + 1
    : at;

/** `21:13 GMT`, `6:05 am`, `٠٦:٢٢`. */
function timeAt(tokens: readonly Token[], at: number): number | null {
  const [hour, colon, minute] = tokens.slice(at, at + 3);
  if (!/^\d{1,2}$/.test(hour?.norm ?? "") || !colon?.joined || !/^[:.]$/.test(colon.text)) return null;
  if (!minute?.joined || !/^\d{2}$/.test(minute.norm)) return null;
  return wordAt("zone", tokens, at + 3) ?? at + 3;
}

/** `عدن - عدن الآن - خاص`: between a place and "exclusive" stands who has it. */
function signedSpecial(tokens: readonly Token[], at: number): number | null {
  for (let to = at + 1; to <= at + 4; to++) {
    if (isDash(tokens[to])) return /^(خاص|exclusive)$/.test(tokens[to + 1]?.norm ?? "") ? to : null;
    if (tokens[to]?.kind !== "word") return null;
  }
  return null;
}

/** A name as it stands in a dateline: English words with capitals, up to three Arabic ones before a bracket. */
function nameRun(paragraph: HeadParagraph, at: number): number | null {
  const { tokens, language } = paragraph;
  let to = at;
  if (language === "ar") {
    while (to < at + 3 && tokens[to]?.kind === "word") to++;
    return to > at && tokens[to]?.text === "(" && !overlapped(paragraph, at, to, NO_PLACES) ? to : null;
  }
  while (to < at + 6 && isNamePart(tokens, to, at)) to++;
  // `UNITED NATIONS, June 15 (Reuters) -` is written in its building.
  const upper = tokens.slice(at, to).every(({ text }) => !/\p{Ll}/u.test(text));
  const others = upper ? NO_PLACES.filter((label) => label !== "ORG") : NO_PLACES;
  return to > at && !overlapped(paragraph, at, to, others) ? to : null;
}

const NO_PLACES: readonly Found["label"][] = ["PERSON", "ORG", "NORP", "DATE", "MONEY", "WEAPON"];

function isNamePart(tokens: readonly Token[], at: number, first: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (token.kind === "word") return /^\p{Lu}/u.test(token.text) || (at > first && token.joined);
  return at > first && /^[-'’]$/.test(token.norm) && token.joined && tokens[at + 1]?.joined === true;
}

/** Behind a place in capitals the words in capitals that belong to it. */
function upperRun(paragraph: HeadParagraph, from: number, to: number): number {
  const { tokens } = paragraph;
  if (!/^[^\p{Ll}]{3,}$/u.test(tokens[from]?.text ?? "") || paragraph.language === "ar") return to;
  let end = to;
  while (/^\p{Lu}{2,}$/u.test(tokens[end]?.text ?? "") && end < to + 3) end++;
  return overlapped(paragraph, to, end, NO_PLACES) ? to : end;
}

export const overlapped = (
  { mentions }: HeadParagraph,
  from: number,
  to: number,
  labels: readonly Found["label"][],
): boolean => mentions.some((own) => own.from < to && own.to > from && labels.includes(own.label));
