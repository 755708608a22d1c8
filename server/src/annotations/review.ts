import { withMergedIgnored, withoutIgnored } from "./ignored.ts";
import { sameValue } from "./json.ts";
import { mergeRecord, type Plain } from "./mergeRecords.ts";
import { withMergedTotals, withoutOwnTotals } from "./ownTotals.ts";

// What an annotator says of an article as a whole stands in its sidecar's header.

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

/** A change of keys of a header; null where a key is not there. */
export interface HeaderChange {
  readonly before: Plain;
  readonly after: Plain;
}

/** The change that gives an article another word on being done, or takes it away. */
export const reviewChange = (header: Plain, review: Review | null): HeaderChange => ({
  before: { [REVIEWED]: reviewIn(header) },
  after: { [REVIEWED]: review },
});

/** A header after a change. */
export const changedHeader = (header: Plain, { after }: HeaderChange): Plain =>
  Object.fromEntries(Object.entries({ ...header, ...after }).filter(([, value]) => value !== null));

/** Whether a header still is as a change left it, as far as that goes. */
export const isHeaderAsLeft = (header: Plain, { after }: HeaderChange): boolean =>
  Object.entries(after).every(([key, value]) => sameValue(header[key] ?? null, value));

/**
 * Three-way merge of headers, key by key. That an article is done is one statement and never mixed of two: what one side
 * changed is taken, of two that were made anew the later, and what one side took back and the other made anew stands.
 */
export function mergedHeader(base: Plain, ours: Plain, theirs: Plain): Plain {
  const review = mergedReview(reviewIn(base), reviewIn(ours), reviewIn(theirs));
  const rest = (header: Plain): Plain => withoutIgnored(withoutOwnTotals(withoutReview(header)));
  const others = mergeRecord(rest(base), rest(ours), rest(theirs));
  const totals = withMergedTotals(others, base, ours, theirs);
  const merged = withMergedIgnored(totals, base, ours, theirs);
  return review === null ? merged : { ...merged, [REVIEWED]: review };
}

const withoutReview = ({ [REVIEWED]: _, ...rest }: Plain): Plain => rest;

function mergedReview(base: Review | null, ours: Review | null, theirs: Review | null): Review | null {
  if (sameValue(ours, theirs) || sameValue(theirs, base)) return ours;
  if (sameValue(ours, base)) return theirs;
  if (!ours || !theirs) return ours ?? theirs;
  // Whichever side merges, the same one is taken.
  const order = (one: Review): string => `${one.at ?? ""} ${one.by ?? ""} ${one.sha256}`;
  return order(ours) >= order(theirs) ? ours : theirs;
}
