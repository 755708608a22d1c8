import * as l10n from "@vscode/l10n";
import { comparable } from "../../text/comparable.ts";
import type { FigureMarking } from "./marking.ts";
import type { Score } from "./score.ts";

/** What is compared of two figures on the same words. */
export const figureFields = [
  "harm",
  "number",
  "bounds",
  "victimType",
  "place",
  "date",
  "perpetrator",
  "source",
  "scope",
  "status",
] as const;
export type FigureField = (typeof figureFields)[number];

/** How fields are called in tables. */
export const fieldNames = (): Readonly<Record<FigureField, string>> => ({
  harm: l10n.t("harm"),
  number: l10n.t("number (its words)"),
  bounds: l10n.t("bounds"),
  victimType: l10n.t("type of victims"),
  place: l10n.t("place"),
  date: l10n.t("date"),
  perpetrator: l10n.t("perpetrator"),
  source: l10n.t("source"),
  scope: l10n.t("scope"),
  status: l10n.t("status"),
});

/**
 * What a figure says in a field, so that the same is equal; null where it says nothing. Words are compared without case
 * and without what differs in spelling alone.
 */
export function fieldValue(field: FigureField, { figure, said }: FigureMarking): string | null {
  if ((said === "harm" && field !== "harm") || (said === "fields" && field === "number")) return null;
  switch (field) {
    case "number":
      return figure.number && `${figure.number.start}-${figure.number.end}`;
    case "bounds":
      return `${figure.min ?? ""}..${figure.max ?? ""}`;
    case "place":
    case "perpetrator":
    case "source":
      return inWords(figure[field]);
    default:
      return figure[field];
  }
}

function inWords(value: string | null): string | null {
  const words = comparable(value ?? "")
    .text.trim()
    .toLowerCase();
  return words === "" ? null : words;
}

/** A field of a pair: right where both say the same, wanted and found where the one and the other say something. */
export function slotScore(wanted: string | null, found: string | null): Score {
  return {
    right: wanted !== null && wanted === found ? 1 : 0,
    wanted: wanted === null ? 0 : 1,
    found: found === null ? 0 : 1,
  };
}
