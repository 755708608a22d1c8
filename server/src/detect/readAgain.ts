import type { Paragraph } from "../text/document.ts";
import type { Language } from "../text/language.ts";
import { shift } from "../text/span.ts";
import type { CasualtyFigure, EntityLabel, EntityMention } from "./detection.ts";
import type { Found } from "./entities/mention.ts";
import { figuresIn, type ParagraphReading, readParagraph } from "./paragraph.ts";
import { resolveDate } from "./resolve/dates.ts";
import { type PlacedFigure, resolveFigures } from "./resolve/figures.ts";
import type { ProjectNames } from "./resolve/nameIndex.ts";
import { withOtherScript } from "./resolve/names/transliterated.ts";
import { wanted, withNames } from "./resolve/projectNames.ts";
import { type SpreadNames, spreadOver } from "./resolve/spread.ts";
import { withoutLabels } from "./unused.ts";

/** What an analysis of a whole article knows that a paragraph of it does not: enough to read one again by itself. */
export interface Surroundings {
  readonly language: Language;
  readonly known: SpreadNames;
  readonly names: ProjectNames | undefined;
  readonly off: readonly EntityLabel[] | undefined;
  /** The day that relative dates below the dateline are reckoned from, as an ISO date. */
  readonly written: string | null;
}

/** Who a mention is, as far as can be told without reading the whole article. */
export interface KnownAs {
  readonly entity: string;
  readonly name: string;
}

/** What is known of the words of a paragraph. Offsets are UTF-16 code units of the whole text. */
export interface Acquaintance {
  /** The label that the same words at the same place had in the whole article; null where they are new there. */
  label(start: number, end: number, words: string): EntityLabel | null;
  /** Who words with a label are. */
  entity(start: number, end: number, words: string, label: EntityLabel): KnownAs;
}

/** The mentions and figures of some paragraphs, with ids of their own. */
export interface ReadAgain {
  readonly entities: readonly EntityMention[];
  readonly figures: readonly CasualtyFigure[];
}

/**
 * The mentions of a paragraph that has the project's names in it already, as the rest of the article and the project
 * have them: names spread over it, and none comes in that the project refused.
 */
export function mentionsWith(
  reading: ParagraphReading,
  known: SpreadNames,
  names: ProjectNames | undefined,
): readonly Found[] {
  const spread = spreadOver(reading, known);
  return withOtherScript(reading, names ? wanted(reading.tokens, spread, names) : spread);
}

/**
 * Reads some paragraphs of a text anew and takes all else of the article as it was: names spread as they did, dates are
 * reckoned from the same day, entities are those that are known. What it gives is what an analysis of the whole would most
 * likely give for these paragraphs, in time that grows with them alone. Offsets are UTF-16 code units of the text.
 */
export function readAgain(
  text: string,
  spans: readonly Paragraph[],
  { known, names, off, written }: Surroundings,
  acquaintance: Acquaintance,
): ReadAgain {
  const entities: EntityMention[] = [];
  const placed: PlacedFigure[] = [];
  for (const { start: offset, end, language } of spans) {
    const reading = readParagraph(text.slice(offset, end), language);
    const own = mentionsWith(names ? withNames(reading, names) : reading, known, names);
    const mentions = own.map((mention) => labelled(mention, offset, text, acquaintance));
    for (const mention of mentions) {
      const [from, to] = [mention.start + offset, mention.end + offset];
      const words = text.slice(from, to);
      entities.push({
        id: `e${entities.length + 1}`,
        start: from,
        end: to,
        text: words,
        label: mention.label,
        confidence: mention.confidence,
        source: mention.source,
        value: mention.date ? resolveDate(mention.date, written) : mention.value,
        ...(mention.because ? { because: mention.because } : {}),
        ...acquaintance.entity(from, to, words, mention.label),
      });
    }
    const first = placed.length;
    for (const raw of figuresIn(reading, mentions)) placed.push({ language, raw, offset, first });
  }
  return withoutLabels(entities, resolveFigures(text, placed, entities, written), off);
}

/** A guess has the label that the whole article gave these words, so that it does not change with each key and back. */
function labelled(mention: Found, offset: number, text: string, { label }: Acquaintance): Found {
  if (mention.source !== "tagger" && mention.source !== "article") return mention;
  const { start, end } = shift(mention, offset);
  const known = label(start, end, text.slice(start, end));
  return known === null || known === mention.label ? mention : { ...mention, label: known };
}
