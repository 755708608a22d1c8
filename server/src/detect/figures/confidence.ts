import type { Language } from "../../text/language.ts";
import { rows } from "../../text/table.ts";
import type { Qualifier } from "../detection.ts";
import table from "./confidence.tsv";

/** What a figure's confidence hangs on. */
export interface Evidence {
  readonly language: Language;
  readonly rule: string;
  readonly qualifier: Qualifier;
  /** Whether its noun is known to mean people. */
  readonly sure: boolean;
}

/** The kind of number that a qualifier stands for: they are right more or less often alike. */
const KINDS: Record<Qualifier, string> = {
  exact: "number",
  at_least: "number",
  at_most: "number",
  about: "number",
  more_than: "number",
  fewer_than: "number",
  range: "number",
  vague: "vague",
  named: "named",
};

/** Names of the cells of the table that a figure falls in, from the finest to the coarsest. */
export function cellsOf({ language, rule, qualifier, sure }: Evidence): string[] {
  const kind = KINDS[qualifier];
  const certainty = sure ? "people" : "unknown";
  return [
    `${language} ${rule} ${kind} ${certainty}`,
    `${language} ${rule} * ${certainty}`,
    `${language} * ${kind} ${certainty}`,
    `${language} * * ${certainty}`,
  ];
}

const shares = new Map<string, number>();
for (const [cell = "", share] of rows(table)) shares.set(cell, Number(share));

/** How often figures of this kind are right, 0 to 1, as measured by `npm run calibrate`. */
export function confidenceOf(evidence: Evidence): number {
  for (const cell of cellsOf(evidence)) {
    const share = shares.get(cell);
    if (share !== undefined) return share;
  }
  return 0.5;
}
