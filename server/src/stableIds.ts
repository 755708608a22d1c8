import type { CasualtyFigure, Detections, EntityMention, HeadName } from "./detect/detection.ts";
import { type Lines, toSpan } from "./positions.ts";
import type { PublishedAnnotation } from "./protocol.ts";
import type { Span } from "./text/span.ts";
import { finished, STEP, type Steps } from "./text/steps.ts";

/** The ids that were given out for one version of a text: what each stands for. */
export type GivenIds = Map<string, string>;

/**
 * Detections with the ids that the same things had when this version of the text was analysed before: an annotator who
 * decides on what is shown must not hit another suggestion because the names of the project have changed meanwhile. New
 * things get ids that were never given out. Adds what it gives to `given`.
 */
export const withStableIds = (detections: Detections, given: GivenIds): Detections =>
  finished(stableIds(detections, given));

/** The same in steps; where they are given up, `given` has ids that were never shown. */
export function* stableIds(detections: Detections, given: GivenIds): Steps<Detections> {
  const isFirst = given.size === 0;
  const ids = new Map<string, string>();
  const used = new Set(given.values());
  const seen = new Map<string, number>();
  const keep = (id: string, thing: string): void => {
    const key = numbered(thing, seen);
    const own = given.get(key) ?? (used.has(id) ? free(id, used) : id);
    given.set(key, own);
    used.add(own);
    ids.set(id, own);
  };
  for (const [n, mention] of detections.entities.entries()) {
    if (n % STEP === 0) yield;
    keep(mention.id, entityKey(mention));
  }
  for (const [n, figure] of detections.figures.entries()) {
    if (n % STEP === 0) yield;
    keep(figure.id, figureKey(figure));
  }
  if (isFirst) return detections;
  const of = (id: string): string => ids.get(id) ?? id;
  const orNull = (id: string | null): string | null => (id === null ? null : of(id));
  yield;
  const { head } = detections;
  const inHead = (name: HeadName | null): HeadName | null =>
    name && { ...name, mention: orNull(name.mention) };
  return {
    ...detections,
    head: { ...head, place: inHead(head.place), agency: inHead(head.agency) },
    entities: detections.entities.map((mention) => ({ ...mention, id: of(mention.id) })),
    figures: detections.figures.map((figure) => ({
      ...figure,
      id: of(figure.id),
      victimEntities: figure.victimEntities.map(of),
      perpetrator: orNull(figure.perpetrator),
      place: orNull(figure.place),
      source: orNull(figure.source),
      partOf: orNull(figure.partOf),
      sameAs: orNull(figure.sameAs),
      conflictsWith: figure.conflictsWith.map(of),
    })),
  };
}

/** The ids of what is suggested in a text, as it is shown: an analysis of the same text goes on with them. */
export function* idsShown(lines: Lines, annotations: readonly PublishedAnnotation[]): Steps<GivenIds> {
  const given: GivenIds = new Map();
  const seen = new Map<string, number>();
  for (const [n, { id, status, range, label, figure }] of annotations.entries()) {
    if (n % STEP === 0) yield;
    if (status !== "suggested") continue;
    const span = toSpan(lines, range);
    const { numberRange, triggerRange } = figure ?? {};
    if (figure && numberRange && triggerRange) {
      const [number, trigger] = [toSpan(lines, numberRange), toSpan(lines, triggerRange)];
      given.set(numbered(figureKey({ ...span, harm: figure.harm, number, trigger }), seen), id);
    } else if (label !== null) given.set(numbered(entityKey({ ...span, label }), seen), id);
  }
  return given;
}

/** A thing's key with how many like it came before: two figures may say the same of the same words. */
function numbered(thing: string, seen: Map<string, number>): string {
  const n = seen.get(thing) ?? 0;
  seen.set(thing, n + 1);
  return `${thing} ${n}`;
}

const entityKey = ({ start, end, label }: Span & Pick<EntityMention, "label">): string =>
  `${start} ${end} ${label}`;

interface KeyOfFigure extends Span, Pick<CasualtyFigure, "harm"> {
  readonly number: Span;
  readonly trigger: Span;
}

const figureKey = ({ start, end, harm, number, trigger }: KeyOfFigure): string =>
  `${start} ${end} ${harm} ${number.start} ${trigger.start}`;

/** An id of the same kind (`e12`) that nothing has had. */
function free(id: string, used: ReadonlySet<string>): string {
  const kind = id.replace(/\d+$/, "");
  let n = used.size + 1;
  while (used.has(`${kind}${n}`)) n++;
  return `${kind}${n}`;
}
