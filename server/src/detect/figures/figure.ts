import type { Span } from "../../text/span.ts";
import type { FigureStatus, Harm, Scope, VictimType } from "../detection.ts";
import type { Found } from "../entities/mention.ts";
import type { Bounds } from "./bounds.ts";

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
  /** 0 to 1. */
  readonly confidence: number;
  readonly rule: string;
}
