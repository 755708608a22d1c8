// Every custom message between the server and its client, and what they carry. Both sides import this file and nothing
// else of each other; the parts are in protocol/. Offsets are positions of LSP: line, and UTF-16 code units within it.

import type { FigureChanges } from "./annotations/correction.ts";
import type { TotalByHand } from "./annotations/ownTotals.ts";
import type { Choice } from "./annotations/settle.ts";
import type { AttributeValue } from "./annotations/tagset.ts";
import type { Harm } from "./detect/detection.ts";
import type { Range } from "./positions.ts";

export type { Verdict } from "./annotations/adjudicate.ts";
export type { Decision } from "./annotations/annotation.ts";
export { type Edge, edges, movedEdge } from "./annotations/boundary.ts";
export type { Agreement, Difference } from "./annotations/compare.ts";
export type { FigureChanges } from "./annotations/correction.ts";
export * from "./annotations/counts.ts";
export { type Act, acts } from "./annotations/identical.ts";
export { type FigureLinks, figureRoles, type LinkRole, linkRoles } from "./annotations/links.ts";
export * from "./annotations/terms.ts";
export {
  type EntityLabel,
  entityLabels,
  type FigureStatus,
  figureStatuses,
  type Harm,
  harms,
  type Qualifier,
  type Scope,
  scopes,
  type Tally,
  type Total,
  type VictimType,
  victimTypes,
} from "./detect/detection.ts";
export type { Position, Range } from "./positions.ts";
export * from "./protocol/alive.ts";
export * from "./protocol/checks.ts";
export * from "./protocol/comparison.ts";
export * from "./protocol/corrections.ts";
export * from "./protocol/dataset.ts";
export * from "./protocol/delta.ts";
export * from "./protocol/entities.ts";
export * from "./protocol/export.ts";
export * from "./protocol/files.ts";
export * from "./protocol/hurry.ts";
export * from "./protocol/identical.ts";
export * from "./protocol/import.ts";
export * from "./protocol/interface.ts";
export * from "./protocol/labels.ts";
export * from "./protocol/measures.ts";
export * from "./protocol/project.ts";
export * from "./protocol/publish.ts";
export * from "./protocol/reader.ts";
export * from "./protocol/report.ts";
export * from "./protocol/sidecars.ts";
export * from "./protocol/trust.ts";
export * from "./protocol/versions.ts";
export { type Cell, csvRow } from "./text/csv.ts";
export * from "./text/isolated.ts";

/** What the client can do, passed as `initializationOptions`; another LSP client leaves it out. */
export interface ClientOptions {
  /** The client has the commands of `commands` itself, with pickers; the server need not offer them. */
  readonly hasCommands?: boolean;
  /** Hovers may hold links to commands. */
  readonly commandLinks?: boolean;
  /** The client takes `annotations/publish`. */
  readonly publish?: boolean;
  /** With `publish`: the client also takes `annotations/publishDelta`, which a key in a long article is shown sooner by. */
  readonly deltas?: boolean;
  /** A folder of the client's own, as a URI, where earlier versions of sidecars are kept; nowhere without it. */
  readonly storage?: string;
  /** Who annotates, where the setting `dateline.annotator` is empty. */
  readonly annotator?: string;
  /** False in Restricted Mode; `trusted` tells when that ends. */
  readonly trusted?: boolean;
  /** The words for the user in the client's language, by the English ones; English without it. */
  readonly strings?: Readonly<Record<string, string>>;
}

/** Why the editor changed a text, where the annotator did not write it. */
export type ChangeReason = "undo" | "redo";

/**
 * Client to server, in the parameters of `textDocument/didChange`, for LSP does not carry it: with the change itself, so
 * that neither can overtake the other. A client that leaves it out gets annotations back where the text is again what
 * it was; with it also where the server has not seen it so, as after a restart.
 */
export interface WithChangeReason {
  readonly reason?: ChangeReason;
}

/** Corrections as `workspace/executeCommand`, for every LSP client. The first argument is a `CommandArguments`. */
export const commands = {
  accept: "dateline.accept",
  reject: "dateline.reject",
  relabel: "dateline.relabel",
  setAttribute: "dateline.setAttribute",
  remove: "dateline.remove",
  resize: "dateline.resize",
  place: "dateline.place",
  extendStart: "dateline.extendStart",
  shrinkStart: "dateline.shrinkStart",
  shrinkEnd: "dateline.shrinkEnd",
  extendEnd: "dateline.extendEnd",
  add: "dateline.add",
  addFigure: "dateline.addFigure",
  editFigure: "dateline.editFigure",
  settle: "dateline.settle",
  setTally: "dateline.setTally",
  resolveSidecar: "dateline.resolveSidecar",
  undo: "dateline.undo",
  redo: "dateline.redo",
  neverSuggest: "dateline.neverSuggest",
  addName: "dateline.addName",
} as const;

/** What `neverSuggest` and `addName` answer: the files that the client was asked to edit, and which has the name now. */
export interface NamesResult {
  readonly files: readonly string[];
  /** The gazetteer's path from the folder. */
  readonly path: string;
  readonly name: string;
}

/** The argument of a correction command; which fields are read depends on the command. */
export interface CommandArguments {
  readonly uri: string;
  /** The version of the text that the annotator saw; the current one where it is left out. */
  readonly version?: number;
  readonly ids?: readonly string[];
  readonly label?: string;
  /** Of an attribute: its name, and its value; null to take it away. */
  readonly attribute?: string;
  readonly value?: AttributeValue | null;
  readonly range?: Range;
  readonly changes?: FigureChanges;
  /** Of the tally: the harm, and its total; null for what the figures add up to. */
  readonly harm?: Harm;
  readonly total?: TotalByHand | null;
  /** Of a conflict: the decision that is right. */
  readonly choice?: Choice;
  /** Files that are open with changes that are not saved: names are not written into those. */
  readonly unsaved?: readonly string[];
}
