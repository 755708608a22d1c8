import { type Choice, selectionOf } from "../../dataset/selection.ts";
import { type ReadArticle, readArticle, type Source } from "../../dataset/source.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import { articleKey } from "./keys.ts";
import type { LastingWork } from "./work.ts";

export interface ExportSetup {
  readonly choice: Choice;
  readonly detector: string;
  readonly everything: boolean;
  /** In place of the projects'. */
  readonly codebook: Codebook | null;
}

/** Articles as `export` writes them. */
export const exporting: LastingWork<ExportSetup, Source, ReadArticle> = {
  name: "export",
  start({ choice, detector, everything, codebook }, files) {
    const selection = selectionOf(choice);
    return ({ item, told }) => {
      const own = told?.options ?? {};
      const project = async () => ({
        names: own.names,
        codebook: codebook ?? own.codebook,
        tagset: told?.tagset,
      });
      return readArticle(files, item, { selection, detector, everything, project });
    };
  },
  key: (setup, { item, told }, files) => articleKey(item.uri, `${setup} ${item.id}`, told, files),
};
