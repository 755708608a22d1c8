import { harms, type Tally } from "../detect/detection.ts";
import type { TallyLine } from "../protocol.ts";
import type { Item } from "./view.ts";
import { harmInWords, totalInWords } from "./words.ts";

/**
 * The tally of an article as lines to read: the harms, then what was feared, then totals over longer times. `items` are
 * the annotations that it was made of.
 */
export function tallyLines({ tally, items }: { tally: Tally; items: readonly Item[] }): TallyLine[] {
  const figures = items
    .filter(({ published: { status } }) => status !== "rejected" && status !== "orphaned")
    .map(({ published: { figure } }) => figure)
    .filter((figure) => figure !== null);
  const lines: TallyLine[] = [];
  for (const harm of harms) {
    const total = tally[harm];
    if (!total) continue;
    const note = total.perpetrators > 0 ? `${total.perpetrators} of them attackers` : null;
    lines.push({ name: harmInWords(harm), total: totalInWords(total, harm, figures), note });
  }
  for (const [kind, note] of [
    ["feared", "feared"],
    ["cumulative", "over a longer time"],
  ] as const) {
    for (const harm of harms) {
      const total = tally[kind]?.[harm];
      if (total) lines.push({ name: harmInWords(harm), total: totalInWords(total, harm, figures), note });
    }
  }
  return lines;
}
