import { defaultTagset } from "./annotations/tagset.ts";
import type { PublishedProject } from "./protocol.ts";
import { foldersOf } from "./sidecarLayouts.ts";
import type { Project } from "./workspace/project.ts";
import type { SidecarLayout } from "./workspace/sidecarLayout.ts";

/** Tells a client of folders' projects, each as often as it has changed. */
export function createProjectTeller(
  publish: (project: PublishedProject) => void,
): (folder: string, project: Project, layout: SidecarLayout | null) => void {
  const told = new Map<string, string>();
  return (folder, { tagset = defaultTagset, annotators = null, include = null, exclude = null }, layout) => {
    const { labels, attributes } = tagset;
    const sidecarFolders = foldersOf(layout);
    const project: PublishedProject = {
      ...{ folder, labels, attributes, annotators, include, exclude, sidecarFolders },
      sidecars: layout?.folder ? (sidecarFolders[0] ?? null) : null,
      misplaced: layout?.misplaced ?? 0,
    };
    const text = JSON.stringify(project);
    if (told.get(folder) === text) return;
    told.set(folder, text);
    publish(project);
  };
}
