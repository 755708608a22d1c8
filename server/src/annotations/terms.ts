import * as l10n from "@vscode/l10n";
import { isolated } from "../text/isolated.ts";

/** Values of fields that are one of a few, and how annotations stand. */
const terms = (): Record<string, string> => ({
  killed: l10n.t("killed"),
  injured: l10n.t("injured"),
  missing: l10n.t("missing"),
  abducted: l10n.t("abducted"),
  detained: l10n.t("detained"),
  surrendered: l10n.t("surrendered"),
  displaced: l10n.t("displaced"),
  casualties: l10n.t("casualties"),
  civilian: l10n.t("civilian"),
  combatant: l10n.t("combatant"),
  security_force: l10n.t("security force"),
  perpetrator: l10n.t("perpetrator"),
  mixed: l10n.t("mixed"),
  unknown: l10n.t("unknown"),
  incident: l10n.t("incident"),
  cumulative: l10n.t("cumulative"),
  asserted: l10n.t("asserted"),
  claimed: l10n.t("claimed"),
  feared: l10n.t("feared"),
  negated: l10n.t("negated"),
  suggested: l10n.t("suggested"),
  accepted: l10n.t("accepted"),
  corrected: l10n.t("corrected"),
  added: l10n.t("added"),
  rejected: l10n.t("rejected"),
  orphaned: l10n.t("lost"),
});

/** A value of a field in the words of the interface; any other text as it is. */
export const termOf = (value: string): string => terms()[value] ?? value;

/** Words of an article or a name in quotation marks, as the language has them. */
export const quotation = (words: string): string => l10n.t("“{0}”", isolated(words));

/** Words one behind the other, with the comma of the language between, or another sign; nothing is said of empty ones. */
export const listed = (words: readonly string[], between?: string): string =>
  words.filter((one) => one !== "").join(between ?? l10n.t(", "));

/** What stands in a list between words that may have commas themselves. */
export const semicolon = (): string => l10n.t("; ");
