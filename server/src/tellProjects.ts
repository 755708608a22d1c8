import { defaultTagset } from "./annotations/tagset.ts";
import type { PublishedProject } from "./protocol.ts";
import type { Project } from "./workspace/project.ts";

/** Tells a client of folders' projects, each as often as it has changed. */
export function createProjectTeller(
  publish: (project: PublishedProject) => void,
): (folder: string, project: Project) => void {
  const told = new Map<string, string>();
  return (folder, { tagset = defaultTagset, annotators = null, include = null, exclude = null }) => {
    const { labels, attributes } = tagset;
    const project: PublishedProject = { folder, labels, attributes, annotators, include, exclude };
    const text = JSON.stringify(project);
    if (told.get(folder) === text) return;
    told.set(folder, text);
    publish(project);
  };
}
