/** Counts that can be added, as spaCy's Scorer has them. */
export interface Score {
  readonly right: number;
  readonly found: number;
  readonly wanted: number;
}

export const noScore: Score = { right: 0, found: 0, wanted: 0 };

export const addScores = (a: Score, b: Score): Score => ({
  right: a.right + b.right,
  found: a.found + b.found,
  wanted: a.wanted + b.wanted,
});

export const precision = ({ right, found }: Score): number => (found === 0 ? 0 : right / found);
export const recall = ({ right, wanted }: Score): number => (wanted === 0 ? 0 : right / wanted);

/** The harmonic mean of precision and recall, 0 to 1. */
export const fScore = ({ right, found, wanted }: Score): number =>
  found + wanted === 0 ? 0 : (2 * right) / (found + wanted);
