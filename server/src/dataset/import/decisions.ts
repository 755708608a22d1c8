import * as l10n from "@vscode/l10n";
import type { Anchors } from "../../annotations/anchor.ts";
import { type Annotation, mapRecord, type Part } from "../../annotations/annotation.ts";
import { jsonLine } from "../../annotations/json.ts";
import { foldLineEnds } from "../../annotations/lineEnds.ts";
import { undisputed } from "../../annotations/opinion.ts";
import { storageProblem } from "../../annotations/stored.ts";
import { type Attributes, withAttribute } from "../../annotations/tagset.ts";
import { codePoints } from "../../positions.ts";
import { type Span, trimmed } from "../../text/span.ts";
import type { LeftOut, Reason } from "../exporter.ts";
import { shown } from "./building.ts";
import type { ReadAnnotation, ReadDocument, ReadFigure } from "./document.ts";
import { onlyPlaceOf } from "./figures.ts";
import { type SpanMap, spanMap, unspaced } from "./texts.ts";

const BLANK: Reason = (count) =>
  count === 1
    ? l10n.t("1 annotation of white space alone")
    : l10n.t("{0} annotations of white space alone", count);

/** A decision of a dataset on the text of an article. */
export interface Incoming {
  readonly annotation: Annotation;
  /** How much of it the dataset says. */
  readonly said: ReadFigure["said"];
}

/** What a document brings, by the number of each decision in the document, and what of it does not come in. */
export interface IncomingDocument {
  readonly decisions: ReadonlyMap<number, Incoming>;
  readonly left: readonly LeftOut[];
  readonly problems: readonly string[];
}

export interface DecisionContext {
  /** The article's text and its anchors. */
  readonly text: string;
  readonly anchors: Anchors;
  /** Who decided, where the dataset does not say it. */
  readonly by: string | null;
  /** Each greater than the one before, so that what stands on one place keeps its order. */
  readonly newId: () => string;
}

/**
 * The decisions of a document as they stand in the article's text, by their number in the document.
 * @param document one whose text is the article's but for white space and normal form, or has the article's hash
 */
export function decisionsIn(document: ReadDocument, context: DecisionContext): IncomingDocument {
  const { text } = context;
  const map = document.text === null ? pointsMap(text) : spanMap(document.text, text);
  const decisions = new Map<number, Incoming>();
  const problems: string[] = [];
  const used = new Set<string>();
  let blank = 0;
  for (const [n, one] of document.annotations.entries()) {
    if (one.review === "suggested") continue;
    const span = map?.(one) ?? null;
    if (span === "outside")
      problems.push(
        l10n.t("the span {0} to {1} reaches over the end of the text; it is left out", one.start, one.end),
      );
    else if (span === null) blank++;
    else if (one.words !== null && unspaced(one.words) !== unspaced(text.slice(span.start, span.end)))
      problems.push(
        l10n.t(
          "the span {0} to {1} has the words {2} in the dataset, but {3} in the article; it is left out",
          one.start,
          one.end,
          shown(one.words),
          shown(text.slice(span.start, span.end)),
        ),
      );
    else {
      const id = one.id === null || used.has(one.id) ? context.newId() : one.id;
      used.add(id);
      const annotation = annotationOf(one, id, span, (part) => placed(map?.(part) ?? null), context);
      const problem = storageProblem(annotation);
      if (problem !== null)
        problems.push(
          l10n.t("{0} cannot be annotated so: {1}; it is left out", shown(annotation.quote), problem),
        );
      else decisions.set(n, { annotation, said: one.kind === "figure" ? one.said : "all" });
    }
  }
  const left = [{ reason: BLANK, count: blank }];
  return { decisions, left, problems };
}

type Placed = ReturnType<SpanMap> | "outside";

const placed = (span: Placed): Span | null => (span === "outside" ? null : span);

/** For a text that is not in the dataset: from code points of the article's with LF as line end. */
function pointsMap(text: string): (span: Span) => Placed {
  const folded = foldLineEnds(text);
  const points = codePoints(folded.text);
  return ({ start, end }) => {
    if (end > points.length) return "outside";
    const own = { start: points.toUtf16(start), end: points.toUtf16(end) };
    return trimmed(text, { start: folded.unfold(own.start), end: folded.unfold(own.end) });
  };
}

function annotationOf(
  one: ReadAnnotation,
  id: string,
  span: Span,
  map: SpanMap,
  { text, anchors, by }: DecisionContext,
): Annotation {
  const extra = one.note === null ? {} : { note: one.note };
  // A suggestion is no decision and does not come here.
  const review = one.review === "suggested" ? "added" : one.review;
  const common = {
    ...anchors.at(span),
    id,
    status: review,
    attributes: attributesIn(one.attributes),
    was: null,
    ...undisputed,
    by: one.by ?? by,
    at: one.at,
    detector: one.detector,
    rule: one.rule,
    confidence: one.confidence,
    touched: false,
    lost: null,
    extra,
  };
  if (one.kind === "entity") return { ...common, kind: "entity", label: one.label };
  // A part that is known by its words alone stands where the figure has them once, else without a place at its beginning.
  const part = <P extends Part>(own: P): P => {
    const there = own.start < own.end ? map(own) : onlyPlaceOf(own.text, text, span);
    return there
      ? { ...own, ...there, text: text.slice(there.start, there.end) }
      : { ...own, start: span.start, end: span.start };
  };
  return { ...common, kind: "figure", figure: mapRecord(one.figure, part) };
}

/** Attributes as a sidecar has them: words, or yes and no; what is more than that is JSON in words. */
function attributesIn(given: ReadonlyMap<string, unknown>): Attributes {
  let attributes: Attributes = {};
  for (const [name, value] of given) {
    if (value === null || value === undefined || value === "") continue;
    const plain = typeof value === "string" || typeof value === "boolean" ? value : jsonLine(value);
    attributes = withAttribute(attributes, name, plain);
  }
  return attributes;
}
