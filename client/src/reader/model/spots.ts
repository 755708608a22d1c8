import type { Laid } from "./article.ts";
import type { Spot } from "./messages.ts";

// Between a text and the page that shows its paragraphs. Offsets are UTF-16 code units of the whole text.

type Spans = Laid["spans"];

/** The place on the page of an offset; what stands between two paragraphs counts to the end of the first. Undefined in an empty text. */
export function spotAt(spans: Spans, offset: number): Spot | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const span = spans[low];
  if (!span) return undefined;
  return { paragraph: low, offset: Math.min(Math.max(offset, span.start), span.end) - span.start };
}

/** The offset of a place on the page; undefined where there is no such paragraph. */
export function offsetOf(spans: Spans, { paragraph, offset }: Spot): number | undefined {
  const span = spans[paragraph];
  return span && Math.min(span.start + offset, span.end);
}

/** Which paragraph an offset is in, and as a fraction how much of it is before. */
export function positionAt(spans: Spans, offset: number): number | undefined {
  const spot = spotAt(spans, offset);
  const span = spot && spans[spot.paragraph];
  if (!spot || !span) return undefined;
  return spot.paragraph + Math.min(spot.offset / Math.max(span.end - span.start, 1), 0.999);
}

/** The reverse. */
export function offsetAtPosition(spans: Spans, position: number): number | undefined {
  const span = spans[Math.floor(position)];
  return span && span.start + Math.round((span.end - span.start) * (position % 1));
}
