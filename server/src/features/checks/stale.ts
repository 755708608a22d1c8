import * as l10n from "@vscode/l10n";
import { datasetCommands } from "../../protocol.ts";
import { isolated } from "../words.ts";
import type { Check } from "./finding.ts";

/** The text of an article that was done has changed. */
export const stale: Check = ({ stale: review }) =>
  review === null
    ? []
    : [
        {
          ...{ start: 0, end: 0, code: "stale", related: [], suggested: false, about: null },
          message:
            review.by === null
              ? l10n.t("The text has changed since the article was done. Look at it again and mark it done.")
              : l10n.t(
                  "The text has changed since {0} marked the article done. Look at it again and mark it done.",
                  isolated(review.by),
                ),
          fixes: [
            { title: l10n.t("Mark the article done again"), command: datasetCommands.done, more: {} },
            { title: l10n.t("Mark the article not done"), command: datasetCommands.open, more: {} },
          ],
        },
      ];
