import { anchorsIn } from "../../server/src/annotations/anchor.ts";
import type { Anchor, Annotation, EntityAnnotation } from "../../server/src/annotations/annotation.ts";
import {
  applyChange,
  type Correction,
  type CorrectionContext,
  changeOf,
} from "../../server/src/annotations/correction.ts";
import { detect } from "../../server/src/detect/detect.ts";
import type { Span } from "../../server/src/text/span.ts";
import { mark, unmark } from "./marks.ts";

/** The anchor of a span of a text. */
export const anchorOf = (text: string, span: Span): Anchor => anchorsIn(text).at(span);

let counter = 0;

/** An accepted entity on the n-th occurrence of words in a text. */
export function entityOn(text: string, words: string, label = "LOC", nth = 1): EntityAnnotation {
  let start = -1;
  for (let i = 0; i < nth; i++) start = text.indexOf(words, start + 1);
  counter++;
  return {
    ...anchorOf(text, { start, end: start + words.length }),
    id: `id${String(counter).padStart(4, "0")}`,
    kind: "entity",
    label,
    status: "accepted",
    attributes: {},
    was: null,
    by: "annotator",
    at: "2026-01-02T03:04:05Z",
    detector: "dateline@0.1.0",
    opinions: [],
    conflict: false,
    adjudicated: false,
    rule: null,
    confidence: null,
    touched: false,
    lost: null,
    extra: {},
  };
}

/** What corrections are made on and by whom, for a text as it is detected. */
export function contextFor(text: string): CorrectionContext {
  return {
    text,
    header: {},
    detections: detect(text),
    by: "annotator",
    at: "2026-01-02T03:04:05Z",
    detector: "dateline@0.1.0",
    newId: () => `new${++counter}`,
  };
}

/** The decisions on a text after corrections, each made on what the ones before left. */
export function corrected(text: string, ...corrections: Correction[]): Annotation[] {
  const context = contextFor(text);
  return corrections.reduce<Annotation[]>(
    (decided, correction) => applyChange(decided, changeOf(decided, correction, context)),
    [],
  );
}

/** Annotations of a text whose marks say what they are: `[Aden:LOC]`. */
export function annotatedText(marked: string): { text: string; annotations: EntityAnnotation[] } {
  const { text, marks } = unmark(marked);
  return {
    text,
    annotations: marks.map(({ start, end, what }) => ({
      ...entityOn(text, text.slice(start, end), what),
      start,
      end,
    })),
  };
}

/** A text with its annotations marked: label and, where it is not `accepted`, status. */
export const markAnnotations = (text: string, annotations: readonly Annotation[]): string =>
  mark(
    text,
    annotations
      .filter(({ status }) => status !== "orphaned")
      .map((one) => ({
        start: one.start,
        end: one.end,
        what: `${one.kind === "entity" ? one.label : one.figure.harm}${one.status === "accepted" ? "" : ` ${one.status}`}${one.touched ? "*" : ""}`,
      })),
  );

/** The decisions after corrections of several annotators, an hour apart. */
export function decidedOn(
  text: string,
  start: readonly Annotation[],
  ...acts: [by: string, correction: Correction][]
): Annotation[] {
  return acts.reduce<Annotation[]>(
    (before, [by, correction], n) => {
      const at = `2026-01-03T0${n}:00:00Z`;
      return applyChange(before, changeOf(before, correction, { ...contextFor(text), by, at }));
    },
    [...start],
  );
}
