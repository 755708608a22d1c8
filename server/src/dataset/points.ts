import { codePoints, spanToCodePoints } from "../positions.ts";
import type { Span } from "../text/span.ts";
import type { DatasetArticle } from "./article.ts";

/** From spans of an article's exported text in UTF-16 code units to those in code points. */
export function pointsOf({ text }: Pick<DatasetArticle, "text">): (span: Span) => Span {
  const points = codePoints(text);
  return (span) => spanToCodePoints(points, span);
}
