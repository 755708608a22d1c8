import type { Annotation } from "../annotations/annotation.ts";
import { type LinkRole, linkRoles } from "../annotations/links.ts";
import { allSeenBy, dissent, type Reader } from "../annotations/opinion.ts";
import { type OwnTotals, withOwnTotals } from "../annotations/ownTotals.ts";
import { reconcile } from "../annotations/reconcile.ts";
import { shownFigures } from "../annotations/shownFigures.ts";
import type { CasualtyFigure, Detections, Harm, Quote } from "../detect/detection.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import { type Basis, basisOf, tallyFrom } from "../detect/resolve/tally.ts";
import { type Lines, toRange } from "../positions.ts";
import type { FigureLink, PublishedAnnotation, Tally } from "../protocol.ts";
import { byPosition, type Span } from "../text/span.ts";
import { finished, STEP, type Steps } from "../text/steps.ts";
import { type ConflictPlace, conflictsIn } from "./conflicts.ts";
import { decidedItem, plainFigure } from "./decidedItem.ts";
import { entityTable } from "./entityTable.ts";
import type { LostPlace } from "./lost.ts";
import { countInWords, reasonInWords } from "./words.ts";

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
export const viewOf = (...parts: Parameters<typeof viewing>): ArticleView => finished(viewing(...parts));

/** The same in steps. */
export function* viewing(
  lines: Lines,
  detections: Detections,
  decided: readonly Annotation[],
  codebook: Codebook,
  lost: readonly LostPlace[] = [],
  reader: Reader | null = null,
  own: OwnTotals = {},
): Steps<ArticleView> {
  const reconciled = reconcile(detections, reader ? allSeenBy(decided, reader) : decided);
  const stored = new Map(decided.map((annotation) => [annotation.id, annotation]));
  yield;
  const entities = entityTable(detections.entities);
  yield;
  const figures = shownFigures(detections, reconciled.figures, reconciled.decided);
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const words = (id: string | null): string | null => (id === null ? null : (byId.get(id)?.text ?? null));
  const places = new Map<string, Span>([...detections.entities, ...figures].map((one) => [one.id, one]));
  const spanOf = (id: string): Span | undefined => places.get(id);
  yield;
  const items: Item[] = [];
  for (const [n, mention] of reconciled.entities.entries()) {
    if (n % STEP === 0) yield;
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
  for (const [n, suggestion] of reconciled.figures.entries()) {
    if (n % STEP === 0) yield;
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
  for (const [n, annotation] of reconciled.decided.entries()) {
    if (n % STEP === 0) yield;
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
  yield;
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
