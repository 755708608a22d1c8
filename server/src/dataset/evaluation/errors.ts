import { sameSpan } from "../../text/span.ts";
import { type FigureField, fieldValue, figureFields } from "../measure/figureFields.ts";
import { type FigureMarking, kinds, type Marking, ofKind } from "../measure/marking.ts";
import { aligned } from "../measure/pairing.ts";
import type { Source } from "../source.ts";

/**
 * In what a run is wrong at a place: nothing was found there (a false negative), nothing was wanted there (a false
 * positive), or both and they differ.
 */
export type ErrorKind = "missed" | "spurious" | "boundaries" | "label" | "fields";

/** What was wanted and what was found at a place, where that is not the same. Places are UTF-16 code units of the text. */
export interface MarkingError {
  /** Null where nothing was wanted. */
  readonly wanted: Marking | null;
  /** Null where nothing was found. */
  readonly found: Marking | null;
  /** One or more, in the order of the kinds. */
  readonly wrong: readonly ErrorKind[];
  /** The fields of figures that say otherwise; the harm is their label. */
  readonly fields: readonly FigureField[];
}

/** An error of a run in an article. */
export interface EvaluationError extends MarkingError {
  readonly source: Source;
  /** The article's text, in which the places are. */
  readonly text: string;
  readonly run: string;
}

/**
 * What is wrong in what was found, by place: of the same pairs as the scores and the confusion. A field that the run's
 * format has no place for is not listed as wrong.
 */
export function errorsIn(gold: readonly Marking[], found: readonly Marking[]): MarkingError[] {
  const errors = kinds.flatMap((kind): MarkingError[] => {
    const { pairs, onlyLeft, onlyRight } = aligned<Marking, Marking>(ofKind(kind, gold), ofKind(kind, found));
    return [
      ...pairs.map(([a, b]) => differing(a, b)).filter(({ wrong }) => wrong.length > 0),
      ...onlyLeft.map((wanted) => ({ wanted, found: null, wrong: ["missed" as const], fields: [] })),
      ...onlyRight.map((one) => ({ wanted: null, found: one, wrong: ["spurious" as const], fields: [] })),
    ];
  });
  const placeOf = ({ wanted, found: own }: MarkingError): [number, number] => {
    const { start, end } = wanted ?? own ?? { start: 0, end: 0 };
    return [start, end];
  };
  return errors.sort((one, other) => {
    const [[a, b], [c, d]] = [placeOf(one), placeOf(other)];
    return a - c || b - d;
  });
}

function differing(wanted: Marking, found: Marking): MarkingError {
  const fields = wanted.kind === "figure" && found.kind === "figure" ? wrongFields(wanted, found) : [];
  const wrong: ErrorKind[] = [];
  if (!sameSpan(wanted, found)) wrong.push("boundaries");
  if (wanted.label !== found.label) wrong.push("label");
  if (fields.length > 0) wrong.push("fields");
  return { wanted, found, wrong, fields };
}

function wrongFields(wanted: FigureMarking, found: FigureMarking): FigureField[] {
  const isSaid = (field: FigureField): boolean =>
    [wanted, found].every(({ said }) => said === undefined || (said === "fields" && field !== "number"));
  return figureFields.filter(
    (field) => field !== "harm" && isSaid(field) && fieldValue(field, wanted) !== fieldValue(field, found),
  );
}
