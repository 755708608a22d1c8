import type { Language } from "../../text/language.ts";
import { type Span, shift } from "../../text/span.ts";
import type { ArticleHead, EntityMention, HeadName, Quote } from "../detection.ts";
import type { DateExpression, Found } from "../entities/mention.ts";
import type { RawFigure } from "../figures/figure.ts";
import type { ParagraphReading } from "../paragraph.ts";
import { resolveDay } from "../resolve/dates.ts";
import { bylineOf } from "./byline.ts";
import { type Dateline, datelineOf, signatureOf } from "./dateline.ts";
import type { HeadParagraph } from "./fields.ts";
import { publishedIn, type StatedDay } from "./published.ts";

/** How many paragraphs from the top may hold dateline and byline, and from the end a signature. */
const HEAD = 8;
const FOOT = 4;

/** A span of the paragraph of that number. */
interface Placed extends Span {
  readonly paragraph: number;
}

/** What an article says of itself, in spans of its paragraphs; read before dates are resolved, for they rest on it. */
export interface HeadReading {
  readonly place: Placed | null;
  readonly agency: Placed | null;
  readonly byline: readonly Placed[];
  readonly published: StatedDay | null;
  /** The dateline with a place: its paragraph, the offset there where it ends, and its day if it gives one. */
  readonly dateline: {
    readonly paragraph: number;
    readonly end: number;
    readonly date: DateExpression | null;
  } | null;
}

/**
 * Reads the head and the foot of an article: the first dateline with a place, the agency of that dateline or else the
 * first that signs, the first byline. What is missing or doubtful is null or empty.
 */
export function readHead(
  readings: readonly ParagraphReading[],
  mentions: readonly (readonly Found[])[],
): HeadReading {
  const paragraph = (n: number): HeadParagraph | null => {
    const reading = readings[n];
    return reading ? { ...reading, mentions: mentions[n] ?? reading.mentions } : null;
  };
  let place: Placed | null = null;
  let agency: Placed | null = null;
  let byline: readonly Placed[] = [];
  let first: HeadReading["dateline"] = null;
  let isRoundUp = false;
  let read = 0;
  for (; read < Math.min(HEAD, readings.length); read++) {
    const own = paragraph(read);
    if (!own) continue;
    const n = read;
    const at = (span: Span): Placed => ({ ...span, paragraph: n });
    const found = datelineOf(own);
    isRoundUp ||= found !== null && beginsRoundUp(found, own, () => ROUND_UP.map((m) => paragraph(n + m)));
    const dateline = isRoundUp && found?.bare ? null : found;
    const signed = bylineOf(own, dateline && !dateline.alone ? dateline.to : 0);
    if (byline.length === 0) {
      if (signed) byline = signed.authors.map(at);
      else if (dateline?.author) byline = [at(dateline.author)];
    }
    // The dateline says it of the text itself, whatever stands above it.
    if (dateline?.agency && (!agency || (dateline.place && !place))) agency = at(dateline.agency);
    else if (signed?.agency) agency ??= at(signed.agency);
    if (dateline?.place && !place) {
      place = at(dateline.place);
      first = { paragraph: n, end: own.tokens[dateline.to]?.start ?? own.text.length, date: dateline.date };
    }
    // Where the text begins the head ends.
    if (dateline && !dateline.alone) break;
  }
  for (let n = readings.length - 1; n >= Math.max(0, readings.length - FOOT); n--) {
    const own = paragraph(n);
    if (!own) continue;
    const at = (span: Span): Placed => ({ ...span, paragraph: n });
    const signature = n > read || n === readings.length - 1 ? signatureOf(own) : null;
    if (signature) agency ??= at(signature);
    const signed = bylineOf(own);
    if (signed?.agency) agency ??= at(signed.agency);
    if (signed && byline.length === 0) byline = signed.authors.map(at);
  }
  const top = readings.slice(0, HEAD).map((_, n) => paragraph(n));
  const published = publishedIn(
    top.filter((own) => own !== null),
    read,
  );
  return { place, agency, byline, published, dateline: first };
}

