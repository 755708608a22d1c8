import type { Token } from "../../../text/token.ts";
import type { RawFigure } from "../figure.ts";

// What two words of harm say of the same people is one figure where they do not say two things.

/** A shot or a blow that is also told of as a death or a wound is told of once. */
export function withoutWeak(figures: readonly RawFigure[]): readonly RawFigure[] {
  const strong = new Set(
    figures.filter(({ harm }) => harm === "killed" || harm === "injured").map(({ number }) => number.start),
  );
  const first = Math.min(...strong);
  const isWeak = ({ harm, number, telling }: RawFigure): boolean =>
    harm === "casualties" && (strong.has(number.start) || (telling === "definite" && number.start > first));
  return without(figures, new Map(figures.flatMap((figure, n) => (isWeak(figure) ? [[n, null]] : []))));
}

/**
 * "60 were killed or wounded": one number of dead and injured not told apart, by the specification, and neither sixty
 * dead nor sixty injured. "Dozens were killed and wounded" says of both that there were some.
 */
export function jointHarms(figures: readonly RawFigure[], tokens: readonly Token[]): RawFigure[] {
  const merged = new Map<number, number | null>();
  const joint = figures.map((figure, n) => {
    const other = figures.findIndex((one, m) => m > n && isJoint(figure, one, tokens));
    const second = figures[other];
    if (!second || merged.has(n)) return figure;
    merged.set(other, n);
    const [own, its] = [figure.trigger, second.trigger];
    return {
      ...figure,
      harm: "casualties" as const,
      trigger: { start: Math.min(own.start, its.start), end: Math.max(own.end, its.end) },
    };
  });
  return without(joint, merged);
}

/** Whether two figures say by two joined words that the same people were killed and injured. */
function isJoint(a: RawFigure, b: RawFigure, tokens: readonly Token[]): boolean {
  const harms = [a.harm, b.harm];
  if (!harms.includes("killed") || !harms.includes("injured")) return false;
  if (a.number.start !== b.number.start || a.status !== b.status || a.bounds.max === 1) return false;
  if (a.bounds.min === null && a.bounds.max === null) return false;
  const [first, second] = a.trigger.start < b.trigger.start ? [a.trigger, b.trigger] : [b.trigger, a.trigger];
  const between = tokens.filter(({ start, end }) => start >= first.end && end <= second.start);
  return (
    between.length > 0 &&
    between.every(({ norm, text }) => /^(and|or|been|were|either)$/.test(norm) || text === "/")
  );
}

/** Figures without those at the places of `gone`; what was part of one of these is part of what stands for it, or of none. */
function without(figures: readonly RawFigure[], gone: ReadonlyMap<number, number | null>): RawFigure[] {
  if (gone.size === 0) return [...figures];
  const places = new Map<number, number>();
  for (const n of figures.keys()) if (!gone.has(n)) places.set(n, places.size);
  const placeOf = (n: number): number | null => {
    const stands = gone.get(n) ?? n;
    return places.get(stands) ?? null;
  };
  return figures.flatMap((figure, n) =>
    gone.has(n) ? [] : [figure.partOf === null ? figure : { ...figure, partOf: placeOf(figure.partOf) }],
  );
}
