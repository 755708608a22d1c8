import * as l10n from "@vscode/l10n";
import { type Harm, harms } from "../detect/detection.ts";
import type { TallyLine } from "../protocol.ts";
import type { ArticleView } from "./view.ts";
import { harmInWords, totalInWords } from "./words.ts";

/**
 * The tally of an article as lines to read: the harms, then what was feared, then totals over longer times, each
 * with the figures that it rests on.
 */
export function tallyLines({
  tally,
  basis,
  items,
  own: set,
}: Pick<ArticleView, "tally" | "basis" | "items" | "own">): TallyLine[] {
  const figures = items
    .filter(({ published: { status } }) => status !== "rejected" && status !== "orphaned")
    .map(({ published: { figure } }) => figure)
    .filter((figure) => figure !== null);
  const ids = (harm: Harm, kind: "incident" | "feared" | "cumulative"): string[] =>
    [basis.get(harm)?.[kind] ?? []].flat().map(({ id }) => id);
  const lines: TallyLine[] = [];
  for (const harm of harms) {
    const total = tally[harm];
    if (!total) continue;
    const attackers = total.perpetrators > 0 ? l10n.t("{0} of them attackers", total.perpetrators) : null;
    const byHand = set[harm];
    const note = !byHand
      ? attackers
      : byHand.by
        ? l10n.t("by hand, {0}: {1}", byHand.by, byHand.note)
        : l10n.t("by hand: {0}", byHand.note);
    const own = ids(harm, "incident");
    lines.push({
      name: harmInWords(harm),
      total: totalInWords(total, harm, figures),
      note,
      figures: own,
      harm,
      byHand: byHand ?? null,
    });
  }
  for (const [kind, note] of [
    ["feared", l10n.t("feared")],
    ["cumulative", l10n.t("over a longer time")],
  ] as const) {
    for (const harm of harms) {
      const total = tally[kind]?.[harm];
      if (!total) continue;
      const own = ids(harm, kind);
      lines.push({
        name: harmInWords(harm),
        total: totalInWords(total, harm, figures),
        note,
        figures: own,
        harm: null,
        byHand: null,
      });
    }
  }
  return lines;
}
