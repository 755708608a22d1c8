import { ignoredPart } from "./ignored.ts";
import { sameValue } from "./json.ts";
import { mergeRecord, type Plain } from "./mergeRecords.ts";
import { ownTotalsPart } from "./ownTotals.ts";
import { reviewPart } from "./review.ts";

// What an annotator says of an article as a whole stands in its sidecar's header.

/** A change of keys of a header; null where a key is not there. */
export interface HeaderChange {
  readonly before: Plain;
  readonly after: Plain;
}

/** What stands under a key of a header and is merged by a rule of its own. */
export interface HeaderPart {
  readonly key: string;
  /** Three headers' parts merged, into a header in which all else is merged. */
  readonly withMerged: (merged: Plain, base: Plain, ours: Plain, theirs: Plain) => Plain;
}

/** In the order in which a merge writes them. */
const parts: readonly HeaderPart[] = [ownTotalsPart, ignoredPart, reviewPart];

/** A header after a change. */
export const changedHeader = (header: Plain, { after }: HeaderChange): Plain =>
  Object.fromEntries(Object.entries({ ...header, ...after }).filter(([, value]) => value !== null));

/** Whether a header still is as a change left it, as far as that goes. */
export const isHeaderAsLeft = (header: Plain, { after }: HeaderChange): boolean =>
  Object.entries(after).every(([key, value]) => sameValue(header[key] ?? null, value));

/** Three-way merge of headers, key by key, and what has a rule of its own by that. */
export function mergedHeader(base: Plain, ours: Plain, theirs: Plain): Plain {
  const rest = (header: Plain): Plain =>
    Object.fromEntries(Object.entries(header).filter(([own]) => !parts.some(({ key }) => key === own)));
  return parts.reduce(
    (merged, part) => part.withMerged(merged, base, ours, theirs),
    mergeRecord(rest(base), rest(ours), rest(theirs)),
  );
}
