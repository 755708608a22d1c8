// Entities over all articles: what a project calls them, and everything that is said of one.

import type { Range } from "../positions.ts";

/**
 * An entity as requests and commands name it: that of a mention of an open article, by `ids` at a `version`, or that of
 * a form of a name as its label, for the project that `uri` is in.
 */
export interface EntityRef {
  readonly uri: string;
  readonly version?: number;
  readonly ids?: readonly string[];
  readonly label?: string;
  readonly form?: string;
}

/** Commands on entities as `workspace/executeCommand`; the first argument is an `EntityArguments`. */
export const entityCommands = {
  rename: "dateline.renameEntity",
  merge: "dateline.mergeEntities",
  split: "dateline.splitEntity",
  page: "dateline.openEntityPage",
} as const;

export interface EntityArguments extends EntityRef {
  /** Of `rename`: what it is called from now on. */
  readonly name?: string;
  /** Of `merge`: a form of the entity, of the same label, that it becomes one with. */
  readonly into?: string;
  /** Of `split`: the form that becomes an entity of its own. */
  readonly part?: string;
  /** Of `split`: forms that go with that one; without it its variants do, as `EntityAbout` has them. */
  readonly along?: readonly string[];
  /** Files that are open with changes that are not saved: names are not written into those. */
  readonly unsaved?: readonly string[];
}

/** An entity as it is known of all articles; `uri`, `label` and `form` name it in requests. */
export interface EntityRow {
  readonly uri: string;
  readonly label: string;
  readonly form: string;
  /** In the project's gazetteer, else its most frequent form. */
  readonly name: string;
  /** That articles have, and that the project and Dateline's own lists have for it; the name first. */
  readonly forms: readonly string[];
  readonly articles: number;
  readonly mentions: number;
}

/** Client to server: the entities whose names have the words of a query, as far as articles were looked at. */
export const entityList = "entities/list";
export interface EntityListParams {
  readonly query: string;
  /** Those of one label alone. */
  readonly label?: string;
}
export interface EntityListResult {
  readonly entities: readonly EntityRow[];
}

/** Client to server: one entity. Refused where there is none. */
export const entityAbout = "entities/about";
export interface EntityAbout extends EntityRow {
  /** Its forms, those together that Dateline's own lists have as names of one thing. */
  readonly variants: readonly (readonly string[])[];
}

/** The variants that go along with a form that is split off; none where all forms of the entity are variants. */
export const goingAlong = (
  variants: EntityAbout["variants"],
  isForm: (form: string) => boolean,
): readonly string[] => (variants.length > 1 ? (variants.find((group) => group.some(isForm)) ?? []) : []);

/** Client to server: how often each article mentions an entity. With progress; cancelled, those found so far. */
export const entityMentions = "entities/mentions";
export interface EntityMentionsParams extends EntityRef {
  /** Its mentions with these words alone. */
  readonly words?: readonly string[];
  readonly workDoneToken?: string | number;
}
export interface EntityMentionsResult {
  readonly articles: readonly { readonly uri: string; readonly path: string; readonly mentions: number }[];
  readonly mentions: number;
  /** Not all articles were looked at. */
  readonly cancelled: boolean;
}

/** Client to server: all that articles say of an entity, as a page to read. With progress, cancelled as above. */
export const entityPage = "entities/page";
export interface EntityPageParams extends EntityRef {
  readonly workDoneToken?: string | number;
}
export interface EntityPage {
  readonly name: string;
  readonly label: string;
  /** One by which it can be asked for again. */
  readonly form: string;
  readonly lines: readonly PageLine[];
}
/** A line of it, and where it leads. */
export interface PageLine {
  readonly text: string;
  readonly place: {
    readonly uri: string;
    readonly range: Range;
    /** The words of the line that are a link to it, in UTF-16 code units. */
    readonly start: number;
    readonly end: number;
  } | null;
}
