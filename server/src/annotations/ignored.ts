import type { HeaderChange, HeaderPart } from "./header.ts";
import { sameValue } from "./json.ts";
import type { Plain } from "./mergeRecords.ts";

// Findings that an annotator does not want to see again. They are known by their words, not by their place, and stand in
// the sidecar's header: so they survive edits, and hold for all who annotate the article.

/** What is ignored: the findings of one check about these words. */
export interface Ignored {
  /** The check's code. */
  readonly code: string;
  /** The words that it is about, white space as one space. */
  readonly quote: string;
  /** The words of the other place, where there is one. */
  readonly other?: string | undefined;
  readonly by?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
}

/** The key of the header under which they stand. */
const IGNORED = "ignored";

/** What a header says is ignored; the schema has checked what is there. */
export function ignoredIn(header: Plain): readonly Ignored[] {
  const ignored = header[IGNORED];
  return Array.isArray(ignored) ? (ignored as readonly Ignored[]) : [];
}

/** What two findings have alike if ignoring one ignores the other. */
export const ignoredKey = ({ code, quote, other }: Ignored): string => JSON.stringify([code, quote, other]);

/** The change that ignores something too; null where it is ignored already. */
export function ignoreChange(header: Plain, ignored: Ignored): HeaderChange | null {
  const known = ignoredIn(header);
  return known.some((one) => ignoredKey(one) === ignoredKey(ignored))
    ? null
    : changeTo(header, [...known, ignored]);
}

/** The change that ignores nothing any more; null where nothing is. */
export const showIgnoredChange = (header: Plain): HeaderChange | null =>
  ignoredIn(header).length === 0 ? null : changeTo(header, []);

const changeTo = (header: Plain, ignored: readonly Ignored[]): HeaderChange => ({
  before: { [IGNORED]: header[IGNORED] ?? null },
  after: { [IGNORED]: ignored.length > 0 ? ignored : null },
});

/**
 * Three-way merge of what is ignored, into a header that is merged otherwise: what either side added is there, and what
 * either side took away is not, so that there is nothing to settle.
 */
function withMergedIgnored(merged: Plain, base: Plain, ours: Plain, theirs: Plain): Plain {
  const keys = (header: Plain): Set<string> => new Set(ignoredIn(header).map(ignoredKey));
  const [before, own, other] = [keys(base), keys(ours), keys(theirs)];
  const all = new Map([...ignoredIn(theirs), ...ignoredIn(ours)].map((one) => [ignoredKey(one), one]));
  const kept = [...all].filter(([key]) => (own.has(key) && other.has(key)) || !before.has(key));
  const ignored = kept.map(([, one]) => one).sort(byTime);
  // What is one's own already keeps its order, so that its line of the file does not change.
  const same = sameValue([...own].sort(), ignored.map(ignoredKey).sort());
  return ignored.length === 0 ? merged : { ...merged, [IGNORED]: same ? ours[IGNORED] : ignored };
}

/** Whichever side merges, the order is the same. */
const byTime = (a: Ignored, b: Ignored): number => {
  const key = (one: Ignored): string => `${one.at ?? ""} ${ignoredKey(one)}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
};

export const ignoredPart: HeaderPart = { key: IGNORED, withMerged: withMergedIgnored };
