import type { CasualtyFigure, EntityLabel, EntityMention } from "./detection.ts";

/**
 * Mentions without those of labels that are not wanted, and figures that refer to such a mention by its words alone:
 * what it says of a figure is known all the same.
 */
export function withoutLabels(
  entities: readonly EntityMention[],
  figures: readonly CasualtyFigure[],
  off: readonly EntityLabel[] | undefined,
): { readonly entities: readonly EntityMention[]; readonly figures: readonly CasualtyFigure[] } {
  if (!off || off.length === 0) return { entities, figures };
  const gone = new Map(
    entities.filter(({ label }) => off.some((own) => own === label)).map(({ id, text }) => [id, text]),
  );
  if (gone.size === 0) return { entities, figures };
  const words = (value: string | null): string | null => (value === null ? null : (gone.get(value) ?? value));
  return {
    entities: entities.filter(({ id }) => !gone.has(id)),
    figures: figures.map((figure) => ({
      ...figure,
      victimEntities: figure.victimEntities.filter((id) => !gone.has(id)),
      perpetrator: words(figure.perpetrator),
      place: words(figure.place),
      source: words(figure.source),
    })),
  };
}
