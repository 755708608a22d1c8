import * as l10n from "@vscode/l10n";
import type { Annotation, FigureRecord } from "../annotations/annotation.ts";
import { type LinkRole, linkRoles } from "../annotations/links.ts";
import { allSeenBy, dissent, type Reader } from "../annotations/opinion.ts";
import { type OwnTotals, withOwnTotals } from "../annotations/ownTotals.ts";
import { reconcile } from "../annotations/reconcile.ts";
import { shownFigures } from "../annotations/shownFigures.ts";
import type { CasualtyFigure, Detections, Harm, Quote } from "../detect/detection.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import { type Basis, basisOf, tallyFrom } from "../detect/resolve/tally.ts";
import { type Lines, toRange } from "../positions.ts";
import {
  type FigureLink,
  listed,
  type PublishedAnnotation,
  type PublishedFigure,
  quotation,
  type Tally,
  termOf,
} from "../protocol.ts";
import { byPosition, type Span } from "../text/span.ts";
import { type ConflictPlace, conflictsIn } from "./conflicts.ts";
import { type EntityTable, entityTable } from "./entityTable.ts";
import type { LostPlace } from "./lost.ts";
import { boundsInWords, countInWords, fieldsInWords, harmInWords, reasonInWords } from "./words.ts";

/** One annotation as it is shown, with its span in UTF-16 code units beside the range on the wire. */
export interface Item {
  readonly span: Span;
  readonly published: PublishedAnnotation;
  /** What all have decided on it; null for a suggestion. */
  readonly annotation: Annotation | null;
}

/** Everything that one version of an article's text shows. */
export interface ArticleView {
  /** By position, the longer first; rejected ones and orphans are among them. */
  readonly items: readonly Item[];
  readonly tally: Tally;
  /** What of the tally an annotator has set by hand. */
  readonly own: OwnTotals;
  /** The figures that each line of the tally rests on, or would rest on. */
  readonly basis: ReadonlyMap<Harm, Basis>;
  /** The figures that stand, decided and suggested, with their links by the ids of their items. */
  readonly figures: readonly CasualtyFigure[];
  /** Where its lost annotations may belong. */
  readonly lost: readonly LostPlace[];
  /** What two sides of a merge decided differently. */
  readonly conflicts: readonly ConflictPlace[];
}

/** Brings detections and decisions of one text together as they are shown. */
export function viewOf(
  lines: Lines,
  detections: Detections,
  decided: readonly Annotation[],
  codebook: Codebook,
  lost: readonly LostPlace[] = [],
  reader: Reader | null = null,
  own: OwnTotals = {},
): ArticleView {
  const reconciled = reconcile(detections, reader ? allSeenBy(decided, reader) : decided);
  const stored = new Map(decided.map((annotation) => [annotation.id, annotation]));
  const entities = entityTable(detections.entities);
  const figures = shownFigures(detections, reconciled.figures, reconciled.decided);
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const words = (id: string | null): string | null => (id === null ? null : (byId.get(id)?.text ?? null));
  const places = new Map<string, Span>([...detections.entities, ...figures].map((one) => [one.id, one]));
  const spanOf = (id: string): Span | undefined => places.get(id);
  const items: Item[] = [];
  for (const mention of reconciled.entities) {
    items.push({
      span: mention,
      annotation: null,
      published: {
        ...suggested(mention, lines, mention.confidence, mention.source),
        reason: mention.because ? reasonInWords(mention.because) : null,
        kind: "entity",
        label: mention.label,
        entity: entities.of(mention, mention.label),
        figure: null,
      },
    });
  }
  for (const suggestion of reconciled.figures) {
    const figure = byId.get(suggestion.id) ?? suggestion;
    const mention = (value: string | null): string | null => entities.words(value);
    items.push({
      span: suggestion,
      annotation: null,
      published: {
        ...suggested(suggestion, lines, suggestion.confidence, suggestion.rule),
        kind: "figure",
        label: null,
        entity: null,
        figure: {
          ...plainFigure(figure),
          count: countInWords(figure),
          number: figure.number.text,
          numberRange: toRange(lines, figure.number),
          trigger: figure.trigger.text,
          triggerRange: toRange(lines, figure.trigger),
          perpetrator: mention(figure.perpetrator),
          place: mention(figure.place),
          source: mention(figure.source),
          partOf: words(figure.partOf),
          sameAs: words(figure.sameAs),
          conflictsWith: figure.conflictsWith.map(words).filter((text) => text !== null),
          links: suggestedLinks(figure, spanOf, lines),
        },
      },
    });
  }
  for (const annotation of reconciled.decided) {
    const whole = stored.get(annotation.id) ?? annotation;
    const published = decidedItem(annotation, lines, entities, byId.get(annotation.id), words);
    items.push({
      span: annotation,
      annotation: whole,
      // Who works blind does not learn of others' decisions here either.
      published: { ...published, disputed: reader?.others !== false && dissent(whole).length > 0 },
    });
  }
  items.sort((a, b) => byPosition(a.span, b.span));
  const basis = basisOf(figures, codebook, detections.published);
  return {
    items,
    tally: withOwnTotals(tallyFrom(basis, codebook), own),
    own,
    basis,
    figures,
    lost,
    conflicts: conflictsIn(decided, reader),
  };
}

