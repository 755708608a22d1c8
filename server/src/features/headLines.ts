import * as l10n from "@vscode/l10n";
import type { Detections } from "../detect/detection.ts";
import { type Lines, toRange } from "../positions.ts";
import type { HeadLine } from "../protocol.ts";
import type { Language } from "../text/language.ts";
import type { Span } from "../text/span.ts";

const nameOf = (language: Language): string => (language === "ar" ? l10n.t("Arabic") : l10n.t("English"));

/**
 * What an article says of itself, a line each: when it was published (as the sidecar or the caller has it, where they go
 * before the text), where it was written, by whom and for whom, and its languages. What is not known has no line.
 */
export function headLines(
  lines: Lines,
  { head, published }: Pick<Detections, "head" | "published">,
): HeadLine[] {
  const line = (kind: HeadLine["kind"], text: string, span: Span | null, note: string | null = null) => ({
    kind,
    text: text.replace(/\s+/g, " "),
    range: span && toRange(lines, span),
    note,
  });
  const found: HeadLine[] = [];
  if (published !== null)
    found.push(line("published", published, head.published?.date === published ? head.published : null));
  if (head.place) found.push(line("place", head.place.text, head.place));
  if (head.agency) found.push(line("agency", head.agency.text, head.agency));
  for (const author of head.byline) found.push(line("byline", author.text, author));
  for (const { language, paragraphs, ...first } of head.languages) {
    const count = paragraphs === 1 ? l10n.t("1 paragraph") : l10n.t("{0} paragraphs", paragraphs);
    const note = found.at(-1)?.kind === "language" ? count : null;
    found.push(line("language", nameOf(language), first, note));
  }
  return found;
}
