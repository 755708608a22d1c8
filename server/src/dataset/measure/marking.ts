import type { Annotation, FigureRecord } from "../../annotations/annotation.ts";
import { duplicatesIn } from "../../annotations/duplicates.ts";
import { recordOf } from "../../annotations/record.ts";
import type { Detections } from "../../detect/detection.ts";
import { trimmed } from "../../text/span.ts";
import type { Labelled } from "./pairing.ts";

/** What somebody, or something, says stands in a text. The label of a figure is its harm in capitals. */
export type Marking = Labelled &
  (
    | { readonly kind: "entity" }
    | {
        readonly kind: "figure";
        readonly figure: FigureRecord;
        /** How much of a figure is said, where it is not all: its harm, or its fields without the words' places. */
        readonly said?: "harm" | "fields";
      }
  );

export type FigureMarking = Extract<Marking, { kind: "figure" }>;

export const kinds = ["entity", "figure"] as const;
export type Kind = (typeof kinds)[number];

/** What decisions say stands in a text: neither what was rejected or lost, nor what says a thing twice. */
export function markedBy(text: string, decided: readonly Annotation[]): Marking[] {
  const standing = decided.filter(({ status }) => status !== "rejected" && status !== "orphaned");
  const twice = new Set(duplicatesIn(standing));
  return standing.filter((one) => !twice.has(one)).flatMap((one) => placed(text, markingOf(one)));
}

/** What detection says stands in a text. */
export function markedByDetection(text: string, detections: Detections): Marking[] {
  return [
    ...detections.entities.map(({ start, end, label }): Marking => ({ kind: "entity", start, end, label })),
    ...detections.figures.map(
      (figure): Marking => ({
        kind: "figure",
        start: figure.start,
        end: figure.end,
        label: figure.harm.toUpperCase(),
        figure: recordOf(figure, detections),
      }),
    ),
  ].flatMap((one) => placed(text, one));
}

/** An annotation as a marking, whatever was decided. */
export function markingOf(one: Annotation): Marking {
  const { start, end } = one;
  return one.kind === "entity"
    ? { kind: "entity", start, end, label: one.label }
    : { kind: "figure", start, end, label: one.figure.harm.toUpperCase(), figure: one.figure };
}

/** On its words without the white space around them, as datasets have it; nothing where there is nothing else. */
function placed(text: string, marking: Marking): Marking[] {
  const span = trimmed(text, marking);
  return span ? [{ ...marking, ...span }] : [];
}

/** Whether a marking is one of the labels, or its harm; all are where none is named. */
export function ofLabels(labels: readonly string[] | undefined): (marking: Marking) => boolean {
  if (!labels) return () => true;
  const wanted = new Set(labels);
  const harms = new Set(labels.map((label) => label.toUpperCase()));
  return ({ kind, label }) => (kind === "entity" ? wanted : harms).has(label);
}

export const ofKind = <K extends Kind>(
  kind: K,
  markings: readonly Marking[],
): Extract<Marking, { kind: K }>[] =>
  markings.filter((one): one is Extract<Marking, { kind: K }> => one.kind === kind);
