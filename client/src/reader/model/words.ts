import * as l10n from "@vscode/l10n";
import { type HeadLine, listed, type PublishedAnnotation, termOf } from "../../../../server/src/protocol.ts";

// What both the tree and the reader call things.

/** What an article says of itself, by kind. */
export function headName(kind: HeadLine["kind"]): string {
  switch (kind) {
    case "published":
      return l10n.t("Published");
    case "place":
      return l10n.t("Dateline");
    case "agency":
      return l10n.t("Agency");
    case "byline":
      return l10n.t("Author");
    case "language":
      return l10n.t("Language");
  }
}

/** How an annotation stands, in words: what it is, by whom, and what it was before. */
export function standing({
  status,
  confidence,
  by,
  was,
  touched,
  disputed,
  adjudicated,
}: PublishedAnnotation): string {
  if (status === "suggested")
    return confidence === null
      ? l10n.t("suggested")
      : l10n.t("suggested, {0} % sure", Math.round(confidence * 100));
  const word = termOf(status);
  const before = was === null ? null : l10n.t("was {0}", termOf(was));
  // What is lost was decided before by whom it names.
  const stands = status === "orphaned" && before !== null ? listed([word, before]) : word;
  return listed([
    by === null ? stands : l10n.t("{0} by {1}", stands, by),
    status === "orphaned" ? "" : (before ?? ""),
    touched ? l10n.t("its words were edited since") : "",
    disputed ? l10n.t("disputed") : adjudicated ? l10n.t("settled") : "",
  ]);
}
