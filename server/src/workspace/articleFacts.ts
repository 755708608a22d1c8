import type { Plain } from "../annotations/mergeRecords.ts";
import type { Sidecar } from "../annotations/sidecar.ts";
import { readHead } from "../detect/head/head.ts";
import { readParagraph } from "../detect/paragraph.ts";
import { paragraphs } from "../text/document.ts";

// What is known of an article beside its annotations.

/** The paragraphs at the top that may say when an article was published, and some more. */
const HEAD = 10;

/**
 * The day of publication that an article states, as an ISO date; null where it states none. Its head alone is read, and
 * each paragraph by itself, which takes a fifth of the time of detection.
 */
export function publishedBy(text: string): string | null {
  const readings = paragraphs(text)
    .slice(0, HEAD)
    .map(({ start, end, language }) => readParagraph(text.slice(start, end), language));
  const mentions = readings.map((reading) => reading.mentions);
  return readHead(readings, mentions).published?.date ?? null;
}

/** The id of the event that a sidecar says its article reports; null where it says none. */
export const eventOf = (sidecar: Sidecar | null): string | null => sidecar && eventIn(sidecar.article.extra);

/** The same of the further keys of a sidecar's header. */
export function eventIn(header: Plain): string | null {
  const event = header["event"];
  return typeof event === "string" && event.trim() !== "" ? event : null;
}
