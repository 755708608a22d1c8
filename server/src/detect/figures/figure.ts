import { byPosition, type Span } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import type { FigureStatus, Harm, Scope, VictimType } from "../detection.ts";
import type { Found } from "../entities/mention.ts";
import type { Bounds } from "./bounds.ts";

/**
 * How a figure stands to what the article has told: of somebody `new`, of a `definite` one told of before, of `others`
 * beside those, of a `subset` or the `total` of them, of wounded who died and are `added` to the dead, of something that
 * happened `apart`, or of somebody `recalled` by those who mourn.
 */
export type Telling = "new" | "definite" | "others" | "subset" | "total" | "added" | "apart" | "recalled";

/** A figure as one paragraph gives it; all offsets are UTF-16 code units of the paragraph. */
export interface RawFigure extends Span {
  readonly number: Span;
  readonly trigger: Span;
  readonly harm: Harm;
  readonly bounds: Bounds;
  readonly victims: Span | null;
  readonly victimType: VictimType;
  readonly perpetrator: Span | null;
  readonly place: Found | null;
  readonly date: Found | null;
  readonly source: Span | null;
  readonly scope: Scope;
  readonly status: FigureStatus;
  /** Index of the figure of the same paragraph that this one is part of. */
  readonly partOf: number | null;
  readonly telling?: Telling;
  /** The victims' noun, lower case; empty where a number stands alone. */
  readonly head?: string;
  /** All places that its sentence names as such. */
  readonly where?: readonly Span[];
  /** Number of the sentence in the paragraph. */
  readonly sentence?: number;
  /** Whether the victims' noun is known to mean people. */
  readonly sure: boolean;
  readonly rule: string;
}

/** Tokens `from` up to `to` as UTF-16 code units. */
export const spanOf = (
  { tokens }: { readonly tokens: readonly Token[] },
  from: number,
  to: number,
): Span => ({ start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 });

/** The figures of a paragraph in the order of the text, the longer first, with what refers to them. */
export function inOrder(figures: readonly RawFigure[]): RawFigure[] {
  const order = [...figures.keys()].sort((a, b) => {
    const [first, second] = [figures[a], figures[b]];
    return first && second ? byPosition(first, second) || a - b : 0;
  });
  const place = new Map(order.map((from, to) => [from, to]));
  return order.flatMap((from) => {
    const figure = figures[from];
    if (!figure) return [];
    return [figure.partOf === null ? figure : { ...figure, partOf: place.get(figure.partOf) ?? null }];
  });
}
