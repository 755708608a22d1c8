import * as l10n from "@vscode/l10n";
import { harms } from "../../detect/detection.ts";
import { commands } from "../../protocol.ts";
import { harmInWords } from "../words.ts";
import type { Check } from "./finding.ts";

/** Totals that somebody wrote into the sidecar with the lower bound above the upper one; the editor makes none. */
export const bounds: Check = ({ view: { own } }) =>
  harms.flatMap((harm) => {
    const { min = null, max = null, note = "" } = own[harm] ?? {};
    if (min === null || max === null || min <= max) return [];
    const total = { min: max, max: min, note };
    return {
      ...{ start: 0, end: 0, code: "bounds" as const, related: [], suggested: false, about: null },
      message: l10n.t(
        "The total of “{0}” that was set by hand is at least {1} and at most {2}. Swap the two, or set it anew.",
        harmInWords(harm),
        min,
        max,
      ),
      fixes: [
        {
          title: l10n.t("Swap the bounds: {0} to {1}", max, min),
          command: commands.setTally,
          more: { harm, total },
        },
        {
          title: l10n.t("Take the total that was set by hand away"),
          command: commands.setTally,
          more: { harm, total: null },
        },
      ],
    };
  });
