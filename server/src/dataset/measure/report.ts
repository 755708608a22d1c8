import * as l10n from "@vscode/l10n";
import { isolated } from "../../text/isolated.ts";
import type { Kind } from "./marking.ts";
import type { Interval } from "./resample.ts";

/** A table of a report; cells are words and numbers as they are read. */
export interface ReportTable {
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** What was measured, for people, in the language of the interface; the terminal and the page show the same. */
export interface Report {
  readonly title: string;
  /** A sentence each. */
  readonly remarks: readonly string[];
  readonly tables: readonly ReportTable[];
}

/** The columns of a table: the first of words, those behind it of numbers. */
export const columns = (first: string, ...numbers: readonly string[]): ReportTable["columns"] => [
  { name: first, numeric: false },
  ...numbers.map((name) => ({ name, numeric: true })),
];

export const NOTHING = "–";

/** A share in per cent, with its interval where there is one: `93.1 [90.0, 95.5]`. */
export function percent(value: number | null, interval: Interval = null): string {
  if (value === null) return NOTHING;
  const number = (share: number): string => (100 * share).toFixed(1);
  return interval ? `${number(value)} [${interval.map(number).join(", ")}]` : number(value);
}

/** A coefficient such as alpha, which may be below 0. */
export const coefficient = (value: number | null): string => (value === null ? NOTHING : value.toFixed(3));

/** How the kinds of annotations are called in tables. */
export const kindInWords = (kind: Kind): string =>
  kind === "entity" ? l10n.t("entities") : l10n.t("figures");

/** How many say the same, of those that there are. */
export const shareInWords = (same: number, of: number): string => l10n.t("{0} of {1}", same, of);

/** @param of what the table is of, where there are several of its kind */
export const captionOf = (of: string | null, caption: string): string =>
  of === null ? caption : l10n.t("{0}: {1}", isolated(of), caption);
