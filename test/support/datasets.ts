import type { Annotation, FigureAnnotation } from "../../server/src/annotations/annotation.ts";
import { recordOf } from "../../server/src/annotations/record.ts";
import { defaultTagset, type Tagset } from "../../server/src/annotations/tagset.ts";
import { type DatasetArticle, datasetArticle } from "../../server/src/dataset/article.ts";
import type { DatasetSettings, Exporter, LeftOut } from "../../server/src/dataset/exporter.ts";
import { type Choice, selectionOf } from "../../server/src/dataset/selection.ts";
import { detect } from "../../server/src/detect/detect.ts";
import { anchorOf, annotatedText, entityOn } from "./annotations.ts";

/** What makes suggestions, in tests. */
export const DETECTOR = "dateline@0.0.0";

/** The figures that detection finds in a text, accepted. */
export function acceptedFigures(text: string): FigureAnnotation[] {
  const detections = detect(text);
  return detections.figures.map((figure) => {
    const { start, end } = figure;
    const { label: _, ...common } = { ...entityOn(text, figure.text), ...anchorOf(text, { start, end }) };
    return { ...common, kind: "figure", figure: recordOf(figure, detections) };
  });
}

/** Annotations of a text whose marks are entities, with the figures that detection finds in it, all accepted. */
export function annotatedArticle(marked: string): { text: string; annotations: Annotation[] } {
  const { text, annotations } = annotatedText(marked);
  return { text, annotations: [...annotations, ...acceptedFigures(text)] };
}

/** An article as a dataset holds it, from annotations of a text. */
export function datasetOf(
  { text, annotations }: { text: string; annotations: readonly Annotation[] },
  more: {
    id?: string;
    choice?: Choice;
    published?: string | null;
    codebook?: "literal" | "acled";
    tagset?: Tagset;
  } = {},
): DatasetArticle {
  const { id = "a.txt", choice = {}, published = null, codebook = "literal", tagset = defaultTagset } = more;
  const selection = selectionOf(choice);
  const detections = selection.suggested ? detect(text) : null;
  const common = { language: "en", published, event: null, sha256: "0".repeat(64), totals: {} } as const;
  const facts = { ...common, codebook, tagset };
  return datasetArticle(id, text, annotations, detections, facts, selection, DETECTOR).article;
}

/** What an exporter makes of articles of one part, by file. */
export function render(
  exporter: Exporter,
  articles: readonly DatasetArticle[],
  settings: Partial<DatasetSettings> = {},
  part = "all",
): { files: Map<string, Buffer>; leftOut: LeftOut[]; remarks: LeftOut[]; annotations: number } {
  const rendering = exporter.start({ text: true, licence: null, detector: DETECTOR, ...settings });
  const files = new Map<string, Buffer>();
  const leftOut: LeftOut[] = [];
  const remarks: LeftOut[] = [];
  let annotations = 0;
  const write = (pieces: ReturnType<typeof rendering.finish>): void => {
    for (const { file, content } of pieces)
      files.set(file, Buffer.concat([files.get(file) ?? Buffer.alloc(0), Buffer.from(content as string)]));
  };
  for (const article of articles) {
    const rendered = rendering.add(article, part);
    write(rendered.pieces);
    annotations += rendered.annotations;
    leftOut.push(...rendered.leftOut);
    remarks.push(...(rendered.remarks ?? []));
  }
  write(rendering.finish());
  return { files, leftOut, remarks, annotations };
}
