import { overlaps, type Span, sameSpan } from "../text/span.ts";
import type { Annotation } from "./annotation.ts";
import { sameValue } from "./json.ts";
import { decisionOf, dissent, sameFigure } from "./opinion.ts";

// Two sides of one article, annotation by annotation. All offsets are UTF-16 code units of its present text.

/** In what two decisions differ; `missing`: one side has decided nothing there. */
export type Difference = "missing" | "rejected" | "label" | "bounds" | "figure" | "attributes";

/** What two sides decided on the same words. */
export interface Pair {
  /** Names it for as long as the decisions stay as they are. */
  readonly key: string;
  readonly left: Annotation | null;
  readonly right: Annotation | null;
  /** Nothing where both agree. */
  readonly differences: readonly Difference[];
  /** Somebody has adjudicated it, and nobody has decided otherwise since. */
  readonly settled: boolean;
}

/** How many pairs are of each kind; they add up to all. */
export interface Agreement {
  readonly agree: number;
  readonly differ: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
  readonly settled: number;
}

/** What one annotator decided on an article; what lost its place is no part of it. */
export const decisionsOf = (decided: readonly Annotation[], name: string): Annotation[] =>
  decided
    .map((annotation) => decisionOf(annotation, name))
    .filter((one): one is Annotation => one !== null && one.status !== "orphaned");

/**
 * Pairs what two sides decided: by id, else what stands on the same words, else what overlaps most. By place; each
 * decision is in one pair. `decided` says what has been settled.
 */
export function compared(
  left: readonly Annotation[],
  right: readonly Annotation[],
  decided: readonly Annotation[],
): Pair[] {
  const settled = new Set(
    decided.filter((one) => one.adjudicated && dissent(one).length === 0).map(({ id }) => id),
  );
  const rights = new Set(right);
  const pairs: Pair[] = [];
  const pair = (a: Annotation | null, b: Annotation | null): void => {
    if (b) rights.delete(b);
    pairs.push({
      key: `${keyOf(a)}/${keyOf(b)}`,
      left: a,
      right: b,
      differences: differencesOf(a, b),
      settled: [a, b].some((one) => one !== null && settled.has(one.id)),
    });
  };
  let open: readonly Annotation[] = left;
  const take = (find: (one: Annotation) => Annotation | undefined): void => {
    const rest: Annotation[] = [];
    for (const one of open) {
      const other = find(one);
      if (other) pair(one, other);
      else rest.push(one);
    }
    open = rest;
  };
  const byId = new Map(right.map((one) => [one.id, one]));
  take(({ id }) => byId.get(id));
  for (const fits of [sameThing, sameSpan])
    take((one) => [...rights].find((other) => other.kind === one.kind && fits(one, other)));
  take((one) => {
    const near = [...rights].filter((other) => other.kind === one.kind && overlaps(one, other));
    return near.sort((a, b) => shared(one, b) - shared(one, a))[0];
  });
  for (const one of open) pair(one, null);
  for (const other of [...rights]) pair(null, other);
  const start = ({ left: a, right: b }: Pair): number => Math.min(a?.start ?? Infinity, b?.start ?? Infinity);
  return pairs.sort((a, b) => start(a) - start(b) || (a.key < b.key ? -1 : 1));
}

const keyOf = (decision: Annotation | null): string =>
  decision ? `${decision.id}@${decision.at ?? ""}` : "";

const shared = (a: Span, b: Span): number => Math.min(a.end, b.end) - Math.max(a.start, b.start);

/** Of two figures on one span, or two labels, those that say the same belong together. */
function sameThing(a: Annotation, b: Annotation): boolean {
  if (!sameSpan(a, b)) return false;
  if (a.kind === "entity") return b.kind === "entity" && a.label === b.label;
  return b.kind === "figure" && a.figure.harm === b.figure.harm;
}

function differencesOf(a: Annotation | null, b: Annotation | null): Difference[] {
  if (!a || !b) return ["missing"];
  if (a.status === "rejected" || b.status === "rejected") return a.status === b.status ? [] : ["rejected"];
  const found: Difference[] = [];
  if (a.kind === "entity" && b.kind === "entity" && a.label !== b.label) found.push("label");
  if (!sameSpan(a, b)) found.push("bounds");
  if (a.kind === "figure" && b.kind === "figure" && !sameFigure(a.figure, b.figure)) found.push("figure");
  if (!sameValue(a.attributes, b.attributes)) found.push("attributes");
  return found;
}

export function agreementOf(pairs: readonly Pair[]): Agreement {
  const count = (wanted: (pair: Pair) => boolean): number => pairs.filter(wanted).length;
  return {
    agree: count(({ differences, settled }) => differences.length === 0 && !settled),
    differ: count(({ left, right, differences, settled }) =>
      Boolean(left && right && differences.length > 0 && !settled),
    ),
    onlyLeft: count(({ right, settled }) => right === null && !settled),
    onlyRight: count(({ left, settled }) => left === null && !settled),
    settled: count(({ settled }) => settled),
  };
}
