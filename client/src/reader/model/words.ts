import type { HeadLine, PublishedAnnotation } from "../../../../server/src/protocol.ts";

// What both the tree and the reader call things.

/** What an article says of itself, by kind. */
export const HEAD_NAMES: Record<HeadLine["kind"], string> = {
  published: "Published",
  place: "Dateline",
  agency: "Agency",
  byline: "Author",
  language: "Language",
};

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
    return confidence === null ? "suggested" : `suggested, ${Math.round(confidence * 100)} % sure`;
  const word = status === "orphaned" ? `lost${was === null ? "" : `, was ${was}`}` : status;
  const before = was !== null && status !== "orphaned" ? `was ${was}` : null;
  return [
    by === null ? word : `${word} by ${by}`,
    before,
    touched ? "its words were edited since" : null,
    disputed ? "disputed" : adjudicated ? "settled" : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
