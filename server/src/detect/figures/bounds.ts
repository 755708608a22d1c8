import type { Qualifier } from "../detection.ts";

/** What a number with its qualifier says; null is open. */
export interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: Qualifier;
}

/** The bounds of a number under a qualifier, by the table of `casualty-figures.md`. */
export function boundsOf(value: number, qualifier: Qualifier): Bounds {
  switch (qualifier) {
    case "at_least":
      return { min: value, max: null, qualifier };
    case "more_than":
      return { min: value + 1, max: null, qualifier };
    case "at_most":
      return { min: 0, max: value, qualifier };
    case "fewer_than":
      return { min: 0, max: Math.max(0, value - 1), qualifier };
    case "vague":
      return { min: null, max: null, qualifier };
    default:
      return { min: value, max: value, qualifier };
  }
}

/** Two numbers that bound one toll, in either order. */
export const rangeOf = (a: number, b: number): Bounds => ({
  min: Math.min(a, b),
  max: Math.max(a, b),
  qualifier: "range",
});

export const VAGUE: Bounds = { min: null, max: null, qualifier: "vague" };
export const NONE: Bounds = { min: 0, max: 0, qualifier: "exact" };
export const ONE: Bounds = { min: 1, max: 1, qualifier: "exact" };
export const NAMED: Bounds = { min: 1, max: 1, qualifier: "named" };
export const TWO: Bounds = { min: 2, max: 2, qualifier: "exact" };
