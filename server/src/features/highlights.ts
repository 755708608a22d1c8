import type { Range } from "../positions.ts";
import type { PublishedAnnotation } from "../protocol.ts";
import { type ArticleView, isShown, itemsAt } from "./view.ts";

/** The entity of the smallest mention at an offset (UTF-16 code units), with its label; null where none is. */
export const entityAt = (view: ArticleView, offset: number): PublishedAnnotation | null =>
  itemsAt(view, offset).find(({ published: { kind } }) => kind === "entity")?.published ?? null;

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
 * figure the figure itself, its number, the word of harm, and what it refers to.
 */
export function highlightsAt(view: ArticleView, offset: number): Range[] {
  const entity = entityAt(view, offset);
  if (entity) return mentionsOf(view, entity).map(({ range }) => range);
  const own = itemsAt(view, offset).find(({ published: { kind } }) => kind === "figure")?.published;
  if (!own?.figure) return [];
  const { numberRange, triggerRange, links } = own.figure;
  return [own.range, numberRange, triggerRange, ...links.map(({ range }) => range)].filter(
    (range) => range !== null,
  );
}
