import * as l10n from "@vscode/l10n";
import { commands, type FigureChanges } from "../../protocol.ts";
import { figureInWords } from "../words.ts";
import type { CheckedFigure, Fix } from "./finding.ts";
import { quoted } from "./finding.ts";

/** Opens the editor of a figure; called as among the other actions on it, where it is not offered once more. */
export const editing = ({ figure, record }: Pick<CheckedFigure, "figure" | "record">): Fix => ({
  title: l10n.t("Edit figure {0}…", figureInWords(record)),
  command: commands.editFigure,
  more: { ids: [figure.id] },
  asks: true,
});

/** Sets fields or links of a figure. */
export const changing = (
  { figure }: Pick<CheckedFigure, "figure">,
  title: string,
  changes: FigureChanges,
): Fix => ({ title, command: commands.editFigure, more: { ids: [figure.id], changes } });

/**
 * The ways in which two figures that cannot both be true may belong together, the likeliest first. The one that stands
 * later is said to be the same, the smaller one to be the part.
 */
export function linking(one: CheckedFigure, other: CheckedFigure): Fix[] {
  const [first, second] = one.figure.start <= other.figure.start ? [one, other] : [other, one];
  const [small, large] = least(one) <= least(other) ? [one, other] : [other, one];
  const bare = { sameAs: [], partOf: [], conflictsWith: [] };
  return [
    changing(second, l10n.t("They conflict: the toll becomes a range"), {
      links: { ...bare, conflictsWith: [first.figure.id] },
    }),
    changing(second, l10n.t("They are the same: {0} counts", quoted(first.figure.text)), {
      links: { ...bare, sameAs: [first.figure.id] },
    }),
    changing(first, l10n.t("They are the same: {0} counts", quoted(second.figure.text)), {
      links: { ...bare, sameAs: [second.figure.id] },
    }),
    changing(small, l10n.t("{0} is a part of {1}", quoted(small.figure.text), quoted(large.figure.text)), {
      links: { ...bare, partOf: [large.figure.id] },
    }),
  ];
}

const least = ({ figure: { min, max } }: CheckedFigure): number => min ?? max ?? 0;
