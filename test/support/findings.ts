import { TextDocument } from "vscode-languageserver-textdocument";
import type { Annotation } from "../../server/src/annotations/annotation.ts";
import type { Levels } from "../../server/src/annotations/checks.ts";
import { applyChange, type Correction, changeOf } from "../../server/src/annotations/correction.ts";
import type { Ignored } from "../../server/src/annotations/ignored.ts";
import type { OwnTotals } from "../../server/src/annotations/ownTotals.ts";
import { defaultTagset } from "../../server/src/annotations/tagset.ts";
import type { Checked } from "../../server/src/features/checks/finding.ts";
import { findingsIn, type LevelledFinding } from "../../server/src/features/checks/registry.ts";
import { lostPlaces } from "../../server/src/features/lost.ts";
import { viewOf } from "../../server/src/features/view.ts";
import { contextFor } from "./annotations.ts";
import { mark, unmark } from "./marks.ts";

/** All checks aloud, so that one that is off or a hint is seen too. */
export const loud: Levels = { victims: "warning", source: "warning", nested: "warning" };

export interface Known {
  readonly decided?: readonly Annotation[];
  readonly others?: Checked["others"];
  readonly own?: OwnTotals;
  readonly stale?: Checked["stale"];
  readonly levels?: Levels;
  readonly ignored?: readonly Ignored[];
}

/** What checks look at in a text with decisions. */
export function checkedOf(
  text: string,
  { decided = [], others = [], own = {}, stale = null }: Known,
): Checked {
  const { detections } = contextFor(text);
  const document = TextDocument.create("file:///a.txt", "article", 1, text);
  const view = viewOf(document, detections, decided, "literal", lostPlaces(text, decided), null, own);
  return {
    text,
    view,
    codebook: "literal",
    tagset: defaultTagset,
    published: detections.published,
    stale,
    others,
  };
}

export const findingsOf = (text: string, known: Known): LevelledFinding[] =>
  findingsIn(checkedOf(text, known), known.levels ?? loud, known.ignored ?? []);

/** The decisions after more corrections, each made on what the ones before left. */
export const decidedBy = (
  text: string,
  before: readonly Annotation[],
  ...corrections: readonly Correction[]
): readonly Annotation[] =>
  corrections.reduce<readonly Annotation[]>(
    (decided, correction) => applyChange(decided, changeOf(decided, correction, contextFor(text))),
    before,
  );

/** The id under which words are shown: of a decision, else of a suggestion. */
export function idOf(text: string, decided: readonly Annotation[], words: string): string {
  const start = text.indexOf(words);
  const { items } = checkedOf(text, { decided }).view;
  const found = items.find(({ span }) => span.start === start && span.end === start + words.length);
  if (!found) throw new Error(`nothing stands on “${words}”`);
  return found.published.id;
}

/** Accepts all figures of a text. */
export const acceptedFigures = (text: string): readonly Annotation[] =>
  decidedBy(text, [], { type: "accept", ids: contextFor(text).detections.figures.map(({ id }) => id) });

/** A text with what is found marked by its code, and a `?` where it rests on a suggestion. */
export const markFindings = (text: string, findings: readonly LevelledFinding[]): string =>
  mark(
    text,
    findings.map(({ start, end, code, suggested }) => ({
      start,
      end,
      what: `${code}${suggested ? "?" : ""}`,
    })),
  );

/** The text of a marked one. */
export const plainText = (marked: string): string => unmark(marked).text;