const suggested = (
  quote: Quote & { id: string },
  lines: Lines,
  confidence: number,
  origin: string,
): Omit<PublishedAnnotation, "kind" | "label" | "entity" | "figure"> => ({
  id: quote.id,
  status: "suggested",
  range: toRange(lines, quote),
  text: quote.text,
  attributes: {},
  confidence,
  origin,
  reason: null,
  by: null,
  at: null,
  was: null,
  touched: false,
  disputed: false,
  adjudicated: false,
});

/** Where what a suggested figure refers to stands. */
function suggestedLinks(
  figure: CasualtyFigure,
  spanOf: (id: string) => Span | undefined,
  lines: Lines,
): FigureLink[] {
  const { victimEntities, perpetrator, place, source, partOf, sameAs, conflictsWith } = figure;
  const ids: { readonly [Role in LinkRole]: readonly (string | null)[] } = {
    victim: victimEntities,
    perpetrator: [perpetrator],
    place: [place],
    source: [source],
    partOf: [partOf],
    sameAs: [sameAs],
    conflictsWith,
  };
  return linkRoles.flatMap((role) =>
    ids[role].flatMap((id) => {
      const span = id === null ? undefined : spanOf(id);
      return span ? [{ role, range: toRange(lines, span) }] : [];
    }),
  );
}

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

const plainFigure = (figure: Pick<FigureRecord, PlainFields>): Pick<PublishedFigure, PlainFields> => ({
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

function decidedItem(
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
  if (was.quote !== undefined) parts.push(quotation(was.quote));
  if (was.figure && annotation.kind === "figure") parts.push(...figureWas(was.figure, annotation.figure));
  return parts.length > 0 ? listed(parts) : null;
}

/** What a corrected figure said of the fields that were corrected, and of no others. */
function figureWas(was: FigureRecord, now: FigureRecord): string[] {
  const found: string[] = [];
  if (was.harm !== now.harm || was.min !== now.min || was.max !== now.max || was.qualifier !== now.qualifier)
    found.push(`${boundsInWords({ ...was, number: was.number?.text ?? null })} ${harmInWords(was.harm)}`);
  for (const [field, name] of fieldsInWords())
    if (was[field] !== now[field])
      found.push(`${name} ${was[field] ? termOf(was[field]).replace("_", " ") : l10n.t("not given")}`);
  return found;
}

/** Whether it stands in the text: what is rejected or lost does not. */
export const isShown = ({ status }: PublishedAnnotation): boolean =>
  status !== "rejected" && status !== "orphaned";

/** The items whose span holds an offset, the shortest first; orphans and rejected ones are never under a cursor. */
export const itemsAt = (view: ArticleView, offset: number): Item[] =>
  itemsIn(view, { start: offset, end: offset });

/** The visible items that hold a whole span, or lie within it, the shortest first. */
export function itemsIn(view: ArticleView, span: Span): Item[] {
  return view.items
    .filter(
      ({ span: own, published }) =>
        isShown(published) &&
        ((own.start <= span.start && span.end <= own.end) ||
          (span.start <= own.start && own.end <= span.end)),
    )
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
}
