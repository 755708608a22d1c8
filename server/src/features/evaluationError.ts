import * as l10n from "@vscode/l10n";
import type { FigureRecord } from "../annotations/annotation.ts";
import { type Lines, type Range, toRange } from "../positions.ts";
import { listed, quotation, semicolon } from "../protocol.ts";
import type { Span } from "../text/span.ts";
import { whatOf } from "./comparison.ts";
import { fieldsInWords, isolated, quoted } from "./words.ts";

/** What was wanted or found, in UTF-16 code units of its article's text. */
type Marked = Span &
  (
    | { readonly kind: "entity"; readonly label: string }
    | { readonly kind: "figure"; readonly figure: FigureRecord }
  );

/** What was wanted and found at a place, one of them at least, in what they differ, and in which fields of figures. */
export interface WrongPlace {
  readonly text: string;
  readonly wanted: Marked | null;
  readonly found: Marked | null;
  readonly wrong: readonly string[];
  readonly fields: readonly string[];
}

/** Where an error stands, by what was wanted, else by what was found. */
export const rangeOfError = ({ wanted, found }: WrongPlace, lines: Lines): Range =>
  toRange(lines, wanted ?? found ?? { start: 0, end: 0 });

/** An error for a list: "LOC “Taiz”: spurious", "DATE “on Friday”: boundaries: “on Friday” wanted, “Friday” found". */
export function errorInWords({ text, wanted, found, wrong, fields }: WrongPlace): string {
  const wordsOf = ({ start, end }: Span): string => quoted(text.slice(start, end));
  const named = (one: Marked): string => `${whatOf(one)} ${wordsOf(one)}`;
  if (!wanted) return found ? l10n.t("{0}: spurious", named(found)) : "";
  if (!found) return l10n.t("{0}: missed", named(wanted));
  const parts = [
    wrong.includes("boundaries")
      ? l10n.t("boundaries: {0} wanted, {1} found", wordsOf(wanted), wordsOf(found))
      : "",
    wrong.includes("label") ? l10n.t("label: {0} wanted, {1} found", whatOf(wanted), whatOf(found)) : "",
    ...(wanted.kind === "figure" && found.kind === "figure"
      ? fieldWords(wanted.figure, found.figure, fields, wrong.includes("label"))
      : []),
  ];
  return `${named(wanted)}: ${listed(parts, semicolon())}`;
}

/** @param isCounted the count is said with the label */
function fieldWords(
  wanted: FigureRecord,
  found: FigureRecord,
  fields: readonly string[],
  isCounted: boolean,
): string[] {
  const say = (value: string | null): string => (value === null ? l10n.t("none") : isolated(value));
  const numberOf = ({ number }: FigureRecord): string => (number ? quotation(number.text) : say(null));
  const count = (figure: FigureRecord): string => whatOf({ kind: "figure", figure });
  return [
    fields.includes("bounds") && !isCounted
      ? l10n.t("number: {0} wanted, {1} found", count(wanted), count(found))
      : "",
    fields.includes("number")
      ? l10n.t("words of the number: {0} wanted, {1} found", numberOf(wanted), numberOf(found))
      : "",
    ...fieldsInWords()
      .filter(([field]) => fields.includes(field))
      .map(([field, name]) =>
        l10n.t("{0}: {1} wanted, {2} found", name, say(wanted[field]), say(found[field])),
      ),
  ];
}
