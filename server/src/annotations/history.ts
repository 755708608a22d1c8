import type { Annotation, Decision, FigureRecord } from "./annotation.ts";
import { agrees, holding, isDecision } from "./opinion.ts";
import type { Attributes } from "./tagset.ts";

/** One step in what is known of how an annotation came to be. */
export interface HistoryStep {
  /** `suggested` by detection; else what somebody decided, or `adjudicated`; `removed` by one side of a merge. */
  readonly act: "suggested" | "adjudicated" | "removed" | Exclude<Decision, "orphaned">;
  /** The annotator, or the detector with its version; null where that is not known. */
  readonly by: string | null;
  /** ISO 8601. */
  readonly at: string | null;
  /** What it was by then; offsets in the unit of the annotation's. */
  readonly label: string | null;
  readonly quote: string;
  readonly figure: FigureRecord | null;
  readonly attributes: Attributes;
  readonly start: number;
  readonly end: number;
  /** Of a suggestion: the rule, and how sure it was. */
  readonly rule: string | null;
  readonly confidence: number | null;
  /** Whether it says what the annotation's own decision says. */
  readonly agrees: boolean;
}

/**
 * What was suggested, and what each annotator made of it, the oldest first. Of an annotator's decisions the last is
 * known; what stood before it git knows.
 */
export function historyOf(annotation: Annotation): HistoryStep[] {
  const steps: HistoryStep[] = [];
  const own = stepOf(annotation, annotation);
  if (annotation.detector !== null) {
    const { was } = annotation;
    steps.push({
      ...own,
      act: "suggested",
      by: annotation.detector,
      at: null,
      label: annotation.kind === "entity" ? (was?.label ?? annotation.label) : null,
      quote: was?.quote ?? annotation.quote,
      start: was?.start ?? annotation.start,
      end: was?.end ?? annotation.end,
      figure: annotation.kind === "figure" ? (was?.figure ?? annotation.figure) : null,
      attributes: {},
      rule: annotation.rule,
      confidence: annotation.confidence,
      agrees: true,
    });
  }
  const decided = annotation.opinions.map((opinion) => ({
    ...stepOf(annotation, holding(annotation, opinion)),
    ...(isDecision(opinion) ? {} : { act: "removed" as const }),
    agrees: agrees(annotation, opinion),
  }));
  const time = ({ at }: HistoryStep): string => at ?? "";
  return [
    ...steps,
    ...[own, ...decided].sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0)),
  ];
}

function stepOf(annotation: Annotation, held: Annotation): HistoryStep {
  const { status, by, at, quote, start, end } = held;
  const act = status === "orphaned" ? (held.was?.status ?? "accepted") : status;
  return {
    act: held === annotation && annotation.adjudicated ? "adjudicated" : act,
    by,
    at,
    label: held.kind === "entity" ? held.label : null,
    quote,
    figure: held.kind === "figure" ? held.figure : null,
    attributes: held.attributes,
    start,
    end,
    rule: null,
    confidence: null,
    agrees: true,
  };
}
