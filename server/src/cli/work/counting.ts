import type { Source } from "../../dataset/source.ts";
import { type ArticleStats, articleStats } from "../../dataset/stats.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import type { Work } from "./work.ts";

interface Setup {
  /** In place of the projects' own. */
  readonly codebook: Codebook | null;
  /** Off: nobody looks for suggestions. */
  readonly suggestions: boolean;
}

/** Articles as `stats` counts them. */
export const counting: Work<Setup, Source, ArticleStats> = {
  name: "stats",
  start:
    ({ codebook, suggestions }, files) =>
    ({ item, told }) => {
      const own = told?.options ?? {};
      const project = { names: own.names, codebook: codebook ?? own.codebook, tagset: told?.tagset };
      return articleStats(files, item, async () => project, suggestions);
    },
};
