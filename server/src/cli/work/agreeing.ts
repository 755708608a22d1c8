import { deciders } from "../../annotations/opinion.ts";
import { readSides, type SidesText } from "../../dataset/agreement/agree.ts";
import { annotatorSide, folderSide, ownSide, refSide, type Side } from "../../dataset/agreement/sides.ts";
import type { Source } from "../../dataset/source.ts";
import { nodeGit } from "../../node/git.ts";
import { placedGit } from "../../placedGit.ts";
import type { FileSystem } from "../../workspace/fileSystem.ts";
import { loadSidecar } from "../../workspace/sidecars.ts";
import { projectFiles } from "../files.ts";
import type { Work } from "./work.ts";

/** One of those who are compared: an annotator, a folder (a URI), a branch or commit, or what is here. */
export interface SideSetup {
  readonly name: string;
  readonly of: "annotator" | "ref" | "here" | { readonly folder: string };
}

export interface AgreeingSetup {
  readonly sides: readonly SideSetup[];
  /** Labels of entities and harms of figures; null for all. */
  readonly labels: readonly string[] | null;
}

/** Articles as `agreement` compares them. */
export const agreeing: Work<AgreeingSetup, Source, SidesText> = {
  name: "agreement",
  start({ sides, labels }, files) {
    const own = sides.map((side) => sideFor(side, files));
    return ({ item }) => readSides(files, item, own, labels ?? undefined);
  },
};

/** Who has decided something on an article; nobody where its sidecar cannot be used. */
export const naming: Work<null, Source, readonly string[]> = {
  name: "annotators",
  start:
    (_, files) =>
    async ({ item }) => {
      const loaded = await loadSidecar(files, item.uri);
      return loaded.state === "ok" ? [...deciders(loaded.sidecar.annotations).keys()] : [];
    },
};

/** A side as it is read from files. */
export function sideFor({ name, of }: SideSetup, files: FileSystem): Side {
  if (of === "annotator") return annotatorSide(name);
  if (of === "ref") return refSide(placedGit(nodeGit, projectFiles).show, name);
  return of === "here" ? ownSide(name) : folderSide(files, name, of.folder);
}
