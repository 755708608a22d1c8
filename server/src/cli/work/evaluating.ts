import { type MeasuredText, type ReadingOptions, readMeasured } from "../../dataset/evaluation/evaluate.ts";
import type { Source } from "../../dataset/source.ts";
import type { Work } from "./work.ts";

/** Articles as `evaluate` measures by them. */
export const evaluating: Work<ReadingOptions, Source, MeasuredText> = {
  name: "evaluate",
  start:
    (options, files) =>
    ({ item, told }) =>
      readMeasured(files, item, { names: told?.options.names, tagset: told?.tagset }, options),
};
