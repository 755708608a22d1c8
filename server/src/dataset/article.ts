import {
  type Annotation,
  byPlace,
  type FigureRecord,
  mapOffsets,
  mapRecord,
  type Part,
  type Reference,
} from "../annotations/annotation.ts";
import { duplicatesIn } from "../annotations/duplicates.ts";
import { foldLineEnds } from "../annotations/lineEnds.ts";
import type { OwnTotals } from "../annotations/ownTotals.ts";
import { reconcile } from "../annotations/reconcile.ts";
import { recordOf } from "../annotations/record.ts";
import type { Attributes, Tagset } from "../annotations/tagset.ts";
import type { Detections } from "../detect/detection.ts";
import type { Codebook } from "../detect/resolve/codebook.ts";
import type { Language } from "../text/language.ts";
import { type Span, trimmed } from "../text/span.ts";
import { linked } from "./links.ts";
import type { Review, Selection } from "./selection.ts";

/** What all annotations of a dataset have; the span in UTF-16 code units of the exported text. */
interface DatasetAnnotation extends Span {
  /** Unique in its article. */
  readonly id: string;
  /** What was decided; `suggested` where nobody has. */
  readonly review: Review;
  /** Who decided, and when (ISO 8601). */
  readonly by: string | null;
  readonly at: string | null;
  /** What suggested it, with its version; null for what an annotator added. */
  readonly detector: string | null;
  /** The rule that suggested it, and how sure it was, 0 to 1; null where that is not known. */
  readonly rule: string | null;
  readonly confidence: number | null;
  /** What its annotator says of it beside label and place, by name. */
  readonly attributes: Attributes;
}

export interface DatasetEntity extends DatasetAnnotation {
  readonly kind: "entity";
  readonly label: string;
}

/** From a figure to an annotation of the same article that it refers to. */
export interface Link {
  readonly role: Reference["role"];
  /** Its id. */
  readonly target: string;
}

export interface DatasetFigure extends DatasetAnnotation {
  readonly kind: "figure";
  /** Its parts in UTF-16 code units of the exported text. */
  readonly figure: FigureRecord;
  /** What it refers to of what is in the dataset; the words of what is not are in the record. */
  readonly links: readonly Link[];
}

/** What a dataset says of an article beside its text. */
export interface ArticleFacts {
  readonly language: Language;
  readonly published: string | null;
  /** The id of the event that the article reports, where its sidecar has one. */
  readonly event: string | null;
  /** Of the exported text in UTF-8, in lower-case hexadecimal. */
  readonly sha256: string;
  /** What vague words count in its tally. */
  readonly codebook: Codebook;
  /** What may be annotated in its project. */
  readonly tagset: Tagset;
  /** What of its tally an annotator has set by hand. */
  readonly totals: OwnTotals;
}

/** An article as a dataset holds it. */
export interface DatasetArticle extends ArticleFacts {
  /** Its path below the exported folder, with `/`; unique in the dataset. */
  readonly id: string;
  /** With LF alone as line end and no byte order mark: every tool then counts the same offsets. */
  readonly text: string;
  /** By position; they may overlap. */
  readonly entities: readonly DatasetEntity[];
  readonly figures: readonly DatasetFigure[];
  /** What was suggested and rejected, by position. */
  readonly rejected: readonly (DatasetEntity | DatasetFigure)[];
  /** For formats that have a place for them, all decisions as they are stored, rejected and lost ones too; UTF-16 code units of the exported text. */
  readonly decided: readonly Annotation[];
}

/** What of an article does not go into a dataset. */
export interface LeftBehind {
  readonly orphaned: number;
  /** Decisions on white space alone, which another program may have written. */
  readonly blank: number;
  /** Decisions that say once more what another says. */
  readonly twice: number;
  /** What the user did not ask for by label, annotator or state. */
  readonly unselected: number;
}

/** Order of annotations in a dataset: by start, and of two that start together the shorter first. */
export const inDatasetOrder = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;

