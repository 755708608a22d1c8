import * as l10n from "@vscode/l10n";
import type { CasualtyFigure, Detections, EntityMention } from "../detect/detection.ts";
import type { Anchors } from "./anchor.ts";
import type { FigureRecord } from "./annotation.ts";
import type { FigureLinks } from "./links.ts";
import type { Plain } from "./mergeRecords.ts";
import type { AttributeValue } from "./tagset.ts";

/** The fields of a figure that an annotator sets, and what it refers to; offsets follow from the text. */
export type FigureChanges = FigureFields & { readonly links?: FigureLinks };

export type FigureFields = Partial<Omit<FigureRecord, "number" | "trigger" | "mentions">>;

/** An attribute that an annotator sets, or with null takes away. */
export interface AttributeChange {
  readonly name: string;
  readonly value: AttributeValue | null;
}

/**
 * What was suggested before the same text was read again, by id; of a figure its record too, with what it referred to then.
 * It stands as long as the text does: nobody knows until when an annotator has it before their eyes.
 */
export type FormerSuggestions = ReadonlyMap<string, FormerSuggestion>;

export type FormerSuggestion =
  | { readonly suggestion: EntityMention; readonly record: null }
  | { readonly suggestion: CasualtyFigure; readonly record: FigureRecord };

/** What a correction is made on and by whom. The clock and the source of ids are the caller's. */
export interface CorrectionContext {
  readonly text: string;
  /** Further keys of the sidecar's header, with what was said of the article as a whole. */
  readonly header: Plain;
  /** The suggestions of the very text that the annotator saw. */
  readonly detections: Detections;
  /** What was suggested of the same text before. An annotator decides on it; nothing new refers to it. */
  readonly former?: FormerSuggestions;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly detector: string;
  readonly newId: () => string;
}

/** The same, with what is looked up in the text for all annotations of one correction. */
export interface Context extends CorrectionContext {
  readonly anchors: Anchors;
}

/** @throws CorrectionError where the lower bound is above the upper */
export function checkOrder({ min, max }: { readonly min: number | null; readonly max: number | null }): void {
  if (min !== null && max !== null && min > max)
    throw new CorrectionError(l10n.t("The lower bound ({0}) is above the upper bound ({1}).", min, max));
}

/** A correction that cannot be carried out; the message is for the annotator. */
export class CorrectionError extends Error {
  override readonly name = "CorrectionError";
}
