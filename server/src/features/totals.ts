import { harms, type Tally } from "../detect/detection.ts";
import type { TallyLine } from "../protocol.ts";
import { harmInWords, totalInWords } from "./words.ts";

/** The tally as lines to read: the harms, then what was feared, then totals over longer times. */
export function tallyLines(tally: Tally): TallyLine[] {
  const lines: TallyLine[] = [];
  for (const harm of harms) {
    const total = tally[harm];
    if (!total) continue;
    const note = total.perpetrators > 0 ? `${total.perpetrators} of them attackers` : null;
    lines.push({ name: harmInWords(harm), total: totalInWords(total), note });
  }
  for (const [kind, note] of [
    ["feared", "feared"],
    ["cumulative", "over a longer time"],
  ] as const) {
    for (const harm of harms) {
      const total = tally[kind]?.[harm];
      if (total) lines.push({ name: harmInWords(harm), total: totalInWords(total), note });
    }
  }
  return lines;
}
