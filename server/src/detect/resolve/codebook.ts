import type { CasualtyFigure } from "../detection.ts";

export const codebooks = ["literal", "acled", "airwars", "gtd"] as const;
export type Codebook = (typeof codebooks)[number];

/** Bounds after a codebook has had its say; null is open, and all null is not reported. */
export interface Coded {
  readonly min: number | null;
  readonly max: number | null;
}

/** ACLED's codebook: tens 10, dozens 12, hundreds 100; several and other plurals at least 2 by its practice. */
const ACLED = new Map([
  ["tens", 10],
  ["dozens", 12],
  ["scores", 20],
  ["hundreds", 100],
  ["thousands", 1000],
  ["عشرات", 10],
  ["مئات", 100],
  ["آلاف", 1000],
]);

/** The bounds of a figure under a codebook; only vague figures differ between them. */
export function coded(
  figure: Pick<CasualtyFigure, "min" | "max" | "qualifier" | "number" | "text">,
  codebook: Codebook,
): Coded {
  const stated = { min: figure.min, max: figure.max };
  if (figure.qualifier !== "vague" || figure.min !== null || figure.max !== null) return stated;
  if (codebook === "acled") {
    const known = ACLED.get(figure.number.text.toLowerCase()) ?? null;
    return known === null ? { min: 2, max: null } : { min: known, max: known };
  }
  // "the injured" were told of before; "civilians", "several others" are new, and at least two.
  // Airwars writes "dozens" as 12 to 24.
  if (codebook === "airwars" && /^dozens\b/i.test(figure.number.text)) return { min: 12, max: 24 };
  if (codebook === "airwars")
    return /^(the|those|these) /i.test(figure.text) ? stated : { min: 2, max: null };
  return stated;
}
