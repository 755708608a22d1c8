import { contains, type Span, sameSpan } from "../../text/span.ts";
import type { CasualtyFigure, EntityMention, Quote } from "../detection.ts";
import type { RawFigure } from "../figures/figure.ts";
import { arabicRelations } from "./arabicRepeats.ts";
import { resolveDate } from "./dates.ts";

/** A raw figure with where its paragraph begins in the text, and the number of the paragraph's first figure. */
export interface PlacedFigure {
  readonly raw: RawFigure;
  readonly offset: number;
  readonly first: number;
}

/**
 * The figures of an article from those of its paragraphs: offsets in the whole text, references to mentions by id,
 * dates against the day of publication, and how figures stand to each other. Offsets are UTF-16 code units.
 */
export function resolveFigures(
  text: string,
  placed: readonly PlacedFigure[],
  entities: readonly EntityMention[],
  published: string | null,
): CasualtyFigure[] {
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
  const figures = placed.map(({ raw, offset, first }, n): CasualtyFigure => {
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
      date: raw.date?.date ? resolveDate(raw.date.date, published) : null,
      source: refer(raw.source, offset),
      scope: raw.scope,
      status: raw.status,
      partOf: raw.partOf === null ? null : `f${first + raw.partOf + 1}`,
      sameAs: null,
      conflictsWith: [],
      confidence: raw.confidence,
      rule: raw.rule,
    };
  });
  return related(figures, entities);
}

const mentionsByStart = (entities: readonly EntityMention[]): Map<number, EntityMention> =>
  new Map(entities.map((mention) => [mention.end, mention]));

/** The mentions inside a span, by binary search; `entities` are sorted and do not overlap. */
function within(entities: readonly EntityMention[], span: Span): EntityMention[] {
  let low = 0;
  let high = entities.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entities[middle]?.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const found: EntityMention[] = [];
  for (let i = low; i < entities.length; i++) {
    const mention = entities[i];
    if (!mention || mention.start >= span.end) break;
    if (contains(span, mention)) found.push(mention);
  }
  return found;
}

/** Fills `sameAs`: a later figure of the same harm and number that can mean the same people as an earlier one. */
function related(figures: readonly CasualtyFigure[], entities: readonly EntityMention[]): CasualtyFigure[] {
  const byId = new Map(entities.map((mention) => [mention.id, mention]));
  const seen = new Map<string, CasualtyFigure>();
  const arabic = arabicRelations(figures);
  return figures.map((figure) => {
    const relation = arabic.get(figure.id);
    if (relation) return { ...figure, [relation.kind]: relation.id };
    const key = identity(figure, byId);
    const earlier = key === null ? undefined : seen.get(key);
    if (key !== null && !earlier) seen.set(key, figure);
    return earlier && !sameSpan(earlier, figure) && isRepeat(figure, earlier)
      ? { ...figure, sameAs: earlier.id }
      : figure;
  });
}

/** What two figures must share to be one: harm and person, or harm and a number that is no accident. */
function identity(figure: CasualtyFigure, byId: ReadonlyMap<string, EntityMention>): string | null {
  if (figure.status === "negated" || figure.partOf !== null) return null;
  if (figure.qualifier === "named") {
    const [id] = figure.victimEntities;
    const entity = id === undefined ? undefined : byId.get(id)?.entity;
    return `${figure.harm}:${entity ?? figure.text}`;
  }
  const value = figure.min ?? figure.max;
  if (value === null) return null;
  return value > 2
    ? `${figure.harm}:${value}:${figure.scope}`
    : `${figure.harm}:${value}:${figure.scope}:${figure.victims ?? ""}`;
}

function isRepeat(figure: CasualtyFigure, earlier: CasualtyFigure): boolean {
  if (figure.qualifier === "range" || earlier.qualifier === "range") return figure.max === earlier.max;
  if (figure.date !== null && earlier.date !== null && figure.date !== earlier.date) return false;
  const known = (type: string): boolean => type !== "unknown" && type !== "mixed";
  return !(known(figure.victimType) && known(earlier.victimType) && figure.victimType !== earlier.victimType);
}
