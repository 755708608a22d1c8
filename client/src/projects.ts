import { EventEmitter, Uri, workspace } from "vscode";
import * as protocol from "../../server/src/protocol.ts";

// What the projects of the workspace's folders say, as the server has read them: nothing else reads their files.

const projects = new Map<string, protocol.PublishedProject>();
const changed = new EventEmitter<ProjectChange>();

/** A folder's project, and what it was before; undefined where it is read for the first time. */
export interface ProjectChange {
  readonly now: protocol.PublishedProject;
  readonly before: protocol.PublishedProject | undefined;
}

/** Fires when the server has told of a folder's project. */
export const onDidChangeProject = changed.event;

const nothing: protocol.PublishedProject = {
  folder: "",
  labels: protocol.defaultTagset.labels,
  attributes: [],
  annotators: null,
  include: null,
  exclude: null,
  sidecars: null,
  sidecarFolders: [],
  misplaced: 0,
};

export function takeProject(project: protocol.PublishedProject): void {
  const before = projects.get(project.folder);
  projects.set(project.folder, project);
  changed.fire({ now: project, before });
}

/** The project of the folder that a file is in; one that says nothing where there is none. */
export function projectOf(uri: Uri): protocol.PublishedProject {
  const folder = workspace.getWorkspaceFolder(uri);
  return (folder && projects.get(keyOf(folder.uri))) ?? nothing;
}

/** As the server names a folder. */
const keyOf = (folder: Uri): string => `${folder.toString().replace(/\/$/, "")}/`;

/** The project's label of a name; undefined for one that it does not have. */
export const labelOf = (uri: Uri, name: string | null): protocol.Label | undefined =>
  projectOf(uri).labels.find((label) => label.name === name);

/** The label that a key gives. */
export const labelWithKey = (uri: Uri, key: string): protocol.Label | undefined =>
  projectOf(uri).labels.find((label) => label.key === key);

const fileIn = (folder: Uri): Uri => Uri.joinPath(folder, protocol.projectFile);

/** Whether a folder of the workspace has a project's file: then the server is asked before an article is open. */
export async function hasProject(): Promise<boolean> {
  const folders = workspace.workspaceFolders ?? [];
  const found = await Promise.allSettled(folders.map(({ uri }) => workspace.fs.stat(fileIn(uri))));
  return found.some(({ status }) => status === "fulfilled");
}

/** How long articles wait to be opened for what the projects say of them, in ms. */
const PATIENCE = 5000;

/** Resolved when the server has told of the projects of all folders; it may have died. */
export function allTold(): Promise<void> {
  const isTold = (): boolean =>
    (workspace.workspaceFolders ?? []).every(({ uri }) => projects.has(keyOf(uri)));
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isTold()) return;
      done();
    };
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const listener = changed.event(look);
    const timer = setTimeout(done, PATIENCE);
    look();
  });
}
