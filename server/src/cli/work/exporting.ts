import { type Choice, selectionOf } from "../../dataset/selection.ts";
import { type ReadArticle, readArticle, type Source } from "../../dataset/source.ts";
import type { Codebook } from "../../detect/resolve/codebook.ts";
import { projectFiles } from "../files.ts";
import type { Work } from "./work.ts";

export interface ExportSetup {
  readonly choice: Choice;
  readonly detector: string;
  /** In place of the projects'. */
  readonly codebook: Codebook | null;
}

/** Articles as `export` writes them. */
export const exporting: Work<ExportSetup, Source, ReadArticle> = {
  name: "export",
  start({ choice, detector, codebook }) {
    const selection = selectionOf(choice);
    return ({ item, told }) => {
      const own = told?.options ?? {};
      const project = async () => ({
        names: own.names,
        codebook: codebook ?? own.codebook,
        tagset: told?.tagset,
      });
      return readArticle(projectFiles, item, { selection, detector, project });
    };
  },
};
