import type { CasualtyFigure, Detections } from "../detect/detection.ts";
import { byPosition, type Span } from "../text/span.ts";
import type { Annotation, FigureRecord, Reference } from "./annotation.ts";
import { duplicatesIn } from "./duplicates.ts";

/**
 * The figures that count: suggestions that stand, and decisions but the rejected and lost ones, with their links by
 * the ids under which they are shown. A link to a figure that is gone is none.
 */
export function shownFigures(
  detections: Pick<Detections, "figures">,
  suggestions: readonly CasualtyFigure[],
  decided: readonly Annotation[],
): CasualtyFigure[] {
  const shown = new Map<string, string>();
  const key = ({ start, end }: Span, harm = ""): string => `${start}-${end}-${harm}`;
  const add = (span: Span, harm: string, id: string): void => {
    shown.set(key(span, harm), id).set(key(span), id);
  };
  /** The figure on a span, that of a harm where the words tell of several. */
  const shownAt = (span: Span, harm: string): string | undefined =>
    shown.get(key(span, harm)) ?? shown.get(key(span));
  const standing = decided.filter(
    ({ kind, status }) => kind === "figure" && status !== "rejected" && status !== "orphaned",
  );
  // The same figure decided twice, as a merge of two branches leaves it, counts its dead once.
  const twice = new Set(duplicatesIn(standing));
  const stands = standing.filter((annotation) => !twice.has(annotation));
  for (const figure of suggestions) add(figure, figure.harm, figure.id);
  for (const annotation of stands)
    if (annotation.kind === "figure") add(annotation, annotation.figure.harm, annotation.id);
  const suggestedById = new Map(detections.figures.map((figure) => [figure.id, figure]));
  const relink = (id: string | null): string | null => {
    const target = id === null ? undefined : suggestedById.get(id);
    return target ? (shown.get(key(target, target.harm)) ?? null) : null;
  };
  const found: CasualtyFigure[] = suggestions.map((figure) => ({
    ...figure,
    partOf: relink(figure.partOf),
    sameAs: relink(figure.sameAs),
    conflictsWith: figure.conflictsWith.map(relink).filter((id) => id !== null),
  }));
  for (const annotation of stands) {
    if (annotation.kind === "figure")
      found.push(
        decidedFigure(annotation, annotation.figure, (span) => shownAt(span, annotation.figure.harm)),
      );
  }
  return found.sort(byPosition);
}

function decidedFigure(
  annotation: Annotation,
  record: FigureRecord,
  shownAt: (span: Span) => string | undefined,
): CasualtyFigure {
  const place = { start: annotation.start, end: annotation.end, text: annotation.quote };
  const links = (role: Reference["role"]): string[] =>
    record.mentions
      .filter((reference) => reference.role === role)
      .map(shownAt)
      .filter((id) => id !== undefined)
      .filter((id) => id !== annotation.id);
  return {
    ...record,
    ...place,
    id: annotation.id,
    number: record.number ?? place,
    trigger: record.trigger ?? place,
    victimEntities: [],
    partOf: links("partOf")[0] ?? null,
    sameAs: links("sameAs")[0] ?? null,
    conflictsWith: links("conflictsWith"),
    confidence: 1,
    rule: "decided",
  };
}
