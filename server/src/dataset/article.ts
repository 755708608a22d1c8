import { type Annotation, byPlace, type FigureRecord, mapOffsets } from "../annotations/annotation.ts";
import { foldLineEnds } from "../annotations/lineEnds.ts";
import { reconcile } from "../annotations/reconcile.ts";
import { recordOf } from "../annotations/record.ts";
import type { Detections } from "../detect/detection.ts";
import type { Language } from "../text/language.ts";
import { countBelow } from "../text/search.ts";
import { type Span, trimmed } from "../text/span.ts";

/** An entity in a dataset; UTF-16 code units of the exported text. */
export interface DatasetEntity extends Span {
  readonly label: string;
}

/** A figure in a dataset; its span in UTF-16 code units of the exported text. */
export interface DatasetFigure extends Span {
  readonly figure: FigureRecord;
}

/** An article as a dataset holds it. */
export interface DatasetArticle {
  /** Its path below the exported folder, with `/`. */
  readonly id: string;
  /** With LF alone as line end and no byte order mark: every tool then counts the same offsets. */
  readonly text: string;
  readonly language: Language;
  readonly published: string | null;
  /** By position; they may overlap. */
  readonly entities: readonly DatasetEntity[];
  readonly figures: readonly DatasetFigure[];
  /** All decisions as they are stored, rejected and lost ones too; UTF-16 code units of the exported text. */
  readonly decided: readonly Annotation[];
}

/** What of an article does not go into a dataset. */
export interface LeftBehind {
  readonly rejected: number;
  readonly orphaned: number;
  /** Decisions on white space alone, which another program may have written. */
  readonly blank: number;
}

/**
 * An article with its decisions, and with suggestions where `detections` are given, on the text that is exported.
 * Rejected and lost annotations stay behind. No span begins or ends with white space: spaCy refuses such spans.
 */
export function datasetArticle(
  id: string,
  text: string,
  decided: readonly Annotation[],
  detections: Detections | null,
  about: { readonly language: Language; readonly published: string | null },
): { article: DatasetArticle; left: LeftBehind } {
  const exported = foldLineEnds(text);
  const entities: DatasetEntity[] = [];
  const figures: DatasetFigure[] = [];
  let rejected = 0;
  let orphaned = 0;
  let blank = 0;
  const moved = (span: Span): Span | null => {
    const place = trimmed(text, span);
    if (!place) blank++;
    return place && { start: exported.fold(place.start), end: exported.fold(place.end) };
  };
  const addEntity = (span: Span, label: string): void => {
    const place = moved(span);
    if (place) entities.push({ ...place, label });
  };
  const addFigure = (span: Span, figure: FigureRecord): void => {
    const place = moved(span);
    if (place) figures.push({ ...place, figure });
  };
  for (const annotation of decided) {
    if (annotation.status === "rejected") rejected++;
    else if (annotation.status === "orphaned") orphaned++;
    else if (annotation.kind === "entity") addEntity(annotation, annotation.label);
    else addFigure(annotation, annotation.figure);
  }
  if (detections) {
    const open = reconcile(detections, decided);
    for (const mention of open.entities) addEntity(mention, mention.label);
    for (const figure of open.figures) addFigure(figure, recordOf(figure, detections));
  }
  const byStart = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;
  return {
    article: {
      id,
      text: exported.text,
      ...about,
      entities: entities.sort(byStart),
      figures: figures.sort(byStart),
      decided: [...decided].sort(byPlace).map((one) => mapOffsets(one, exported.fold)),
    },
    left: { rejected, orphaned, blank },
  };
}

/** Spans that do not overlap: of those that do the longest stays, then the first; and how many were left out. */
export function flat<S extends Span>(spans: readonly S[]): { kept: S[]; dropped: number } {
  const longest = [...spans].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: S[] = [];
  for (const span of longest) if (span.start < span.end) insert(kept, span);
  return { kept, dropped: spans.length - kept.length };
}

/** Puts a span at its place among others that are by position and do not overlap, if it overlaps none. */
function insert<S extends Span>(kept: S[], span: S): void {
  const place = countBelow(span.start, kept.length, (n) => kept[n]?.start ?? 0);
  const before = kept[place - 1];
  const after = kept[place];
  if ((before && before.end > span.start) || (after && after.start < span.end)) return;
  kept.splice(place, 0, span);
}
