import type { Annotation } from "../annotations/annotation.ts";
import type { Levels } from "../annotations/checks.ts";
import { deciders } from "../annotations/opinion.ts";
import { defaultTagset } from "../annotations/tagset.ts";
import { tagsetProblems } from "../annotations/tagsetProblems.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import { articleOf, type FileSystem } from "../workspace/fileSystem.ts";
import { PROJECT_FILE, type ProjectResult, readProject } from "../workspace/project.ts";
import type { SidecarLayout } from "../workspace/sidecarLayout.ts";
import { loadSidecar } from "../workspace/sidecars.ts";
import type { ProjectFiles } from "./files.ts";

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

/** Checks sidecars, by their names and places, against the nearest project's file above each, which is read once. */
export function createProjectCheck(): (
  files: ProjectFiles,
  sidecar: string,
  place: string,
) => Promise<ProjectCheck> {
  const known = new Map<string, Promise<ProjectResult>>();
  const told = new Set<ProjectResult | SidecarLayout>();
  const projectOf = (files: FileSystem, root: string): Promise<ProjectResult> => {
    const reading = known.get(root) ?? readProject(files, root);
    known.set(root, reading);
    return reading;
  };
  const isNew = (one: ProjectResult | SidecarLayout): boolean => {
    const isTold = told.has(one);
    told.add(one);
    return !isTold;
  };
  return async (files, sidecar, place) => {
    const layout = await files.layoutOf(sidecar);
    const result = layout ? await projectOf(files, layout.root) : { project: {}, text: "", problem: null };
    if (result.problem) {
      return {
        ...{ broken: isNew(result) ? result.problem.message : null, warnings: [] },
        ...{ levels: {}, codebook: "literal" },
      };
    }
    const [wanted] = await files.candidates(sidecar);
    const loaded = await loadSidecar(files, articleOf(sidecar));
    const decided = loaded.state === "ok" ? loaded.sidecar.annotations : [];
    const { tagset = defaultTagset, annotators, diagnostics = {}, codebook = "literal" } = result.project;
    return {
      levels: diagnostics,
      codebook,
      broken: layout?.problem && isNew(layout) ? layout.problem.message : null,
      warnings: [
        ...(layout?.problem || place === wanted
          ? []
          : [`: it lies elsewhere than ${PROJECT_FILE} says; run dateline move-sidecars`]),
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
