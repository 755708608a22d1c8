import { jsonLine } from "../annotations/json.ts";
import type { Span } from "../text/span.ts";
import {
  attributesOf,
  type DatasetArticle,
  type DatasetEntity,
  type DatasetFigure,
  inDatasetOrder,
  labelOf,
} from "./article.ts";
import type { Exporter, Piece } from "./exporter.ts";
import { fileNames } from "./fileNames.ts";
import { uuidOf } from "./hash.ts";
import { pointsOf } from "./points.ts";

/** The quote's surroundings, in UTF-16 code units, one more or less where that would cut a character. */
const CONTEXT = 32;

/**
 * W3C Web Annotation: a JSON-LD file with an annotation collection for each part, and the texts that its annotations
 * point at. Positions are code points of the text's normalised form, which is the text as exported; a quote with its
 * surroundings stands beside each. Without the texts the target is named by its SHA-256 (RFC 6920) and has positions
 * alone. Ids are made of article and annotation, so that they are the same in each export.
 */
export const w3c: Exporter = {
  name: "w3c",
  about: "W3C Web Annotation: JSON-LD with the texts beside it",
  rejected: true,
  textless: true,
  start({ text: withText }) {
    const totals = new Map<string, number>();
    const nameOf = fileNames();
    return {
      add(article, part) {
        const file = `${part}.jsonld`;
        const before = totals.get(file);
        const name = `texts/${nameOf(article.id)}.txt`;
        const source = withText ? iriOf(name) : `ni:///sha-256;${base64Url(article.sha256)}`;
        const all = [...article.entities, ...article.figures, ...article.rejected].sort(inDatasetOrder);
        const render = annotationOf(article, source, withText);
        let items = (before ?? 0) > 0 ? ",\n" : "";
        items += all.map((one) => jsonLine(render(one))).join(",\n");
        if (all.length === 0) items = "";
        totals.set(file, (before ?? 0) + all.length);
        const pieces: Piece[] = [{ file, content: (before === undefined ? opening(part) : "") + items }];
        if (withText) pieces.push({ file: name, content: article.text, whole: true });
        return { pieces, annotations: all.length, leftOut: [] };
      },
      finish: () =>
        [...totals].map(([file, total]) => ({ file, content: `\n]},"total":${total}}\n`, whole: true })),
    };
  },
};

/** The beginning of a collection, up to its annotations. */
const opening = (part: string): string =>
  `{"@context":"http://www.w3.org/ns/anno.jsonld","id":${JSON.stringify(urn(part))},"type":"AnnotationCollection","label":${JSON.stringify(part)},"first":{"id":${JSON.stringify(urn(part, "1"))},"type":"AnnotationPage","startIndex":0,"items":[\n`;

function annotationOf(
  article: DatasetArticle,
  source: string,
  withText: boolean,
): (one: DatasetEntity | DatasetFigure) => object {
  const at = pointsOf(article);
  const { text } = article;
  return (one) => {
    const json = (purpose: string, value: object): object => ({
      type: "TextualBody",
      purpose,
      format: "application/json",
      value: jsonLine(value),
    });
    const quote = {
      type: "TextQuoteSelector",
      exact: text.slice(one.start, one.end),
      prefix: text.slice(wholeAt(text, Math.max(0, one.start - CONTEXT)), one.start),
      suffix: text.slice(one.end, wholeAt(text, Math.min(text.length, one.end + CONTEXT))),
    };
    return {
      id: urn(article.id, one.id),
      type: "Annotation",
      motivation: "tagging",
      ...(one.by === null ? {} : { creator: { type: "Person", name: one.by } }),
      ...(one.at === null ? {} : { created: one.at }),
      ...(one.detector === null ? {} : { generator: { type: "Software", name: one.detector } }),
      body: [
        { type: "TextualBody", purpose: "tagging", format: "text/plain", value: labelOf(one) },
        json("assessing", { id: one.id, review: one.review, confidence: one.confidence }),
        ...(attributesOf(one).attributes ? [json("classifying", one.attributes)] : []),
        ...(one.kind === "figure" ? [json("describing", figureOf(article.id, at, one, withText))] : []),
      ],
      target: {
        source,
        selector: [{ type: "TextPositionSelector", ...at(one) }, ...(withText ? [quote] : [])],
      },
    };
  };
}

/** A figure's record, its parts by place, with the annotations that it refers to. */
function figureOf(
  article: string,
  at: (span: Span) => Span,
  { figure, links }: DatasetFigure,
  withText: boolean,
): object {
  const part = (quote: DatasetFigure["figure"]["number"]): object | null =>
    quote && quote.start < quote.end ? { ...at(quote), ...(withText ? { text: quote.text } : {}) } : null;
  const { mentions: _, number, trigger, ...plain } = figure;
  return {
    ...plain,
    number: part(number),
    trigger: part(trigger),
    links: links.map(({ role, target }) => ({ role, target: urn(article, target) })),
  };
}

const urn = (...key: readonly string[]): string => `urn:uuid:${uuidOf(JSON.stringify(key))}`;

const iriOf = (name: string): string => name.split("/").map(encodeURIComponent).join("/");

/** An offset that cuts no surrogate pair. */
function wholeAt(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

const base64Url = (hex: string): string =>
  btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
