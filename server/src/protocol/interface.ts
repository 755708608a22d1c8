import * as l10n from "@vscode/l10n";

/** The language of the interface, which each translation says of itself, in BCP 47. */
export const interfaceLanguage = (): string => l10n.t("en");

/** The direction in which its words run. */
export const interfaceDirection = (): "ltr" | "rtl" =>
  /^(ar|fa|he|ur)\b/.test(interfaceLanguage()) ? "rtl" : "ltr";

/** Dates and ranges: behind Arabic letters their parts would change places. Where a link leads to is none of them. */
const DATES = /\]\([^)]*\)|\d+(?:\\?[-–]\d+)+/g;

/**
 * A line of the interface where the editor's own run from left to right: in an interface that runs from right to left it
 * is wrapped in RIGHT-TO-LEFT ISOLATE and POP DIRECTIONAL ISOLATE, so that it is read as it is written; and each date in it
 * in LEFT-TO-RIGHT ISOLATE. It may be Markdown.
 */
export const directed = (line: string): string =>
  interfaceDirection() === "rtl" && /[\u0590-\u08ff\ufb1d-\ufefc]/.test(line)
    ? `\u2067${line.replace(DATES, (date) => (date.startsWith("]") ? date : `\u2066${date}\u2069`))}\u2069`
    : line;