/** Which of the next paragraphs show that a text is a round-up. */
const ROUND_UP = [1, 2, 3, 4, 5];

/** A round-up begins each of its sections with the place that it is of: no one of them is the article's. */
function beginsRoundUp(
  dateline: Dateline,
  own: HeadParagraph,
  next: () => readonly (HeadParagraph | null)[],
): boolean {
  if (!dateline.bare || !dateline.place) return false;
  const words = ({ text }: HeadParagraph, { start, end }: Span): string => text.slice(start, end);
  const place = words(own, dateline.place);
  return next().some((paragraph) => {
    if (!paragraph) return false;
    const other = datelineOf(paragraph);
    return other?.bare === true && other.place !== null && words(paragraph, other.place) !== place;
  });
}

/** A figure of that paragraph without what only the dateline says: where it was written is not where people died. */
export function besideDateline({ dateline }: HeadReading, paragraph: number, figure: RawFigure): RawFigure {
  if (dateline?.paragraph !== paragraph) return figure;
  const stated = <T extends Span>(span: T | null): T | null =>
    span && span.end <= dateline.end ? null : span;
  const { place, date, source, where, ...rest } = figure;
  return {
    ...rest,
    place: stated(place),
    date: stated(date),
    source: stated(source),
    ...(where ? { where: where.filter((span) => stated(span) !== null) } : {}),
  };
}

const DAY = 86_400_000;
/** How many days after the day in its dateline an article is published at most, for the two to be of one article. */
const LATEST = 7;

/**
 * The day that "Friday" and "yesterday" are reckoned from, as an ISO date: the dateline's, where the text was written
 * some days before it was published; else the day of publication.
 */
export function writtenOn({ dateline }: HeadReading, published: string | null): string | null {
  if (!dateline?.date) return published;
  const { kind } = dateline.date;
  if (kind !== "day" && kind !== "weekday") return published;
  const { date } = dateline;
  const written = resolveDay(date.kind === "day" ? { ...date, either: false } : date, published);
  if (written === null || published === null) return written ?? published;
  const days = (Date.parse(published) - Date.parse(written)) / DAY;
  return days >= 0 && days <= LATEST ? written : published;
}

/** The head in the article's own offsets (UTF-16 code units), its place and agency with the mentions that stand there. */
export function headOf(
  text: string,
  spans: readonly (Span & { readonly language: Language })[],
  reading: HeadReading,
  entities: readonly EntityMention[],
  language: Language,
): ArticleHead {
  const quote = ({ paragraph, start, end }: Placed): Quote => {
    const span = shift({ start, end }, spans[paragraph]?.start ?? 0);
    return { ...span, text: text.slice(span.start, span.end) };
  };
  const name = (placed: Placed | null): HeadName | null => {
    if (!placed) return null;
    const own = quote(placed);
    const mention = entities.find(({ start, end }) => start === own.start && end === own.end);
    return { ...own, mention: mention?.id ?? null };
  };
  return {
    place: name(reading.place),
    agency: name(reading.agency),
    byline: reading.byline.map(quote),
    published: reading.published && { ...quote(reading.published), date: reading.published.date },
    languages: languagesOf(spans, language),
  };
}

/** The languages of the paragraphs, the article's own first, each with where it first stands. */
function languagesOf(
  spans: readonly (Span & { readonly language: Language })[],
  main: Language,
): ArticleHead["languages"] {
  const found = new Map<Language, { start: number; end: number; paragraphs: number }>();
  for (const { language, start, end } of spans) {
    const known = found.get(language);
    if (known) known.paragraphs++;
    else found.set(language, { start, end, paragraphs: 1 });
  }
  return [...found]
    .sort(([a], [b]) => Number(b === main) - Number(a === main))
    .map(([language, { start, end, paragraphs }]) => ({ language, paragraphs, start, end }));
}
