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
          message: `The text has changed since ${review.by === null ? "the article was done" : `${isolated(review.by)} marked the article done`}. Look at it again and mark it done.`,
          fixes: [
            { title: "Mark the article done again", command: datasetCommands.done, more: {} },
            { title: "Mark the article not done", command: datasetCommands.open, more: {} },
          ],
        },
      ];
