import type { Source } from "../../dataset/source.ts";
import { type ArticleStats, articleStats } from "../../dataset/stats.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import type { Work } from "./work.ts";

/** Articles as `stats` counts them; a codebook in the setup is in place of the projects'. */
export const counting: Work<{ readonly codebook: Codebook | null }, Source, ArticleStats> = {
  name: "stats",
  start:
    ({ codebook }, files) =>
    ({ item, told }) => {
      const own = told?.options ?? {};
      return articleStats(files, item, async () => ({
        names: own.names,
        codebook: codebook ?? own.codebook,
        tagset: told?.tagset,
      }));
    },
};