/** The label that stands for a figure where a format knows labels alone: its harm in capitals. */
export const labelOf = (annotation: DatasetEntity | DatasetFigure): string =>
  annotation.kind === "entity" ? annotation.label : annotation.figure.harm.toUpperCase();

/** A record's key `attributes`, where an annotation has some. */
export const attributesOf = ({ attributes }: DatasetAnnotation): { attributes?: Attributes } =>
  Object.keys(attributes).length > 0 ? { attributes } : {};

/**
 * An article with its decisions, and with suggestions where `detections` are given, on the text that is exported.
 * Lost annotations stay behind. No span begins or ends with white space: spaCy refuses such spans.
 * @param detector what made the detections, with its version
 */
export function datasetArticle(
  id: string,
  text: string,
  decided: readonly Annotation[],
  detections: Detections | null,
  facts: ArticleFacts,
  selection: Selection,
  detector: string,
): { article: DatasetArticle; left: LeftBehind } {
  const exported = foldLineEnds(text);
  const takes = (one: Annotation): boolean => selection.takes({ ...one, review: reviewOf(one) });
  const chosen = decided
    .filter((one) => takes(selection.decided(one)))
    .sort(byPlace)
    .map((one) => mapOffsets(one, exported.fold));
  const all: (DatasetEntity | DatasetFigure)[] = [];
  const left = { orphaned: 0, blank: 0, twice: 0, unselected: 0 };
  const moved = (span: Span): Span | null => {
    const place = trimmed(text, span);
    return place && { start: exported.fold(place.start), end: exported.fold(place.end) };
  };
  const add = (found: DatasetEntity | DatasetFigure): void => {
    const place = moved(found);
    if (!place) left.blank++;
    else if (!selection.takes(found)) left.unselected++;
    else all.push({ ...found, ...place });
  };
  const part = <P extends Part>(one: P): P => ({
    ...one,
    ...(moved(one) ?? emptyAt(exported.fold(one.start))),
  });
  const record = (figure: FigureRecord): FigureRecord => mapRecord(figure, part);
  const own = decided.map(selection.decided);
  const twice = new Set(duplicatesIn(own));
  for (const annotation of own) {
    const { status, start, end, by, at } = annotation;
    if (status === "orphaned") {
      left.orphaned++;
    } else if (twice.has(annotation)) {
      left.twice++;
    } else {
      const { id, rule, confidence } = annotation;
      const origin = {
        id,
        start,
        end,
        review: status,
        by,
        at,
        detector: annotation.detector,
        rule,
        confidence,
        attributes: annotation.attributes,
      };
      if (annotation.kind === "entity") add({ ...origin, kind: "entity", label: annotation.label });
      else add({ ...origin, kind: "figure", figure: record(annotation.figure), links: [] });
    }
  }
  if (detections) {
    const open = reconcile(detections, decided);
    const common = { review: "suggested", by: null, at: null, detector, attributes: {} } as const;
    for (const { id, start, end, label, source: rule, confidence } of open.entities)
      add({ ...common, kind: "entity", id, start, end, label, rule, confidence });
    for (const figure of open.figures) {
      const { id, start, end, rule, confidence } = figure;
      const own = record(recordOf(figure, detections));
      add({ ...common, kind: "figure", id, start, end, figure: own, links: [], rule, confidence });
    }
  }
  all.sort((a, b) => inDatasetOrder(a, b) || (a.id < b.id ? -1 : 1));
  const standing = all.filter(({ review }) => review !== "rejected");
  const entities = standing.filter((one): one is DatasetEntity => one.kind === "entity");
  const figures = standing.filter((one): one is DatasetFigure => one.kind === "figure");
  return {
    article: {
      id,
      text: exported.text,
      ...facts,
      entities,
      figures: linked(figures, entities),
      rejected: all.filter(({ review }) => review === "rejected"),
      decided: chosen,
    },
    left,
  };
}

/** What was decided; of a lost annotation, before it lost its place. */
const reviewOf = ({ status, was }: Annotation): Review =>
  status === "orphaned" ? (was?.status ?? "accepted") : status;

const emptyAt = (start: number): Span => ({ start, end: start });
