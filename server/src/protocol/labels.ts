// A label's new name, in the project's file and in all sidecars of its folder.

import type { ApplyIdenticalParams, IdenticalArticle } from "./identical.ts";

/**
 * As `workspace/executeCommand` for every client, with work-done progress and cancelled as any request: which annotations
 * have a label, and its new name in them and in the project's file. It is undone as an act on all mentions is.
 */
export const labelCommands = {
  find: "dateline.findLabel",
  rename: "dateline.renameLabelTo",
  /** A `FindLabelParams`: the label is one of the project's from now on. */
  add: "dateline.addLabel",
} as const;

export interface FindLabelParams {
  /** A file of the folder, or the folder itself. */
  readonly uri: string;
  readonly label: string;
}

export interface FindLabelResult {
  /** By path; ids are those of annotations. */
  readonly articles: readonly IdenticalArticle[];
  /** All labels that annotations of the folder have, with how many. */
  readonly labels: Readonly<Record<string, number>>;
  /** What was not looked at, and why, a line each. */
  readonly leftOut: readonly string[];
}

export interface RenameLabelParams {
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  readonly articles: ApplyIdenticalParams["articles"];
  /** Some annotations keep the old name, and so does the project. */
  readonly keep?: boolean;
}

/** Client to server: makes a project's file, with what the settings say, where the folder has none. */
export const createProject = "project/create";
export interface CreateProjectParams {
  readonly folder: string;
}
export interface CreateProjectResult {
  readonly uri: string;
  /** False: there was one already, and it is as it was. */
  readonly created: boolean;
}
