import { sameValue } from "./json.ts";
import type { ArticleHeader } from "./sidecar.ts";

/** An annotator's word that an article is done, as its sidecar's header keeps it. */
export interface Review {
  /** SHA-256 of the text that was looked at, of its `plainBytes`, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly by?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
}

/** The key of the header under which it stands. */
export const REVIEWED = "reviewed";

/** What a header says of being done; null where it does not say it. The header has been checked by the schema. */
export function reviewIn({ extra }: Pick<ArticleHeader, "extra">): Review | null {
  const review = extra[REVIEWED];
  return typeof review === "object" && review !== null && "sha256" in review ? (review as Review) : null;
}

/** A header's further keys with another word on being done, in place of the former. */
export function withReview(extra: ArticleHeader["extra"], review: Review | null): ArticleHeader["extra"] {
  const { [REVIEWED]: _, ...rest } = extra;
  return review === null ? rest : { ...rest, [REVIEWED]: review };
}

/**
 * Three-way merge. The record is one statement and never mixed of two: what one side changed is taken, of two that were
 * made anew the later, and what one side took back and the other made anew stands.
 */
export function mergedReview(base: Review | null, ours: Review | null, theirs: Review | null): Review | null {
  if (sameValue(ours, theirs) || sameValue(theirs, base)) return ours;
  if (sameValue(ours, base)) return theirs;
  if (!ours || !theirs) return ours ?? theirs;
  // Whichever side merges, the same one is taken.
  const order = (one: Review): string => `${one.at ?? ""} ${one.by ?? ""} ${one.sha256}`;
  return order(ours) >= order(theirs) ? ours : theirs;
}
