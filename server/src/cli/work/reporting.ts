import { type Report, reportIn } from "../../dataset/events.ts";
import type { Source } from "../../dataset/source.ts";
import type { Work } from "./work.ts";

/** Articles as a split by events takes them. */
export const reporting: Work<null, Source, Report | null> = {
  name: "reports",
  start:
    (_, files) =>
    ({ item }) =>
      reportIn(files, item),
};
