import type { Span } from "../../text/span.ts";
import type { Token } from "../../text/token.ts";
import type { EntityLabel, NameReason } from "../detection.ts";

/** A stretch of time with a name. */
export type TimeUnit = "day" | "week" | "month" | "year";

/** Which of those with one name: the last before the publication, the next behind it, or one that cannot be told. */
export type Turn = "last" | "next" | "untold";

/** What a date says before it is known when the article was published. */
type Stated =
  | {
      readonly kind: "day";
      readonly year: number | null;
      readonly month: number;
      readonly day: number;
      /** Years from that of the publication, where the text says so ("24 April last year"). */
      readonly years?: number;
      /** The day of the week that stands with it, 0 is Sunday. */
      readonly weekday?: number;
      /** Day and month may be the other way round: 06/07/2012. */
      readonly either?: boolean;
    }
  | {
      readonly kind: "month";
      readonly year: number | null;
      readonly month: number;
      readonly years?: number;
      readonly turn?: Turn;
    }
  | { readonly kind: "year"; readonly year: number }
  /** The ten years from `year` on. */
  | { readonly kind: "decade"; readonly year: number }
  /** 0 is Sunday; without a turn the latest such day not after the publication. */
  | { readonly kind: "weekday"; readonly weekday: number; readonly turn?: Turn }
  /** Days before (below zero) or after the publication. */
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "relative"; readonly unit: TimeUnit; readonly by: number }
  /** The time up to the publication: "the past three days". */
  | { readonly kind: "past"; readonly unit: TimeUnit; readonly count: number }
  | { readonly kind: "range"; readonly first: DateExpression; readonly last: DateExpression }
  /** A date that cannot be known from the publication: a feast, a time of no day, "the following week". */
  | { readonly kind: "open" };

export type DateExpression = Stated & {
  /** A time of that day in ISO 8601 (`21:00`, `06:00Z`); absent where none is said. */
  readonly time?: string;
};

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
  /** What the project says of it, where it does. */
  readonly because?: NameReason | undefined;
}

/** A mention over whole tokens, or over all of them but the first `skip` code units. */
export function foundAt(
  tokens: readonly Token[],
  from: number,
  to: number,
  rest: Pick<Found, "label" | "confidence" | "source"> &
    Partial<Pick<Found, "key" | "date" | "value" | "because">>,
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
