import type { CasualtyFigure, Total } from "../../detect/detection.ts";
import type { CheckedFigure } from "./finding.ts";

/** What has bounds: a figure, or a total. */
type Bounds = Pick<Total, "min" | "max"> & Partial<Pick<CasualtyFigure, "qualifier">>;

/** How far a number that is said to be about so many may be off. */
const ABOUT = 0.1;

/** Whether two counts cannot both be true: no number lies within the bounds of both. */
export function isApart(a: Bounds, b: Bounds): boolean {
  const [low, high] = [range(a), range(b)].sort((one, other) => one.min - other.min) as [Range, Range];
  return low.max < high.min;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

const range = ({ min, max, qualifier }: Bounds): Range => {
  const slack = qualifier === "about" ? ABOUT : 0;
  return { min: (min ?? 0) * (1 - slack), max: (max ?? Number.POSITIVE_INFINITY) * (1 + slack) };
};

/** Whether two figures are joined already, in either direction. */
export function isLinked({ figure: a }: CheckedFigure, { figure: b }: CheckedFigure): boolean {
  const to = ({ sameAs, partOf, conflictsWith }: CasualtyFigure, id: string): boolean =>
    sameAs === id || partOf === id || conflictsWith.includes(id);
  return to(a, b.id) || to(b, a.id);
}

const folded = (words: string | null): string | null =>
  words?.replace(/\s+/g, " ").trim().toLowerCase() ?? null;

/** Whether two figures are said to be of one harm, at one place, and on no two days; of the same people as far as told. */
export function isOfOneEvent({ record: a }: CheckedFigure, { record: b }: CheckedFigure): boolean {
  if (a.harm !== b.harm || a.scope !== b.scope || a.place === null) return false;
  if (folded(a.place) !== folded(b.place)) return false;
  if (a.date !== null && b.date !== null && a.date !== b.date) return false;
  return isOfSamePeople(a, b);
}

const isOpen = (type: string): boolean => type === "unknown" || type === "mixed";

/** Soldiers are no children, and a toll of children is none of all. */
export function isOfSamePeople(
  a: Pick<CheckedFigure["record"], "victims" | "victimType">,
  b: Pick<CheckedFigure["record"], "victims" | "victimType">,
): boolean {
  if (a.victimType !== b.victimType && !isOpen(a.victimType) && !isOpen(b.victimType)) return false;
  const [first, second] = [folded(a.victims), folded(b.victims)];
  return first === null || second === null || first === second || ANYBODY.test(first) || ANYBODY.test(second);
}

/** Words for victims of any kind. */
const ANYBODY = /^(?:the )?(?:people|persons?|dead|victims|bodies|شخصا?|أشخاص|قتيلا?|قتلى|ضحايا|جثث)$/;
