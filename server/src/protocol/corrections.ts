// What the annotator does, and what is asked on the way.

import type { Edge } from "../annotations/boundary.ts";
import type { AttributeChange } from "../annotations/context.ts";
import type { FigureChanges } from "../annotations/correction.ts";
import type { TotalByHand } from "../annotations/ownTotals.ts";
import type { Choice } from "../annotations/settle.ts";
import type { Harm } from "../detect/detection.ts";
import type { Position, Range } from "../positions.ts";

/** Client to server: what the annotator does. Refused where `version` is not the current one. */
export type WireCorrection =
  | { readonly type: "accept" | "reject" | "remove"; readonly ids: readonly string[] }
  | { readonly type: "relabel"; readonly ids: readonly string[]; readonly label: string }
  | ({ readonly type: "setAttribute"; readonly ids: readonly string[] } & AttributeChange)
  | { readonly type: "resize" | "place"; readonly id: string; readonly range: Range }
  | { readonly type: "moveEdge"; readonly id: string; readonly edge: Edge }
  | { readonly type: "add"; readonly range: Range; readonly label: string }
  | {
      readonly type: "label";
      readonly ids: readonly string[];
      readonly ranges: readonly Range[];
      readonly label: string;
    }
  | { readonly type: "addFigure"; readonly range: Range; readonly changes: FigureChanges }
  | { readonly type: "editFigure"; readonly id: string; readonly changes: FigureChanges }
  | { readonly type: "setTally"; readonly harm: Harm; readonly total: TotalByHand | null }
  | ({ readonly type: "settle"; readonly id: string } & Choice);

export interface CorrectParams {
  readonly uri: string;
  readonly version: number;
  readonly correction: WireCorrection;
}

export interface CorrectResult {
  /** False: everything was so already. */
  readonly done: boolean;
  /** The ids that a correction left in the article, in place of those that it was made on. */
  readonly ids: readonly string[];
}
export const correct = "annotations/correct";

/**
 * Client to server: what a figure made of selected words would say to begin with; the server alone can read numbers in
 * words. Refused as a correction is where `version` is not the current one.
 */
export const propose = "annotations/propose";
export interface ProposeParams {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
}
export interface ProposeResult {
  /** Bounds and victims. */
  readonly changes: FigureChanges;
}

/** Client to server: merges the sides of a sidecar in which git left its conflict marks. */
export const resolve = "annotations/resolve";
export interface ResolveParams {
  readonly uri: string;
}
export interface ResolveResult {
  /** How many annotations both sides decided differently. */
  readonly conflicts: number;
}

/** Client to server: where a lost annotation may belong, the best place first; refused as `propose` is. */
export const candidates = "annotations/candidates";
export interface CandidatesParams {
  readonly uri: string;
  readonly version: number;
  readonly id: string;
}
export interface CandidatesResult {
  readonly places: readonly {
    readonly range: Range;
    readonly text: string;
    /** 0 to 1. */
    readonly score: number;
    /** Its own words with its own numbers. */
    readonly same: boolean;
  }[];
}

/** Client to server: the paragraph, as it is read for suggestions, that a place lies in; refused as `propose` is. */
export const paragraph = "annotations/paragraph";
export interface ParagraphParams {
  readonly uri: string;
  readonly version: number;
  readonly position: Position;
}
export interface ParagraphResult {
  /** Null between paragraphs. */
  readonly range: Range | null;
}

/** Client to server: takes the last correction of an article back, or makes it again. */
export interface UndoParams {
  readonly uri: string;
  /** Of `undo`: what is taken back wherever it stands, as a `RestoreResult` names it; else the last correction is. */
  readonly act?: string;
}
export interface UndoResult {
  /** False: there was nothing to take back. */
  readonly done: boolean;
  readonly ids: readonly string[];
  /** The words of annotations that came back without a place, for the text has them no more. */
  readonly lost: readonly string[];
}
export const undo = "annotations/undo";
export const redo = "annotations/redo";

/** Client to server: writes what could not be written before; answered when that has been tried. */
export const save = "annotations/save";
export interface SaveParams {
  readonly uri: string;
}
