import type { CasualtyFigure, Detections, Quote } from "../detect/detection.ts";
import { codePoints, spanToCodePoints } from "../positions.ts";

/**
 * Detections as the program's JSON: the record of `contract.md`, with offsets in code points of `text`. Keys are in the
 * contract's order, so that the same input gives the same bytes.
 */
export function recordFor(text: string, detections: Detections): Record<string, unknown> {
  const points = codePoints(text);
  const quote = (part: Quote): Record<string, unknown> => ({
    ...spanToCodePoints(points, part),
    text: part.text,
  });
  const { head } = detections;
  const figure = (found: CasualtyFigure): Record<string, unknown> => {
    const { id, start: _, end: __, text: ___, number, trigger, ...rest } = found;
    return { id, ...quote(found), number: quote(number), trigger: quote(trigger), ...rest };
  };
  return {
    language: detections.language,
    published: detections.published,
    entities: detections.entities.map(({ id, label, entity, name, confidence, source, value, ...span }) => ({
      id,
      ...quote(span),
      label,
      entity,
      name,
      confidence,
      source,
      ...(value === null ? {} : { value }),
    })),
    figures: detections.figures.map(figure),
    tally: detections.tally,
    head: {
      place: head.place && { ...quote(head.place), mention: head.place.mention },
      agency: head.agency && { ...quote(head.agency), mention: head.agency.mention },
      byline: head.byline.map(quote),
      published: head.published && { ...quote(head.published), date: head.published.date },
      languages: head.languages.map(({ language, paragraphs }) => ({ language, paragraphs })),
    },
  };
}
