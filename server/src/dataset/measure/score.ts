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

/** What a score says, each from 0 to 1; null where there is nothing to divide by. */
export interface Measures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f: number | null;
}

/** Precision where something was found, recall where something was wanted, F where either was. */
export const measuresOf = (score: Score): Measures => ({
  precision: score.found === 0 ? null : precision(score),
  recall: score.wanted === 0 ? null : recall(score),
  f: score.found + score.wanted === 0 ? null : fScore(score),
});
