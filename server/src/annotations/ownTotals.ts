import * as l10n from "@vscode/l10n";
import { type Harm, harms, type Tally } from "../detect/detection.ts";
import { withBest } from "../detect/resolve/tally.ts";
import { CorrectionError, checkOrder } from "./context.ts";
import type { HeaderChange, HeaderPart } from "./header.ts";
import { mergeRecord, type Plain } from "./mergeRecords.ts";

// Totals that an annotator sets by hand, in place of what the figures of an article add up to. They stand in the sidecar's
// header, by harm, each with a note: who reads a number that no figure gives must be able to see why.

/** A total in place of what the figures add up to; null bounds are open. */
export interface TotalByHand {
  readonly min: number | null;
  readonly max: number | null;
  /** Why it is not what the figures say. */
  readonly note: string;
}

/** The same with who set it, and when. */
export interface OwnTotal extends TotalByHand {
  readonly by?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
}

export type OwnTotals = { readonly [H in Harm]?: OwnTotal };

/** The key of the header under which they stand. */
const TALLY = "tally";

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The totals of a header; the schema has checked what is there. */
export function ownTotalsIn(header: Plain): OwnTotals {
  const tally = header[TALLY];
  if (!isPlain(tally)) return {};
  return Object.fromEntries(harms.filter((harm) => isPlain(tally[harm])).map((harm) => [harm, tally[harm]]));
}

/**
 * The change that sets an article's total of a harm, or with null goes back to what the figures add up to.
 * @throws CorrectionError where bounds are in the wrong order, or the note is empty
 */
export function ownTotalChange(header: Plain, harm: Harm, total: OwnTotal | null): HeaderChange {
  if (total) {
    const { min, max, note } = total;
    if (note.trim() === "")
      throw new CorrectionError(
        l10n.t("A total that is set by hand needs a note: why it is not what the figures say."),
      );
    if (min === null && max === null)
      throw new CorrectionError(l10n.t("A total needs a lower or an upper bound."));
    checkOrder(total);
  }
  const before = isPlain(header[TALLY]) ? header[TALLY] : {};
  const { [harm]: _, ...others } = before;
  const after: Plain = total ? { ...before, [harm]: total } : others;
  const orNone = (tally: Plain): Plain | null => (Object.keys(tally).length > 0 ? tally : null);
  return { before: { [TALLY]: orNone(before) }, after: { [TALLY]: orNone(after) } };
}

/** A tally in which what was set by hand stands in place of what was added up. */
export function withOwnTotals(tally: Tally, own: OwnTotals): Tally {
  const set = harms.flatMap((harm) => {
    const total = own[harm];
    return total ? [[harm, { ...withBest(total), perpetrators: tally[harm]?.perpetrators ?? 0 }]] : [];
  });
  return { ...tally, ...Object.fromEntries(set) };
}

/**
 * Three-way merge of headers' totals, harm by harm, into a header that is merged otherwise: a harm that both sides set
 * differently stays ours; theirs is kept in an opinion, and `conflict` is set, as of any other key.
 */
function withMergedTotals(merged: Plain, base: Plain, ours: Plain, theirs: Plain): Plain {
  const [before, own, other] = [base, ours, theirs].map((header) => ({ ...ownTotalsIn(header) }));
  const { opinions = [], conflict = false, ...tally } = mergeRecord(before ?? {}, own ?? {}, other ?? {});
  const whole = Object.keys(tally).length > 0 ? { ...merged, [TALLY]: tally } : merged;
  if (conflict !== true) return whole;
  const known = Array.isArray(whole["opinions"]) ? whole["opinions"] : [];
  const kept = Array.isArray(opinions) ? opinions.map((opinion) => ({ [TALLY]: opinion })) : [];
  return { ...whole, opinions: [...known, ...kept], conflict: true };
}

export const ownTotalsPart: HeaderPart = { key: TALLY, withMerged: withMergedTotals };
