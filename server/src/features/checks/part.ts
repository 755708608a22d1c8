import * as l10n from "@vscode/l10n";
import { commands } from "../../protocol.ts";
import { type Check, figuresOf, here, named, plain } from "./finding.ts";
import { editing } from "./fixes.ts";

/** Parts that are larger than their wholes. Detection makes none; an annotator who corrects one of the two may. */
export const part: Check = ({ view }) => {
  const figures = figuresOf(view);
  const byId = new Map(figures.map((one) => [one.figure.id, one]));
  return figures.flatMap((one) => {
    const { figure } = one;
    const whole = figure.partOf === null ? undefined : byId.get(figure.partOf);
    const { min } = figure;
    const max = whole?.figure.max ?? null;
    if (!whole || max === null || min === null || min <= max) return [];
    const { start, end } = figure;
    return {
      ...{ start, end, code: "part" as const },
      message: l10n.t(
        "{0} is more than {1}, which it is a part of. Correct one of them, or what it is a part of.",
        named(figure),
        named(whole.figure),
      ),
      related: [here(whole.figure, l10n.t("the whole"))],
      fixes: [
        {
          title: l10n.t("It is no part of the other"),
          command: commands.editFigure,
          more: { ids: [figure.id], changes: { links: { partOf: [] } } },
        },
        editing(one),
        editing(whole),
      ],
      suggested: !one.decided && !whole.decided,
      about: { quote: plain(figure.text), other: plain(whole.figure.text) },
    };
  });
};
