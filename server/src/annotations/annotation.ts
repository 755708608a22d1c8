import type { FigureStatus, Harm, Qualifier, Quote, Scope, VictimType } from "../detect/detection.ts";
import type { Span } from "../text/span.ts";
import type { Attributes } from "./tagset.ts";

/** What an annotator decided; suggestions are never stored and have no status here. */
export const decisions = ["accepted", "corrected", "added", "rejected", "orphaned"] as const;
export type Decision = (typeof decisions)[number];

/** Where a decision stands in the text, and enough around it to find the place again when the text has changed. */
export interface Anchor extends Span {
  /** The text of the span. */
  readonly quote: string;
  /** Up to 32 UTF-16 code units before and behind, cut at a word. */
  readonly prefix: string;
  readonly suffix: string;
  /** The quote's how-many-th occurrence in the text this is, from 1. */
  readonly occurrence: number;
}

/** A part of an annotation; where its text was deleted it is empty and stands where it was. */
export interface Part extends Quote {
  /**
   * For one deleted in this session: how many UTF-16 code units behind the beginning of the deleted text it stood, so
   * that undoing the deletion finds it again; not stored.
   */
  readonly lost?: number;
}

/** A mention, or another figure, that a figure refers to, by its own place and words. */
export interface Reference extends Part {
  readonly role: "victim" | "perpetrator" | "place" | "source" | "partOf" | "sameAs" | "conflictsWith";
}

/** A figure as decided: the record of `casualty-figures.md`, with the words of what it refers to. */
export interface FigureRecord {
  readonly harm: Harm;
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: Qualifier;
  /** The number expression; null where the text states none. */
  readonly number: Part | null;
  /** The word that states the harm; null where an annotator added the figure without one. */
  readonly trigger: Part | null;
  readonly victims: string | null;
  readonly victimType: VictimType;
  readonly perpetrator: string | null;
  readonly place: string | null;
  readonly date: string | null;
  readonly source: string | null;
  readonly scope: Scope;
  readonly status: FigureStatus;
  readonly mentions: readonly Reference[];
}

/** What an annotation was before it was corrected or lost its place; only what differs. */
export interface Was {
  readonly status?: Exclude<Decision, "orphaned">;
  readonly label?: string;
  readonly start?: number;
  readonly end?: number;
  readonly quote?: string;
  /** As a part's. */
  readonly lost?: number;
  readonly figure?: FigureRecord;
}

/**
 * What another annotator decided on the same: its status, and of label, place, figure and attributes what is not as the annotation's
 * own. Words without a place are gone from the text. `removed` is what one side of a merge took back and the other changed.
 */
export interface Opinion extends Omit<Was, "status"> {
  readonly status: Decision | "removed";
  readonly attributes?: Attributes;
  readonly by: string | null;
  readonly at: string | null;
}

interface Decided extends Anchor {
  readonly id: string;
  readonly status: Decision;
  /** What the annotator says of it beside label and place, by name. */
  readonly attributes: Attributes;
  readonly was: Was | null;
  /** Other annotators' decisions, beside this one, each annotator's once. */
  readonly opinions: readonly Opinion[];
  /** Two sides of a merge had decided it differently; the other side's is among the opinions. */
  readonly conflict: boolean;
  /** It settles the opinions: what had been decided before is among them. */
  readonly adjudicated: boolean;
  /** Who decided, and when (ISO 8601). */
  readonly by: string | null;
  readonly at: string | null;
  /** What had suggested it, with its version; null for what an annotator added. */
  readonly detector: string | null;
  /** The detector's rule that suggested it, and how sure it was, 0 to 1; null where that is not known. */
  readonly rule: string | null;
  readonly confidence: number | null;
  /** The text inside it was edited since it was decided. */
  readonly touched: boolean;
  /**
   * For one orphaned in this session: how many UTF-16 code units behind the beginning of the deleted text it stood,
   * so that undoing the deletion finds it again; not stored.
   */
  readonly lost: number | null;
  /** Keys that a newer version of Dateline wrote, kept as they are. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface EntityAnnotation extends Decided {
  readonly kind: "entity";
  readonly label: string;
}

export interface FigureAnnotation extends Decided {
  readonly kind: "figure";
  readonly figure: FigureRecord;
}

/** One decision of an annotator. Offsets are UTF-16 code units of the text as it is now. */
export type Annotation = EntityAnnotation | FigureAnnotation;

/** By place, then by id, so that the order never depends on who wrote the file. */
export const byPlace = (a: Annotation, b: Annotation): number =>
  a.start - b.start || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** A figure record with all its parts sent through `map`. */
export function mapRecord(record: FigureRecord, map: <P extends Part>(part: P) => P): FigureRecord {
  return {
    ...record,
    number: record.number && map(record.number),
    trigger: record.trigger && map(record.trigger),
    mentions: record.mentions.map(map),
  };
}

/** Sends every offset of an annotation through `map`. */
export const mapOffsets = (annotation: Annotation, map: (offset: number) => number): Annotation =>
  mapSpans(annotation, ({ start, end }) => ({ start: map(start), end: map(end) }));

/** Sends every span of an annotation through `map`: its own, those of its parts, where it had been suggested, and of opinions. */
export function mapSpans(annotation: Annotation, map: (span: Span) => Span): Annotation {
  const part = <P extends Part>(quote: P): P => ({ ...quote, ...pick(map(quote)) });
  const former = <W extends Omit<Was, "status">>(was: W): W => mapWas(was, map, part);
  const { was, opinions } = annotation;
  const mapped = {
    ...annotation,
    ...pick(map(annotation)),
    was: was && former(was),
    opinions: opinions.map(former),
  };
  return mapped.kind === "figure" ? { ...mapped, figure: mapRecord(mapped.figure, part) } : mapped;
}

function mapWas<W extends Omit<Was, "status">>(
  was: W,
  map: (span: Span) => Span,
  part: <P extends Part>(quote: P) => P,
): W {
  const { start = was.end, end = was.start, figure } = was;
  const place = start === undefined || end === undefined ? null : map({ start, end });
  return {
    ...was,
    ...(place && was.start !== undefined ? { start: place.start } : {}),
    ...(place && was.end !== undefined ? { end: place.end } : {}),
    ...(figure ? { figure: mapRecord(figure, part) } : {}),
  };
}

const pick = ({ start, end }: Span): Span => ({ start, end });

/** Whether something holds for every span of an annotation, of those that `mapSpans` maps. */
export function everySpan(annotation: Annotation, holds: (span: Span) => boolean): boolean {
  const inRecord = ({ number, trigger, mentions }: FigureRecord): boolean =>
    (number === null || holds(number)) && (trigger === null || holds(trigger)) && mentions.every(holds);
  if (!holds(annotation)) return false;
  if (annotation.kind === "figure" && !inRecord(annotation.figure)) return false;
  const { was, opinions } = annotation;
  return [...(was ? [was] : []), ...opinions].every(
    ({ start, end, figure }) =>
      (start === undefined || end === undefined || holds({ start, end })) && (!figure || inRecord(figure)),
  );
}

/** An orphan at a place of its own, as what it was before it lost its place. */
export function restoredAt(orphan: Annotation, { start, end }: Span): Annotation {
  const { status = "accepted", ...was } = orphan.was ?? {};
  return { ...orphan, start, end, status, was: Object.keys(was).length > 0 ? was : null, lost: null };
}
