import type { Span } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import type { EntityLabel } from "../detection.ts";

/** What a date says before it is known when the article was published. */
export type DateExpression =
  | { readonly kind: "day"; readonly year: number | null; readonly month: number; readonly day: number }
  | { readonly kind: "month"; readonly year: number | null; readonly month: number }
  | { readonly kind: "year"; readonly year: number }
  /** 0 is Sunday; the latest such day not after the publication. */
  | { readonly kind: "weekday"; readonly weekday: number }
  /** Days before (below zero) or after the publication. */
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "relative"; readonly unit: "week" | "month" | "year"; readonly by: number };

/**
 * A mention as one paragraph gives it: tokens `from` up to `to`, and a span in UTF-16 code units of the paragraph,
 * which may begin inside the first token (behind an Arabic clitic).
 */
export interface Found extends Span {
  readonly from: number;
  readonly to: number;
  readonly label: EntityLabel;
  /** 0 to 1. */
  readonly confidence: number;
  readonly source: string;
  /** The list entry that it names, the same in both languages; null for names in no list. */
  readonly key: string | null;
  readonly date: DateExpression | null;
  readonly value: string | null;
}

/** A mention over whole tokens, or over all of them but the first `skip` code units. */
export function foundAt(
  tokens: readonly Token[],
  from: number,
  to: number,
  rest: Pick<Found, "label" | "confidence" | "source"> & Partial<Pick<Found, "key" | "date" | "value">>,
  skip = 0,
): Found {
  return {
    key: null,
    date: null,
    value: null,
    ...rest,
    from,
    to,
    start: (tokens[from]?.start ?? 0) + skip,
    end: tokens[to - 1]?.end ?? 0,
  };
}

/** The source of what the tagger found likely, but not likeliest: it counts only where the rest of the article agrees. */
export const DOUBTFUL = "doubt";
