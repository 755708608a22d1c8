import type { VictimType } from "../../detection.ts";
import type { PredicateForm } from "../../lexicon/english.ts";
import { type Bounds, NAMED } from "../bounds.ts";
import type { Human, Reach } from "./reach.ts";

/**
 * What a noun phrase can be as the victims of a predicate: `count` states a number, `single` one person by a singular
 * noun, `plural` an unnumbered plural, `named` a person by name, `pronoun` refers elsewhere, `event` names a harm
 * ("the death"), `other` is no victim.
 */
export type NominalKind = "count" | "single" | "plural" | "named" | "pronoun" | "event" | "other";

/** A noun phrase: tokens `from` up to `to`. */
export interface Nominal {
  readonly from: number;
  readonly to: number;
  readonly kind: NominalKind;
  /** The number expression, the determiner or noun of a single person, or the name. */
  readonly numberFrom: number;
  readonly numberTo: number;
  readonly bounds: Bounds;
  /** Where the victims' noun phrase without the number begins; `to` where there is none. */
  readonly nounFrom: number;
  /** The noun that says what is counted; -1 where there is none ("killed 12"). */
  readonly head: number;
  readonly type: VictimType;
  /** Whether the head means people; a phrase without a noun does. */
  readonly human: Human;
  /** "N others", "another N". */
  readonly others: boolean;
  /** "the", "his": told of before. */
  readonly definite: boolean;
  /** For a name: the token where the name itself begins, behind title and nationality. */
  readonly nameFrom: number;
  /** "two of them": a part of those told of before. */
  readonly partitive: boolean;
  /** A running count ("the third soldier"): the number is of all so far. */
  readonly running: boolean;
  /** The harm that the head names: "three deaths", "the killing"; where that word stands. */
  readonly event: { readonly form: PredicateForm; readonly at: number } | null;
  /** Whose: "the mayor's wife", "his death". */
  readonly owner: Nominal | null;
}

export function phrase(
  from: number,
  to: number,
  kind: NominalKind,
  bounds: Bounds,
  rest: Partial<Nominal> = {},
): Nominal {
  return {
    from,
    to,
    kind,
    bounds,
    numberFrom: from,
    numberTo: to,
    nounFrom: from,
    head: -1,
    type: "unknown",
    human: "yes",
    others: false,
    definite: false,
    nameFrom: from,
    partitive: false,
    running: false,
    event: null,
    owner: null,
    ...rest,
  };
}

export const named = (from: number, nameFrom: number, to: number, human: Human = "yes"): Nominal =>
  phrase(from, to, "named", NAMED, {
    numberFrom: nameFrom,
    numberTo: to,
    nounFrom: nameFrom,
    nameFrom,
    head: to - 1,
    human,
  });

export const restOf = (reach: Reach, nounFrom: number): Partial<Nominal> => ({
  nounFrom,
  head: reach.head,
  type: reach.type,
  human: reach.human,
  event: reach.event,
});
