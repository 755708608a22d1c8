import type { HeaderChange, HeaderPart } from "./header.ts";
import { sameValue } from "./json.ts";
import type { Plain } from "./mergeRecords.ts";

/** How far an article is, in the order in which lists show it: what needs somebody first, what needs nobody last. */
export const articleStates = ["problem", "conflict", "review", "new", "done"] as const;
/**
 * `problem`: it or its sidecar cannot be read, or annotations lost their place; `conflict`: two sides of a merge decided
 * differently and nobody has settled it; `review`: something was decided, or the text changed since it was done; `done`:
 * an annotator said so of this text.
 */
export type ArticleState = (typeof articleStates)[number];

/** An annotator's word that an article is done. */
export interface Review {
  /** SHA-256 of the text that was looked at, of its `plainBytes`, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly by?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
}

/** The key of the header under which it stands. */
const REVIEWED = "reviewed";

/** What a header says of being done; null where it does not say it. The schema has checked what is there. */
export function reviewIn(header: Plain): Review | null {
  const review = header[REVIEWED];
  return typeof review === "object" && review !== null && "sha256" in review ? (review as Review) : null;
}

/** The change that gives an article another word on being done, or takes it away. */
export const reviewChange = (header: Plain, review: Review | null): HeaderChange => ({
  before: { [REVIEWED]: reviewIn(header) },
  after: { [REVIEWED]: review },
});

/**
 * That an article is done is one statement and never mixed of two: what one side changed is taken, of two that were made
 * anew the later, and what one side took back and the other made anew stands.
 */
export const reviewPart: HeaderPart = {
  key: REVIEWED,
  withMerged(merged, base, ours, theirs) {
    const review = mergedReview(reviewIn(base), reviewIn(ours), reviewIn(theirs));
    return review === null ? merged : { ...merged, [REVIEWED]: review };
  },
};

function mergedReview(base: Review | null, ours: Review | null, theirs: Review | null): Review | null {
  if (sameValue(ours, theirs) || sameValue(theirs, base)) return ours;
  if (sameValue(ours, base)) return theirs;
  if (!ours || !theirs) return ours ?? theirs;
  // Whichever side merges, the same one is taken.
  const order = (one: Review): string => `${one.at ?? ""} ${one.by ?? ""} ${one.sha256}`;
  return order(ours) >= order(theirs) ? ours : theirs;
}
