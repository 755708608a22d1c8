import { type Lines, type Range, toRange } from "../positions.ts";
import type { PublishedAnnotation } from "../protocol.ts";
import { type ArticleView, itemsAt } from "./view.ts";

/** The entity of the smallest mention at an offset (UTF-16 code units), with its label; null where none is. */
export const entityAt = (view: ArticleView, offset: number): PublishedAnnotation | null =>
  itemsAt(view, offset).find(({ published: { kind } }) => kind === "entity")?.published ?? null;

const isShown = ({ status }: PublishedAnnotation): boolean => status !== "rejected" && status !== "orphaned";

/** All mentions of an entity in its article, by place. */
export const mentionsOf = (
  view: ArticleView,
  { entity, label }: PublishedAnnotation,
): PublishedAnnotation[] =>
  view.items
    .map(({ published }) => published)
    .filter((other) => isShown(other) && other.label === label && other.entity?.id === entity?.id);

/**
 * What belongs together with what stands at an offset (UTF-16 code units): all mentions of the entity; of a casualty
 * figure the figure itself, its number and the word of harm.
 */
export function highlightsAt(view: ArticleView, lines: Lines, offset: number): Range[] {
  const entity = entityAt(view, offset);
  if (entity) return mentionsOf(view, entity).map(({ range }) => range);
  const figure = itemsAt(view, offset).find(({ published: { kind } }) => kind === "figure");
  if (!figure) return [];
  const { numberRange, triggerRange } = figure.published.figure ?? {};
  return [toRange(lines, figure.span), numberRange, triggerRange].filter((range) => range != null);
}
