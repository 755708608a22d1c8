// What a folder's project says that the client goes by.

import type { Attribute, Label } from "../annotations/tagset.ts";

export {
  type Attribute,
  type Attributes,
  type AttributeValue,
  attributesFor,
  attributesInWords,
  defaultTagset,
  type Label,
  type LabelColour,
  labelInWords,
  type Tagset,
} from "../annotations/tagset.ts";

/** The project's file, at the root of a workspace folder. */
export const projectFile = "dateline.config.json";

/** Server to client, for each folder of the workspace, as soon as its project is read and whenever that has changed. */
export const publishProject = "project/publish";
export interface PublishedProject {
  /** The folder, with `/` behind. */
  readonly folder: string;
  readonly labels: readonly Label[];
  readonly attributes: readonly Attribute[];
  /** Who may annotate; null where everybody may. */
  readonly annotators: readonly string[] | null;
  /** Globs that go before the settings'; null where the settings count. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
  /** The folder of its sidecars, by its path from this one; null for beside the articles. */
  readonly sidecars: string | null;
  /** Folders that sidecars lie in, those that it named formerly among them. */
  readonly sidecarFolders: readonly string[];
  /** How many sidecars lie elsewhere than it says. */
  readonly misplaced: number;
}
