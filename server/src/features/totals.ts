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
    const attackers = total.perpetrators > 0 ? `${total.perpetrators} of them attackers` : null;
    const byHand = set[harm];
    const note = byHand ? `by hand${byHand.by ? `, ${byHand.by}` : ""}: ${byHand.note}` : attackers;
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
    ["feared", "feared"],
    ["cumulative", "over a longer time"],
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
