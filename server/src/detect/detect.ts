import { type Paragraph, paragraphs } from "../text/document.ts";
import { type Language, languageOf } from "../text/language.ts";
import { finished, type Steps } from "../text/steps.ts";
import type { Detections, EntityLabel, EntityMention } from "./detection.ts";
import type { Found } from "./entities/mention.ts";
import type { RawFigure } from "./figures/figure.ts";
import { besideDateline, headOf, readHead, writtenOn } from "./head/head.ts";
import { figuresIn, type ParagraphReading, readParagraph } from "./paragraph.ts";
import { mentionsWith, type Surroundings } from "./readAgain.ts";
import type { Codebook } from "./resolve/codebook.ts";
import { resolveDate } from "./resolve/dates.ts";
import { entitiesOf, type Placed } from "./resolve/entities.ts";
import { type PlacedFigure, resolvingFigures } from "./resolve/figures.ts";
import type { ProjectNames } from "./resolve/nameIndex.ts";
import { withNames } from "./resolve/projectNames.ts";
import { namesToSpread } from "./resolve/spread.ts";
import { tallyOf } from "./resolve/tally.ts";
import { withoutLabels } from "./unused.ts";

/** What detection is told beside the text. */
export interface DetectOptions {
  /** The day of publication as an ISO date, where neither the sidecar nor the text says it. */
  readonly published?: string | null;
  /** The day of publication as the sidecar has it; it goes before what the text says. */
  readonly sidecarPublished?: string | null;
  readonly codebook?: Codebook;
  /** What the project says of names: its gazetteer, and what was decided on them elsewhere. */
  readonly names?: ProjectNames;
  /** Labels that the project does not use: they are read, for figures rest on them, and not suggested. */
  readonly off?: readonly EntityLabel[];
}

/**
 * What has been read before, by paragraph. A paragraph's reading depends on its own text alone, and its figures on
 * that and its mentions, so an analysis with a memory gives exactly what one without gives, and an edit costs the
 * paragraphs that it touched. Each analysis drops what it did not use.
 */
export interface Memory {
  readings: Record<Language, Map<string, ParagraphReading>>;
  /** By what is told of a paragraph's mentions. */
  figures: Map<ParagraphReading, Map<string, readonly RawFigure[]>>;
  /** What the last analysis that came to its end knew of the article as a whole; null before it. */
  surroundings: Surroundings | null;
}

export const emptyMemory = (): Memory => ({
  readings: { ar: new Map(), en: new Map() },
  figures: new Map(),
  surroundings: null,
});

/**
 * All entities and casualty figures of a text. Offsets are UTF-16 code units; never throws, whatever the text.
 * @param memory one for all detections of a text that is detected in by several options
 */
export const detect = (text: string, options: DetectOptions = {}, memory = emptyMemory()): Detections =>
  finished(detection(text, options, memory));

/** The same in steps, most of them one a paragraph, so that a server can pause between them or give up. */
export function* detection(text: string, options: DetectOptions, memory: Memory): Steps<Detections> {
  const language = languageOf(text) ?? "en";
  const spans = paragraphs(text, language);
  const readings: ParagraphReading[] = [];
  const kept = emptyMemory();
  for (const span of spans) {
    const own = text.slice(span.start, span.end);
    const known = kept.readings[span.language];
    const reading =
      known.get(own) ?? memory.readings[span.language].get(own) ?? readParagraph(own, span.language);
    known.set(own, reading);
    readings.push(reading);
    yield;
  }
  const { names } = options;
  // Before names spread, so that those of the project do.
  const named = names ? readings.map((reading) => withNames(reading, names)) : readings;
  const all = yield* namesToSpread(named);
  const spread: (readonly Found[])[] = [];
  for (const reading of named) {
    spread.push(mentionsWith(reading, all, names));
    yield;
  }
  const read = readHead(readings, spread);
  const published = options.sidecarPublished ?? read.published?.date ?? options.published ?? null;
  const written = writtenOn(read, published);
  const above = read.dateline?.paragraph ?? 0;
  // Above the dateline stand the publication's own dates.
  const today = (n: number): string | null => (n < above ? published : written);
  const { entities, mentions } = yield* resolveMentions(text, spans, readings, spread, today, language);
  yield;
  const placed: PlacedFigure[] = [];
  for (const [n, reading] of readings.entries()) {
    const own = mentions[n] ?? [];
    const known = kept.figures.get(reading) ?? new Map<string, readonly RawFigure[]>();
    const key = signature(own);
    const raws = known.get(key) ?? memory.figures.get(reading)?.get(key) ?? figuresIn(reading, own);
    known.set(key, raws);
    kept.figures.set(reading, known);
    const first = placed.length;
    for (const raw of raws.map((own) => besideDateline(read, n, own)))
      placed.push({ language: reading.language, raw, offset: spans[n]?.start ?? 0, first });
    yield;
  }
  memory.readings = kept.readings;
  memory.figures = kept.figures;
  memory.surroundings = { language, known: all, names, off: options.off, written };
  yield;
  const figures = yield* resolvingFigures(text, placed, entities, written);
  const head = headOf(text, spans, read, entities, language);
  return {
    language,
    published,
    head,
    ...withoutLabels(entities, figures, options.off),
    tally: tallyOf(figures, options.codebook, published),
  };
}

/** All that the figures of a paragraph take from its mentions. */
const signature = (mentions: readonly Found[]): string =>
  mentions.map(({ from, to, start, label }) => `${from}-${to}@${start}${label}`).join(" ");

/** The mentions of an article, which of them are one entity, and the same by paragraph for its figures. */
function* resolveMentions(
  text: string,
  spans: readonly Paragraph[],
  readings: readonly ParagraphReading[],
  spread: readonly (readonly Found[])[],
  /** The day that relative dates in the paragraph of that number are reckoned from. */
  today: (paragraph: number) => string | null,
  language: Language,
): Steps<{ entities: EntityMention[]; mentions: Found[][] }> {
  const placed: Placed[] = [];
  const paragraphOf: number[] = [];
  for (const [n, own] of spread.entries()) {
    const [paragraph, offset] = [readings[n], spans[n]?.start ?? 0];
    if (!paragraph) continue;
    for (const mention of own) {
      placed.push({ mention, paragraph, offset });
      paragraphOf.push(n);
    }
  }
  const { mentions, numbers, names } = yield* entitiesOf(placed, language);
  yield;
  const byParagraph = readings.map((): Found[] => []);
  const entities = mentions.map((mention, n): EntityMention => {
    byParagraph[paragraphOf[n] ?? 0]?.push(mention);
    const offset = placed[n]?.offset ?? 0;
    const start = mention.start + offset;
    const end = mention.end + offset;
    const number = numbers[n] ?? 0;
    return {
      id: `e${n + 1}`,
      start,
      end,
      text: text.slice(start, end),
      label: mention.label,
      entity: `n${number}`,
      confidence: mention.confidence,
      source: mention.source,
      value: mention.date ? resolveDate(mention.date, today(paragraphOf[n] ?? 0)) : mention.value,
      ...(mention.because ? { because: mention.because } : {}),
      name: names[number - 1] ?? text.slice(start, end),
    };
  });
  return { entities, mentions: byParagraph };
}
