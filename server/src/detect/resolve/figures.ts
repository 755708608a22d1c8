import type { Language } from "../../text/language.ts";
import { countBelow } from "../../text/search.ts";
import { contains, type Span } from "../../text/span.ts";
import { finished, type Steps } from "../../text/steps.ts";
import type { CasualtyFigure, EntityMention, Quote } from "../detection.ts";
import { confidenceOf } from "../figures/confidence.ts";
import type { RawFigure } from "../figures/figure.ts";
import { arabicRelations, toldInArabic } from "./arabicRepeats.ts";
import { isLong, resolveDay } from "./dates.ts";
import { relate } from "./relations.ts";

/** A raw figure with where its paragraph begins in the text, and the number of the paragraph's first figure. */
export interface PlacedFigure {
  readonly language: Language;
  readonly raw: RawFigure;
  readonly offset: number;
  readonly first: number;
}

/**
 * The figures of an article from those of its paragraphs: offsets in the whole text, references to mentions by id,
 * dates against the day of publication, and how figures stand to each other. Offsets are UTF-16 code units.
 */
export const resolveFigures = (...parts: Parameters<typeof resolvingFigures>): CasualtyFigure[] =>
  finished(resolvingFigures(...parts));

/** The same in steps. */
export function* resolvingFigures(
  text: string,
  placed: readonly PlacedFigure[],
  entities: readonly EntityMention[],
  published: string | null,
): Steps<CasualtyFigure[]> {
  const inText = (span: Span, offset: number): Quote => ({
    start: span.start + offset,
    end: span.end + offset,
    text: text.slice(span.start + offset, span.end + offset),
  });
  const at = mentionsByStart(entities);
  const refer = (span: Span | null, offset: number): string | null => {
    if (!span) return null;
    const words = inText(span, offset);
    const mention = at.get(words.end);
    return mention && mention.start - words.start <= 4 && mention.start >= words.start
      ? mention.id
      : words.text;
  };
  yield;
  const figures = placed.map(({ language, raw, offset, first }, n): CasualtyFigure => {
    const quote = inText(raw, offset);
    return {
      id: `f${n + 1}`,
      ...quote,
      number: inText(raw.number, offset),
      trigger: inText(raw.trigger, offset),
      harm: raw.harm,
      min: raw.bounds.min,
      max: raw.bounds.max,
      qualifier: raw.bounds.qualifier,
      victims: raw.victims ? inText(raw.victims, offset).text : null,
      victimType: raw.victimType,
      victimEntities: within(entities, quote).map(({ id }) => id),
      perpetrator: refer(raw.perpetrator, offset),
      place: refer(raw.place, offset),
      date: raw.date?.date ? resolveDay(raw.date.date, published) : null,
      source: refer(raw.source, offset),
      // "843 civilians from 26 April to 19 August" is a total over a time, whatever the words around it.
      scope: raw.date?.date && isLong(raw.date.date, published) ? "cumulative" : raw.scope,
      status: raw.status,
      partOf: raw.partOf === null ? null : `f${first + raw.partOf + 1}`,
      sameAs: null,
      conflictsWith: [],
      confidence: confidenceOf({ language, rule: raw.rule, qualifier: raw.bounds.qualifier, sure: raw.sure }),
      rule: raw.rule,
    };
  });
  yield;
  const byId = new Map(entities.map(({ id, entity }) => [id, entity]));
  const placesOf = (raw: RawFigure, offset: number): string[] =>
    (raw.where ?? (raw.place ? [raw.place] : [])).flatMap((span) => {
      const id = refer(span, offset);
      return id === null ? [] : [byId.get(id) ?? id];
    });
  const arabic = arabicRelations(figures);
  yield;
  return yield* relate(
    figures.map((figure): CasualtyFigure => {
      const relation = arabic.get(figure.id);
      return relation ? { ...figure, [relation.kind]: relation.id } : figure;
    }),
    placed.map(({ language, raw, offset, first }, n) => ({
      ...(language === "ar"
        ? { ...toldInArabic(figures[n]), ...(raw.telling ? { telling: raw.telling } : {}) }
        : { telling: raw.telling ?? "new", head: raw.head ?? "" }),
      places: placesOf(raw, offset),
      sentence: first * 1000 + (raw.sentence ?? 0),
    })),
    entities,
  );
}

const mentionsByStart = (entities: readonly EntityMention[]): Map<number, EntityMention> =>
  new Map(entities.map((mention) => [mention.end, mention]));

/** The mentions inside a span, by binary search; `entities` are sorted and do not overlap. */
function within(entities: readonly EntityMention[], span: Span): EntityMention[] {
  const first = countBelow(span.start, entities.length, (n) => entities[n]?.start ?? 0);
  const found: EntityMention[] = [];
  for (let i = first; i < entities.length; i++) {
    const mention = entities[i];
    if (!mention || mention.start >= span.end) break;
    if (contains(span, mention)) found.push(mention);
  }
  return found;
}
