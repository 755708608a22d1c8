import type { FigureField } from "../measure/figureFields.ts";
import type { Kind } from "../measure/marking.ts";
import type { Score } from "../measure/score.ts";
import type { UnitizingAlpha } from "../measure/unitizing.ts";

/** What is agreed on: all labels, those of one kind, or one. */
export interface AgreementSubject {
  readonly kind: Kind | null;
  readonly label: string | null;
}

/** How far two agree on where something stands and what it is. */
export interface SpanAgreement extends AgreementSubject, UnitizingAlpha {
  /** Place and label; `wanted` is the first side's number, `found` the second's. */
  readonly exact: Score;
  /** Places that overlap, and the label. */
  readonly overlap: Score;
}

/** How far those who marked a figure agree on a field of it. */
export interface FieldAgreement {
  readonly field: FigureField;
  readonly same: number;
  readonly of: number;
  /** Krippendorff's alpha for nominal values, nothing said being one of them; null without variation. */
  readonly alpha: number | null;
}

/** How far they agree on a number, where both state it. */
export interface NumberAgreement {
  readonly bound: "min" | "max";
  readonly of: number;
  /** Krippendorff's alpha for values of a ratio scale. */
  readonly alpha: number | null;
}

export interface PairAgreement {
  readonly left: string;
  readonly right: string;
  /** On which both have decided. */
  readonly articles: number;
  readonly spans: readonly SpanAgreement[];
  /** Of figures that overlap. */
  readonly fields: readonly FieldAgreement[];
  readonly numbers: readonly NumberAgreement[];
  /** Places at which they differ. */
  readonly disagreements: number;
}

/** All of three or more together, on the articles on which each has decided. */
export interface GroupAgreement {
  readonly articles: number;
  readonly spans: readonly (AgreementSubject & UnitizingAlpha)[];
  readonly fields: readonly Pick<FieldAgreement, "field" | "alpha">[];
  readonly numbers: readonly NumberAgreement[];
}

export interface Agreement {
  readonly sides: readonly string[];
  readonly pairs: readonly PairAgreement[];
  /** Null for two. */
  readonly group: GroupAgreement | null;
  readonly left: {
    /** On which fewer than two have decided. */
    readonly alone: number;
    readonly unreadable: readonly string[];
  };
  /** Annotations that alpha leaves out, for they overlap a longer one of the same label and annotator. */
  readonly overlapping: number;
}
