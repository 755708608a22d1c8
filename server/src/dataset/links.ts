import type { Reference } from "../annotations/annotation.ts";
import type { CasualtyFigure } from "../detect/detection.ts";
import { byPosition, type Span } from "../text/span.ts";
import type { DatasetEntity, DatasetFigure, Link } from "./article.ts";

const key = ({ start, end }: Span, harm = ""): string => `${start}-${end}-${harm}`;

const isToFigure = ({ role }: { readonly role: Reference["role"] }): boolean =>
  role === "partOf" || role === "sameAs" || role === "conflictsWith";

/** Figures with links to those of the entities and figures that they refer to by place and words. */
export function linked(
  figures: readonly DatasetFigure[],
  entities: readonly DatasetEntity[],
): DatasetFigure[] {
  const ids = new Map<string, string>();
  // Backwards, so that of several on one place the first has it.
  for (const entity of [...entities].reverse()) ids.set(key(entity), entity.id);
  for (const one of [...figures].reverse()) ids.set(key(one, one.figure.harm), one.id);
  return figures.map((one) => {
    const links = one.figure.mentions.flatMap((reference): Link[] => {
      // A figure is the same as, or part of, one of its own harm alone.
      const target = ids.get(isToFigure(reference) ? key(reference, one.figure.harm) : key(reference));
      return target === undefined || target === one.id ? [] : [{ role: reference.role, target }];
    });
    return { ...one, links };
  });
}

/** The ids of what a figure refers to in a role, in order. */
export const targetsIn = (links: readonly Link[], role: Link["role"]): string[] =>
  links.filter((link) => link.role === role).map(({ target }) => target);

/** The figures of an article as the tally reads them, with their links among each other. */
export function countedFigures(text: string, figures: readonly DatasetFigure[]): CasualtyFigure[] {
  return figures
    .map(({ id, start, end, figure, links, confidence }) => {
      const targets = (role: Link["role"]): string[] => targetsIn(links, role);
      const whole = { start, end, text: text.slice(start, end) };
      return {
        ...figure,
        ...whole,
        id,
        number: figure.number ?? whole,
        trigger: figure.trigger ?? whole,
        victimEntities: targets("victim"),
        partOf: targets("partOf")[0] ?? null,
        sameAs: targets("sameAs")[0] ?? null,
        conflictsWith: targets("conflictsWith"),
        confidence: confidence ?? 1,
        rule: "dataset",
      };
    })
    .sort(byPosition);
}
