/** What the tagger tells apart. MISC is every other kind of name (events, works, laws): it keeps them from the four that are shown. */
export const NAME_LABELS = ["PERSON", "ORG", "LOC", "NORP", "MISC"] as const;
export type NameLabel = (typeof NAME_LABELS)[number];

/** Tags in BIOES: 0 is O; then for each label B, I, E, S. */
export const TAGS = 1 + 4 * NAME_LABELS.length;

export const OUTSIDE = 0;
export const tagOf = (label: number, part: 0 | 1 | 2 | 3): number => 1 + label * 4 + part;
/** 0 for B, 1 for I, 2 for E, 3 for S; of a tag other than O. */
export const partOf = (tag: number): number => (tag - 1) & 3;
export const labelOf = (tag: number): number => (tag - 1) >> 2;

/** Whether a name is still open behind a tag. */
export const isOpen = (tag: number): boolean => tag !== OUTSIDE && partOf(tag) < 2;

/** Whether tag `b` may follow tag `a`. */
export const mayFollow = (a: number, b: number): boolean =>
  isOpen(a)
    ? b !== OUTSIDE && labelOf(a) === labelOf(b) && (partOf(b) === 1 || partOf(b) === 2)
    : b === OUTSIDE || partOf(b) === 0 || partOf(b) === 3;

/** The tags that may follow each tag. */
export const FOLLOWERS: readonly Uint8Array[] = Array.from({ length: TAGS }, (_, a) =>
  Uint8Array.from(Array.from({ length: TAGS }, (__, b) => b).filter((b) => mayFollow(a, b))),
);

/** The tags that each tag may follow. */
export const PRECEDERS: readonly Uint8Array[] = Array.from({ length: TAGS }, (_, b) =>
  Uint8Array.from(Array.from({ length: TAGS }, (__, a) => a).filter((a) => mayFollow(a, b))),
);
