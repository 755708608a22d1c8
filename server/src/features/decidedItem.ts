import * as l10n from "@vscode/l10n";
import type { Annotation, FigureRecord } from "../annotations/annotation.ts";
import type { CasualtyFigure, Quote } from "../detect/detection.ts";
import { type Lines, toRange } from "../positions.ts";
import type { PublishedAnnotation, PublishedFigure } from "../protocol.ts";
import type { EntityTable } from "./entityTable.ts";
import { boundsInWords, fieldsInWords, harmInWords } from "./words.ts";

type PlainFields =
  | "harm"
  | "min"
  | "max"
  | "qualifier"
  | "victims"
  | "victimType"
  | "date"
  | "scope"
  | "status";

/** What a figure says that needs no other words. */
export const plainFigure = (figure: Pick<FigureRecord, PlainFields>): Pick<PublishedFigure, PlainFields> => ({
  harm: figure.harm,
  min: figure.min,
  max: figure.max,
  qualifier: figure.qualifier,
  victims: figure.victims,
  victimType: figure.victimType,
  date: figure.date,
  scope: figure.scope,
  status: figure.status,
});

/**
 * A decision as it is shown.
 * @param figure the figure that counts for it, with its links by id; undefined where none does
 * @param words the words of a figure by its id; null where there is none
 */
export function decidedItem(
  annotation: Annotation,
  lines: Lines,
  entities: EntityTable,
  figure: CasualtyFigure | undefined,
  words: (id: string | null) => string | null,
): PublishedAnnotation {
  const orphan = annotation.status === "orphaned";
  const range = toRange(lines, orphan ? { start: annotation.start, end: annotation.start } : annotation);
  const common = {
    id: annotation.id,
    status: annotation.status,
    range,
    text: annotation.quote,
    attributes: annotation.attributes,
    confidence: null,
    origin: annotation.detector,
    reason: null,
    by: annotation.by,
    at: annotation.at,
    was: wasInWords(annotation),
    touched: annotation.touched,
    disputed: false,
    adjudicated: annotation.adjudicated && annotation.status !== "orphaned",
  };
  if (annotation.kind === "entity") {
    return {
      ...common,
      kind: "entity",
      label: annotation.label,
      entity: entities.of({ ...annotation, text: annotation.quote }, annotation.label),
      figure: null,
    };
  }
  const record = annotation.figure;
  const part = (quote: Quote | null): { text: string | null; range: PublishedAnnotation["range"] | null } =>
    quote === null || quote.start === quote.end
      ? { text: quote?.text ?? null, range: null }
      : { text: quote.text, range: toRange(lines, quote) };
  const number = part(record.number);
  const trigger = part(record.trigger);
  return {
    ...common,
    kind: "figure",
    label: null,
    entity: null,
    figure: {
      ...plainFigure(record),
      count: boundsInWords({ ...record, number: number.text }),
      number: number.text,
      numberRange: number.range,
      trigger: trigger.text,
      triggerRange: trigger.range,
      perpetrator: record.perpetrator,
      place: record.place,
      source: record.source,
      partOf: words(figure?.partOf ?? null),
      sameAs: words(figure?.sameAs ?? null),
      conflictsWith: (figure?.conflictsWith ?? []).map(words).filter((text) => text !== null),
      links: record.mentions
        .filter(({ start, end }) => start < end)
        .map(({ role, ...span }) => ({ role, range: toRange(lines, span) })),
    },
  };
}

function wasInWords(annotation: Annotation): string | null {
  const { was, status } = annotation;
  if (!was) return null;
  if (status === "orphaned") return was.status ?? null;
  const parts: string[] = [];
  if (was.label !== undefined) parts.push(was.label);
  if (was.quote !== undefined) parts.push(`“${was.quote}”`);
  if (was.figure && annotation.kind === "figure") parts.push(...figureWas(was.figure, annotation.figure));
  return parts.length > 0 ? parts.join(", ") : null;
}

/** What a corrected figure said of the fields that were corrected, and of no others. */
function figureWas(was: FigureRecord, now: FigureRecord): string[] {
  const found: string[] = [];
  if (was.harm !== now.harm || was.min !== now.min || was.max !== now.max || was.qualifier !== now.qualifier)
    found.push(`${boundsInWords({ ...was, number: was.number?.text ?? null })} ${harmInWords(was.harm)}`);
  for (const [field, name] of fieldsInWords())
    if (was[field] !== now[field])
      found.push(`${name} ${was[field]?.replace("_", " ") ?? l10n.t("not given")}`);
  return found;
}
