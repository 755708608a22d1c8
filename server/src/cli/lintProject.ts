import type { Annotation } from "../annotations/annotation.ts";
import type { Levels } from "../annotations/checks.ts";
import { deciders } from "../annotations/opinion.ts";
import { defaultTagset } from "../annotations/tagset.ts";
import { tagsetProblems } from "../annotations/tagsetProblems.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import { articleOf, type FileSystem, inFolder } from "../workspace/fileSystem.ts";
import { PROJECT_FILE, type ProjectResult, readProject } from "../workspace/project.ts";
import { loadSidecar } from "../workspace/sidecars.ts";

/** What is told of a sidecar beside its problems. */
export interface ProjectCheck {
  /** The project's file that cannot be used, told of once. */
  readonly broken: string | null;
  /** What the project does not know, each as `: what`. */
  readonly warnings: readonly string[];
  /** What it says of checks. */
  readonly levels: Levels;
  readonly codebook: Codebook;
}

/** Checks sidecars against the nearest project's file above each, which is read once. */
export function createProjectCheck(): (files: FileSystem, sidecar: string) => Promise<ProjectCheck> {
  const known = new Map<string, Promise<ProjectResult>>();
  const told = new Set<ProjectResult>();
  const projectOf = (files: FileSystem, folder: string): Promise<ProjectResult> => {
    const reading = known.get(folder) ?? readAbove(files, folder);
    known.set(folder, reading);
    return reading;
  };
  const readAbove = async (files: FileSystem, folder: string): Promise<ProjectResult> => {
    const above = folder.replace(/[^/]*\/$/, "");
    const isHere = (await files.stat(inFolder(folder, PROJECT_FILE)).catch(() => null))?.kind === "file";
    return isHere || !above.startsWith("file:///") || above === folder
      ? readProject(files, folder)
      : projectOf(files, above);
  };
  return async (files, sidecar) => {
    const result = await projectOf(files, sidecar.replace(/[^/]*$/, ""));
    if (result.problem) {
      const isNew = !told.has(result);
      told.add(result);
      return {
        ...{ broken: isNew ? result.problem.message : null, warnings: [] },
        ...{ levels: {}, codebook: "literal" },
      };
    }
    const loaded = await loadSidecar(files, articleOf(sidecar));
    const decided = loaded.state === "ok" ? loaded.sidecar.annotations : [];
    const { tagset = defaultTagset, annotators, diagnostics = {}, codebook = "literal" } = result.project;
    return {
      levels: diagnostics,
      codebook,
      broken: null,
      warnings: [
        ...tagsetProblems(decided, tagset).map(
          ({ annotation: { id, quote }, what, todo }) =>
            `: annotation ${id} on “${quote}” has ${what}; ${todo}`,
        ),
        ...(annotators ? unknownAnnotators(decided, annotators) : []),
      ],
    };
  };
}

function unknownAnnotators(decided: readonly Annotation[], annotators: readonly string[]): string[] {
  return [...deciders(decided)]
    .filter(([name]) => !annotators.includes(name))
    .map(
      ([name, count]) =>
        `: ${name} decided ${count} ${count === 1 ? "annotation" : "annotations"} and is none of this project's annotators; add the name under “annotators” in ${PROJECT_FILE}, or set dateline.annotator to the right one`,
    );
}
